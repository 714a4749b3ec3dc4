import VirtualTime

/// Lets the injects of an exercise happen, and notes when goals are met and penalties fall.
final class TrainingDirector: RunDirector {
    let training: Training
    var progress: TrainingProgress
    private var isAtWork = false
    // In the order of the training.
    private var goals: [Question]
    private var penalties: [Question]
    private var injects: [Question?]

    init(_ training: Training, progress: TrainingProgress = TrainingProgress()) {
        self.training = training
        self.progress = progress
        goals = training.goals.map { Question($0.met) }
        penalties = training.penalties.map { Question($0.when) }
        injects = training.injects.map { $0.when.map { Question($0) } }
    }

    private var openInjects: [Int] {
        training.injects.indices.filter { !progress.isSettled(inject: training.injects[$0].id) }
    }
    private var openGoals: [Int] {
        training.goals.indices.filter { progress.met(training.goals[$0].id) == nil }
    }
    private var openPenalties: [Int] {
        training.penalties.indices.filter { progress.applied(training.penalties[$0].id) == nil }
    }

    var watched: [Condition] {
        let open =
            openInjects.compactMap { injects[$0] } + openGoals.map { goals[$0] }
            + openPenalties.map { penalties[$0] }
        return open.filter(\.readsClock).map(\.condition)
    }

    func next(in state: RunState) -> Instant? {
        let instants =
            openInjects.compactMap { training.injects[$0].at }
            + openGoals.compactMap { training.goals[$0].of }
        return instants.compactMap { instant($0, state) }.filter { $0 > state.now }.min()
    }

    /// Nil while its mark was not set.
    func instant(_ late: Late<InstantSpec>, _ state: RunState) -> Instant? {
        try? state.context.instant(late, in: state.world)
    }

    // MARK: At an instant

    /// Goals and penalties come first: an inject at the same instant sees which goals are met. What an
    /// inject does may meet goals and call for injects in turn.
    func settled(_ state: RunState) throws(StepFailure) {
        guard !isAtWork else { return }
        isAtWork = true
        defer { isAtWork = false }
        repeat { judge(state) } while fireNext(state)
    }

    private func judge(_ state: RunState) {
        var isFinal = false
        while !isFinal {
            isFinal = true
            for place in openGoals where isOpen(training.goals[place], state) && goals[place].holds(in: state)
            {
                let id = training.goals[place].id
                progress.met.append(.init(id: id, at: state.now))
                state.context.goals[id] = state.now
                isFinal = false
            }
        }
        for place in openPenalties where penalties[place].holds(in: state) {
            let penalty = training.penalties[place]
            progress.applied.append(.init(id: penalty.id, at: state.now))
            progress.messages.append(.init(at: state.now, from: nil, text: penalty.message))
        }
    }

    /// Whether the goal counts yet: those before it are met, and its time has begun.
    private func isOpen(_ goal: Training.Goal, _ state: RunState) -> Bool {
        guard goal.after.allSatisfy({ progress.met($0) != nil }) else { return false }
        guard let of = goal.of else { return true }
        return instant(of, state).map { $0 <= state.now } ?? false
    }

    // MARK: Injects

    private func fireNext(_ state: RunState) -> Bool {
        guard let place = openInjects.first(where: { isDue($0, state) }) else { return false }
        let inject = training.injects[place]
        if let goal = inject.unless, progress.met(goal) != nil {
            progress.withheld.append(.init(id: inject.id, at: state.now))
        } else {
            fire(inject, state)
        }
        return true
    }

    /// One without a time and a condition is the facilitator's to fire.
    private func isDue(_ place: Int, _ state: RunState) -> Bool {
        let at = training.injects[place].at
        guard at != nil || injects[place] != nil else { return false }
        if let at {
            guard let at = instant(at, state), at <= state.now else { return false }
        }
        return injects[place]?.holds(in: state) ?? true
    }

    func fire(_ inject: Training.Inject, _ state: RunState, byFacilitator: Bool = false) {
        let at = state.now, position = state.world.position
        let (lastStepAt, lastCall) = (state.context.lastStepAt, state.context.beforeLastCall)
        progress.fired.append(.init(id: inject.id, at: at, byFacilitator: byFacilitator))
        for step in inject.steps { run(step, of: inject, state) }
        // The steps of the solution count from their own steps, not from those of others.
        (state.context.lastStepAt, state.context.beforeLastCall) = (lastStepAt, lastCall)
        state.context.marks[inject.id] = StepMark(
            at: at, position: position, after: Moment(state.world), place: inject.place)
        state.context.bindings[inject.id] = .record(["at": .instant(at)])
        guard let show = inject.show else { return }
        let text = (try? state.context.text(show, in: state.world)) ?? show.source
        progress.messages.append(.init(at: at, from: inject.from, text: text))
    }

    /// What others try may fail, because the trainee was there before them.
    private func run(_ step: Step, of inject: Training.Inject, _ state: RunState) {
        var step = step
        if step.isCall { step.wait = false }
        for outcome in StepRunner(state: state, phase: .steps).run([step]) {
            guard let failure = outcome.failure else { continue }
            let text = "\(inject.id): \(outcome.title): \(failure.message)"
            progress.notes.append(.init(at: state.now, from: nil, text: text))
        }
    }
}
