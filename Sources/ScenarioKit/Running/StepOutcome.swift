public import VirtualTime

/// What became of a step.
public struct StepOutcome: Equatable, Sendable {
    public enum Verdict: String, Equatable, Sendable {
        case passed, failed
        /// Its `if` was false.
        case notApplicable = "not applicable"
        case skipped
    }

    public enum Phase: String, Equatable, Sendable { case setup, steps, cleanup }

    public let phase: Phase
    public let title: String
    public let verb: String
    public let place: SourcePlace
    public var verdict: Verdict
    public var startedAt: Instant
    public var endedAt: Instant
    public var mark: String?
    public var result: CallResult?
    public var failure: StepFailure?
    /// Why it was skipped.
    public var reason: String?
    /// The journal's sequences from the first to before the second were written during the step.
    public var entries: Range<Int>
    /// The steps of a fork, a block or a race.
    public var inner: [StepOutcome] = []
    /// The entries of a fork's own journal, which ends with it.
    public var forkJournal: [JournalEntry] = []
}

/// What became of one run: one scenario, one row, one cell.
public struct RunResult: Sendable {
    public enum Verdict: String, Equatable, Sendable { case passed, failed, skipped }

    public let file: String
    /// The scenario's name with its row and cell filled in.
    public internal(set) var name: String
    /// `case, cell`, or nil for a file that runs once.
    public let row: String?
    public var verdict: Verdict
    public var reason: String?
    /// The line that runs it again, on this machine or another.
    public internal(set) var command = ""
    public var steps: [StepOutcome] = []
    /// Invariants of `severity: warning` that did not hold, once each.
    public var warnings: [StepFailure] = []
    public var world = ""
    public var rules = ""
    public var seed = ""
    public var choices = ""
    public var startedAt: Instant
    public var endedAt: Instant
    public var assumptions: [AssumptionUse] = []
    /// Rules that the file asks as invariants and that held at every moment of the run, by their ids.
    public var heldRules: [String] = []
    public var stateHash = ""
    /// The scenario's own entries: the set-up of its world is left out.
    public var journal: [JournalEntry] = []
    /// The worlds it saved, to be written by whoever ran it.
    public var saved: [SavedWorld] = []
    /// How properties that changed were at the start, by thing and property; empty unless it was asked for.
    var firstValues: [String: String] = [:]
    /// What kept the world from being made.
    public var problem: WorldProblem?

    public var failures: [StepFailure] { steps.flatMap(\.failures) }

    /// Steps of the story that were reached and applied; set-up and clean-up are not counted.
    public var stepsRun: Int {
        steps.count { $0.phase == .steps && ($0.verdict == .passed || $0.verdict == .failed) }
    }
}

extension StepOutcome {
    var failures: [StepFailure] {
        (failure.map { [$0] } ?? []) + (failure == nil ? inner.flatMap(\.failures) : [])
    }
}
