import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

struct FlipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flip",
        abstract: "Turn one expectation at a time into its opposite, and say which flips nobody notices.",
        discussion: """
            A file must fail when it expects the opposite of what happens. One that passes all the same has an
            expectation that says nothing: no run gets there, or it holds whatever happens.

            EXAMPLE
              lockstep flip Scenarios
              lockstep flip Scenarios/revocation --json
            """)

    @Argument(help: "Files, or folders that are searched for *.scenario.yaml.")
    var paths: [String] = ["Scenarios"]
    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let files = try ScenarioFiles(paths: paths).read()
        var options = RunOptions()
        options.files = .disk
        let runner = ScenarioRunner(factory: SimulatedWorldFactory(), options: options)
        var flips = 0
        var idle: [Document] = []
        for scenario in files.map(\.scenario) {
            guard !runner.run(scenario).contains(where: { $0.verdict == .failed }) else {
                throw Console.fail(
                    "\(scenario.file) fails as it stands: a flip would say nothing.",
                    try: "lockstep run \(scenario.file)", .failed)
            }
            var count = 0, unnoticed = 0
            for flip in Flips(of: scenario, runner: runner) {
                count += 1
                guard !flip.isNoticed else { continue }
                unnoticed += 1
                let file = flip.place.file ?? scenario.file
                idle.append([
                    "file": .string(file), "line": .integer(flip.place.line),
                    "column": .integer(flip.place.column), "what": .string(flip.what),
                ])
                if !json {
                    Console.print("  IDLE  \(file):\(flip.place.line):\(flip.place.column)  \(flip.what)")
                }
            }
            flips += count
            if !json { Console.note("\(scenario.file): \(count - unnoticed) of \(count)") }
        }
        if json {
            Console.print(["flips": .integer(flips), "idle": .array(idle)] as Document)
        } else {
            Console.print("\(flips - idle.count) of \(flips) flips noticed")
        }
        if !idle.isEmpty { throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.failed.rawValue) }
    }
}
