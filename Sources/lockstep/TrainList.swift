import ArgumentParser
import ScenarioKit
import VirtualTime

struct TrainList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The exercises in a folder.",
        discussion: "EXAMPLE\n  lockstep train list Scenarios --json")

    @Argument(help: "Folders or files.") var paths: [String] = ["Scenarios"]
    @Flag(help: "Print as JSON.") var json = false

    func run() async throws {
        let exercises = try TrainFile.all(paths)
        guard !json else {
            Console.print(["exercises": .array(exercises.map(Self.document))])
            return
        }
        for exercise in exercises {
            let level = exercise.training.level ?? "-"
            Console.print(
                "\(exercise.source.file)\n    \(exercise.title)  (\(level), \(exercise.length.text))")
        }
    }

    private static func document(_ exercise: Exercise) -> Document {
        [
            "file": .string(exercise.source.file), "title": .string(exercise.title),
            "level": exercise.training.level.map(Document.string) ?? .null,
            "audience": .array(exercise.training.audience.map(Document.string)),
            "virtual_minutes": .integer(exercise.length.components.seconds / 60),
            "points": .integer(exercise.training.goals.reduce(0) { $0 + $1.points }),
            "pass": .integer(exercise.training.pass),
            "goals": .array(exercise.training.goals.filter { !$0.isSecret }.map { .string($0.title) }),
        ]
    }
}
