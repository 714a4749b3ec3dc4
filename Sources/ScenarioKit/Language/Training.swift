/// The exercise in a file: what happens to the trainee, what is to be reached, and what it is worth.
public struct Training: Hashable, Sendable {
    public struct Inject: Hashable, Sendable {
        public let id: String
        public var at: Late<InstantSpec>?
        public var when: Condition?
        public var unless: String?
        public var show: TemplateText?
        public var from: String?
        public var steps: [Step] = []
        public let place: SourcePlace
    }

    public struct Goal: Hashable, Sendable {
        public let id: String
        public let title: String
        public let points: Int
        public let met: Condition
        public var of: Late<InstantSpec>?
        public var within: Late<Duration>?
        public var floor: Int?
        public var after: [String] = []
        public var isSecret = false
        public var hints: [Hint] = []
        public let place: SourcePlace
    }

    public struct Hint: Hashable, Sendable {
        public let text: String
        public let cost: Int
        public let after: Late<Duration>?
    }

    public struct Penalty: Hashable, Sendable {
        public let id: String
        /// Negative.
        public let points: Int
        public let when: Condition
        public let message: String
        public let isFatal: Bool
        public let place: SourcePlace
    }

    public struct Counterfactual: Hashable, Sendable {
        public let name: String
        public let at: Late<InstantSpec>
        public let steps: [Step]
    }

    /// What a trainee may use.
    public static let surfaces = ["az", "keyvault", "arm", "query", "portal"]
    /// What a trainee may be kept from seeing.
    public static let hideable = ["next-events", "choices", "faults", "causes", "rules"]

    public var title: String?
    public var audience: [String] = []
    public var level: String?
    public var duration: Late<Duration>?
    public var rate: Rational?
    public var pausesOnInject = false
    public var traineeMayAdvance = false
    public var briefing = ""
    public var allow: [String] = []
    public var hide: [String] = []
    public var injects: [Inject] = []
    public var goals: [Goal] = []
    public var penalties: [Penalty] = []
    public var pass = 0
    public var solution: [Step] = []
    public var debrief: String?
    public var counterfactuals: [Counterfactual] = []

    init() {}
}
