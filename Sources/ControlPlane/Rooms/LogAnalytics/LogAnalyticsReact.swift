import VirtualTime

extension LogAnalytics {
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {
        switch event {
        case .keyVault(let event):
            guard let vault = event.affectedVault, !isOverlooked(event, in: world) else { return }
            for id in world.logAnalytics.clustersByVault.stores(under: vault) {
                guard let store = keyStore(id, in: world) else { continue }
                followLatest(at: store, after: event, in: world, &docket)
                lookAgain(at: store, in: world, &docket)
                adviseOnWrap(of: store, after: event, in: world, &docket)
            }
        case .logAnalytics(.keyAccessChanged(let id, let access)) where !access.keepsDarkness:
            tellWorkspaces(of: id, in: world, &docket)
            if let store = keyStore(id, in: world) { followLatest(at: store, after: nil, in: world, &docket) }
        case .logAnalytics(.clusterKeyChanged(let id, _)):
            lookAgain(at: id, in: world, &docket)
            tellWorkspaces(of: id, in: world, &docket)
        case .logAnalytics(.clusterIdentityChanged(let id, let identity)):
            // A principal of its own appears in the same turn: then it is looked at, and lost at most once.
            if case .systemAssigned = identity { return }
            lookAgain(at: id, after: loss(with: identity), in: world, &docket)
        case .logAnalytics(.keyRewrapped(let id, _)), .logAnalytics(.clusterIdentityRestored(let id)),
            .logAnalytics(.outageLimitReached(let id)), .logAnalytics(.versionBecameStale(let id)):
            lookAgain(at: id, in: world, &docket)
        case .identity(.principalAppeared(let entry)):
            // What has no grant yet takes away what the identity before it had.
            if case .systemAssigned(let cluster) = entry.kind {
                lookAgain(at: cluster, after: .clearFirst, in: world, &docket)
            }
        case .resources(.groupEmptied(let group, .workspaces)):
            deleteWorkspaces(of: group, in: world, &docket)
        case .resources(.groupEmptied(let group, .clusters)): deleteClusters(of: group, in: world, &docket)
        default: return
        }
    }

    /// The rule by which a new identity without a grant loses access (LA-ID-03); none has a rule of its own.
    private static func loss(with identity: ClusterIdentity) -> KeyRule? {
        switch identity {
        case .userAssigned: KeyRule.grantFirst
        case .systemAssigned, .none: nil
        }
    }

    /// One revocation reaches every workspace of the cluster, in the same instant (SENT-PRE-04).
    private static func tellWorkspaces(of id: ResourceID, in world: World, _ docket: inout Docket) {
        guard let (links, isDark) = world.logAnalytics.clusters.read(id, { ($0.links, $0.isDark) }) else {
            return
        }
        for link in links where !(isDark && world.has(.storesWhileDark)) {
            guard let data = world.logAnalytics.workspaces.read(link.workspace, { $0.data }),
                data.isDark != isDark
            else { continue }
            let isSentinel = world.sentinel.onboardings.read(link.workspace) { $0.isOnboarded } == true
            let rule =
                isDark
                ? (isSentinel ? Sentinel.Rule.honored.id : Rule.revocationHonored.id)
                : (isSentinel ? Sentinel.Rule.restored.id : Rule.accessRestored.id)
            docket.rule(
                .logAnalytics(.workspaceAccessChanged(link.workspace, isDark: isDark)), because: rule,
                also: isDark ? goingDark(data, isSentinel, in: world) : comingBack(data, in: world))
        }
    }

    /// What goes out of sight: the hot cache is gone, what is stored stays where it is.
    private static func goingDark(_ data: DataLedger, _ isSentinel: Bool, in world: World) -> [RuleID] {
        let kept = [Rule.dataKept.id] + (isSentinel ? [Sentinel.Rule.dataKept.id] : [])
        return (data.hot(at: world.now) > 0 ? [Rule.hotCacheGone.id] : [])
            + (data.stored(at: world.now) > 0 ? kept : [])
    }

    /// What is seen again: the newest is reloaded, what was due was purged, what was dropped is missing.
    private static func comingBack(_ data: DataLedger, in world: World) -> [RuleID] {
        let (purged, dropped) = data.lossesWhileDark(at: world.now)
        return
            (data.stored(at: world.now, from: world.now - DataLedger.hotFor) > 0
            ? [KeyRule.hotCache.id] : [])
            + (purged > 0 ? [Rule.retentionRuns.id] : [])
            + (dropped > 0 ? [Rule.nothingComesBack.id] : [])
    }

    /// Each type by its own delete rule, workspaces before clusters (ARM-RG-02).
    private static func deleteWorkspaces(of group: ResourceID, in world: World, _ docket: inout Docket) {
        let until = world.now + world.settings.fixed(.softDelete)
        for workspace in world.logAnalytics.workspaces
        where world.names[workspace.id].group == group && !workspace.isDeleted {
            docket.rule(
                .logAnalytics(.workspaceDeleted(workspace.id, recoverableUntil: until)),
                because: Rule.softDeletion)
            Resources.end(workspace.link.operation, .canceled, &docket)
            endOperation(of: workspace, .canceled, in: world, &docket)
        }
    }

    private static func deleteClusters(of group: ResourceID, in world: World, _ docket: inout Docket) {
        for cluster in world.logAnalytics.clusters
        where world.names[cluster.id].group == group && !cluster.isDeleted {
            delete(cluster, in: world, &docket)
        }
    }

    /// By a planted mistake.
    private static func isOverlooked(_ event: KeyVault.Event, in world: World) -> Bool {
        switch event {
        case .policiesChanged: world.has(.overlooksPolicies)
        case .keyDeleted: world.has(.overlooksDeletion)
        default: false
        }
    }
}
