import VirtualTime

/// A report in one format. It is made file by file, so that nothing is kept that it does not print.
public protocol RunReport: Sendable {
    /// Takes in the runs of one file. Returns what can be written already.
    mutating func add(_ file: ReportedFile) -> String

    /// The rest of the report.
    mutating func finish(_ totals: RunTotals) -> String
}

/// What a report says about all runs together.
public struct ReportHead: Sendable {
    /// The simulator's.
    public let version: String
    /// When the machine began, in milliseconds since 1970; 0 where a report must be the same bytes each time.
    public let startedMilliseconds: Int64
    /// What several machines that share one run agree on; nil makes one up from the results.
    public let runID: String?

    public init(version: String, startedMilliseconds: Int64 = 0, runID: String? = nil) {
        self.version = version
        self.startedMilliseconds = startedMilliseconds
        self.runID = runID
    }
}

/// The formats, by the words of `--report KIND=FILE`.
public enum ReportKind: String, Sendable, CaseIterable {
    case junit, json, ndjson, tap, ctrf, html, trace, otlp, github

    public func report(_ head: ReportHead) -> any RunReport {
        switch self {
        case .junit: JUnitReport()
        case .json: JSONRunReport()
        case .ndjson: NDJSONReport()
        case .tap: TAPReport()
        case .ctrf: CTRFReport(head: head)
        case .html: HTMLReport(head: head)
        case .trace: ChromeTraceReport()
        case .otlp: OTLPReport(head: head)
        case .github: GitHubReport()
        }
    }

    /// Whether it tells how values were before the first change, which has to be kept while a run goes on.
    public var needsFirstValues: Bool { self == .html || self == .trace }

    /// Whether it prints answers and journals of passed runs.
    public var needsWholeRuns: Bool {
        switch self {
        case .json, .ndjson, .html, .trace, .otlp: true
        case .junit, .tap, .ctrf, .github: false
        }
    }
}

/// How many runs there were, how they ended, and how long they took.
public struct RunTotals: Sendable, Equatable {
    public private(set) var files = 0
    public private(set) var passed = 0
    public private(set) var failed = 0
    public private(set) var skipped = 0
    public private(set) var virtual = Duration.zero
    /// Of the machine, from the first run to the last; zero where it must not be told.
    public var wall = Duration.zero

    public init() {}

    public var runs: Int { passed + failed + skipped }

    public mutating func add(_ file: ReportedFile) {
        files += 1
        for run in file.runs {
            switch run.result.verdict {
            case .passed: passed += 1
            case .failed: failed += 1
            case .skipped: skipped += 1
            }
            virtual += run.result.endedAt - run.result.startedAt
        }
    }

    /// `N passed, N failed, N skipped`, which other tools look for.
    public var line: String { "\(passed) passed, \(failed) failed, \(skipped) skipped" }

    public var exitCode: ExitCode { failed > 0 ? .failed : passed > 0 ? .passed : .nothingRan }

    /// `7 files, 19 runs, 61d 00h 00m virtual`.
    public var extent: String {
        "\(files) \(files == 1 ? "file" : "files"), \(runs) \(runs == 1 ? "run" : "runs"), "
            + "\(VirtualTimeText.span(virtual)) virtual"
    }
}
