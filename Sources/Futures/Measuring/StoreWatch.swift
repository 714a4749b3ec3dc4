import ControlPlane
import VirtualTime

/// The promise about a key that is taken away and given back, for every store of a world: honored within the
/// bound, restored within the bound, and nothing in between that the key does not explain.
///
/// It asks the vault what a store could do with its key and remembers since when; what the store makes of it
/// is then held against that.
struct StoreWatch: Sendable {
    private var stores: [Store] = []

    private struct Store: Sendable {
        let id: ResourceID
        let isCluster: Bool
        /// As the vault last said; what it does not say changes nothing (LA-AEK-07).
        var isUsable: Bool
        /// Of the last change; nil while there was none.
        var since: Instant?
        var wasDark: Bool
    }

    private struct Sight {
        let id: ResourceID
        let isCluster: Bool
        /// Nil when the vault gives no answer.
        let isUsable: Bool?
        let isDark: Bool
        let isLost: Bool
        let isKeyThere: Bool
    }

    mutating func look(at timeline: Timeline) -> [Complaint] {
        let world = timeline.world
        var complaints: [Complaint] = []
        var seen: [Store] = []
        for sight in Self.sights(in: world) {
            var store =
                stores.first { $0.id == sight.id && $0.isCluster == sight.isCluster }
                ?? Store(
                    id: sight.id, isCluster: sight.isCluster, isUsable: sight.isUsable ?? !sight.isDark,
                    since: nil, wasDark: sight.isDark)
            if let isUsable = sight.isUsable, isUsable != store.isUsable {
                store.isUsable = isUsable
                store.since = world.now
            }
            if let complaint = complaint(about: sight, store, in: world) { complaints.append(complaint) }
            store.wasDark = sight.isDark
            seen.append(store)
        }
        stores = seen
        return complaints
    }

    private func complaint(about sight: Sight, _ store: Store, in world: World) -> Complaint? {
        let name = "\(sight.isCluster ? "cluster" : "cosmos")/\(world.names[sight.id].name)"
        if sight.isLost {
            return sight.isKeyThere
                ? Complaint("LA-REVOKE-14", "\(name) is lost and its key can still come back") : nil
        }
        let wentDark = sight.isDark && !store.wasDark
        let cameBack = !sight.isDark && store.wasDark
        if sight.isUsable == nil, wentDark, store.isUsable {
            return Complaint("LA-AEK-07", "\(name) went dark though the vault never refused it")
        }
        if wentDark, store.isUsable { return Complaint("TIME-03", "\(name) went dark with its key in reach") }
        if cameBack, !store.isUsable {
            return Complaint("LA-REVOKE-15", "\(name) came back without its key")
        }
        guard let since = store.since else { return nil }
        let point: ChoicePoint =
            store.isUsable
            ? (sight.isCluster ? .restoreCluster : .restoreCosmos)
            : (sight.isCluster ? .honorCluster : .honorCosmos)
        let bound = world.settings.window(of: point).upperBound
        guard world.now - since >= bound, sight.isDark == store.isUsable else { return nil }
        let rules =
            sight.isCluster ? ["LA-REVOKE-08", "LA-REVOKE-02"] : ["COSMOS-REVOKE-06", "COSMOS-REVOKE-02"]
        return store.isUsable
            ? Complaint(rules[0], "\(name) has had its key back for \(bound.text) and is dark")
            : Complaint(rules[1], "\(name) has been without its key for \(bound.text) and is not dark")
    }

    private static func sights(in world: World) -> [Sight] {
        // Who goes by a silence or by an old version has another bound than the vault's word (P-56).
        let goesByWord =
            world.settings.isDefault(.outageLimit) && world.settings.isDefault(.rotationWithoutUpdate)
        guard goesByWord else { return [] }
        var sights: [Sight] = []
        for cluster in world.logAnalytics.clusters where !cluster.isDeleted {
            guard let key = cluster.key else { continue }
            let principal = KeyVault.principal(of: cluster.identity)
            var isUsable = answer(key.key, key.wrappedWith, principal, in: world)
            if cluster.identityForfeited { isUsable = false }
            sights.append(
                Sight(
                    id: cluster.id, isCluster: true, isUsable: isUsable, isDark: cluster.access.isDark,
                    isLost: cluster.access.isLost, isKeyThere: isThere(key.key, key.wrappedWith, in: world)))
        }
        for account in world.cosmosDB.accounts where !account.isDeleted {
            let opens = answer(account.key, account.wrappedWith, account.principal, in: world)
            let follows = answer(account.key, nil, account.principal, in: world)
            let isUsable = opens.flatMap { opens in follows.map { opens && $0 } }
            sights.append(
                Sight(
                    id: account.id, isCluster: false, isUsable: isUsable, isDark: account.access.isDark,
                    isLost: account.access.isLost,
                    isKeyThere: isThere(account.key, account.wrappedWith, in: world)))
        }
        return sights
    }

    /// Whether the vault would open what was wrapped; nil when it gives no answer.
    private static func answer(
        _ key: ResourceID, _ version: String?, _ principal: Principal, in world: World
    ) -> Bool? {
        switch KeyVault.reach(.unwrapKey, with: key, version: version, by: principal, in: world) {
        case .usable: true
        case .refused: false
        case .outage: nil
        }
    }

    private static func isThere(_ key: ResourceID, _ version: String, in world: World) -> Bool {
        world.keyVault.keys[key]?.version(version) != nil
    }
}
