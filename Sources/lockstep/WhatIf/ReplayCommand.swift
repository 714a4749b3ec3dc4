import ArgumentParser
import Foundation
import Futures
import ScenarioKit
import VirtualTime

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Play a run again from its token, and say whether it is the same.",
        discussion: """
            EXAMPLE
              lockstep replay r1.kX3v…
              lockstep replay r1.kX3v… --json

            Exit: 0 identical, 2 no token or a damaged one, 6 of another version, 7 it went otherwise.
            """)

    @Argument(help: "The token, as reports print it; - reads it from standard input, FILE from a file.")
    var token: String
    @Flag(help: "Print JSON.")
    var json = false
    @Option(help: "Write what happened as one HTML file.")
    var html: String?

    func run() async throws {
        let token = try Tokens.read(token)
        let replay: Replay
        do {
            replay = try Replay(
                token,
                maker: FutureMaker(files: try await WorldSource.files(for: token), factory: Worlds.factory))
        } catch let problem as WorldProblem {
            throw Console.fail(problem.message, .otherVersion)
        }
        if let html { try OutputFile.write(replay.html, to: html) }
        if json { Console.print(replay.document) } else { Console.printRaw(replay.text) }
        guard replay.isIdentical else {
            Console.note(
                "error: the replay went otherwise: state \(replay.state) after \(replay.events) events, "
                    + "the token says \(token.state) after \(token.events).")
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.diverged.rawValue)
        }
    }
}

/// Tokens from the command line.
enum Tokens {
    static func read(_ text: String) throws -> ReplayToken {
        var text = text
        if text == "-" {
            text = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        } else if !text.hasPrefix(ReplayToken.prefix), let data = FileManager.default.contents(atPath: text) {
            text = String(decoding: data, as: UTF8.self)
        }
        do throws(ReplayToken.Fault) {
            return try ReplayToken(text: text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            if case .otherEngine = error {
                throw Console.fail("\(error).", try: "the version that made it", .otherVersion)
            }
            throw Console.fail("\(error).", try: "copy it whole, from '\(ReplayToken.prefix)' on", .wrongFile)
        }
    }
}

struct ShrinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shrink", abstract: "Make a run that breaks an invariant as small as it gets.",
        discussion: """
            EXAMPLE
              lockstep shrink r1.kX3v…
              lockstep shrink r1.kX3v… --emit Scenarios/regress.scenario.yaml
            """)

    @Argument(help: "The token of the run.")
    var token: String
    @Option(help: "Write a scenario file that fails in the same way.")
    var emit: String?
    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let token = try Tokens.read(token)
        let shrunk: Shrinker.Shrunk
        do {
            let files = try await WorldSource.files(for: token)
            shrunk = try Shrinker.shrink(token, maker: FutureMaker(files: files, factory: Worlds.factory))
        } catch let problem as WorldProblem {
            throw Console.fail(problem.message, .wrongFile)
        }
        if let emit { try OutputFile.write(ScenarioText(shrunk).text, to: emit) }
        let story = ShrinkStory(shrunk)
        if json { Console.print(story.document) } else { Console.printRaw(story.text) }
        if let emit, emit != "-" { Console.note("as a test: lockstep run \(emit)") }
    }
}
