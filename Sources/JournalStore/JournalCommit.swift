public import ControlPlane
public import VirtualTime

/// What becomes durable together: new branches, entries, and branches taken out of sight.
public struct JournalCommit: Sendable {
    public var branches: [NewBranch] = []
    public var entries: [(branch: Int64, entries: [Entry])] = []
    /// Ids of branches that are not to come back at the next start; their entries stay.
    public var dropped: [Int64] = []
    /// What is kept beside the entries of a branch, in the place of what was.
    public var records: [(branch: Int64, text: String)] = []

    public init() {}
    public var isEmpty: Bool {
        branches.isEmpty && entries.isEmpty && dropped.isEmpty && records.isEmpty
    }

    /// A world from its genesis, or a fork of `parent` after its entry `forkedAfter`, with its first entries.
    public struct NewBranch: Sendable {
        public let name: String
        public let genesis: Genesis
        public let parent: Int64?
        public let forkedAfter: EntryNumber
        /// Digest of the last shared entry; zero for a world of its own.
        public let head: Digest
        public var entries: [Entry] = []
        /// What is kept beside the entries.
        public var record: String?

        public init(
            name: String, genesis: Genesis, parent: Int64? = nil, forkedAfter: EntryNumber = 0,
            head: Digest = .zero
        ) {
            self.name = name
            self.genesis = genesis
            self.parent = parent
            self.forkedAfter = forkedAfter
            self.head = head
        }
    }
}
