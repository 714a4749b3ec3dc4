import VirtualTime

/// What a cluster under a key does when something about that key has changed.
extension LogAnalytics {
    /// What a look at the key needs to know of a cluster under one: whole rows are large to copy.
    struct KeyStore {
        let id: ResourceID
        let key: ClusterKey
        let identity: ClusterIdentity
        let identityForfeited: Bool
        let access: KeyAccess
        let isRewrapping: Bool
        let isUpdatingKey: Bool
        let outage: Outage?
        let isStale: Bool
        let staleness: Staleness?
    }

    static func keyStore(_ id: ResourceID, in world: World) -> KeyStore? {
        let store = world.logAnalytics.clusters.read(id) { row -> KeyStore? in
            guard row.deletion == nil, let key = row.key else { return nil }
            return KeyStore(
                id: id, key: key, identity: row.identity, identityForfeited: row.identityForfeited,
                access: row.access, isRewrapping: row.rewrap != nil, isUpdatingKey: row.update?.key != nil,
                outage: row.outage, isStale: row.staleness?.isOver == true, staleness: row.staleness)
        }
        return store ?? nil
    }

    /// Asks the vault anew whether the wrapped key can be opened: at the instant of the change
    /// (LA-REVOKE-01). The polls that would notice it later are never stepped (LA-AEK-05).
    static func lookAgain(
        at id: ResourceID, after loss: KeyRule? = nil, in world: World, _ docket: inout Docket
    ) {
        if let store = keyStore(id, in: world) { lookAgain(at: store, after: loss, in: world, &docket) }
    }

    /// - Parameter loss: the rule of what has just happened, should it be what takes access away.
    static func lookAgain(
        at store: KeyStore, after loss: KeyRule? = nil, in world: World, _ docket: inout Docket
    ) {
        guard let answer = answer(to: store, in: world, &docket),
            let step = store.access.next(
                answer, rules: keyAccessRules, store: store.id, in: world, &docket)
        else { return }
        guard case .revoking = step.access else {
            docket.rule(.logAnalytics(.keyAccessChanged(store.id, step.access)), because: step.because)
            return
        }
        let isDisabledOlder = hasDisabledOlder(store.key, in: world)
        docket.rule(
            .logAnalytics(.keyAccessChanged(store.id, step.access)),
            because: loss?.id ?? reason(step.because, for: store, isDisabledOlder, in: world),
            also: store.isStale || store.outage != nil ? [] : [Rule.classification.id])
        if isDisabledOlder {
            let note = "the previous version was disabled before the cluster had moved to the new one"
            docket.advise(Sentinel.Rule.disableOldLater, on: store.id, note)
            docket.advise(KeyRule.retireLater, on: store.id, note)
        }
        if store.isUpdatingKey { failUpdate(of: store.id, in: world, &docket) }
    }

    /// What the vault says now; nil if nothing new follows from it.
    private static func answer(
        to store: KeyStore, in world: World, _ docket: inout Docket
    ) -> KeyAnswer? {
        let key = store.key
        guard !store.identityForfeited else {
            return KeyVault.isDestroyed(key.key, version: key.wrappedWith, in: world) ? .gone : .refused
        }
        let principal = KeyVault.principal(of: store.identity)
        let reach = KeyVault.reach(
            .unwrapKey, with: key.key, version: key.wrappedWith, by: principal, in: world)
        let heard = KeyAnswer(reach, with: key.key, version: key.wrappedWith, in: world)
        if heard == nil, world.has(.mistakesOutage) { return .refused }
        guard let heard else {
            // No answer is no news: who is dark stays dark, who has the key in memory goes on with it.
            if store.outage?.isOver == true { return .refused }
            if store.outage == nil { fallSilent(store, in: world, &docket) }
            return nil
        }
        if store.outage != nil {
            docket.rule(.logAnalytics(.vaultAnswered(store.id)), because: Rule.outageTolerated)
        }
        return heard == .usable && store.isStale ? .refused : heard
    }

    private static func fallSilent(_ store: KeyStore, in world: World, _ docket: inout Docket) {
        let until = world.settings.isDefault(.outageLimit) ? nil : world.now + .minutes(30)
        docket.rule(
            .logAnalytics(.vaultFellSilent(store.id, until: until)), because: Rule.outageTolerated,
            also: [Rule.classification])
    }

