import ControlPlane
import VirtualTime

/// Azure Resource Manager and Key Vault through the door, with the story's names as defaults.
extension Timeline {
    @discardableResult
    mutating func createGroup(_ path: String = Contoso.group, location: String = "westeurope") -> Entry {
        submit { .resources(.createOrUpdateGroup($0.intern(path), location: location, carried: [:])) }
    }
    @discardableResult
    mutating func deleteGroup(_ path: String = Contoso.group) -> Entry {
        submit { .resources(.deleteGroup($0.intern(path))) }
    }
    /// Deletes a group and waits until it is gone.
    mutating func removeGroup(_ path: String = Contoso.group) {
        deleteGroup(path)
        advance(by: .minutes(10))
    }
    @discardableResult
    mutating func lock(
        _ scope: String, _ level: Resources.LockLevel = .canNotDelete, name: String = "keep",
        by principal: Principal = .owner
    ) -> Entry {
        submit(by: principal) {
            .resources(
                .putLock(
                    $0.intern("\(scope)/providers/Microsoft.Authorization/locks/\(name)"),
                    scope: $0.intern(scope), level, carried: [:]))
        }
    }
    @discardableResult
    mutating func unlock(_ scope: String, name: String = "keep", by principal: Principal = .owner) -> Entry {
        submit(by: principal) {
            .resources(.deleteLock($0.intern("\(scope)/providers/Microsoft.Authorization/locks/\(name)")))
        }
    }
    @discardableResult
    mutating func unregister(
        _ path: String = Contoso.documentDB, namespace: String = "Microsoft.DocumentDB"
    ) -> Entry {
        submit { .resources(.unregister($0.intern(path), namespace: namespace)) }
    }
    @discardableResult
    mutating func register(
        _ path: String = Contoso.documentDB, namespace: String = "Microsoft.DocumentDB"
    ) -> Entry {
        submit { .resources(.register($0.intern(path), namespace: namespace)) }
    }

    // MARK: Vaults

    @discardableResult
    mutating func createVault(
        _ path: String = Contoso.vault, location: String = "westeurope",
        policies: [KeyVault.AccessPolicy]? = nil,
        retentionDays: Int? = 90, purgeProtection: Bool? = true, usesRoles: Bool? = nil,
        network: KeyVault.NetworkSettings? = nil
    ) -> Entry {
        let settings = KeyVault.VaultSettings(
            location: location, tenant: Genesis.defaultTenant, accessPolicies: policies,
            retentionDays: retentionDays, purgeProtection: purgeProtection, usesRoles: usesRoles,
            network: network)
        return submit { .keyVault(.createOrUpdateVault($0.intern(path), settings)) }
    }
    @discardableResult
    mutating func updateVault(_ changes: KeyVault.VaultChanges, at path: String = Contoso.vault) -> Entry {
        submit { .keyVault(.updateVault($0.intern(path), changes)) }
    }
    @discardableResult
    mutating func deleteVault(_ path: String = Contoso.vault) -> Entry {
        submit { .keyVault(.deleteVault($0.intern(path))) }
    }
    @discardableResult
    mutating func recoverVault(_ path: String = Contoso.vault, location: String = "westeurope") -> Entry {
        submit { .keyVault(.recoverVault($0.intern(path), location: location)) }
    }
    @discardableResult
    mutating func purgeVault(_ path: String = Contoso.vault) -> Entry {
        submit { .keyVault(.purgeVault($0.intern(path))) }
    }
    @discardableResult
    mutating func edit(
        _ edit: KeyVault.PolicyEdit, _ policies: [KeyVault.AccessPolicy], of path: String = Contoso.vault
    ) -> Entry {
        submit { .keyVault(.editPolicies($0.intern(path), edit, policies)) }
    }
    @discardableResult
    mutating func grant(
        _ objectID: String, _ permissions: KeyPermissions = .encryption, in path: String = Contoso.vault
    ) -> Entry {
        edit(.replace, [KeyVault.AccessPolicy(objectID: objectID, keys: permissions)], of: path)
    }
    @discardableResult
    mutating func removeGrant(of objectID: String, in path: String = Contoso.vault) -> Entry {
        edit(.remove, [KeyVault.AccessPolicy(objectID: objectID, keys: KeyPermissions())], of: path)
    }

    // MARK: Keys

    @discardableResult
    mutating func createKey(
        _ settings: KeyVault.KeySettings = KeyVault.KeySettings(sizeBits: 3072),
        at path: String = Contoso.key,
        by principal: Principal = .owner
    ) -> Entry {
        submit(by: principal) { names in
            let key = names.intern(path)
            return .keyVault(.createKey(key, vault: names[key].parent ?? key, settings))
        }
    }
    @discardableResult
    mutating func rotateKey(_ path: String = Contoso.key, by principal: Principal = .owner) -> Entry {
        submit(by: principal) { .keyVault(.rotateKey($0.intern(path))) }
    }
    @discardableResult
    mutating func updateKey(
        version: String? = nil, _ changes: KeyVault.VersionChanges, by principal: Principal = .owner
    ) -> Entry {
        submit(by: principal) { .keyVault(.updateVersion($0.intern(Contoso.key), version: version, changes)) }
    }
    @discardableResult
    mutating func disableKey(version: String? = nil) -> Entry {
        updateKey(version: version, KeyVault.VersionChanges(enabled: false))
    }
    @discardableResult
    mutating func enableKey(version: String? = nil) -> Entry {
        updateKey(version: version, KeyVault.VersionChanges(enabled: true))
    }
    @discardableResult
    mutating func deleteKey(by principal: Principal = .owner) -> Entry {
        submit(by: principal) { .keyVault(.deleteKey($0.intern(Contoso.key))) }
    }
    @discardableResult
    mutating func recoverKey(by principal: Principal = .owner) -> Entry {
        submit(by: principal) { .keyVault(.recoverKey($0.intern(Contoso.key))) }
    }
    @discardableResult
    mutating func purgeKey(by principal: Principal = .owner) -> Entry {
        submit(by: principal) { .keyVault(.purgeKey($0.intern(Contoso.key))) }
    }
}
