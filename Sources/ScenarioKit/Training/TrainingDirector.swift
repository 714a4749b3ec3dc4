import VirtualTime

/// Lets the injects of an exercise happen, and notes when goals are met and penalties fall.
final class TrainingDirector: RunDirector {
    let training: Training
    var progress: TrainingProgress
    private var isAtWork = false

    init(_ training: Training, progress: TrainingProgress = TrainingProgress()) {
        self.training = training
        self.progress = progress
    }

    private var openInjects: [Training.Inject] {
        training.injects.filter { !progress.isSettled(inject: $0.id) }
    }
    private var openGoals: [Training.Goal] { training.goals.filter { progress.met($0.id) == nil } }

    var watched: [Condition] {
        openInjects.compactMap(\.when) + openGoals.map(\.met)
            + training.penalties.filter { progress.applied($0.id) == nil }.map(\.when)
    }

    func next(in state: RunState) -> Instant? {
        let instants = openInjects.compactMap(\.at) + openGoals.compactMap(\.of)
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

    private func holds(_ condition: Condition, _ state: RunState) -> Bool {
        ConditionReading(condition, in: state.world, context: state.context).holds
    }

    private func judge(_ state: RunState) {
        var isFinal = false
        while !isFinal {
            isFinal = true
            for goal in openGoals where isOpen(goal, state) && holds(goal.met, state) {
                progress.met.append(.init(id: goal.id, at: state.now))
                state.context.goals[goal.id] = state.now
                isFinal = false
            }
        }
        for penalty in training.penalties
        where progress.applied(penalty.id) == nil && holds(penalty.when, state) {
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
        guard let inject = openInjects.first(where: { isDue($0, state) }) else { return false }
        if let goal = inject.unless, progress.met(goal) != nil {
            progress.withheld.append(.init(id: inject.id, at: state.now))
        } else {
            fire(inject, state)
        }
        return true
    }

    /// One without a time and a condition is the facilitator's to fire.
    private func isDue(_ inject: Training.Inject, _ state: RunState) -> Bool {
        guard inject.at != nil || inject.when != nil else { return false }
        if let at = inject.at {
            guard let at = instant(at, state), at <= state.now else { return false }
        }
        return inject.when.map { holds($0, state) } ?? true
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
