public import ControlPlane
public import VirtualTime

/// What a world has beside its history: kept with the journal, and changed without an entry of it.
public struct WorldRecord: Equatable, Codable, Sendable {
    /// The last entry of its initial value: what a reset goes back to.
    public internal(set) var initial: EntryNumber
    public internal(set) var mode: TimeMode
    /// When it is dropped: milliseconds of the wall clock since 1970. Nil for a world that stays.
    public var expires: Int64?
    /// What it was ordered by: the same order under the same name is no other world.
    public var order: String?
    /// Whether it has its beginning, and its subscription, from another world, or from one that was saved.
    public internal(set) var isFork: Bool
    public private(set) var snapshots: [Snapshot] = []

    /// A moment of its history that has a name.
    public struct Snapshot: Equatable, Codable, Sendable {
        public let name: String
        /// The last entry of it.
        public let entry: EntryNumber
        public let at: Instant
    }

    public init(
        initial: EntryNumber, mode: TimeMode, expires: Int64? = nil, order: String? = nil,
        isFork: Bool = false
    ) {
        self.initial = initial
        self.mode = mode
        self.expires = expires
        self.order = order
        self.isFork = isFork
    }

    /// Moments that may have names at a time.
    public static let mostSnapshots = 200

    /// The moment of that name.
    public func snapshot(_ name: String) -> Snapshot? { snapshots.first { $0.name == name } }

    /// Names a moment, in the place of an earlier one of that name.
    mutating func name(_ snapshot: Snapshot) {
        snapshots.removeAll { $0.name == snapshot.name }
        snapshots.append(snapshot)
    }

    /// Forgets moments after an entry: a fork has the history of its parent up to there, and no more.
    mutating func forget(after last: EntryNumber) { snapshots.removeAll { $0.entry > last } }
}
