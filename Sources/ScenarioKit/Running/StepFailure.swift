public import VirtualTime

/// Why a step did not hold: what was expected, what was found, and what the journal has to say about it.
public struct StepFailure: Error, Equatable, Sendable {
    public let code: AssertionCode
    public let message: String
    /// Places in the file, each with what was found there.
    public var labels: [Problem.Label]
    /// The blocks and forks around the step, the innermost first.
    public var trail: [Surrounding] = []
    /// Further lines, such as the answer of a call.
    public var details: [String]
    /// What was looked at over time, from the instant that the expectation counts from.
    public var lanes: [ValueLane] = []
    public var origin: Origin?
    /// Lines of the journal, and what stands in the way.
    public var because: [String] = []
    /// The rules that had to do with it.
    public var rules: [String]
    /// The virtual time at which it was decided.
    public var at: Instant

    /// A step around the failed one, and where it stands when that is told.
    public struct Surrounding: Equatable, Sendable {
        public let words: String
        public let place: SourcePlace?
    }

    /// Where an expectation over time begins.
    public struct Origin: Equatable, Sendable {
        public let at: Instant
        /// Nil where no mark was named.
        public let mark: String?
    }

    init(
        _ message: String, code: AssertionCode = .cannotBeDone, labels: [Problem.Label] = [],
        details: [String] = [], rules: [String] = [], at: Instant
    ) {
        self.code = code
        self.message = message
        self.labels = labels
        self.details = details
        self.rules = rules
        self.at = at
    }
}
