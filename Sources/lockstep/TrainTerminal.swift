import Foundation
import ScenarioKit
import VirtualTime

/// A session as a person meets it: lines in, lines out.
final class TrainTerminal {
    private(set) var session: TrainingSession
    private(set) var hasQuit = false
    let isFacilitator: Bool
    private let journal: TrainJournal?
    private var shownMessages = 0
    private let isLive = isatty(STDIN_FILENO) == 1

    init(session: TrainingSession, journal: TrainJournal?, isFacilitator: Bool) {
        self.session = session
        self.journal = journal
        self.isFacilitator = isFacilitator
    }

    var isDone: Bool { hasQuit || session.isOver }

    func open(resumed: Bool) {
        Console.print(Console.bold(session.exercise.title))
        if !resumed { Console.print("\n\(session.training.briefing)") }
        let score = session.score
        Console.print(
            "It is \(session.now), until \(session.end). \(score.maximum) points, \(score.pass) pass. "
                + "Type 'help'.")
        showMessages()
    }

    /// One line typed.
    func take(_ line: String) {
        let line = line.trimmingCharacters(in: .whitespaces)
        guard !line.isEmpty, !line.hasPrefix("#") else { return }
        if !isLive { Console.print("> \(line)") }
        do {
            switch try TrainCommand(line, now: session.now) {
            case .show(let what): try show(what)
            case .quit: hasQuit = true
            case .perform(let action): try perform(action)
            }
        } catch let problem as TrainingProblem {
            Console.print("  cannot: \(problem.message)")
            if let hint = problem.hint { Console.print("  try: \(hint)") }
        } catch {
            Console.print("  cannot: \(error)")
        }
    }

    private func perform(_ action: Deed.Action) throws {
        if Deed(at: session.now, action).isFacilitators, !isFacilitator {
            throw TrainingProblem("only a facilitator can do that", try: "--facilitator")
        }
        if case .clock = action, isLive, !session.training.traineeMayAdvance, !isFacilitator {
            throw TrainingProblem("the clock runs by itself in this exercise")
        }
        let before = session.deeds.count
        var next = session
        let answer = try next.perform(action)
        try journal?.write(next.deeds[before...])
        session = next
        Console.print("  \(answer.text)")
        if let body = answer.body, answer.status.map({ $0 < 400 }) == true {
            Console.print(
                body.json(indent: 2).split(separator: "\n").prefix(40).map { "    \($0)" }
                    .joined(separator: "\n"))
        }
        if !answer.rules.isEmpty, isFacilitator || !session.training.hide.contains("rules") {
            Console.print("  refused by \(answer.rules.joined(separator: ", "))")
        }
        showMessages()
    }

    // MARK: The clock of a live session

    /// Whether a message comes in the time to come.
    func hasNews(within span: Duration) -> Bool {
        guard span > .zero else { return false }
        var ahead = session
        guard (try? ahead.perform(.clock(to: session.now + span))) != nil else { return true }
        return ahead.progress.messages.count > session.progress.messages.count || ahead.isOver
    }

    func move(by span: Duration) {
        guard span > .zero, !session.isOver else { return }
        let before = session.deeds.count, messages = session.progress.messages.count
        do {
            try session.perform(.clock(to: session.now + span))
            try journal?.write(session.deeds[before...])
            showMessages()
            guard session.training.pausesOnInject, session.progress.messages.count > messages else { return }
            let paused = session.deeds.count
            try session.perform(.pause)
            try journal?.write(session.deeds[paused...])
            Console.print("  the clock stands until somebody types 'go'")
        } catch {
            Console.note("the clock does not move: \(error)")
        }
    }

    // MARK: Showing

    private func showMessages() {
        for message in session.progress.messages.dropFirst(shownMessages) {
            let clock = message.at.iso8601.dropFirst(11).prefix(8)
            Console.print(Console.bold("  \(clock) \(message.from ?? "!"): \(message.text)"))
        }
        shownMessages = session.progress.messages.count
        if session.isOver { Console.print("  the exercise is over") }
    }

    private func show(_ what: TrainCommand.View) throws {
        switch what {
        case .help: Console.print(TrainCommand.help(forFacilitator: isFacilitator))
        case .goals, .score: showGoals()
        case .messages: shownMessages = 0; showMessages()
        case .status(let wanted): try showStatus(wanted)
        case .log: showLog()
        case .injects: try showInjects()
        }
    }

    private func showGoals() {
        let score = session.score
        Console.print("  score \(score.total) of \(score.maximum), pass \(score.pass)")
        TrainingReport.sheet(score, start: session.start).forEach { Console.print($0) }
        for hint in session.openHints {
            let when = hint.from.map { $0 <= session.now ? "now" : "at \($0)" } ?? "later"
            Console.print("  hint \(hint.goal): \(when), costs \(hint.cost)")
        }
    }

    private func showStatus(_ wanted: String?) throws {
        let allow = session.training.allow
        guard allow.isEmpty || allow.contains("portal") || isFacilitator else {
            throw TrainingProblem("this exercise does not allow 'portal'")
        }
        for thing in session.observation["things"]?.members ?? Members() {
            guard wanted == nil || thing.name.contains(wanted ?? "") else { continue }
            let parts = (thing.value.members ?? Members()).map {
                "\($0.name)=\($0.value.text ?? $0.value.json)"
            }
            Console.print("  \(thing.name)  \(parts.joined(separator: "  "))")
        }
        Console.print("  \(session.now)")
    }

    private func showLog() {
        guard isFacilitator || !session.training.hide.contains("causes") else {
            for deed in session.deeds where !deed.isFacilitators {
                if case .clock = deed.action { continue }
                Console.print("  \(deed.at)  \(deed.action.title)")
            }
            return
        }
        session.visibleJournal.forEach { Console.print("  \($0)") }
    }

    private func showInjects() throws {
        guard isFacilitator else { throw TrainingProblem("only a facilitator sees the injects") }
        let progress = session.progress
        for inject in session.training.injects {
            Console.print("  \(inject.id)  \(session.standing(of: inject))")
        }
        progress.notes.forEach { Console.print("  note \($0.at) \($0.text)") }
    }
}
