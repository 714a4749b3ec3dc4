import Foundation
import ScenarioKit
import VirtualTime

/// Small exercises over the world `contoso-cmk`, where every choice is the latest: a disabled key is honored
/// after an hour, an enabled one after another.
enum TrainingText {
    static func exercise(
        _ training: String, choices: String = "latest", rate: String = "10/min"
    ) throws -> Exercise {
        let text = """
            schema: lockstep/scenario/v1
            name: Small
            world:
              from: builtin:contoso-cmk
              start: 2024-03-01T09:00:00Z
              choices: \(choices)
              clock: live
              traffic: [{ to: workspace/contoso-soc, rate: \(rate) }]
            steps: [{ note: nothing }]
            training:
              briefing: Small.
              duration: 24h
            \(training)
            """
        guard let exercise = try Exercise.read(SourceText(file: "small.scenario.yaml", text: text)) else {
            throw TrainingProblem("no training block")
        }
        return exercise
    }

    static func session(
        _ training: String, choices: String = "latest", rate: String = "10/min"
    ) throws -> TrainingSession {
        try TrainingGround(try exercise(training, choices: choices, rate: rate)).session()
    }

    static let files: [String] = GoldenTraceTests.files.filter { $0.hasPrefix("Scenarios/training/") }

    static func exercise(at file: String) throws -> Exercise {
        let text = try String(contentsOf: GoldenTraceTests.root.appending(path: file), encoding: .utf8)
        guard let exercise = try Exercise.read(SourceText(file: file, text: text)) else {
            throw TrainingProblem("no training block")
        }
        return exercise
    }
}

extension TrainingSession {
    mutating func wait(_ duration: Duration) throws { try perform(.clock(to: now + duration)) }
    mutating func disable() throws { try perform(.act("key.disable", on: "key/contoso-kv/cmk", with: [:])) }
    mutating func enable() throws { try perform(.act("key.enable", on: "key/contoso-kv/cmk", with: [:])) }
    /// Since the start.
    func offset(_ instant: Instant?) -> String? { instant.map { ($0 - start).text } }
}
