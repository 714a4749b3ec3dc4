import VirtualTime

extension LogAnalytics {
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {
        switch event {
        case .keyVault(let event):
            guard let vault = event.affectedVault else { return }
            for id in world.logAnalytics.clustersByVault.stores(under: vault) {
                guard let store = keyStore(id, in: world) else { continue }
                followLatest(at: store, after: event, in: world, &docket)
                lookAgain(at: store, in: world, &docket)
            }
        case .logAnalytics(.keyAccessChanged(let id, let access)) where !access.keepsDarkness:
            tellWorkspaces(of: id, in: world, &docket)
            if let store = keyStore(id, in: world) { followLatest(at: store, after: nil, in: world, &docket) }
        case .logAnalytics(.clusterKeyChanged(let id, _)):
            lookAgain(at: id, in: world, &docket)
            tellWorkspaces(of: id, in: world, &docket)
        case .logAnalytics(.clusterIdentityChanged(let id, _)), .logAnalytics(.keyRewrapped(let id, _)):
            lookAgain(at: id, in: world, &docket)
        case .identity(.principalAppeared(let entry)):
            if case .systemAssigned(let cluster) = entry.kind { lookAgain(at: cluster, in: world, &docket) }
        case .resources(.groupEmptied(let group, .workspaces)):
            deleteWorkspaces(of: group, in: world, &docket)
        case .resources(.groupEmptied(let group, .clusters)): deleteClusters(of: group, in: world, &docket)
        default: return
        }
    }

    /// What a look at the key needs to know of a cluster under one: whole rows are large to copy.
    private struct KeyStore {
        let id: ResourceID
        let key: ClusterKey
        let identity: ClusterIdentity
        let identityForfeited: Bool
        let access: KeyAccess
        let isRewrapping: Bool
    }

    private static func keyStore(_ id: ResourceID, in world: World) -> KeyStore? {
        let store = world.logAnalytics.clusters.read(id) { row -> KeyStore? in
            guard row.deletion == nil, let key = row.key else { return nil }
            return KeyStore(
                id: id, key: key, identity: row.identity, identityForfeited: row.identityForfeited,
                access: row.access, isRewrapping: row.rewrap != nil)
        }
        return store ?? nil
    }

    /// Asks the vault anew whether the wrapped key can be opened: at the instant of the change
    /// (LA-REVOKE-01). The polls that would notice it later are never stepped (LA-AEK-05).
    private static func lookAgain(at id: ResourceID, in world: World, _ docket: inout Docket) {
        if let store = keyStore(id, in: world) { lookAgain(at: store, in: world, &docket) }
    }

    private static func lookAgain(at store: KeyStore, in world: World, _ docket: inout Docket) {
        let key = store.key
        let principal = KeyVault.principal(of: store.identity)
        let usable =
            !store.identityForfeited
            && KeyVault.usable(.unwrapKey, with: key.key, version: key.wrappedWith, by: principal, in: world)
        guard
            let step = store.access.next(
                keyUsable: usable, rules: keyAccessRules, store: store.id, in: world, &docket)
        else { return }
        let isDisabledOlder = !usable && hasDisabledOlder(key, in: world)
        docket.rule(
            .logAnalytics(.keyAccessChanged(store.id, step.access)),
            because: reason(step.because, for: store, isDisabledOlder))
        if case .revoking = step.access, isDisabledOlder {
            docket.advise(
                Sentinel.Rule.disableOldLater, on: store.id,
                "the previous version was disabled before the cluster had moved to the new one")
        }
    }

    /// One revocation reaches every workspace of the cluster, in the same instant (SENT-PRE-04).
    private static func tellWorkspaces(of id: ResourceID, in world: World, _ docket: inout Docket) {
        guard let (links, isDark) = world.logAnalytics.clusters.read(id, { ($0.links, $0.isDark) }) else {
            return
        }
        for link in links
        where world.logAnalytics.workspaces.read(link.workspace, { $0.data.isDark }) == !isDark {
            let isSentinel = world.sentinel.onboardings.read(link.workspace) { $0.isOnboarded } == true
            let rule =
                isDark
                ? (isSentinel ? Sentinel.Rule.honored.id : Rule.revocationHonored.id)
                : (isSentinel ? Sentinel.Rule.restored.id : Rule.accessRestored.id)
            docket.rule(.logAnalytics(.workspaceAccessChanged(link.workspace, isDark: isDark)), because: rule)
        }
    }

    /// The rule of the particular loss, where there is one.
    private static func reason(_ rule: RuleID, for store: KeyStore, _ isDisabledOlder: Bool) -> RuleID {
        guard rule == Rule.revocationTriggered.id else { return rule }
        if store.identityForfeited { return Rule.identityRemoved.id }
        return isDisabledOlder && !store.key.followsLatest ? Rule.pinnedVersionLost.id : rule
    }

    private static func canRewrap(_ id: ResourceID, to version: String, in world: World) -> Bool {
        guard let cluster = world.logAnalytics.clusters[id], let key = cluster.key else { return false }
        return canRewrap(cluster, to: key.key, version, in: world)
    }

    private static func hasDisabledOlder(_ key: ClusterKey, in world: World) -> Bool {
        world.keyVault.keys.read(key.key) { $0.hasDisabledOlder(key.wrappedWith) } ?? false
    }

    /// A new version is taken up within the hour; one that could not be, as soon as both can be used.
    private static func followLatest(
        at store: KeyStore, after event: KeyVault.Event?, in world: World, _ docket: inout Docket
    ) {
        let (id, used) = (store.id, store.key)
        let isNew = if case .versionCreated(used.key, _, _)? = event { true } else { false }
        guard isNew || !store.isRewrapping && store.access == .held else { return }
        guard used.followsLatest else {
            if isNew {
                docket.advise(
                    Rule.pinnedRotation, on: id, "pinned to a version: the cluster must be updated explicitly"
                )
            }
            return
        }
        guard let latest = world.keyVault.keys.read(used.key, { $0.latest.name }),
            isNew || latest != used.wrappedWith && canRewrap(id, to: latest, in: world)
        else { return }
        let by = world.choose(.rewrapCluster, at: id, &docket)
        docket.rule(
            .logAnalytics(.rewrapScheduled(id, Rewrap(version: latest, since: world.stamp, by: by))),
            because: Rule.autoRotation)
    }

    /// Each type by its own delete rule, workspaces before clusters (ARM-RG-02).
    private static func deleteWorkspaces(of group: ResourceID, in world: World, _ docket: inout Docket) {
        let until = world.now + .days(softDeleteDays)
        for workspace in world.logAnalytics.workspaces
        where world.names[workspace.id].group == group && !workspace.isDeleted {
            docket.rule(
                .logAnalytics(.workspaceDeleted(workspace.id, recoverableUntil: until)),
                because: Rule.softDeletion)
            Resources.end(workspace.link.operation, .canceled, &docket)
        }
    }

    private static func deleteClusters(of group: ResourceID, in world: World, _ docket: inout Docket) {
        for cluster in world.logAnalytics.clusters
        where world.names[cluster.id].group == group && !cluster.isDeleted {
            delete(cluster, in: world, &docket)
        }
    }
}
