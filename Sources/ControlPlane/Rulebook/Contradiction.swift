/// A point on which two documents, or two editions of one, say different things; and what is done about it.
public struct Contradiction: Sendable {
    /// `GAP-02`, as in the rulebook.
    public let id: String
    public let topic: String
    /// What either side says, with its year.
    public let readings: [String]
    public let taken: String
    public let choice: Choice
    /// Ids of the rules it touches.
    public let rules: [String]

    /// How another reading is had.
    public enum Choice: Equatable, Sendable {
        /// The two states of the documents differ in it.
        case profile
        case assumption(Assumption)
        case timing(String)
        /// The older reading is history: no setting brings it back.
        case settled
    }

    /// Contradictions that touch a rule.
    public static func touching(_ rule: RuleID) -> [Contradiction] {
        all.filter { $0.rules.contains(rule.code) }
    }

    init(
        _ id: String, _ topic: String, _ readings: [String], taken: String, by choice: Choice = .settled,
        rules: [String]
    ) {
        self.id = id
        self.topic = topic
        self.readings = readings
        self.taken = taken
        self.choice = choice
        self.rules = rules
    }
}

extension Contradiction.Choice {
    /// The setting to turn, in words.
    public var text: String {
        switch self {
        case .profile: "by profile: --rules current-2026-07"
        case .assumption(let assumption): "--assume \(assumption.rawValue)=\(assumption.readings[1])"
        case .timing(let name): "--timing \(name)=…"
        case .settled: "settled: the older reading is history"
        }
    }
}
