import VirtualTime

extension LogAnalytics {
    /// Guards of a cluster update, in the order of LA-KEY-03.
    static func decideUpdate(
        of cluster: Cluster, _ changes: ClusterChanges, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        if let operation = cluster.state.operation {
            throw Refusal(
                .clusterNotReady(cluster.id), because: Rule.notWhileProvisioning,
                causes: [operation.startedBy])
        }
        if let capacity = changes.capacity { try require(capacity: capacity) }
        let identity = try newIdentity(changes.identity, of: cluster, in: world, &docket)
        let key = try newKey(changes.key, of: cluster, in: world, &docket)
        if identity != nil, key != nil {
            throw Refusal(
                .invalid(.init("identity", "Identity and key cannot change in one operation.")),
                because: Rule.identityTypes)
        }
        if changes.capacity.map({ $0 != cluster.capacity }) == true || changes.carried != nil {
            docket.rule(
                .logAnalytics(
                    .clusterChanged(
                        cluster.id, capacity: changes.capacity ?? cluster.capacity,
                        carried: changes.carried ?? cluster.carried)),
                because: Rule.commitmentTier)
        }
        guard identity != nil || key != nil else { return }
        let until = world.choose(.clusterUpdateKey, at: cluster.id, &docket)
        let operation = Resources.start(on: cluster.id, until: until, in: world, &docket)
        let update = ClusterUpdate(key: key, identity: identity, since: world.stamp.entry)
        docket.rule(
            .logAnalytics(.clusterUpdateStarted(cluster.id, update, until: until, operation)),
            because: Rule.keyUpdateTakesTime)
    }

    private static func newIdentity(
        _ request: IdentityRequest?, of cluster: Cluster, in world: World, _ docket: inout Docket
    ) throws(Refusal) -> ClusterIdentity? {
        switch (request, cluster.identity) {
        case (nil, _), (.systemAssigned?, .systemAssigned), (IdentityRequest.none?, .none): return nil
        case (.userAssigned(let new)?, .userAssigned(let old)) where new.lowercased() == old.lowercased():
            return nil
        case (let request?, _):
            let identity = made(request, of: cluster.id, in: world)
            try Sentinel.allowIdentityChange(of: cluster, to: identity, in: world, &docket)
            return identity
        }
    }

    private static func newKey(
        _ request: KeyRequest?, of cluster: Cluster, in world: World, _ docket: inout Docket
    ) throws(Refusal) -> ClusterUpdate.KeyTarget? {
        guard let request else { return nil }
        if request.clears {
            guard cluster.key != nil else { return nil }
            try Sentinel.allowKeyChange(of: cluster, to: nil, in: world, &docket)
            if cluster.isDark {
                throw Refusal(
                    .keyNotValid("the present key cannot be used"), because: Rule.keyValidated,
                    causes: cluster.access.cause.map { [$0] } ?? [])
            }
            return .clear
        }
        let (_, key) = try located(request)
        if let present = cluster.key, present.key == key,
            present.version.lowercased() == request.version.lowercased(),
            present.minimumBits == request.minimumBits
        {
            return nil
        }
        try Sentinel.allowKeyChange(of: cluster, to: key, in: world, &docket)
        return .use(try validated(request, by: cluster.identity, replacing: cluster.key, in: world))
    }

    private static func located(_ request: KeyRequest) throws(Refusal) -> (vault: ResourceID, key: ResourceID)
    {
        guard request.isWellFormed else {
            throw Refusal(.keyPropertiesMalformed, because: Rule.keyProperties)
        }
        guard let vault = request.vault, let key = request.key else {
            throw Refusal(.keyNotValid("the vault was not found"), because: Rule.keyValidated)
        }
        return (vault, key)
    }

