public import VirtualTime

extension TrainingSession {
    /// The score sheet as it stands.
    public var score: TrainingScore {
        let goals = training.goals.map { goal in
            let cost = progress.hints.filter { $0.goal == goal.id }
                .reduce(0) { $0 + goal.hints[$1.place].cost }
            let origin = origin(of: goal), metAt = progress.met(goal.id)
            func worth(_ at: Instant) -> Int {
                GoalWorth.worth(of: goal, metAt: at, from: origin, cost: cost)
            }
            return TrainingScore.Goal(
                id: goal.id, title: goal.title, points: goal.points, isSecret: goal.isSecret, metAt: metAt,
                hintCost: cost, worth: metAt.map(worth) ?? 0,
                worthNow: metAt == nil && origin.map { $0 <= now } == true ? worth(now) : nil,
                deadline: goal.within?.ready.flatMap { within in origin.map { $0 + within } })
        }
        let penalties = training.penalties.map {
            TrainingScore.Penalty(
                id: $0.id, points: $0.points, isFatal: $0.isFatal, appliedAt: progress.applied($0.id),
                message: $0.message)
        }
        return TrainingScore(goals: goals, penalties: penalties, pass: training.pass)
    }

    /// Where the time of a goal begins: the start, if the file does not say; nil while its mark was not set.
    func origin(of goal: Training.Goal) -> Instant? {
        guard let of = goal.of else { return start }
        return director.instant(of, state)
    }

    /// The next hint of a goal: which, from when on, at what cost.
    public struct OpenHint: Equatable, Sendable {
        public let goal: String
        public let place: Int
        /// Nil while the time of the goal has not begun.
        public let from: Instant?
        public let cost: Int
        let text: String
    }

    /// Nil when none is left.
    public func nextHint(for id: String) throws(TrainingProblem) -> OpenHint? {
        guard let place = training.goals.firstIndex(where: { $0.id == id && !$0.isSecret }) else {
            let known = training.goals.filter { !$0.isSecret }.map(\.id).joined(separator: ", ")
            throw TrainingProblem("there is no goal '\(id)'", try: known)
        }
        guard progress.met(id) == nil else { throw TrainingProblem("'\(id)' is met already") }
        return nextHint(ofGoalAt: place)
    }

    /// The next hint of each goal that can be seen and is not met.
    public var openHints: [OpenHint] {
        let goals = training.goals
        return goals.indices.filter { !goals[$0].isSecret && progress.met(goals[$0].id) == nil }
            .compactMap { nextHint(ofGoalAt: $0) }
    }

    private func nextHint(ofGoalAt index: Int) -> OpenHint? {
        let id = training.goals[index].id
        let place = progress.hints.count { $0.goal == id }
        guard place < training.goals[index].hints.count else { return nil }
        let hint = training.goals[index].hints[place]
        let from = origin(of: training.goals[index]).map { $0 + (hint.after?.ready ?? .zero) }
        return OpenHint(goal: id, place: place, from: from, cost: hint.cost, text: hint.text)
    }

    /// A measure of the whole session so far, such as `lost_minutes`.
    func measure(_ measure: RunMeasure) -> Value { measure.value(in: state.context, state.world) }
}

/// What came of a deed, as its doer sees it.
public struct TrainingAnswer: Equatable, Sendable {
    public let text: String
    /// HTTP's; nil for what is no call.
    public let status: Int?
    public let body: Document?
    /// Rules that refused it.
    public let rules: [String]
    /// All that Azure answered; nil for what is no call.
    let result: CallResult?

    init(_ text: String) {
        self.text = text
        status = nil
        body = nil
        rules = []
        result = nil
    }

    init(_ result: CallResult) {
        let error = result.body?["error"] ?? result.body
        var words = ["\(result.status)"]
        if result.status >= 400 {
            words += [error?["code"]?.text, error?["message"]?.text].compactMap { $0 }
        } else if case .inProgress = result.operation {
            words.append("in progress")
        }
        text = words.joined(separator: " ")
        status = result.status
        body = result.body
        rules = result.rejectedBy
        self.result = result
    }
}
