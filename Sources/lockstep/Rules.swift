import ArgumentParser
import ControlPlane
import ScenarioKit
import Simulation
import VirtualTime

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List every documented rule that is enforced.",
        discussion: """
            EXAMPLE
              lockstep rules
              lockstep rules SENT-REVOKE --json
            """)

    @Argument(help: "Only the ids that begin so.")
    var prefix: String?
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let lines = Rulebook.lines.filter { $0.id.code.hasPrefix(prefix?.uppercased() ?? "") }
        guard !lines.isEmpty else {
            throw Console.fail(
                "no rule's id begins with '\(prefix ?? "")'.", try: "lockstep rules", .wrongFile)
        }
        guard !json else {
            return Console.print(["rules": .array(lines.map(\.document))])
        }
        for line in lines {
            let id = line.id.code.padding(to: 17)
            Console.print("\(id)\(line.citation.standing.rawValue.padding(to: 12))\(line.citation.says)")
        }
    }
}

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a rule: its words, its standing, its source.",
        discussion: """
            EXAMPLE
              lockstep explain SENT-REVOKE-05
            """)

    @Argument(help: "The rule's id.")
    var id: String
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        guard let line = Rulebook.find(id) else {
            let near = Rulebook.lines.map(\.id.code).first { $0.hasPrefix(id.uppercased().prefix(6)) }
            throw Console.fail(
                "there is no rule '\(id)'.", try: "lockstep explain \(near ?? "SENT-REVOKE-05")", .wrongFile)
        }
        guard !json else { return Console.print(line.document) }
        Console.print("\(Console.bold(line.id.code))  \(line.name)")
        Console.print(line.citation.says)
        Console.print("kind      \(line.citation.kind.rawValue)")
        Console.print("standing  \(line.citation.standing.rawValue)")
        Console.print("source    \(line.citation.source), see docs/rules/sources.yaml")
        Console.print("room      \(line.room)")
    }
}

extension String {
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