    /// Vault reachable and readable → key and version there → vault recoverable → key can wrap.
    static func validated(
        _ request: KeyRequest, by identity: ClusterIdentity, replacing present: ClusterKey? = nil,
        in world: World
    ) throws(Refusal) -> ClusterKey {
        let (vault, key) = try located(request)
        let principal = KeyVault.principal(of: identity)
        let version = try checked(.get, key, request.version, principal, world)
        guard let row = world.keyVault.vaults[vault], row.purgeProtection else {
            throw Refusal(
                .keyNotRecoverable(vault: vault),
                because: [Rule.recoverableVault.id, KeyVault.Rule.recoverableForCMK.id])
        }
        guard version.type == .rsa || version.type == .rsaHSM, version.sizeBits >= request.minimumBits ?? 0
        else {
            throw Refusal(
                .keyNotValid("an RSA key of sufficient size is needed"),
                because: [Rule.keyValidated.id] + (version.type.isRSA ? [] : [KeyVault.KeyRule.rsaForCMK.id]))
        }
        _ = try checked(.wrapKey, key, request.version, principal, world)
        _ = try checked(.unwrapKey, key, request.version, principal, world)
        if let present {
            // Re-wrapping opens the account key with the version that wrapped it.
            _ = try checked(.unwrapKey, present.key, present.wrappedWith, principal, world)
        }
        return ClusterKey(
            vaultURI: request.vaultURI, name: request.name, version: request.version,
            minimumBits: request.minimumBits, key: key, vault: vault, wrappedWith: version.name)
    }

    private static func checked(
        _ operation: KeyOperation, _ key: ResourceID, _ version: String, _ principal: Principal,
        _ world: World
    ) throws(Refusal) -> KeyVault.KeyVersion {
        do throws(Refusal) {
            return try KeyVault.require(operation, with: key, version: version, by: principal, in: world)
        } catch {
            let rule = operation == .get ? Rule.getPermission : Rule.keyValidated
            throw Refusal(
                .keyNotValid("\(operation.rawValue) was refused"), because: [rule.id] + error.because,
                causes: error.causes)
        }
    }

    // MARK: Ends of updates

    static func finishUpdate(of cluster: Cluster, in world: World, _ docket: inout Docket) {
        guard let update = cluster.update else { return }
        docket.cite(update.since)
        let operation = cluster.state.operation
        if let target = update.key, !canMove(cluster, to: target, in: world) {
            // The key went away while the update ran: it fails, the old key stays (LA-KEY-03).
            docket.rule(.logAnalytics(.clusterUpdateEnded(cluster.id)), because: Rule.keyValidated)
            let refusal = Refusal(.keyNotValid("the key cannot be used any more"), because: Rule.keyValidated)
            Resources.end(operation, .failed(refusal), &docket)
            return
        }
        docket.rule(.logAnalytics(.clusterUpdateEnded(cluster.id)), because: Rule.keyUpdateTakesTime)
        if let identity = update.identity {
            docket.rule(
                .logAnalytics(.clusterIdentityChanged(cluster.id, identity)), because: Rule.identityTypes)
        }
        switch update.key {
        case .use(let key)?:
            docket.rule(.logAnalytics(.clusterKeyChanged(cluster.id, key)), because: Rule.keyModes)
        case .clear?:
            docket.rule(.logAnalytics(.clusterKeyChanged(cluster.id, nil)), because: Rule.keyProperties)
        case nil: break
        }
        Resources.end(operation, .succeeded, &docket)
    }

    static func finishRewrap(of cluster: Cluster, in world: World, _ docket: inout Docket) {
        guard let rewrap = cluster.rewrap, let key = cluster.key else { return }
        docket.cite(rewrap.since.entry)
        if canRewrap(cluster, to: key.key, rewrap.version, in: world) {
            docket.rule(
                .logAnalytics(.keyRewrapped(cluster.id, version: rewrap.version)), because: Rule.autoRotation)
        } else {
            docket.rule(.logAnalytics(.rewrapAbandoned(cluster.id)), because: Rule.bothVersionsNeeded)
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

extension KeyVault {
    /// Who knocks at the vault for a cluster (LA-AEK-03).
    static func principal(of identity: LogAnalytics.ClusterIdentity) -> Principal {
        switch identity {
        case .systemAssigned(let objectID): .identity(objectID: objectID)
        // Neither is in the directory: what they ask is refused.
        case .userAssigned(let id): .identity(objectID: id)
        case .none: .simulator
        }
    }
}
