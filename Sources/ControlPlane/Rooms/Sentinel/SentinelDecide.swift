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
            // Allowed while revoked: deletion is the one operation left.
            let isAvailable = row.availability == .available
            offboard(
                id, because: isAvailable ? Rule.removal : Rule.onlyDeletion,
                also: isAvailable
                    ? [Rule.keepsRegistration, Rule.tablesHidden]
                    : [Rule.removal, Rule.keepsRegistration, Rule.tablesHidden], in: world, &docket)
        case .putItem(let id, let workspace, let kind, let carried, let checks):
            let onboarding = try writable(workspace, checksOnboarding: checks, in: world)
            put(id, of: workspace, kind, carried, onboarding, in: world, &docket)
        case .deleteItem(let id, let workspace, let checks):
            _ = try writable(workspace, checksOnboarding: checks, in: world)
            guard world.sentinel.items[id] != nil else { return }
            docket.rule(.sentinel(.itemDeleted(id)), because: Rule.notOnboarded)
            let path = world.names[id].path.lowercased() + "/"
            for item in world.sentinel.items where item.workspace == workspace {
                guard world.names[item.id].path.lowercased().hasPrefix(path) else { continue }
                docket.rule(.sentinel(.itemDeleted(item.id)), because: Rule.notOnboarded)
            }
        case .contactSupport(let workspace, let topic):
            contactSupport(workspace, topic, in: world, &docket)
        case .moveWorkspaces(let workspaces): try requireMovable(workspaces, in: world)
        case .deployOnboarding:
            throw Refusal(
                .preconditionFailed(
                    "Onboarding to Microsoft Sentinel with a customer-managed key is not supported by "
                        + "templates: use "
                        + world.settings.profile.figures.onboardingSurfaces.joined(separator: " or ") + "."),
                because: Rule.notByTemplate)
        }
    }

    private static func put(
        _ id: ResourceID, of workspace: ResourceID, _ kind: ItemKind, _ carried: Document,
        _ onboarding: Onboarding?, in world: World, _ docket: inout Docket
    ) {
        let known = world.sentinel.items[id]
        let item = Item(
            id: id, workspace: workspace, kind: kind, createdAt: known?.createdAt ?? world.now,
            modifiedAt: world.now, revision: (known?.revision ?? 0) + 1,
            number: known?.number ?? (kind == .incident ? nextIncident(of: workspace, in: world) : 0),
            carried: carried)
        docket.rule(
            .sentinel(.itemWritten(item)), because: Rule.notOnboarded,
            also: onboarding?.customerManagedKey == true ? [scopeRule(of: kind, in: world)] : [])
        if let onboarding { adviseOnMarks(of: onboarding, &docket) }
    }

    private static func nextIncident(of workspace: ResourceID, in world: World) -> Int {
        if let onboarding = world.sentinel.onboardings[workspace] { return onboarding.incidents + 1 }
        let known = world.sentinel.items.filter { $0.workspace == workspace && $0.kind == .incident }
        return (known.map(\.number).max() ?? 0) + 1
    }

    /// Who did not ask for an onboarding meets the rest of the guards where there is one.
    private static func writable(
        _ id: ResourceID, checksOnboarding: Bool, in world: World
    ) throws(Refusal) -> Onboarding? {
        guard checksOnboarding || world.sentinel.onboardings[id]?.isOnboarded == true else {
            _ = try LogAnalytics.liveWorkspace(id, in: world)
            return nil
        }
        return try requireWritable(id, in: world)
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
        try requireOnboardable(workspace, in: world)
        guard customerManagedKey else {
            docket.rule(.sentinel(.onboarded(id, customerManagedKey: false)), because: Rule.withoutKey)
            return
        }
        if let before, !before.hasFailed { try onboardAgain(before, in: world, &docket) }
        // In the other reading the PUT is accepted, and what is missing shows when the account is made.
        if world.settings.isDefault(.onboardingPreconditions) {
            try requirePreconditions(of: workspace, in: world)
        }
        let until = world.choose(.onboarding, at: id, &docket)
        docket.rule(
            .sentinel(.onboardingStarted(id, customerManagedKey: true, until: until)), because: Rule.onboards)
    }

    /// Refused as it stands; in the other reading what comes back within the grace was encrypted otherwise.
    private static func onboardAgain(
        _ before: Onboarding, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard !world.settings.isDefault(.onboardedBefore) else {
            throw Refusal(
                .preconditionFailed("The workspace has been onboarded to Microsoft Sentinel before."),
                because: [Rule.neverOnboarded.id, Rule.onboardedBefore.id])
        }
        guard before.state.graceUntil != nil, !before.customerManagedKey else { return }
        docket.rule(
            .sentinel(.markedUndefined(before.id, Rule.onboardedBefore.id)), because: Rule.onboardedBefore)
        docket.advise(
            Rule.onboardedBefore, on: before.id,
            "the configuration that comes back was written under Microsoft's keys")
    }

    /// What is missing at the end of an onboarding whose preconditions were not asked for at its start.
    static func asyncRefusal(of id: ResourceID, in world: World) -> Refusal? {
        guard !world.settings.isDefault(.onboardingPreconditions),
            let workspace = world.logAnalytics.workspaces[id]
        else { return nil }
        do throws(Refusal) {
            try requirePreconditions(of: workspace, in: world)
            return nil
        } catch {
            return error
        }
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
                Rule.linkedUnderKey,
                "The workspace must be linked to a dedicated cluster with an accessible customer-managed key."
            )
        }
        guard case .systemAssigned = cluster.identity else {
            throw fail(Rule.systemAssigned, "The cluster's identity must be of type SystemAssigned.")
        }
        guard case .registered = Resources.registration(of: CosmosDB.namespace, in: world) else {
            throw fail(
                Rule.cosmosRegistered, "The subscription must be registered to Microsoft.DocumentDB.")
        }
        guard keyIsUsable(behind: workspace.id, in: world) else {
            throw fail(
                Rule.cosmosGranted,
                "The key vault must grant Azure Cosmos DB get, wrap and unwrap for the key.")
        }
    }
}

extension Sentinel.Onboarding {
    fileprivate var hasFailed: Bool { if case .failed = state { true } else { false } }
}
