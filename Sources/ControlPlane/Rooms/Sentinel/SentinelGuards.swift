import VirtualTime

/// What Sentinel has to say about changes of clusters and links: the article's unsupported changes (5.4).
///
/// Refused by default; under `unsupported-change: accept-without-effect` accepted, marked and advised on.
/// SENT-CHG-07 is the inferred rule that says so.
extension Sentinel {
    /// - Parameter key: the key to come, nil when it is taken away.
    static func allowKeyChange(
        of cluster: LogAnalytics.Cluster, to key: ResourceID?, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        for row in onboarded(on: cluster, in: world) {
            switch (cluster.key?.key, key) {
            case (nil, nil): return
            case (nil, _?):
                try unsupported(Rule.enableOnCluster, on: row.id, in: world, &docket)
            case (_?, nil):
                try unsupported(
                    Rule.clearClusterKey, on: row.id, also: [Rule.unsupportedRevocation.id], in: world,
                    &docket)
            case (let present?, let next?):
                guard present != next, row.customerManagedKey else { continue }
                try unsupported(Rule.replaceKey, on: row.id, in: world, &docket)
            }
        }
    }

    static func allowIdentityChange(
        of cluster: LogAnalytics.Cluster, to identity: LogAnalytics.ClusterIdentity, in world: World,
        _ docket: inout Docket
    ) throws(Refusal) {
        for row in onboarded(on: cluster, in: world) where row.customerManagedKey {
            switch identity {
            case .systemAssigned: return
            case .userAssigned:
                try unsupported(
                    Rule.systemAssigned, on: row.id, also: [LogAnalytics.Rule.sentinelIdentity.id], in: world,
                    &docket)
            case .none: try unsupported(Rule.unsupportedRevocation, on: row.id, in: world, &docket)
            }
        }
    }

    static func allowLink(
        of workspace: LogAnalytics.Workspace, to cluster: LogAnalytics.Cluster, in world: World,
        _ docket: inout Docket
    ) throws(Refusal) {
        guard let row = world.sentinel.onboardings[workspace.id], row.isOnboarded, !row.customerManagedKey,
            cluster.key != nil
        else { return }
        try unsupported(Rule.linkOnboarded, on: workspace.id, in: world, &docket)
    }

    static func allowUnlink(
        of workspace: LogAnalytics.Workspace, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard let row = world.sentinel.onboardings[workspace.id], row.isOnboarded, row.customerManagedKey
        else {
            return
        }
        try unsupported(Rule.unlinkOnboarded, on: workspace.id, in: world, &docket)
    }

    /// Refuses, or accepts and says what it means.
    static func unsupported(
        _ rule: Rule, on workspace: ResourceID, also: [RuleID] = [], in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let isRefused =
            world.settings.isDefault(.unsupportedChange)
            && (!isIneffective(rule.id) || world.settings.profile.figures.refusesIneffectiveChanges)
        guard !isRefused else {
            throw Refusal(
                .unsupportedChange(rule.citation.says), because: [rule.id] + also + [Rule.chosenEffects.id])
        }
        docket.rule(
            .sentinel(.markedUndefined(workspace, rule.id)), because: rule, also: [Rule.chosenEffects])
        docket.advise(
            rule, on: workspace,
            isIneffective(rule.id)
                ? "without effect: Sentinel's data stays under Microsoft's keys"
                : "not supported: what follows is undefined")
    }

    /// What any onboarding needs, under a key or not (SENT-PRE-09).
    static func requireOnboardable(_ workspace: LogAnalytics.Workspace, in world: World) throws(Refusal) {
        let name = world.names[workspace.id]
        let locks = Resources.locks(over: workspace.id, in: world)
        guard locks.isEmpty else {
            throw Refusal(
                .scopeLocked(name.path, .write, locked: locks.map { world.names[$0.scope].path }),
                because: [
                    Rule.generalPreconditions.id, Resources.Rule.lockedWorkspace.id,
                    Resources.Rule.scopeLocked.id,
                ], causes: locks.map(\.since))
        }
        // No workspace is on a legacy tier here: Log Analytics offers none any more (WS-04).
        guard !name.name.lowercased().hasPrefix("defaultworkspace-") else {
            throw Refusal(
                .preconditionFailed("A default workspace of Defender for Cloud cannot be onboarded."),
                because: Rule.generalPreconditions)
        }
    }

    /// An onboarded workspace stays in its group and subscription (SENT-PRE-09).
    static func requireMovable(_ workspaces: [ResourceID], in world: World) throws(Refusal) {
        for id in workspaces where world.sentinel.onboardings.read(id, { $0.isOnboarded }) == true {
            throw Refusal(
                .preconditionFailed(
                    "The workspace '\(world.names[id].name)' has Microsoft Sentinel and cannot be moved."),
                because: Rule.generalPreconditions)
        }
    }

    /// Whether an unsupported change is merely without effect on Sentinel's data; the others are undefined.
    public static func isIneffective(_ rule: RuleID) -> Bool {
        [Rule.enableOnOnboarded.id, Rule.enableOnCluster.id, Rule.linkOnboarded.id].contains(rule)
    }

    private static func onboarded(on cluster: LogAnalytics.Cluster, in world: World) -> [Onboarding] {
        cluster.links.compactMap { world.sentinel.onboardings[$0.workspace] }.filter(\.isOnboarded)
    }
}
