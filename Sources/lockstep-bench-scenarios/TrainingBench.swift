import Foundation
import Measuring
import ScenarioKit
import VirtualTime

/// What exercises cost that a program plays, within its process.
enum TrainingBench {
    private static let minute = "{\"do\":\"step\",\"minutes\":1}"
    /// No longer than the first day of an exercise that lasts for many.
    private static let longest = 480
    private static let seeds = 8

    static func run(_ files: [String]) throws {
        let exercises = try files.map { file in
            let text = try String(contentsOfFile: file, encoding: .utf8)
            guard let exercise = try Exercise.read(SourceText(file: file, text: text)) else {
                throw TrainingProblem("\(file) has no training block")
            }
            return exercise
        }
        try report(
            "training.steps", "minutes a second, each with its observation", "> 20,000", exercises, steps)
        try report("training.lines", "minutes a second as lines of JSON", "", exercises, lines)
        try report("training.episodes", "episodes a second of six requests", "> 200", exercises, episodes)
    }

    private static func minutes(_ exercise: Exercise) -> Int {
        min(longest, Int(exercise.length.wholeMilliseconds / 60_000))
    }

    /// Whole exercises, a minute and an observation at a time.
    private static func steps(_ exercise: Exercise) throws -> Int {
        let minute = try Document(json: Self.minute)
        var episode = TrainingEpisode(exercise, seed: nil)
        for seed in 0..<seeds {
            _ = try episode.answer(["do": "reset", "seed": .integer(seed)])
            for _ in 0..<minutes(exercise) {
                guard try episode.answer(minute)["observation"] != nil else {
                    throw TrainingProblem("nothing was observed")
                }
            }
        }
        return seeds * minutes(exercise)
    }

    /// The same as lines of JSON, read and written.
    private static func lines(_ exercise: Exercise) throws -> Int {
        var episode = TrainingEpisode(exercise, seed: nil)
        for seed in 0..<seeds {
            _ = episode.answer("{\"do\":\"reset\",\"seed\":\(seed)}")
            for _ in 0..<minutes(exercise) {
                let answer = episode.answer(minute)
                guard answer.hasPrefix("{\"observation\"") else { throw TrainingProblem(answer) }
            }
        }
        return seeds * minutes(exercise)
    }

    /// Reset, wait, look, mend, wait, end.
    private static func episodes(_ exercise: Exercise) throws -> Int {
        let requests: [Document] = [
            ["do": "step", "minutes": 90],
            ["do": "az", "line": "keyvault key show --vault-name contoso-kv -n cmk"],
            ["do": "act", "act": "key.enable", "target": "key/contoso-kv/cmk"],
            ["do": "step", "minutes": 60], ["do": "end"],
        ]
        var episode = TrainingEpisode(exercise, seed: nil)
        for seed in 0..<200 {
            _ = try episode.answer(["do": "reset", "seed": .integer(seed)])
            for request in requests { _ = try episode.answer(request) }
        }
        return 200
    }

    /// The slowest of the exercises, each at its best of three, which other processes disturb the least.
    private static func report(
        _ name: String, _ unit: String, _ target: String, _ exercises: [Exercise],
        _ play: (Exercise) throws -> Int
    ) throws {
        var slowest = Int64.max
        for exercise in exercises {
            var best: Int64 = 0
            for _ in 0..<3 {
                var count = 0
                let nanoseconds = try CPUTime.measure { count = try play(exercise) }
                best = max(best, Int64(count) * 1_000_000_000 / nanoseconds)
            }
            slowest = min(slowest, best)
        }
        print("\(name)\t\(slowest)\t\(unit), CPU time, slowest of \(exercises.count) exercises\t\(target)")
    }
}
