public import VirtualTime

extension CosmosDB {
    public struct State: Equatable, Codable, Sendable {
        public internal(set) var accounts = Table<Account>()
        /// Which accounts must look again when a vault changes.
        public internal(set) var accountsByVault = Table<KeyConsumers>()
        /// The customer's own.
        public internal(set) var databaseAccounts = Table<DatabaseAccount>()
        /// What clients keep in them; nil where nothing is kept.
        public internal(set) var items: Table<StoredItem>?

        init() {}
    }

    /// What is under a key: the account behind Sentinel, or one of the customer's own.
    public struct Account: TableRow, Codable {
        /// The workspace that Sentinel is onboarded on, or the customer's account.
        public let id: ResourceID
        public let createdAt: Instant
        public internal(set) var key: ResourceID
        public internal(set) var vault: ResourceID
        /// Who reaches the vault for it.
        public internal(set) var principal: Principal = .cosmosDB
        /// The version that wrapped its data key.
        public internal(set) var wrappedWith: String
        public internal(set) var access: KeyAccess = .held
        public internal(set) var rewrap: Rewrap?
        public internal(set) var deletion: Deletion?

        @inline(__always)
        public var isDeleted: Bool { if case .deleted? = deletion { true } else { false } }
        /// Whether Sentinel's data in it can be neither read nor changed.
        @inline(__always)
        public var isDark: Bool { access.isDark || isDeleted }
        @inline(__always)
        public var deadline: Instant? { nextDeadline?.at }

        @inline(__always)
        var nextDeadline: (at: Instant, kind: Deadline)? {
            if isDeleted { return nil }
            var least = access.deadline.map { (at: $0, kind: Deadline.access) }
            if let at = rewrap?.by, at < least?.at ?? .distantFuture { least = (at, .rewrap) }
            if case .running(let at, _) = deletion, at < least?.at ?? .distantFuture {
                least = (at, .deletion)
            }
            return least
        }

        var deadlines: [(at: Instant, kind: Deadline)] {
            guard !isDeleted else { return [] }
            var end: Instant?
            if case .running(let until, _) = deletion { end = until }
            return [(access.deadline, Deadline.access), (rewrap?.by, .rewrap), (end, .deletion)]
                .compactMap { at, kind in at.map { ($0, kind) } }
        }
    }

    public enum Deadline: String, Codable, Sendable {
        case access, rewrap, deletion
    }

    public enum Deletion: Equatable, Codable, Sendable {
        case running(until: Instant, operation: OperationID)
        case deleted
    }
}
