import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

struct TrainEpisode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "episode", abstract: "Let a program take an exercise: a line of JSON in, a line out.",
        discussion: """
            Requests: {"do":"reset"}, {"do":"observe"}, {"do":"actions"}, {"do":"act",…}, {"do":"az",…},
            {"do":"request",…}, {"do":"hint",…}, {"do":"step","minutes":15}, {"do":"score"}, {"do":"end"},
            {"do":"close"}. Same seed, same lines, same bytes: no clock but the virtual one is read.

            EXAMPLE
              lockstep train episode Scenarios/training/01-the-quiet-log.scenario.yaml --seed 1 < lines
              lockstep train episode Scenarios/training/01-the-quiet-log.scenario.yaml --actions
            """)

    @Argument(help: "The file of the exercise.") var file: String
    @Option(help: "The seed of episodes whose reset names none.") var seed: String?
    @Flag(help: "Print the action space as a JSON Schema, with every action as an example.") var actions =
        false

    func run() async throws {
        let exercise = try TrainFile.exercise(file)
        guard !actions else {
            do {
                Console.print(ActionSpace(try TrainingGround(exercise).session(seed: seed)).schema)
            } catch {
                throw Console.fail(error.message, .wrongFile)
            }
            return
        }
        var episode = TrainingEpisode(exercise, seed: seed)
        while !episode.isClosed, let line = readLine() {
            if line.allSatisfy(\.isWhitespace) { continue }
            Console.print(episode.answer(line))
        }
    }
}
