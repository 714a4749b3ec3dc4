import VirtualTime

/// One run as reports take it in.
public struct ReportedRun: Sendable {
    public let result: RunResult
    /// What other readings change in it; empty if they were not asked for.
    public let variants: [Variant]
    /// How long the machine took; zero where a report must be the same bytes each time.
    public let wall: Duration
    /// The command line that runs it again.
    public var command: String { result.command }

    public init(_ result: RunResult, variants: [Variant] = [], wall: Duration = .zero) {
        self.result = result
        self.variants = variants
        self.wall = wall
    }
}

/// The runs of one file, in the order written.
public struct ReportedFile: Sendable {
    public let source: SourceText
    public let labels: [String]
    public var runs: [ReportedRun]

    public init(source: SourceText, labels: [String], runs: [ReportedRun]) {
        self.source = source
        self.labels = labels
        self.runs = runs
    }
}

extension RunResult {
    /// `name [row]`, or a name that says its row itself: tells the rows of a file apart.
    var caseName: String {
        guard let row, !name.contains(row) else { return name }
        return "\(name) [\(row)]"
    }

    /// Where it failed; else where its first step stands.
    var place: SourcePlace {
        failures.first?.labels.first?.place ?? failedStep?.place ?? steps.first?.place
            ?? SourcePlace(line: 1, column: 1)
    }

    var failedStep: StepOutcome? { steps.first { $0.verdict == .failed } }

    /// In one sentence, for a report that shows one.
    var failureMessage: String? {
        guard verdict == .failed else { return nil }
        return problem?.message ?? failures.first?.message ?? "failed"
    }

    var virtualDuration: Duration { endedAt - startedAt }

    /// Lets go of all that only a report of passed runs would print: a thousand of them have to fit.
    public mutating func dropWhatPassed() {
        guard verdict == .passed else { return }
        journal = []
        firstValues = [:]
        for place in steps.indices {
            steps[place].result = nil
            steps[place].inner = []
            steps[place].forkJournal = []
        }
    }
}
