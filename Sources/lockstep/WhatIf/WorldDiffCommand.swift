import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

extension WorldCommand {
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "Say what is not the same in two worlds, or in two futures.",
            discussion: """
                EXAMPLE
                  lockstep world diff builtin:contoso-cmk r1.kX3v…
                  lockstep world diff r1.kX3v… r1.a9Qc… --at T+2h
                  lockstep world diff before.lockworld after.lockworld --json

                A token's world is played through --at, or to its horizon; a world's time moves on to --at,
                or it is taken as it is. Ages, which differ whenever the instants do, are left out.

                Exit: 0 whether or not they differ, 2 for what is no world or no token, 6 for a token of
                another version.
                """)

        @Argument(help: "FILE.lockworld, builtin:NAME or a replay token.")
        var first: String
        @Argument(help: "The other one.")
        var second: String
        @Option(help: "When to look: T, T+2h or an instant.")
        var at: String?
        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let moment = try at.map { text in
                guard let moment = ComparedWorld.Moment(text: text) else {
                    throw Console.fail("'\(text)' is no moment.", try: "--at T+2h", .wrongFile)
                }
                return moment
            }
            let maker = FutureMaker(files: .disk, factory: Worlds.factory)
            let difference = WorldDifference(
                try side(first, moment, maker), try side(second, moment, maker))
            if json { Console.print(difference.document) } else { Console.printRaw(difference.text) }
        }

        private func side(
            _ name: String, _ moment: ComparedWorld.Moment?, _ maker: FutureMaker
        ) throws -> ComparedWorld {
            do {
                guard name.hasPrefix(ReplayToken.prefix) else {
                    return try ComparedWorld(named: name, at: moment, maker: maker)
                }
                return try ComparedWorld(try Tokens.read(name), at: moment, maker: maker)
            } catch let problem as WorldProblem {
                throw Console.fail(
                    "\(problem.message).", try: "builtin:contoso-cmk, FILE.lockworld or r1.…", .wrongFile)
            }
        }
    }
}
