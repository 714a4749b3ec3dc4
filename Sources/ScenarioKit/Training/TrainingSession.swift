public import VirtualTime

/// An exercise under way: the scenario, its world, and what was done. Messages, goals, score and world are a
/// function of it. A value: a copy goes its own way.
public struct TrainingSession {
    public let ground: TrainingGround
    public let seed: String?
    public let choices: String?
    /// What was done so far, in order.
    public private(set) var deeds: [Deed] = []
    public private(set) var isPaused = false
    private var isEnded = false
    private(set) var state: RunState
    private(set) var director: TrainingDirector

    init(ground: TrainingGround, seed: String?, choices: String?, state: RunState) {
        self.ground = ground
        self.seed = seed
        self.choices = choices
        self.state = state
        director = TrainingDirector(ground.exercise.training)
        state.director = director
        // A step of an inject that fails is a note; nothing else can fail at the start.
        try? state.settle()
    }

    public var exercise: Exercise { ground.exercise }
    public var training: Training { exercise.training }
    public var progress: TrainingProgress { director.progress }
    public var now: Instant { state.now }
    public var start: Instant { state.context.start }
    /// When the time of the exercise is up.
    public var end: Instant { start + exercise.length }
    public var isOver: Bool { isEnded || now >= end }
    public var isComplete: Bool { training.goals.allSatisfy { progress.met($0.id) != nil } }
    public func stateHash() -> String { state.world.stateHash() }
    var world: any ScenarioWorld { state.world }

    // MARK: Doing

    /// Does one thing now.
    /// - Throws: why it cannot be done; then nothing was.
    @discardableResult
    public mutating func perform(_ action: Deed.Action) throws(TrainingProblem) -> TrainingAnswer {
        guard !isOver else { throw TrainingProblem("the exercise is over") }
        detach()
        let deed = Deed(at: now, action)
        let answer = try carryOut(action)
        deeds.append(deed)
        return answer
    }

    /// Does again what was done in another session, at the same instant.
    public mutating func replay(_ deed: Deed) throws(TrainingProblem) {
        guard deed.at >= now else {
            throw TrainingProblem("\(deed.action.title) lies at \(deed.at), and it is \(now) already")
        }
        detach()
        try advance(to: deed.at)
        _ = try carryOut(deed.action)
        deeds.append(deed)
    }

    /// The session as it was when everything before the instant was done, its clock there. Its time is not
    /// bounded by the end.
    func past(at instant: Instant) throws(TrainingProblem) -> TrainingSession {
        var session: TrainingSession
        do {
            session = try ground.session(seed: seed, choices: choices)
        } catch {
            throw TrainingProblem(error.message)
        }
        for deed in deeds where deed.at < instant {
            if case .clock(let to) = deed.action, to > instant { break }
            try session.replay(deed)
        }
        try session.advance(to: instant)
        return session
    }

    /// Lets the session go its own way before it changes.
    private mutating func detach() {
        guard !isKnownUniquelyReferenced(&state) else { return }
        let copy = state.forked(state.world)
        director = TrainingDirector(training, progress: director.progress)
        copy.director = director
        state = copy
    }

    private mutating func advance(to instant: Instant) throws(TrainingProblem) {
        guard instant > now else { return }
        do {
            try state.advance(to: instant)
        } catch {
            throw TrainingProblem(error.message)
        }
    }

    private mutating func carryOut(_ action: Deed.Action) throws(TrainingProblem) -> TrainingAnswer {
        switch action {
        case .act, .az, .request: return try call(action)
        case .clock(let to):
            guard to >= now else { throw TrainingProblem("\(to) is past: it is \(now) already") }
            try advance(to: min(to, end))
            return TrainingAnswer("it is \(now)")
        case .hint(let goal): return try takeHint(goal)
        case .fire(let id):
            director.fire(try openInject(id), state, byFacilitator: true)
            try? state.settle()
            return TrainingAnswer("\(id) was fired")
        case .skip(let id):
            let inject = try openInject(id)
            director.progress.skipped.append(.init(id: inject.id, at: now))
            return TrainingAnswer("\(id) will not fire")
        case .message(let text):
            director.progress.messages.append(.init(at: now, from: "Facilitator", text: text))
            return TrainingAnswer("sent")
        case .pause, .resume:
            isPaused = action == .pause
            return TrainingAnswer(isPaused ? "the clock stands" : "the clock runs")
        case .end:
            isEnded = true
            return TrainingAnswer("the exercise is over")
        }
    }

    private func openInject(_ id: String) throws(TrainingProblem) -> Training.Inject {
        guard let inject = exercise.inject(id) else {
            let known = training.injects.map(\.id).joined(separator: ", ")
            throw TrainingProblem("there is no inject '\(id)'", try: known)
        }
        guard !progress.isSettled(inject: id) else { throw TrainingProblem("'\(id)' is settled already") }
        return inject
    }

    private mutating func call(_ action: Deed.Action) throws(TrainingProblem) -> TrainingAnswer {
        let step = try TraineeStep.read(action, allow: training.allow)
        do {
            let call = try CallRunner(state: state, step: step).begin()
            state.context.lastStepAt = call.at
            return TrainingAnswer(call.result)
        } catch {
            throw TrainingProblem(error.message)
        }
    }

    private mutating func takeHint(_ goal: String) throws(TrainingProblem) -> TrainingAnswer {
        guard let hint = try nextHint(for: goal) else {
            throw TrainingProblem("no hints are left for '\(goal)'")
        }
        guard let from = hint.from, from <= now else {
            let when = hint.from.map { "the next one opens at \($0)" } ?? "its time has not begun"
            throw TrainingProblem("there is no hint for '\(goal)' yet", try: when)
        }
        director.progress.hints.append(.init(goal: goal, place: hint.place, at: now))
        return TrainingAnswer(hint.text)
    }

    /// Plays the reference solution to its end, waiting for the marks that its steps name.
    mutating func playSolution() -> [StepOutcome] {
        detach()
        var outcomes: [StepOutcome] = []
        for step in training.solution {
            if case .mark(let mark)? = step.at?.ready?.base {
                _ = try? state.walk(through: end) { () throws(StepFailure) in
                    state.context.marks[mark] == nil
                }
            }
            outcomes += StepRunner(state: state, phase: .steps).run([step])
            if outcomes.last?.verdict == .failed { break }
        }
        return outcomes
    }

    /// Plays other steps, as a lane of the debrief does.
    mutating func play(_ steps: [Step]) -> [StepOutcome] {
        detach()
        return StepRunner(state: state, phase: .steps).run(steps)
    }
}
