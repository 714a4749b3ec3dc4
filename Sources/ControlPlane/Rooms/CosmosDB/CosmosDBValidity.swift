import VirtualTime

/// An expired key, or one that is not valid yet, is lost to Azure Cosmos DB (COSMOS-REVOKE-07): unlike Log
/// Analytics, which opens with it what was closed before. When it begins and ends is Key Vault's to tell.
extension CosmosDB {
    /// Whether time has taken the key away, and nothing else.
    static func keyHasExpired(_ account: Account, in world: World) -> Bool {
        world.keyVault.keys.read(account.key) { key in
            key.deletion == nil && key.latest.enabled && key.latest.isOutsideValidity(at: world.now)
        } ?? false
    }

    /// Whether the latest version can be used now as far as its dates go. An older one, which a newer takes
    /// the place of, need only open what it has closed; one that is not there is another matter.
    static func isValidIfLatest(_ key: ResourceID, version: String?, in world: World) -> Bool {
        world.keyVault.keys.read(key) { key in
            key.whole.place(of: version) != key.versions.count - 1
                || !key.latest.isOutsideValidity(at: world.now)
        } ?? true
    }
}

extension KeyVault.KeyVersion {
    /// Valid from `notBefore` on, and up to `expires` and no longer; its leeway stretches both.
    func isOutsideValidity(at now: Instant) -> Bool {
        if let ends, now >= ends { return true }
        if let begins, now < begins { return true }
        return false
    }
}
