public import ControlPlane
import JournalStore
import VirtualTime

/// Replays a journal, decides every cause again, and names the first difference.
public struct Verification: Equatable, Sendable {
    public let entries: Int
    public let digest: String
    public let difference: Difference?
    public var holds: Bool { difference == nil }

    /// The first entry that does not come out the same.
    public struct Difference: Equatable, Sendable, CustomStringConvertible {
        public let entry: EntryNumber
        public let journaled: [RuleID]
        public let decidedAgain: [RuleID]
        public let what: String

        public var description: String {
            "entry \(entry): \(what) (journaled \(journaled.map(\.code)), decided again \(decidedAgain.map(\.code)))"
        }
    }

    /// - Parameter entries: all entries of a world, from its genesis on.
    public init(of entries: [Entry], from genesis: Genesis) throws {
        var replayed = Timeline(World(genesis), keepsEntries: false)
        var decided = Timeline(World(genesis), keepsEntries: false)
        var digest = JournalDigest()
        var difference: Difference?
        for entry in entries {
            let again = decided.decideAgain(entry)
            replayed.replay(entry)
            try digest.append(entry)
            guard again != entry || replayed.world != decided.world else { continue }
            difference = Difference(
                entry: entry.number, journaled: entry.rules, decidedAgain: again.rules,
                what: again != entry ? "the rules decide otherwise now" : "replay leads to another world")
            break
        }
        self.entries = entries.count
        self.digest = digest.current.hex
        self.difference = difference
    }
}

extension Simulator {
    /// - Throws: `JournalError` when the stored chain itself is broken.
    public func verify(_ name: String) throws -> Verification {
        guard let world = world(name) else { throw SimulatorError.unknownWorld(name) }
        return try Verification(of: entries(of: name), from: world.genesis)
    }
}
