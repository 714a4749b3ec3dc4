public import VirtualTime

extension World {
    /// Everything that falls due through `horizon` as things stand now, in no particular order: what a search
    /// asks for to know what might have come first. `next` is the one of them that rings first.
    public func deadlines(through horizon: Instant) -> [Pending<AnyAlarm>] {
        var found: [Pending<AnyAlarm>] = []
        func offer(_ at: Instant?, _ alarm: AnyAlarm) {
            if let at, at <= horizon { found.append(Pending(at: at, alarm: alarm)) }
        }
        resources.registrations.forEachDue(through: horizon) {
            offer($0.whole.deadline, .resources(.registrationDue($0.id)))
        }
        resources.groups.forEachDue(through: horizon) { row in
            guard let deletion = row.deletion else { return }
            offer(deletion.until, .resources(.groupDeletionDue(row.id, deletion.stage)))
        }
        keyVault.vaults.forEachDue(through: horizon) { row in
            row.whole.deadlines.forEach { offer($0, .keyVault(.vaultDue(row.id))) }
        }
        keyVault.keys.forEachDue(through: horizon) { row in
            if let deletion = row.deletion {
                offer(deletion.scheduledPurge, .keyVault(.keyPurgeDue(row.id)))
            } else {
                row.whole.agenda.all.forEach { offer($0, .keyVault(.keyDue(row.id))) }
            }
        }
        identity.assignments.forEachDue(through: horizon) {
            offer($0.whole.deadline, .identity(.roleDue($0.id)))
        }
        cosmosDB.accounts.forEachDue(through: horizon) { row in
            row.whole.deadlines.forEach { offer($0.at, .cosmosDB(.accountDue(row.id, $0.kind))) }
        }
        cosmosDB.databaseAccounts.forEachDue(through: horizon) {
            offer($0.whole.deadline, .cosmosDB(.databaseAccountDue($0.id)))
        }
        logAnalytics.clusters.forEachDue(through: horizon) { row in
            row.deadlines.forEach { offer($0.at, .logAnalytics(.clusterDue(row.id, $0.kind))) }
        }
        logAnalytics.workspaces.forEachDue(through: horizon) { row in
            row.whole.deadlines.forEach { offer($0.at, .logAnalytics(.workspaceDue(row.id, $0.kind))) }
        }
        logAnalytics.tables.forEachDue(through: horizon) {
            offer($0.whole.deadline, .logAnalytics(.tableDue($0.id)))
        }
        logAnalytics.departures.forEachDue(through: horizon) {
            offer($0.until, .logAnalytics(.departureDue(customerID: $0.id)))
        }
        sentinel.onboardings.forEachDue(through: horizon) {
            offer($0.whole.deadline, .sentinel(.onboardingDue($0.id)))
        }
        return found
    }
}

extension AnyAlarm {
    /// Whether it rings first when both are due at one instant (TIME-01, P-02).
    public func rings(before other: AnyAlarm) -> Bool { turn < other.turn }

    /// The resource whose deadline it is; nil where that is known by a text.
    public var resource: ResourceID? {
        switch self {
        case .resources(.registrationDue(let id)), .resources(.groupDeletionDue(let id, _)),
            .keyVault(.vaultDue(let id)), .keyVault(.keyPurgeDue(let id)), .keyVault(.keyDue(let id)),
            .cosmosDB(.accountDue(let id, _)), .cosmosDB(.databaseAccountDue(let id)),
            .logAnalytics(.clusterDue(let id, _)), .logAnalytics(.workspaceDue(let id, _)),
            .logAnalytics(.tableDue(let id)), .sentinel(.onboardingDue(let id)):
            id
        case .identity(.roleDue), .logAnalytics(.departureDue): nil
        }
    }

    /// Room, table, row and field: the order in which `World.next` looks.
    private var turn: (Int, ResourceID, String, Int) {
        let none = ResourceID(handle: -1)
        return switch self {
        case .resources(.registrationDue(let id)): (0, id, "", 0)
        case .resources(.groupDeletionDue(let id, _)): (1, id, "", 0)
        case .keyVault(.vaultDue(let id)): (2, id, "", 0)
        case .keyVault(.keyPurgeDue(let id)), .keyVault(.keyDue(let id)): (3, id, "", 0)
        case .identity(.roleDue(let id)): (4, none, id, 0)
        case .cosmosDB(.accountDue(let id, let kind)):
            (5, id, "", CosmosDB.Deadline.order.firstIndex(of: kind) ?? 0)
        case .cosmosDB(.databaseAccountDue(let id)): (6, id, "", 0)
        case .logAnalytics(.clusterDue(let id, let kind)):
            (7, id, "", LogAnalytics.ClusterDeadline.order.firstIndex(of: kind) ?? 0)
        case .logAnalytics(.workspaceDue(let id, let kind)): (8, id, "", kind == .link ? 1 : 0)
        case .logAnalytics(.tableDue(let id)): (9, id, "", 0)
        case .logAnalytics(.departureDue(let customer)): (10, none, customer, 0)
        case .sentinel(.onboardingDue(let id)): (11, id, "", 0)
        }
    }
}

extension LogAnalytics.ClusterDeadline {
    /// Of those of one cluster due at one instant, the first rings first.
    static let order: [Self] = [.reservation, .provisioning, .access, .rewrap, .outage, .staleness]
}

extension CosmosDB.Deadline {
    static let order: [Self] = [.access, .rewrap, .deletion]
}