    /// The rule of the particular loss, where there is one.
    private static func reason(
        _ rule: RuleID, for store: KeyStore, _ isDisabledOlder: Bool, in world: World
    ) -> RuleID {
        if store.identityForfeited { return Rule.identityRemoved.id }
        if store.outage?.isOver == true { return Rule.outageTolerated.id }
        if store.isStale { return Rule.pinnedRotation.id }
        if isDisabledOlder { return store.key.followsLatest ? rule : Rule.pinnedVersionLost.id }
        let key = store.key
        let isLatestAlone =
            key.followsLatest
            && world.keyVault.keys.read(key.key) { $0.whole.isLatestAloneDisabled(key.wrappedWith) } == true
        return isLatestAlone ? KeyRule.latestDisabled.id : rule
    }

    static func hasDisabledOlder(_ key: ClusterKey, in world: World) -> Bool {
        world.keyVault.keys.read(key.key) { $0.whole.hasDisabledOlder(key.wrappedWith) } ?? false
    }

    /// A permission to wrap that is gone while unwrapping still works is no revocation (LA-REVOKE-16).
    static func adviseOnWrap(
        of store: KeyStore, after event: KeyVault.Event, in world: World, _ docket: inout Docket
    ) {
        switch event {
        case .policiesChanged, .rightsChanged: break
        case .vaultChanged(_, let changes) where changes.accessPolicies != nil: break
        default: return
        }
        let principal = KeyVault.principal(of: store.identity)
        // What closes the whole vault would stand in the way of both.
        guard KeyVault.permits(.unwrapKey, in: store.key.vault, to: principal, in: world),
            !KeyVault.permits(.wrapKey, in: store.key.vault, to: principal, in: world)
        else { return }
        docket.advise(
            KeyRule.wrapAlone, on: store.id, "wrapKey is not granted: service goes on, no rotation can end")
    }

    /// The running key is lost: what was to replace it cannot be wrapped any more (LA-REVOKE-11).
    private static func failUpdate(of id: ResourceID, in world: World, _ docket: inout Docket) {
        guard let cluster = world.logAnalytics.clusters[id] else { return }
        let rules = [KeyRule.lostWhileUpdating.id, ErrorRule.keyValidationFailed.id]
        docket.rule(
            .logAnalytics(.clusterUpdateEnded(id)), because: rules[0], also: Array(rules.dropFirst()))
        Resources.end(
            cluster.state.operation,
            .failed(Refusal(.keyNotValid("the present key was lost meanwhile"), because: rules)), &docket)
    }

    /// A new version is taken up within the hour; one that could not be, as soon as both can be used.
    static func followLatest(
        at store: KeyStore, after event: KeyVault.Event?, in world: World, _ docket: inout Docket
    ) {
        let (id, used) = (store.id, store.key)
        let isNew = if case .versionCreated(used.key, _, _)? = event { true } else { false }
        guard isNew || !store.isRewrapping && store.access == .held else { return }
        guard used.followsLatest else {
            if isNew { outdate(store, in: world, &docket) }
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

    /// Pinned: the documents say that it works on, and in one place that it does not (GAP-06, P-56).
    private static func outdate(_ store: KeyStore, in world: World, _ docket: inout Docket) {
        docket.advise(
            Rule.pinnedRotation, on: store.id,
            "pinned to a version: the cluster must be updated explicitly")
        guard !world.settings.isDefault(.rotationWithoutUpdate), store.staleness == nil,
            let latest = world.keyVault.keys.read(store.key.key, { $0.latest.name })
        else { return }
        let until = world.settings.window(of: .rewrapCluster, from: world.now).upperBound
        docket.rule(
            .logAnalytics(.versionOutdated(store.id, version: latest, until: until)),
            because: Rule.pinnedRotation)
    }

    private static func canRewrap(_ id: ResourceID, to version: String, in world: World) -> Bool {
        guard let cluster = world.logAnalytics.clusters[id], let key = cluster.key else { return false }
        return canRewrap(cluster, to: key.key, version, in: world)
    }
}

extension KeyVault.Key {
    /// Whether this is the latest version and disabled, while an older one is enabled.
    func isLatestAloneDisabled(_ name: String) -> Bool {
        deletion == nil && latest.name == name && !latest.enabled
            && versions.dropLast().contains { $0.enabled }
    }
}

extension KeyVault {
    /// Whether the vault lets a caller come as far as its keys for this.
    fileprivate static func permits(
        _ operation: KeyOperation, in vault: ResourceID, to principal: Principal, in world: World
    ) -> Bool {
        do throws(Refusal) {
            try require(operation, in: vault, by: principal, in: world)
            return true
        } catch {
            return false
        }
    }
}
