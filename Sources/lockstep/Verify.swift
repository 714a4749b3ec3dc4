import ArgumentParser
import Foundation
import JournalStore
import ScenarioKit
import Simulation
import VirtualTime

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Replay a stored journal, decide every cause again, and name the first difference.",
        discussion: """
            EXAMPLE
              lockstep verify ./state
            """)

    @Argument(help: "The state directory.")
    var state: String
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let path = "\(state)/journal.sqlite"
        guard FileManager.default.fileExists(atPath: path) else {
            throw Console.fail(
                "there is no journal in \(state).", try: "lockstep serve --state \(state)", .wrongFile)
        }
        var worlds: [(String, Document)] = []
        var holds = true
        do {
            let simulator = try Simulator(journal: Journal(path: path))
            for name in simulator.worldNames {
                let verification = try simulator.verify(name)
                holds = holds && verification.holds
                worlds.append((name, document(verification)))
                if !json { Console.print(line(name, verification)) }
            }
        } catch let error as JournalError {
            throw Console.fail("\(error)", .otherVersion)
        }
        if json { Console.print(["holds": .bool(holds), "worlds": .object(Members(worlds))]) }
        if !holds { throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.diverged.rawValue) }
    }

    private func line(_ name: String, _ verification: Verification) -> String {
        guard let difference = verification.difference else {
            return
                "\(name): \(verification.entries) entries replayed and decided again, digest "
                + "\(verification.digest)"
        }
        return "\(name): \(difference)"
    }

    private func document(_ verification: Verification) -> Document {
        var answer: Document = [
            "holds": .bool(verification.holds), "entries": .integer(verification.entries),
            "digest": .string(verification.digest),
        ]
        if let difference = verification.difference { answer["difference"] = .string(difference.description) }
        return answer
    }
}

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")
    @Flag(help: "Print JSON.")
    var json = false

    func run() {
        Console.print(
            json ? Document(dictionaryLiteral: ("version", .string(Lockstep.version))).json : Lockstep.version
        )
    }
}
