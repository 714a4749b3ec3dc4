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
                guard world.settings.profile == .seed else { return }
                try unsupported(.enableOnCluster, on: row.id, in: world, &docket)
            case (_?, nil):
                try unsupported(
                    .clearClusterKey, on: row.id, also: [Rule.unsupportedRevocation.id], in: world, &docket)
            case (let present?, let next?):
                guard present != next, row.customerManagedKey else { continue }
                try unsupported(.replaceKey, on: row.id, in: world, &docket)
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
                    .systemAssigned, on: row.id, also: [LogAnalytics.Rule.sentinelIdentity.id], in: world,
                    &docket)
            case .none: try unsupported(.unsupportedRevocation, on: row.id, in: world, &docket)
            }
        }
    }

    static func allowLink(
        of workspace: LogAnalytics.Workspace, to cluster: LogAnalytics.Cluster, in world: World,
        _ docket: inout Docket
    ) throws(Refusal) {
        guard let row = world.sentinel.onboardings[workspace.id], row.isOnboarded, !row.customerManagedKey,
            cluster.key != nil, world.settings.profile == .seed
        else { return }
        try unsupported(.linkOnboarded, on: workspace.id, in: world, &docket)
    }

    static func allowUnlink(
        of workspace: LogAnalytics.Workspace, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard let row = world.sentinel.onboardings[workspace.id], row.isOnboarded, row.customerManagedKey
        else {
            return
        }
        try unsupported(.unlinkOnboarded, on: workspace.id, in: world, &docket)
    }

    /// Refuses, or accepts and says what it means.
    static func unsupported(
        _ rule: Rule, on workspace: ResourceID, also: [RuleID] = [], in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard world.settings.isDefault(.unsupportedChange) else {
            docket.rule(.sentinel(.markedUndefined(workspace, rule.id)), because: rule)
            docket.advise(rule, on: workspace, "not supported: accepted without effect on Sentinel's data")
            return
        }
        throw Refusal(.unsupportedChange(rule.citation.says), because: [rule.id] + also)
    }

    private static func onboarded(on cluster: LogAnalytics.Cluster, in world: World) -> [Onboarding] {
        cluster.links.compactMap { world.sentinel.onboardings[$0.workspace] }.filter(\.isOnboarded)
    }
}
