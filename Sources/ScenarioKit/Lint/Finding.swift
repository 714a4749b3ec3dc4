/// Something to say about a file: a mistake that keeps it from running, or a warning.
public struct Finding: Sendable, Hashable {
    public enum Level: String, Sendable { case error, warning }

    public let level: Level
    /// `E0214` or `W0301`.
    public let code: String
    public let message: String
    public let file: String
    public let label: Problem.Label
    public let earlier: Problem.Label?
    public let notes: [String]
    /// What stands below the excerpt.
    private let remarks: [String]

    public init(_ problem: Problem) {
        level = .error
        code = problem.code.rawValue
        message = problem.message
        file = problem.file
        label = problem.label
        earlier = problem.earlier
        notes = problem.notes
        remarks = problem.remarks
    }

    init(
        _ code: LintCode, _ message: String, file: String, at place: SourcePlace, _ hint: String = "",
        notes: [String] = []
    ) {
        level = .warning
        self.code = code.rawValue
        self.message = message
        self.file = file
        label = .init(place, hint)
        earlier = nil
        self.notes = notes
        remarks = notes
    }

    /// The message with the line of the file and carets under the place.
    public func rendered(with source: SourceText) -> String {
        SourceExcerpt(source: source, labels: [label], earlier: earlier)
            .message("\(level.rawValue)[\(code)]: \(message)", file: file, remarks: remarks)
    }
}

/// All that is to be said about one file, in the order of its places.
public struct CheckedFile: Sendable {
    public let source: SourceText
    public let findings: [Finding]

    /// Reads the file as `run` does; if it is right, looks for what it says in vain.
    public init(_ source: SourceText, knownRules: [String]? = nil, files: FileAccess = .none) {
        do {
            let scenario = try ScenarioReader.read(source, knownRules: knownRules, files: files)
            self.init(
                source: source.including(scenario.included), findings: ScenarioLint.findings(in: scenario))
        } catch {
            self.init(error)
        }
    }

    private init(source: SourceText, findings: [Finding]) {
        self.source = source
        self.findings = findings
    }

    /// A file that cannot be read.
    public init(_ problems: ProblemList) {
        source = problems.source
        findings = problems.problems.map(Finding.init)
    }
}
