public import ControlPlane
import JournalStore
public import VirtualTime

/// A world as a file, a `.lockworld`: a line that says what it is, then a line for each entry of its journal.
///
/// From the genesis and the entries the same world comes about in any process; its hash says whether it did.
public struct SavedTimeline: Sendable {
    public static let format = "lockstep/world-file/v1"
    public let genesis: Genesis
    public let entries: [Entry]
    public let marks: [Mark]

    /// A moment that the scenario named, `revoked` or the like.
    public struct Mark: Equatable, Codable, Sendable {
        public let name: String
        public let at: Instant

        public init(name: String, at: Instant) {
            self.name = name
            self.at = at
        }
    }

    private struct Header: Codable {
        let format: String
        let genesis: Genesis
        let marks: [Mark]
        let entries: Int
        let stateHash: String
    }

    public enum Fault: Error, Equatable, Sendable, CustomStringConvertible {
        case notAWorldFile
        case otherFormat(String)
        case damaged(line: Int)
        /// The entries lead to another world than the one that was saved.
        case otherWorld

        public var description: String {
            switch self {
            case .notAWorldFile: "this is no saved world: its first line does not say so"
            case .otherFormat(let format):
                "the format '\(format)' is not read here, \(SavedTimeline.format) is"
            case .damaged(let line): "line \(line) is damaged, or of another version"
            case .otherWorld: "its journal leads to another world than the one that was saved"
            }
        }
    }

    /// The lines of the file. Everything from the genesis on must be in the timeline.
    public static func lines(of timeline: Timeline, from genesis: Genesis, marks: [Mark]) throws -> [String] {
        precondition(timeline.entries.after == 0, "a world is saved with its whole journal")
        let header = Header(
            format: format, genesis: genesis, marks: marks, entries: timeline.entries.count,
            stateHash: timeline.world.stateHash())
        return [try StoredText.text(header)] + (try timeline.entries.map { try StoredText.text($0) })
    }

    /// The lines of a world whose journal is at hand.
    public static func lines(
        of entries: [Entry], from genesis: Genesis, marks: [Mark] = []
    ) throws -> [String] {
        var timeline = Timeline(World(genesis))
        for entry in entries { timeline.replay(entry) }
        return try lines(of: timeline, from: genesis, marks: marks)
    }

    /// - Throws: `Fault`.
    public init(lines: [String]) throws(Fault) {
        guard let first = lines.first, first.contains("\"format\"") else { throw .notAWorldFile }
        guard let header = try? StoredText.value(Header.self, from: first) else { throw .damaged(line: 1) }
        guard header.format == Self.format else { throw .otherFormat(header.format) }
        guard lines.count - 1 == header.entries else { throw .damaged(line: lines.count) }
        var entries: [Entry] = []
        for (number, line) in lines.enumerated().dropFirst() {
            guard let entry = try? StoredText.value(Entry.self, from: line) else {
                throw .damaged(line: number + 1)
            }
            entries.append(entry)
        }
        genesis = header.genesis
        marks = header.marks
        self.entries = entries
        guard timeline().world.stateHash() == header.stateHash else { throw .otherWorld }
    }

    /// The world that was saved, or as it was at an earlier instant, with everything due then done.
    public func timeline(at instant: Instant? = nil) -> Timeline {
        var timeline = Timeline(World(genesis))
        for entry in entries {
            if let instant, entry.at > instant { break }
            timeline.replay(entry)
        }
        if let instant, instant > timeline.now { timeline.advance(to: instant) }
        return timeline
    }

    /// The world right after an entry of its journal.
    public func timeline(through last: EntryNumber) -> Timeline {
        var timeline = Timeline(World(genesis))
        for entry in entries where entry.number <= last { timeline.replay(entry) }
        return timeline
    }
}
