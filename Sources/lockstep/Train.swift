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
    /// Nil for a scenario without a training block.
    static func exercise(ifAny path: String) throws -> Exercise? {
        do {
            return try Exercise.read(try ScenarioFiles.source(of: path), files: .disk)
        } catch let problems as ProblemList {
            throw refused(problems)
        }
    }

    static func refused(_ problems: ProblemList) -> any Error {
        Console.note(problems.rendered)
        return ArgumentParser.ExitCode(ScenarioKit.ExitCode.wrongFile.rawValue)
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
        let files = try ScenarioFiles(paths: paths)
        for file in files.files {
            // In a folder there may be others; a file that is named must be one.
            let found = try files.named.contains(file) ? exercise(file) : exercise(ifAny: file)
            if let found { exercises.append(found) }
        }
        guard !exercises.isEmpty else {
            throw Console.fail("no exercise in \(paths.joined(separator: ", ")).", .nothingRan)
        }
        return exercises
    }
}
