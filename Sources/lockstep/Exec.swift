import ArgumentParser
import Foundation
import ScenarioKit

struct Exec: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command in a world of its own, with all that Azure's clients read already set.",
        discussion: """
            The world is made for the command and gone after it; the command's exit code is passed on. When it
            fails, the world is kept in a file, so that one can look at what happened.
            EXAMPLE
              lockstep exec --from builtin:contoso-cmk -- pytest tests/
              lockstep exec --isolate -- ./rotate-keys.sh        only loopback exists: nothing can reach Azure
            """)

    @Option(help: "What the world begins as: builtin:NAME or FILE.lockworld.")
    var from = "builtin:empty"
    @Option(help: "How the clock moves: poll-driven, frozen or live.")
    var clock = "poll-driven"
    @Option(help: "The seed of choices.")
    var seed: UInt64 = 1
    @Option(help: "earliest, latest, midpoint or seeded.")
    var choices = "latest"
    @Option(help: "Where the world of a failed command is kept.")
    var keep = "."
    @Flag(help: "Run in a network of its own, in which only loopback exists (Linux).")
    var isolate = false
    @Argument(parsing: .postTerminator, help: "The command and its arguments, after --.")
    var command: [String] = []

    func validate() throws {
        guard !command.isEmpty else {
            throw ValidationError("A command is needed, after --: lockstep exec -- pytest tests/")
        }
    }

    func run() async throws {
        if isolate { try Isolation.enter() }
        let rehearsal = Rehearsal(
            serving: ["--world", from, "--clock", clock, "--seed", String(seed), "--choices", choices],
            command: command, keep: keep)
        let code = try await rehearsal.run()
        if code != 0 { throw ArgumentParser.ExitCode(code) }
    }
}
