/// Where sessions of one exercise begin. Worlds that were set up once are used again.
public struct TrainingGround {
    public let exercise: Exercise
    private let runner: ScenarioRunner

    public init(_ exercise: Exercise) {
        self.exercise = exercise
        runner = ScenarioRunner(factory: SimulatedWorldFactory())
    }

    /// A session at its first instant.
    /// - Parameters:
    ///   - seed: of the choices; nil takes the file's.
    ///   - choices: `earliest`, `latest`, `midpoint` or `seeded`, for what the file does not pin.
    public func session(seed: String? = nil, choices: String? = nil) throws(WorldProblem) -> TrainingSession {
        let runner = self.runner.with {
            $0.seed = seed
            $0.choices = choices
        }
        let begun = try runner.begin(exercise.scenario)
        let state = RunState(world: ObservedWorld(begun.world), invariants: [])
        state.context.groups = begun.context.groups
        let outcomes = StepRunner(state: state, phase: .setup).run(exercise.scenario.setup)
        if let failure = outcomes.last?.failure {
            throw WorldProblem("the set-up of the exercise failed: \(failure.message)")
        }
        // What was prepared is no part of the story.
        let ready = RunState(world: state.world, invariants: [])
        ready.context.groups = state.context.groups
        ready.context.bindings = state.context.bindings
        for goal in exercise.training.goals { ready.context.goals[goal.id] = .some(nil) }
        return TrainingSession(ground: self, seed: seed, choices: choices, state: ready)
    }
}
