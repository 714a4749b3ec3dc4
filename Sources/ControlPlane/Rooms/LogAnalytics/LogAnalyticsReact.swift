import VirtualTime

extension LogAnalytics {
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {
        switch event {
        case .keyVault(let event):
            guard let vault = event.affectedVault else { return }
            for id in world.logAnalytics.clustersByVault.stores(under: vault) {
                world.logAnalytics.clusters.read(id) {
                    followLatest(at: $0, after: event, in: world, &docket)
                    lookAgain(at: $0, in: world, &docket)
                }
            }
        case .logAnalytics(.keyAccessChanged(let id, let access)) where !access.keepsDarkness:
            tellWorkspaces(of: id, in: world, &docket)
            world.logAnalytics.clusters.read(id) { followLatest(at: $0, after: nil, in: world, &docket) }
        case .logAnalytics(.clusterKeyChanged(let id, _)):
            lookAgain(at: id, in: world, &docket)
            tellWorkspaces(of: id, in: world, &docket)
        case .logAnalytics(.clusterIdentityChanged(let id, _)), .logAnalytics(.keyRewrapped(let id, _)):
            lookAgain(at: id, in: world, &docket)
        case .identity(.principalAppeared(let entry)):
            if case .systemAssigned(let cluster) = entry.kind { lookAgain(at: cluster, in: world, &docket) }
        case .resources(.groupDeleted(let group)):
            groupDeleted(group, in: world, &docket)
        default: return
        }
    }

    /// Asks the vault anew whether the wrapped key can be opened: at the instant of the change
    /// (LA-REVOKE-01). The polls that would notice it later are never stepped (LA-AEK-05).
    private static func lookAgain(at id: ResourceID, in world: World, _ docket: inout Docket) {
        world.logAnalytics.clusters.read(id) { lookAgain(at: $0, in: world, &docket) }
    }

    private static func lookAgain(at cluster: Cluster, in world: World, _ docket: inout Docket) {
        guard !cluster.isDeleted, let key = cluster.key else { return }
        let id = cluster.id
        let principal = KeyVault.principal(of: cluster.identity)
        let usable =
            !cluster.identityForfeited
            && KeyVault.usable(.unwrapKey, with: key.key, version: key.wrappedWith, by: principal, in: world)
        guard
            let step = cluster.access.next(
                keyUsable: usable, rules: keyAccessRules, store: id, in: world, &docket)
        else { return }
        docket.rule(
            .logAnalytics(.keyAccessChanged(id, step.access)),
            because: reason(step.because, for: cluster, in: world))
        if case .revoking = step.access { adviseOnRotation(cluster, key, in: world, &docket) }
    }

    /// One revocation reaches every workspace of the cluster, in the same instant (SENT-PRE-04).
    private static func tellWorkspaces(of id: ResourceID, in world: World, _ docket: inout Docket) {
        guard let (links, isDark) = world.logAnalytics.clusters.read(id, { ($0.links, $0.isDark) }) else {
            return
        }
        for workspace in links.map(\.workspace)
        where world.logAnalytics.workspaces.read(workspace, { $0.data.isDark }) == !isDark {
            let isSentinel = world.sentinel.onboardings[workspace]?.isOnboarded == true
            let rule =
                isDark
                ? (isSentinel ? Sentinel.Rule.honored.id : Rule.revocationHonored.id)
                : (isSentinel ? Sentinel.Rule.restored.id : Rule.accessRestored.id)
            docket.rule(.logAnalytics(.workspaceAccessChanged(workspace, isDark: isDark)), because: rule)
        }
    }

    /// The rule of the particular loss, where there is one.
    private static func reason(_ rule: RuleID, for cluster: Cluster, in world: World) -> RuleID {
        guard rule == Rule.revocationTriggered.id, let key = cluster.key else { return rule }
        if cluster.identityForfeited { return Rule.identityRemoved.id }
        guard let row = world.keyVault.keys[key.key], row.deletion == nil, !key.followsLatest,
            let version = row.version(key.wrappedWith), !version.enabled, row.latest.name != version.name
        else { return rule }
        return Rule.pinnedVersionLost.id
    }

    private static func adviseOnRotation(
        _ cluster: Cluster, _ key: ClusterKey, in world: World, _ docket: inout Docket
    ) {
        guard let row = world.keyVault.keys[key.key], row.deletion == nil, row.latest.name != key.wrappedWith,
            row.version(key.wrappedWith)?.enabled == false
        else { return }
        docket.advise(
            Sentinel.Rule.disableOldLater, on: cluster.id,
            "the previous version was disabled before the cluster had moved to the new one")
    }

    /// A new version is taken up within the hour; one that could not be, as soon as both can be used.
    private static func followLatest(
        at cluster: Cluster, after event: KeyVault.Event?, in world: World, _ docket: inout Docket
    ) {
        guard !cluster.isDeleted, let used = cluster.key else { return }
        let id = cluster.id
        let isNew = if case .versionCreated(used.key, _, _)? = event { true } else { false }
        guard isNew || cluster.rewrap == nil && cluster.access == .held else { return }
        guard used.followsLatest else {
            if isNew {
                docket.advise(
                    Rule.pinnedRotation, on: id, "pinned to a version: the cluster must be updated explicitly"
                )
            }
            return
        }
        guard let latest = world.keyVault.keys[used.key]?.latest,
            isNew
                || latest.name != used.wrappedWith && canRewrap(cluster, to: used.key, latest.name, in: world)
        else { return }
        let by = world.choose(.rewrapCluster, at: id, &docket)
        docket.rule(
            .logAnalytics(.rewrapScheduled(id, Rewrap(version: latest.name, since: world.stamp, by: by))),
            because: Rule.autoRotation)
    }

    /// Each type by its own delete rule, workspaces before clusters (ARM-RG-02).
    private static func groupDeleted(_ group: ResourceID, in world: World, _ docket: inout Docket) {
        let until = world.now + .days(softDeleteDays)
        for workspace in world.logAnalytics.workspaces
        where world.names[workspace.id].group == group && !workspace.isDeleted {
            docket.rule(
                .logAnalytics(.workspaceDeleted(workspace.id, recoverableUntil: until)),
                because: Rule.softDeletion)
            Resources.end(workspace.link.operation, .canceled, &docket)
        }
        for cluster in world.logAnalytics.clusters
        where world.names[cluster.id].group == group && !cluster.isDeleted {
            delete(cluster, in: world, &docket)
        }
    }
}
