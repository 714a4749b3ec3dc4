import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say whether the clients of this shell would meet Lockstep, and nothing but Lockstep.",
        discussion: """
            Each finding comes with a line to paste. The exit code is 0 when nothing is wrong.
            EXAMPLE
              lockstep doctor
              lockstep doctor --determinism      and decide the world's journal again, entry by entry
            """)

    @Flag(help: "Decide the journal of the world again, and compare.")
    var determinism = false
    @OptionGroup var server: ServerOptions

    func run() async throws {
        var findings = await ServerDiagnosis(client: server.client).findings(determinism: determinism)
        if let setup = await server.client.look("/env", query: [("client", "all")]) {
            findings +=
                ShellDiagnosis(environment: ProcessInfo.processInfo.environment, setup: setup).findings
        }
        findings += MachineDiagnosis().findings
        let isWell = !findings.contains { $0.standing == .wrong }
        if server.json {
            Console.print(["well": .bool(isWell), "findings": .array(findings.map(\.document))])
        } else {
            for finding in findings { finding.show() }
        }
        if !isWell { throw ArgumentParser.ExitCode(1) }
    }
}

/// One thing that was looked at.
struct Finding {
    enum Standing: String {
        case good, note, wrong
    }

    let standing: Standing
    let sentence: String
    /// A line to paste.
    let remedy: String?

    static func good(_ sentence: String) -> Finding {
        .init(standing: .good, sentence: sentence, remedy: nil)
    }
    static func note(_ sentence: String, try remedy: String? = nil) -> Finding {
        .init(standing: .note, sentence: sentence, remedy: remedy)
    }
    static func wrong(_ sentence: String, try remedy: String) -> Finding {
        .init(standing: .wrong, sentence: sentence, remedy: remedy)
    }

    var document: Document {
        var document: Document = ["standing": .string(standing.rawValue), "sentence": .string(sentence)]
        if let remedy { document["try"] = .string(remedy) }
        return document
    }

    func show() {
        let mark =
            switch standing {
            case .good: Console.green("ok   ")
            case .note: "note "
            case .wrong: Console.red("WRONG")
            }
        Console.print("\(mark)  \(sentence)")
        if let remedy { Console.print("       try: \(remedy)") }
    }
}
