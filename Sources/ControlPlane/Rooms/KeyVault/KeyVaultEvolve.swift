import VirtualTime

extension KeyVault {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .vaultCreated(let vault):
            state.vaults.put(vault)
            state.vaultNames.put(VaultName(id: vault.name.lowercased(), vault: vault.id))
        case .vaultChanged(let id, let changes):
            _ = state.vaults.change(id) { $0.apply(changes) }
        case .vaultReachable(let id):
            _ = state.vaults.change(id) { $0.dns = .registered }
        case .vaultDeleted(let id, let purge):
            _ = state.vaults.change(id) { $0.deletion = SoftDeletion(since: stamp, scheduledPurge: purge) }
            suspend(true, keysOf: id, &state, at: stamp)
        case .vaultRecovered(let id):
            _ = state.vaults.change(id) {
                $0.deletion = nil
                $0.dns = .registered
            }
            suspend(false, keysOf: id, &state, at: stamp)
        case .vaultPurged(let id):
            guard let vault = state.vaults.remove(id) else { return }
            state.vaultNames.remove(vault.name.lowercased())
            for key in vault.keys { state.keys.remove(key) }
        case .purgeStarted(let id, let until, let operation):
            _ = state.vaults.change(id) { $0.purge = Purge(since: stamp, until: until, operation: operation) }
        case .policiesChanged(let id, let policies):
            _ = state.vaults.change(id) { $0.accessPolicies = policies }
        case .networkSet(let id, let network, let due):
            _ = state.vaults.change(id) {
                $0.network = network
                $0.networkDue = due
                if due == nil { $0.networkInForce = network }
            }
        case .faultsSet(let id, let faults): _ = state.vaults.change(id) { $0.faults = faults }
        case .networkInForce(let id):
            _ = state.vaults.change(id) {
                $0.networkInForce = $0.network
                $0.networkDue = nil
            }
        case .rightsChanged: break
        case .transactionCounted(let vault, let region, let weight):
            state.meters.count(weight, at: stamp.at, vault: vault, region: region)
        case .versionCreated, .versionChanged, .keyDeleted, .keyRecovered, .keyPurged, .keyInTransition,
            .validityChanged, .rotationPolicySet, .nearExpiry:
            evolveKey(&state, event, at: stamp)
        }
    }

    private static func evolveKey(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .versionCreated(let id, let vault, let version):
            let isKnown: Void? = state.keys.change(id) {
                $0.versions.append(version)
                $0.schedule(at: stamp.at)
            }
            if isKnown == nil {
                var key = Key(id: id, vault: vault, versions: [version])
                key.schedule(at: stamp.at)
                state.keys.put(key)
                _ = state.vaults.change(vault) { $0.keys.append(id) }
            }
        case .versionChanged(let id, _, let name, let changes):
            _ = state.keys.change(id) { key in
                // From the end, because the latest is changed most.
                let position = key.versions.indices.last { key.versions[$0].name == name }
                guard let position else { return }
                key.versions[position].apply(changes, at: stamp)
                if changes.notBefore != nil || changes.expires != nil { key.schedule(at: stamp.at) }
            }
        case .keyDeleted(let id, _, let purge):
            _ = state.keys.change(id) { $0.deletion = SoftDeletion(since: stamp, scheduledPurge: purge) }
        case .keyRecovered(let id, _):
            _ = state.keys.change(id) {
                $0.deletion = nil
                $0.schedule(at: stamp.at)
            }
        case .keyInTransition(let id, let until): _ = state.keys.change(id) { $0.transition = until }
        case .validityChanged(let id, _, _, _): _ = state.keys.change(id) { $0.schedule(at: stamp.at) }
        case .rotationPolicySet(let id, let policy):
            _ = state.keys.change(id) {
                $0.policy = policy
                $0.noticed = nil
                $0.schedule(at: stamp.at)
            }
        case .nearExpiry(let id, let version):
            _ = state.keys.change(id) {
                $0.noticed = version
                $0.schedule(at: stamp.at)
            }
        case .keyPurged(let id, let vault):
            state.keys.remove(id)
            _ = state.vaults.change(vault) { $0.keys.removeAll { $0 == id } }
        case .vaultCreated, .vaultChanged, .vaultReachable, .vaultDeleted, .vaultRecovered, .vaultPurged,
            .policiesChanged, .networkSet, .networkInForce, .faultsSet, .rightsChanged, .purgeStarted,
            .transactionCounted:
            break
        }
    }
}

extension KeyVault {
    /// Keys go with their vault and come back with it; what fell due meanwhile is made up for.
    private static func suspend(
        _ isSuspended: Bool, keysOf vault: ResourceID, _ state: inout State, at stamp: Stamp
    ) {
        for key in state.vaults.read(vault, { $0.keys }) ?? [] {
            _ = state.keys.change(key) {
                $0.isSuspended = isSuspended
                $0.schedule(at: stamp.at)
            }
        }
    }
}

extension KeyVault.Vault {
    fileprivate mutating func apply(_ changes: KeyVault.VaultChanges) {
        if let policies = changes.accessPolicies { accessPolicies = policies }
        if let purge = changes.purgeProtection { purgeProtection = purge }
        if let roles = changes.usesRoles { usesRoles = roles }
        if let softDelete = changes.softDelete { self.softDelete = softDelete }
        if let premium = changes.isPremium { isPremium = premium }
        if let carried = changes.carried { self.carried = carried }
    }
}

extension KeyVault.KeyVersion {
    fileprivate mutating func apply(_ changes: KeyVault.VersionChanges, at stamp: Stamp) {
        if let enabled = changes.enabled, enabled != self.enabled {
            self.enabled = enabled
            changedBy = stamp.entry
        }
        if let notBefore = changes.notBefore { self.notBefore = notBefore }
        if let expires = changes.expires { self.expires = expires }
        if let leeway = changes.leewayMilliseconds { leewayMilliseconds = leeway == 0 ? nil : leeway }
        if let operations = changes.operations { self.operations = operations }
        if let carried = changes.carried { self.carried = carried }
        updatedAt = stamp.at
    }
}
