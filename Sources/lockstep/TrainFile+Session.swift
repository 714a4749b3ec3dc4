import ArgumentParser
import Foundation
import ScenarioKit

extension TrainFile {
    /// A saved session, played again; and its text up to the last whole line.
    static func session(_ path: String, edited: String? = nil) throws -> (
        session: TrainingSession, text: String
    ) {
        do {
            let source = try ScenarioFiles.source(of: path)
            let saved = try SavedTraining(source.text)
            if saved.isTorn { Console.note("\(path): the last line was cut off and did not happen.") }
            let text = source.text.prefix(through: source.text.lastIndex(of: "\n") ?? source.text.startIndex)
            return (try saved.session(edited: try edited.map(ScenarioFiles.source)), String(text))
        } catch let problem as TrainingProblem {
            throw Console.fail("\(path): \(problem.message)", .otherVersion)
        } catch let problems as ProblemList {
            throw refused(problems)
        } catch let problem as WorldProblem {
            throw Console.fail("\(path): \(problem.message)", .otherVersion)
        }
    }

    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Console.fail("\(path) cannot be written.", .wrongFile)
        }
    }
}
