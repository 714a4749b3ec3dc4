import ArgumentParser
import ControlPlane
import ScenarioKit
import Simulation
import VirtualTime

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the documented rules: what becomes of each, and where it is held.",
        discussion: """
            EXAMPLE
              lockstep rules
              lockstep rules SENT-REVOKE --json
              lockstep rules --room KeyVault --standing inferred
              lockstep rules --status non-goal
            """)

    @Argument(help: "Only the ids that begin so.")
    var prefix: String?
    @Option(help: "Only the rules of a room: \(RuleRow.rooms.joined(separator: ", ")).")
    var room: String?
    @Option(help: "Only rules that stand so: documented, observed or inferred.")
    var standing: String?
    @Option(help: "Only rules that are enforced, advisory or a non-goal.")
    var status: String?
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        try Self.require(room, among: RuleRow.rooms, "--room")
        try Self.require(standing, among: Citation.Standing.allCases.map(\.rawValue), "--standing")
        try Self.require(status, among: Rulebook.Status.allCases.map(\.rawValue), "--status")
    }

    private static func require(_ word: String?, among words: [String], _ option: String) throws {
        guard let word, !words.contains(where: { $0.lowercased() == word.lowercased() }) else { return }
        throw ValidationError("'\(word)' is no \(option); there are \(words.joined(separator: ", ")).")
    }

    func run() throws {
        let rows = RuleRow.all.filter { row in
            row.id.hasPrefix(prefix?.uppercased() ?? "") && room.isSame(as: row.room)
                && standing.isSame(as: row.standing) && status.isSame(as: row.status.rawValue)
        }
        guard !rows.isEmpty else {
            throw Console.fail("no rule is so.", try: "lockstep rules", .wrongFile)
        }
        guard !json else {
            return Console.print([
                "schema": "lockstep/rules/v1", "rules": .array(rows.map(\.document)),
            ])
        }
        for row in rows {
            let word = row.status == .nonGoal ? "non-goal" : row.standing
            Console.print("\(row.id.padding(to: 18))\(word.padding(to: 12))\(row.says)")
        }
        let counts = Rulebook.Status.allCases.map { status in
            "\(rows.count { $0.status == status }) \(status.rawValue)"
        }
        Console.note("\(rows.count) rules: \(counts.joined(separator: ", "))")
    }
}

/// A rule that is kept or one that is left out, in one list.
struct RuleRow {
    let id: String
    let room: String
    let status: Rulebook.Status
    /// Empty for a rule that is left out.
    let standing: String
    let says: String
    let document: Document

    static let rooms = [
        "VirtualTime", "Resources", "Identity", "KeyVault", "LogAnalytics", "CosmosDB", "Sentinel",
    ]

    static let all: [RuleRow] = {
        let kept = Rulebook.lines.map {
            RuleRow(
                id: $0.id.code, room: $0.room, status: $0.status, standing: $0.citation.standing.rawValue,
                says: $0.citation.says, document: $0.document)
        }
        let left = NonGoal.all.map {
            RuleRow(
                id: $0.id.code, room: $0.room, status: .nonGoal, standing: "", says: $0.says,
                document: $0.document)
        }
        return (kept + left).sorted { $0.id < $1.id }
    }()
}

extension String? {
    /// Whether nothing is asked for, or just this word in any casing.
    fileprivate func isSame(as word: String) -> Bool { map { $0.lowercased() == word.lowercased() } ?? true }
}

extension String {
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
