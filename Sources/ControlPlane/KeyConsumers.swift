public import VirtualTime

/// Which stores must look again when a vault changes: the reverse index of "store uses a key of that vault".
public struct KeyConsumers: TableRow, Codable {
    /// The vault.
    public let id: ResourceID
    /// Stores with a key in it, in the order they came.
    public internal(set) var stores: [ResourceID]
    public var deadline: Instant? { nil }
}

/// A newer version of the key waits to wrap a store's data key (LA-ROT-01, COSMOS-ROT-01).
public struct Rewrap: Equatable, Codable, Sendable {
    public let version: String
    public let since: Stamp
    public let by: Instant
}

extension Table<KeyConsumers> {
    func stores(under vault: ResourceID) -> [ResourceID] { read(vault) { $0.stores } ?? [] }

    mutating func add(_ store: ResourceID, to vault: ResourceID) {
        let isKnown: Void? = change(vault) { if !$0.stores.contains(store) { $0.stores.append(store) } }
        if isKnown == nil {
            put(KeyConsumers(id: vault, stores: [store]))
        }
    }
    mutating func remove(_ store: ResourceID, from vault: ResourceID) {
        _ = change(vault) { $0.stores.removeAll { $0 == store } }
    }
}
