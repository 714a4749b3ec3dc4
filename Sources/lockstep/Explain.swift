import ArgumentParser
import ControlPlane
import ScenarioKit
import Simulation
import VirtualTime

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a code, a rule, a contradiction of the documents, a setting, an act or a word.",
        discussion: """
            EXAMPLE
              lockstep explain E0214                a code, with a wrong and a right example
              lockstep explain SENT-REVOKE-05
              lockstep explain GAP-02
              lockstep explain unsupported-change
              lockstep explain act key.disable      the calls that it stands for
              lockstep explain wait                 how a scenario says by when
            """)

    @Argument(help: "A code, the id of a rule or a contradiction, the name of a setting, an act or a word.")
    var words: [String]
    @Flag(help: "Print JSON.")
    var json = false

    /// `act key.disable` and `key.disable` are the same.
    private var id: String { words.count > 1 && words[0] == "act" ? words[1] : words.joined(separator: " ") }

    func run() throws {
        if let line = Rulebook.find(id) { return json ? Console.print(line.document) : explain(line) }
        if let goal = NonGoal.find(id) { return json ? Console.print(goal.document) : explain(goal) }
        if let gap = Contradiction.all.first(where: { $0.id == id.uppercased() }) {
            return json ? Console.print(gap.document) : explain(gap)
        }
        // A timing and an act can share a name: alone it means the timing.
        if words.first == "act", explainPage(id) { return }
        if let row = CatalogRow.find(id), !row.kind.hasPrefix("act") {
            return json ? Console.print(row.document) : explain(row)
        }
        if explainPage(id) { return }
        let near = Rulebook.lines.map(\.id.code).first { $0.hasPrefix(id.uppercased().prefix(6)) }
        throw Console.fail(
            "there is nothing to explain of the name '\(id)'.",
            try: "lockstep explain \(near ?? "SENT-REVOKE-05")", .wrongFile)
    }

    private func explain(_ line: Rulebook.Line) {
        let trace = RuleTrace.of(line.id)
        Console.print("\(Console.bold(line.id.code))  \(line.name)")
        Console.print(line.citation.says)
        print("status", line.status.rawValue)
        print("kind", line.citation.kind.rawValue)
        print("standing", line.citation.standing.rawValue)
        print("source", Self.source(line.citation.source))
        print("within", line.citation.within?.text)
        print("room", line.room)
        print("profiles", line.profiles.map(\.rawValue).joined(separator: ", "))
        print("enforced", trace.enforcedAt.joined(separator: ", "))
        print("tested", trace.testedBy.joined(separator: ", "))
        print("told", trace.scenarios.map { "Scenarios/\($0)" }.joined(separator: ", "))
        for gap in Contradiction.touching(line.id) {
            print(gap.id.lowercased(), "\(gap.topic): \(gap.taken)")
        }
        print(
            "settings",
            CatalogRow.all.filter { $0.rules.contains(line.id.code) }.map(\.name).joined(separator: ", "))
        print("example", trace.example)
    }

    private static func source(_ key: String) -> String { "\(key), see docs/rules/sources.yaml" }

    private func explain(_ goal: NonGoal) {
        Console.print("\(Console.bold(goal.id.code))  left out")
        Console.print(goal.says)
        print("status", "non-goal")
        print("because", goal.reason)
        print("room", "\(goal.room), see docs/non-goals/\(goal.room.lowercased()).md")
    }

    private func explain(_ gap: Contradiction) {
        Console.print("\(Console.bold(gap.id))  \(gap.topic)")
        for reading in gap.readings { print("says", reading) }
        print("taken", gap.taken)
        print("other", gap.choice.text)
        print("rules", gap.rules.joined(separator: ", "))
    }

    private func explain(_ row: CatalogRow) {
        Console.print("\(Console.bold(row.name))  \(row.kind)")
        print("range", row.range)
        print("default", row.standard)
        print("source", row.rules.joined(separator: ", "))
        print("read by", row.readBy.joined(separator: ", "))
    }

    private func print(_ label: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        Console.print("\(label.padding(to: 10))\(text)")
    }
}

extension Contradiction {
    var document: Document {
        [
            "id": .string(id), "topic": .string(topic), "readings": .array(readings.map(Document.string)),
            "taken": .string(taken), "other": .string(choice.text),
            "rules": .array(rules.map(Document.string)),
        ]
    }
}
