public import VirtualTime

/// Databases, containers and documents: kept as clients sent them. No rule reads them; a lost key keeps
/// everybody from them.
extension CosmosDB {
    public struct StoredItem: TableRow, Codable {
        public let id: ID
        public internal(set) var body: Document
        public internal(set) var writtenAt: Instant
        /// Counts writes: what an etag is made of.
        public internal(set) var revision = 1
        public var deadline: Instant? { nil }

        /// An account, and the path below it: `dbs/d`, `dbs/d/colls/c`, `dbs/d/colls/c/docs/KEY/1`.
        public struct ID: Hashable, Comparable, Codable, Sendable {
            public let account: ResourceID
            public let path: String

            public static func < (a: ID, b: ID) -> Bool { (a.account, a.path) < (b.account, b.path) }
        }
    }

    /// What stands in an account below a path, at any depth, in the order of paths: `dbs`, `dbs/d/colls`.
    public static func items(below path: String, of account: ResourceID, in world: World) -> [StoredItem] {
        let start = "\(path)/"
        return world.cosmosDB.items?.filter { $0.id.account == account && $0.id.path.hasPrefix(start) } ?? []
    }

    public static func item(_ path: String, of account: ResourceID, in world: World) -> StoredItem? {
        world.cosmosDB.items?[StoredItem.ID(account: account, path: path)]
    }

    static func decideItem(_ command: Command, in world: World, _ docket: inout Docket) throws(Refusal) {
        switch command {
        case .storeItem(let account, let path, let body):
            try requireReachable(account, in: world)
            let id = StoredItem.ID(account: account, path: path)
            var item = world.cosmosDB.items?[id] ?? StoredItem(id: id, body: body, writtenAt: world.now)
            if world.cosmosDB.items?[id] != nil { item.revision += 1 }
            item.body = body
            item.writtenAt = world.now
            docket.rule(.cosmosDB(.itemStored(item)), because: Rule.dataBlocked)
        case .removeItem(let account, let path):
            try requireReachable(account, in: world)
            guard item(path, of: account, in: world) != nil else { throw Resources.absent(account) }
            docket.rule(.cosmosDB(.itemRemoved(account, path: path)), because: Rule.dataBlocked)
        default: preconditionFailure("not a command about an item")
        }
    }

    /// The account is there, and its key is not lost (COSMOS-DATA-01).
    private static func requireReachable(_ account: ResourceID, in world: World) throws(Refusal) {
        guard world.cosmosDB.databaseAccounts[account] != nil else { throw Resources.absent(account) }
        guard world.cosmosDB.accounts[account]?.access.isDark != true else {
            throw Refusal(.accountRevoked(account), because: Rule.dataBlocked)
        }
    }

    static func evolveItems(_ state: inout State, _ event: Event) {
        switch event {
        case .itemStored(let item):
            var items = state.items ?? Table()
            items.put(item)
            state.items = items
        case .itemRemoved(let account, let path):
            remove(&state) { $0.account == account && ($0.path == path || $0.path.hasPrefix("\(path)/")) }
        case .databaseAccountDeleted(let account): remove(&state) { $0.account == account }
        default: return
        }
    }

    /// A table without rows is none: worlds that never had one look alike.
    private static func remove(_ state: inout State, _ isMeant: (StoredItem.ID) -> Bool) {
        guard var items = state.items else { return }
        for id in items.map(\.id) where isMeant(id) { items.remove(id) }
        state.items = items.isEmpty ? nil : items
    }
}
