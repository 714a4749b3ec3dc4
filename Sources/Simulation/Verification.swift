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
            "entry \(entry): \(what) (journaled \(journaled.map(\.code)), decided again "
                + "\(decidedAgain.map(\.code)))"
        }
    }

    /// - Parameter entries: all entries of a world, from its genesis on.
    public init(of entries: [Entry], from genesis: Genesis) throws {
        var worlds = Pair(genesis)
        var digest = JournalDigest()
        var difference: Difference?
        for start in stride(from: 0, to: entries.count, by: Self.stretch) where difference == nil {
            let stretch = entries[start..<min(start + Self.stretch, entries.count)]
            let before = worlds
            difference = try worlds.take(stretch, &digest)
            if difference == nil, !worlds.areEqual { difference = before.firstDifference(in: stretch) }
        }
        self.entries = entries.count
        self.digest = digest.current.hex
        self.difference = difference
    }

    /// Worlds are compared once for so many entries: comparing them costs as much as they are large.
    private static let stretch = 500
}

/// The world that replay leads to, and the one that deciding again leads to.
private struct Pair {
    private var replayed: Timeline
    private var decided: Timeline

    init(_ genesis: Genesis) {
        replayed = Timeline(World(genesis), keepsEntries: false)
        decided = Timeline(World(genesis), keepsEntries: false)
    }

    var areEqual: Bool { replayed.world == decided.world }

    /// Takes entries in until one is decided otherwise.
    mutating func take(
        _ entries: ArraySlice<Entry>, _ digest: inout JournalDigest
    ) throws -> Verification.Difference? {
        for entry in entries {
            let again = decided.decideAgain(entry)
            replayed.replay(entry)
            try digest.append(entry)
            guard again != entry else { continue }
            return Verification.Difference(
                entry: entry.number, journaled: entry.rules, decidedAgain: again.rules,
                what: "the rules decide otherwise now")
        }
        return nil
    }

    /// The entry after which the worlds part, though each was decided as before.
    consuming func firstDifference(in entries: ArraySlice<Entry>) -> Verification.Difference? {
        for entry in entries {
            let again = decided.decideAgain(entry)
            replayed.replay(entry)
            guard !areEqual else { continue }
            return Verification.Difference(
                entry: entry.number, journaled: entry.rules, decidedAgain: again.rules,
                what: "replay leads to another world")
        }
        return nil
    }
}

extension Simulator {
    /// - Throws: `JournalError` when the stored chain itself is broken.
    public func verify(_ name: String) throws -> Verification {
        guard let world = world(name) else { throw SimulatorError.unknownWorld(name) }
        return try Verification(of: entries(of: name), from: world.genesis)
    }
}
