import VirtualTime

extension Sentinel {
    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .onboard(let workspace, let name, let customerManagedKey):
            try decideOnboarding(workspace, name, customerManagedKey, in: world, &docket)
        case .offboard(let id):
            let workspace = try LogAnalytics.liveWorkspace(id, in: world)
            guard let row = world.sentinel.onboardings[workspace.id], row.isOnboarded else { return }
            let until = world.now + .days(configurationGraceDays)
            // Allowed while revoked: deletion is the one operation left.
            docket.rule(
                .sentinel(.offboarded(id, graceUntil: until)),
                because: row.availability == .available ? Rule.removal : Rule.onlyDeletion)
        case .putItem(let id, let workspace, let kind, let carried):
            let onboarding = try requireWritable(workspace, in: world)
            let known = world.sentinel.items[id]
            let item = Item(
                id: id, workspace: workspace, kind: kind, createdAt: known?.createdAt ?? world.now,
                modifiedAt: world.now, revision: (known?.revision ?? 0) + 1,
                number: known?.number ?? (kind == .incident ? onboarding.incidents + 1 : 0), carried: carried)
            docket.rule(.sentinel(.itemWritten(item)), because: Rule.notOnboarded)
        case .deleteItem(let id, let workspace):
            _ = try requireWritable(workspace, in: world)
            guard world.sentinel.items[id] != nil else { return }
            docket.rule(.sentinel(.itemDeleted(id)), because: Rule.notOnboarded)
        case .contactSupport(let workspace, let topic):
            docket.rule(.sentinel(.supportContacted(workspace, topic: topic)), because: Rule.confirmed)
            docket.advise(Rule.confirmed, on: workspace, "told the product group: \(topic)")
        }
    }

    /// The workspace is there, onboarded, and the store of Sentinel's configuration is not dark.
    @discardableResult
    public static func requireWritable(_ id: ResourceID, in world: World) throws(Refusal) -> Onboarding {
        let workspace = try LogAnalytics.liveWorkspace(id, in: world)
        guard let row = world.sentinel.onboardings[workspace.id], row.isOnboarded else {
            throw Refusal(.notOnboarded(workspace: id), because: Rule.notOnboarded)
        }
        guard configurationIsBlocked(row, in: world) else { return row }
        var rules = [Rule.prevented.id, Rule.onlyDeletion.id]
        if row.availability == .degraded { rules.append(Rule.halfRevoked.id) }
        let cause = world.cosmosDB.accounts[id]?.access.cause ?? row.availableSince.entry
        throw Refusal(.keyRevoked(id), because: rules, causes: [cause])
    }

    /// Name, then what was before, then the preconditions in the article's order (P-14, P-57).
    private static func decideOnboarding(
        _ id: ResourceID, _ name: String, _ customerManagedKey: Bool, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let workspace = try LogAnalytics.liveWorkspace(id, in: world)
        guard name.lowercased() == "default" else {
            throw Refusal(
                .preconditionFailed("The only onboarding state is named 'default'."),
                because: Rule.defaultOnly)
        }
        let before = world.sentinel.onboardings[id]
        if let before, before.isOnboarded {
            guard before.customerManagedKey != customerManagedKey else { return }
            let rule = customerManagedKey ? Rule.enableOnOnboarded : Rule.disableOnOnboarded
            try unsupported(rule, on: id, also: [Rule.flagFixed.id], in: world, &docket)
            return
        }
        guard customerManagedKey else {
            docket.rule(.sentinel(.onboarded(id, customerManagedKey: false)), because: Rule.withoutKey)
            return
        }
        if before != nil, before?.hasFailed == false, world.settings.isDefault(.onboardedBefore) {
            throw Refusal(
                .preconditionFailed("The workspace has been onboarded to Microsoft Sentinel before."),
                because: [Rule.neverOnboarded.id, Rule.onboardedBefore.id])
        }
        try requirePreconditions(of: workspace, in: world)
        let until = world.choose(.onboarding, at: id, &docket)
        docket.rule(
            .sentinel(.onboardingStarted(id, customerManagedKey: true, until: until)), because: Rule.onboards)
    }

    private static func requirePreconditions(
        of workspace: LogAnalytics.Workspace, in world: World
    ) throws(Refusal) {
        func fail(_ rule: Rule, _ message: String) -> Refusal {
            Refusal(.preconditionFailed(message), because: [rule.id, Rule.preconditions.id])
        }
        guard case .linked = workspace.link, let cluster = LogAnalytics.cluster(of: workspace, in: world),
            cluster.key != nil, case .held = cluster.access, cluster.state.isTerminal
        else {
            throw fail(
                .linkedUnderKey,
                "The workspace must be linked to a dedicated cluster with an accessible customer-managed key."
            )
        }
        guard case .systemAssigned = cluster.identity else {
            throw fail(.systemAssigned, "The cluster's identity must be of type SystemAssigned.")
        }
        guard case .registered = Resources.registration(of: CosmosDB.namespace, in: world) else {
            throw fail(
                .cosmosRegistered, "The subscription must be registered to Microsoft.DocumentDB.")
        }
        guard keyIsUsable(behind: workspace.id, in: world) else {
            throw fail(
                .cosmosGranted, "The key vault must grant Azure Cosmos DB get, wrap and unwrap for the key.")
        }
    }
}

extension Sentinel.Onboarding {
    fileprivate var hasFailed: Bool { if case .failed = state { true } else { false } }
}
