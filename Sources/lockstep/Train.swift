import ArgumentParser
import Foundation
import ScenarioKit

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Exercises: take one, score one, check one, let a program take one.",
        discussion: """
            EXAMPLE
              lockstep train start Scenarios/training/01-the-quiet-log.scenario.yaml
              lockstep train verify Scenarios/training
              lockstep train score monday.lockworld
            """,
        subcommands: [
            TrainList.self, TrainStart.self, TrainScore.self, TrainVerify.self, TrainEpisode.self,
        ])
}

/// Files of exercises, read with all their mistakes shown.
enum TrainFile {
    static func source(_ path: String) throws -> SourceText {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Console.fail("\(path) cannot be read.", .wrongFile)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Console.fail("\(path) is not UTF-8.", .wrongFile)
        }
        return SourceText(file: path, text: text)
    }

    /// Nil for a scenario without a training block.
    static func exercise(ifAny path: String) throws -> Exercise? {
        do {
            return try Exercise.read(try source(path))
        } catch let problems as ProblemList {
            Console.note(problems.rendered)
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.wrongFile.rawValue)
        }
    }

    static func exercise(_ path: String) throws -> Exercise {
        guard let exercise = try exercise(ifAny: path) else {
            throw Console.fail("\(path) has no training block.", try: "lockstep run \(path)", .wrongFile)
        }
        return exercise
    }

    /// The exercises among files and in folders, by their paths.
    static func all(_ paths: [String]) throws -> [Exercise] {
        var exercises: [Exercise] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw Console.fail("there is no \(path).", .wrongFile)
            }
            guard isFolder.boolValue else {
                exercises.append(try exercise(path))
                continue
            }
            let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
            for file in found.filter({ $0.hasSuffix(".scenario.yaml") }).sorted() {
                if let exercise = try exercise(ifAny: "\(path)/\(file)") { exercises.append(exercise) }
            }
        }
        guard !exercises.isEmpty else {
            throw Console.fail("no exercise in \(paths.joined(separator: ", ")).", .nothingRan)
        }
        return exercises
    }
}
