public import VirtualTime

/// What a goal is worth, falling in a straight line from its points to its floor.
enum GoalWorth {
    /// - Parameters:
    ///   - instant: when it is met.
    ///   - origin: where its time begins; nil while that has not come.
    ///   - cost: of the hints taken for this goal.
    static func worth(
        of goal: Training.Goal, metAt instant: Instant, from origin: Instant?, cost: Int
    ) -> Int {
        guard let window = goal.within?.ready, let origin else { return max(0, goal.points - cost) }
        let span = window.wholeMilliseconds, passed = (instant - origin).wholeMilliseconds
        guard passed >= 0, passed <= span else { return 0 }
        guard span > 0 else { return max(0, goal.points - cost) }
        let fall = Int128(goal.points - (goal.floor ?? 0)) * Int128(passed)
        let numerator = Int128(goal.points) * Int128(span) - fall
        // Halves are rounded up.
        let rounded = (2 * numerator + Int128(span)) / (2 * Int128(span))
        return max(0, Int(rounded) - cost)
    }
}

/// The score sheet: each goal and penalty with what it came to, and the sum.
public struct TrainingScore: Equatable, Sendable {
    public struct Goal: Equatable, Sendable {
        public let id: String
        public let title: String
        public let points: Int
        public let isSecret: Bool
        public let metAt: Instant?
        /// What the hints taken for it cost.
        public let hintCost: Int
        /// What it came to; 0 until it is met.
        public let worth: Int
        /// What meeting it now would be worth; nil once it is met, and while its time has not begun.
        public let worthNow: Int?
        public let deadline: Instant?
    }

    public struct Penalty: Equatable, Sendable {
        public let id: String
        public let points: Int
        public let isFatal: Bool
        public let appliedAt: Instant?
        public let message: String
    }

    public let goals: [Goal]
    public let penalties: [Penalty]
    public let pass: Int

    /// All goals at once, without a hint.
    public var maximum: Int { goals.reduce(0) { $0 + $1.points } }
    /// Worths and penalties, never below 0 nor above the maximum.
    public var total: Int {
        let sum =
            goals.reduce(0) { $0 + $1.worth }
            + penalties.reduce(0) { $0 + ($1.appliedAt == nil ? 0 : $1.points) }
        return min(max(0, sum), maximum)
    }
    public var isFatal: Bool { penalties.contains { $0.isFatal && $0.appliedAt != nil } }
    public var isPassed: Bool { total >= pass && !isFatal }
}
