import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

struct TrainStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Take an exercise at the terminal.",
        discussion: """
            On a terminal the clock runs at the file's rate; else only `wait` moves it. `help` lists what can
            be typed.

            EXAMPLE
              lockstep train start Scenarios/training/01-the-quiet-log.scenario.yaml
              lockstep train start FILE --state monday.lockworld            nothing is lost, whatever happens
              lockstep train start FILE --state monday.lockworld --resume   go on
              lockstep train start FILE --script 'wait 30m; goals; end'     without hands
            """)

    @Argument(help: "The file of the exercise.") var file: String
    @Option(help: "The seed of choices; by default the file's.") var seed: String?
    @Option(help: "earliest, latest, midpoint or seeded, for what the file does not pin.")
    var choices: String?
    @Option(help: "Lines instead of standard input: a file of them, or lines parted by ';'.")
    var script: String?
    @Option(help: "Write each thing done to this file, durably, before its answer is shown.")
    var state: String?
    @Flag(help: "Go on with the session in the state file.") var resume = false
    @Flag(help: "See everything, and fire, skip, write messages, pause.") var facilitator = false
    @Option(help: "Write the debrief as a page.") var html: String?

    func run() async throws {
        let (session, journal) = try begin()
        let terminal = TrainTerminal(session: session, journal: journal, isFacilitator: facilitator)
        terminal.open(resumed: resume)
        if let lines = try scriptLines() {
            for line in lines where !terminal.isDone { terminal.take(line) }
        } else if isatty(STDIN_FILENO) == 1 {
            TrainLive(terminal: terminal).run()
        } else {
            while !terminal.isDone, let line = readLine() { terminal.take(line) }
        }
        let debrief = TrainingDebrief(terminal.session)
        Console.print("")
        Console.print(TrainingReport.text(debrief))
        if let html { try TrainFile.write(TrainingPage.html(debrief), to: html) }
        if !debrief.score.isPassed {
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.failed.rawValue)
        }
    }

    private func begin() throws -> (TrainingSession, TrainJournal?) {
        if resume {
            guard let state else { throw Console.fail("--resume needs --state FILE.", .wrongFile) }
            let (session, text) = try TrainFile.session(state)
            return (session, try TrainJournal(continuing: state, text: text))
        }
        let exercise = try TrainFile.exercise(file)
        do {
            let session = try TrainingGround(exercise).session(seed: seed, choices: choices)
            return (session, try state.map { try TrainJournal(new: $0, of: session) })
        } catch let problem as WorldProblem {
            throw Console.fail(problem.message, .wrongFile)
        }
    }

    private func scriptLines() throws -> [String]? {
        guard let script else { return nil }
        guard FileManager.default.fileExists(atPath: script) else {
            return script.split(separator: ";").map(String.init)
        }
        do {
            return try ScenarioFiles.source(of: script).text.split(separator: "\n").map(String.init)
        } catch let problems as ProblemList {
            throw TrainFile.refused(problems)
        }
    }
}
