public import VirtualTime

/// Why a step did not hold: what was expected, what was found, and what the journal has to say about it.
public struct StepFailure: Error, Equatable, Sendable {
    public let message: String
    /// Places in the file, each with what was found there.
    public var labels: [Problem.Label]
    /// Further lines: values over time, entries of the journal.
    public var details: [String]
    /// The rules that had to do with it.
    public var rules: [String]
    /// The virtual time at which it was decided.
    public var at: Instant

    init(
        _ message: String, labels: [Problem.Label] = [], details: [String] = [], rules: [String] = [],
        at: Instant
    ) {
        self.message = message
        self.labels = labels
        self.details = details
        self.rules = rules
        self.at = at
    }
}
