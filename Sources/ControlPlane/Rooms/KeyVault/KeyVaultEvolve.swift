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
        case .vaultRecovered(let id):
            _ = state.vaults.change(id) {
                $0.deletion = nil
                $0.dns = .registered
            }
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
        case .networkInForce(let id):
            _ = state.vaults.change(id) {
                $0.networkInForce = $0.network
                $0.networkDue = nil
            }
        case .rightsChanged: break
        case .versionCreated, .versionChanged, .keyDeleted, .keyRecovered, .keyPurged:
            evolveKey(&state, event, at: stamp)
        }
    }

    private static func evolveKey(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .versionCreated(let id, let vault, let version):
            if state.keys.change(id, { $0.versions.append(version) }) == nil {
                state.keys.put(Key(id: id, vault: vault, versions: [version]))
                _ = state.vaults.change(vault) { $0.keys.append(id) }
            }
        case .versionChanged(let id, _, let name, let changes):
            _ = state.keys.change(id) { key in
                // From the end, because the latest is changed most.
                let position = key.versions.indices.last { key.versions[$0].name == name }
                guard let position else { return }
                key.versions[position].apply(changes, at: stamp)
            }
        case .keyDeleted(let id, _, let purge):
            _ = state.keys.change(id) { $0.deletion = SoftDeletion(since: stamp, scheduledPurge: purge) }
        case .keyRecovered(let id, _):
            _ = state.keys.change(id) { $0.deletion = nil }
        case .keyPurged(let id, let vault):
            state.keys.remove(id)
            _ = state.vaults.change(vault) { $0.keys.removeAll { $0 == id } }
        case .vaultCreated, .vaultChanged, .vaultReachable, .vaultDeleted, .vaultRecovered, .vaultPurged,
            .policiesChanged, .networkSet, .networkInForce, .rightsChanged, .purgeStarted:
            break
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
        if let operations = changes.operations { self.operations = operations }
        if let carried = changes.carried { self.carried = carried }
        updatedAt = stamp.at
    }
}
