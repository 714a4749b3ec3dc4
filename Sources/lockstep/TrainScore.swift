import ArgumentParser
import ScenarioKit
import VirtualTime

struct TrainScore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Recompute the score of a saved session.",
        discussion: """
            The score is a function of what was done: the session is played again in virtual time.

            EXAMPLE
              lockstep train score monday.lockworld
              lockstep train score monday.lockworld --exercise edited.scenario.yaml --html debrief.html
            """)

    @Argument(help: "A session file, made with `train start --state`.") var file: String
    @Option(help: "Another text of the exercise to score by.") var exercise: String?
    @Option(help: "Write the whole debrief as a page.") var html: String?
    @Flag(help: "Print the debrief as JSON.") var json = false

    func run() async throws {
        let session = try TrainFile.session(file, edited: exercise).session
        let debrief = TrainingDebrief(session)
        if json { Console.print(debrief.document) } else { Console.print(TrainingReport.text(debrief)) }
        if let html { try TrainFile.write(TrainingPage.html(debrief), to: html) }
        if !debrief.score.isPassed {
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.failed.rawValue)
        }
    }
}

struct TrainVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check exercises: won by the solution, not by waiting, all in reach.",
        discussion: """
            The solution must pass, and doing nothing must not, for the file's own choices, for both ends and
            the middle of every bound, and for three seeds. Each goal must be met by the solution. For each
            penalty a history is looked for in which it falls: by waiting, by the solution, or by any one
            call at the start, at an inject, or after the solution.

            EXAMPLE
              lockstep train verify Scenarios/training
            """)

    @Argument(help: "Files, or folders that are searched for exercises.") var paths: [String]
    @Flag(help: "Print as JSON.") var json = false

    func run() async throws {
        var reports: [Document] = []
        var holds = true
        for exercise in try TrainFile.all(paths) {
            let findings: [TrainingVerifier.Finding]
            do {
                findings = try TrainingVerifier(exercise).findings()
            } catch {
                throw Console.fail("\(exercise.source.file): \(error.message)", .wrongFile)
            }
            holds = holds && findings.allSatisfy(\.holds)
            reports.append([
                "file": .string(exercise.source.file), "holds": .bool(findings.allSatisfy(\.holds)),
                "findings": .array(findings.map(\.document)),
            ])
            guard !json else { continue }
            Console.print(exercise.source.file)
            for finding in findings {
                let mark = finding.holds ? Console.green("ok  ") : Console.red("FAIL")
                Console.print("  \(mark)  \(finding.title): \(finding.how)")
            }
        }
        if json { Console.print(["exercises": .array(reports)]) }
        if !holds { throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.failed.rawValue) }
    }
}
