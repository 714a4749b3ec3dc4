public import ControlPlane
import JournalStore
public import VirtualTime

/// A world as readers see it.
public struct PublishedWorld: Sendable {
    public internal(set) var timeline: Timeline
    public internal(set) var record: WorldRecord
    /// The record as the journal has it.
    var recorded: WorldRecord?
    var branch: Branch
    public let genesis: Genesis
    /// Number of the last entry that is in the journal.
    var journaled: EntryNumber
    var checkpointed: EntryNumber = 0
    /// Differs whenever what readers see may differ: never given out twice for a world of that name while
    /// the program runs.
    public internal(set) var revision: UInt64 = 0
    /// Tells it from an earlier world of the same name, whose entries had the same numbers.
    public internal(set) var birth: UInt64 = 0

    public var world: World { timeline.world }
    public var mode: TimeMode { record.mode }

    /// Where its entries go: a branch that is made with the next commit, or one that is in the journal.
    enum Branch: Sendable {
        case new(JournalCommit.NewBranch)
        case kept(BranchRecord)

        var record: BranchRecord? { if case .kept(let record) = self { record } else { nil } }
    }
}

/// Which published state of a world it is, and when that was.
public struct WorldEdition: Sendable {
    /// That of `PublishedWorld`.
    public let revision: UInt64
    /// The newest entry.
    public let entry: EntryNumber
    public let now: Instant
}

/// Names of the worlds that have a subscription, in alphabetical order.
public struct SubscriptionHolders: Equatable, Sendable {
    /// Those that it was made for.
    public internal(set) var owners: [String] = []
    /// Those that have it from the world they were forked from.
    public internal(set) var forks: [String] = []

    public init(owners: [String] = [], forks: [String] = []) {
        self.owners = owners
        self.forks = forks
    }

    mutating func add(_ name: String, isFork: Bool) {
        if isFork { forks = (forks + [name]).sorted() } else { owners = (owners + [name]).sorted() }
    }
    mutating func remove(_ name: String) {
        owners.removeAll { $0 == name }
        forks.removeAll { $0 == name }
    }
}

/// All worlds that readers see, and which of them a subscription is in.
struct PublishedWorlds {
    /// In a box each: a reader of one thing copies no world.
    private final class Kept: Sendable {
        let world: PublishedWorld

        init(_ world: PublishedWorld) { self.world = world }
    }

    private var worlds: [String: Kept] = [:]
    private var bySubscription: [String: SubscriptionHolders] = [:]

    var count: Int { worlds.count }
    var names: [String] { worlds.keys.sorted() }
    func edition(of name: String) -> WorldEdition? {
        guard let kept = worlds[name] else { return nil }
        return WorldEdition(
            revision: kept.world.revision, entry: kept.world.world.sequence, now: kept.world.world.now)
    }
    func holders(of subscription: String) -> SubscriptionHolders {
        bySubscription[subscription] ?? SubscriptionHolders()
    }

    subscript(name: String) -> PublishedWorld? {
        get { worlds[name]?.world }
        set {
            let before = worlds[name].map { Place($0.world) }, after = newValue.map(Place.init)
            worlds[name] = newValue.map(Kept.init)
            guard before != after else { return }
            if let before {
                bySubscription[before.subscription]?.remove(name)
                if bySubscription[before.subscription] == SubscriptionHolders() {
                    bySubscription[before.subscription] = nil
                }
            }
            if let after {
                bySubscription[after.subscription, default: SubscriptionHolders()]
                    .add(name, isFork: after.isFork)
            }
        }
    }

    private struct Place: Equatable {
        let subscription: String
        let isFork: Bool

        init(_ world: PublishedWorld) {
            subscription = world.genesis.subscription
            isFork = world.record.isFork
        }
    }
}
