import VirtualTime

/// How updates of a cluster and moves to a new version end.
extension LogAnalytics {
    static func finishUpdate(of cluster: Cluster, in world: World, _ docket: inout Docket) {
        guard let update = cluster.update else { return }
        docket.cite(update.since)
        let operation = cluster.state.operation
        if let failure = update.failure {
            docket.rule(
                .logAnalytics(.clusterUpdateEnded(cluster.id)), because: Rule.keyValidated.id,
                also: failure.because)
            Resources.end(operation, .failed(failure), &docket)
            return
        }
        if let target = update.key, !canMove(cluster, to: target, in: world) {
            // The key went away while the update ran: it fails, the old key stays (LA-KEY-03).
            let refusal = Refusal(
                .keyNotValid("the key cannot be used any more"),
                because: [Rule.keyValidated.id, ErrorRule.keyValidationFailed.id])
            docket.rule(
                .logAnalytics(.clusterUpdateEnded(cluster.id)), because: Rule.keyValidated,
                also: [ErrorRule.keyValidationFailed])
            Resources.end(operation, .failed(refusal), &docket)
            return
        }
        docket.rule(.logAnalytics(.clusterUpdateEnded(cluster.id)), because: Rule.keyUpdateTakesTime)
        if let identity = update.identity { change(identity, of: cluster, &docket) }
        switch update.key {
        case .use(let key)?:
            let isSameKey = key.key == cluster.key?.key
            docket.rule(
                .logAnalytics(.clusterKeyChanged(cluster.id, key)), because: Rule.keyModes,
                also: [KeyRule.hierarchy] + (isSameKey ? [KeyRule.rewraps] : [])
                    + (cluster.links.isEmpty ? [] : [KeyRule.noInterruption])
                    + (cluster.links.isEmpty || cluster.key != nil ? [] : [Rule.newDataOnly]))
        case .clear?:
            docket.rule(.logAnalytics(.clusterKeyChanged(cluster.id, nil)), because: KeyRule.clears)
        case nil: break
        }
        Resources.end(operation, .succeeded, &docket)
    }

    /// Not validated against the vault: a grant that is missing shows when the identity has changed (P-45).
    private static func change(_ identity: ClusterIdentity, of cluster: Cluster, _ docket: inout Docket) {
        let rule: RuleID
        switch (identity, cluster.key) {
        case (.none, _?): rule = Rule.identityRemoved.id
        case (.userAssigned, _?): rule = KeyRule.grantFirst.id
        case (.systemAssigned, _?):
            rule = KeyRule.clearFirst.id
            docket.advise(
                KeyRule.clearFirst, on: cluster.id, "the key was not cleared: the new principal has no grant")
        case (.none, nil), (.userAssigned, nil), (.systemAssigned, nil): rule = Rule.identityTypes.id
        }
        docket.rule(.logAnalytics(.clusterIdentityChanged(cluster.id, identity)), because: rule)
    }

    static func finishRewrap(of cluster: Cluster, in world: World, _ docket: inout Docket) {
        guard let rewrap = cluster.rewrap, let key = cluster.key else { return }
        docket.cite(rewrap.since.entry)
        if canRewrap(cluster, to: key.key, rewrap.version, in: world) {
            docket.rule(
                .logAnalytics(.keyRewrapped(cluster.id, version: rewrap.version)),
                because: Rule.autoRotation, also: [KeyRule.rewraps])
        } else {
            docket.rule(
                .logAnalytics(.rewrapAbandoned(cluster.id)), because: Rule.bothVersionsNeeded.id,
                also: whatPrevents(cluster, from: rewrap.version, key, in: world))
        }
    }

    /// Wrapping is refused though unwrapping is not: an expired key, or a permission that is gone.
    private static func whatPrevents(
        _ cluster: Cluster, from version: String, _ key: ClusterKey, in world: World
    ) -> [RuleID] {
        let principal = KeyVault.principal(of: cluster.identity)
        do throws(Refusal) {
            _ = try KeyVault.require(.wrapKey, with: key.key, version: version, by: principal, in: world)
            return []
        } catch {
            switch error.reason {
            case .keyOutsideValidity(_, expired: true): return [KeyRule.expiredServes.id]
            case .accessDenied, .roleMissing:
                return canUnwrap(cluster, in: world) ? [KeyRule.wrapAlone.id] : []
            default: return []
            }
        }
    }

    private static func canMove(
        _ cluster: Cluster, to target: ClusterUpdate.KeyTarget, in world: World
    ) -> Bool {
        switch target {
        case .use(let key): canRewrap(cluster, to: key.key, key.wrappedWith, in: world)
        // Microsoft's key wraps at any time, but first the account key must be opened.
        case .clear: canUnwrap(cluster, in: world)
        }
    }

    /// Unwrap with what wrapped it, wrap with the new one (LA-ROT-02).
    static func canRewrap(_ cluster: Cluster, to key: ResourceID, _ version: String, in world: World) -> Bool
    {
        canUnwrap(cluster, in: world)
            && KeyVault.usable(
                .wrapKey, with: key, version: version, by: KeyVault.principal(of: cluster.identity), in: world
            )
    }

    private static func canUnwrap(_ cluster: Cluster, in world: World) -> Bool {
        guard let present = cluster.key else { return true }
        let principal = KeyVault.principal(of: cluster.identity)
        return KeyVault.usable(
            .unwrapKey, with: present.key, version: present.wrappedWith, by: principal, in: world)
    }
}
