import VirtualTime

/// An expired key, or one that is not valid yet, is lost to Azure Cosmos DB (COSMOS-REVOKE-07): unlike Log
/// Analytics, which opens with it what was closed before.
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
            key.place(of: version) != key.versions.count - 1 || !key.latest.isOutsideValidity(at: world.now)
        } ?? true
    }

    /// Keeps in the row when time will next change what the account may do with its key.
    static func noteValidity(of account: Account, in world: World, _ docket: inout Docket) {
        let next =
            world.keyVault.keys.read(account.key) { key -> Instant? in
                var next: Instant?
                for place in [key.place(of: account.wrappedWith), key.versions.count - 1] {
                    guard let place else { continue }
                    for bound in [key.versions[place].notBefore, key.versions[place].expires] {
                        guard let bound, bound > world.now else { continue }
                        next = min(bound, next ?? .distantFuture)
                    }
                }
                return next
            } ?? nil
        guard next != account.validity else { return }
        docket.rule(.cosmosDB(.validityNoted(account.id, next)), because: Rule.expiryRevokes)
    }
}

extension KeyVault.KeyVersion {
    /// Valid from `notBefore` on, and up to `expires` and no longer.
    func isOutsideValidity(at now: Instant) -> Bool {
        if let expires, now >= expires { return true }
        if let notBefore, now < notBefore { return true }
        return false
    }
}
