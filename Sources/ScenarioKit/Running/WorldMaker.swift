import VirtualTime

/// Makes the worlds that scenarios start from, and keeps them for the next run that starts from the same one.
final class WorldMaker {
    /// How long before the start the set-up lies, so that no window of 14, 30 or 31 days is still open.
    static let age = Duration.seconds(365 * 86_400)
    static let defaultStart = Instant(milliseconds: 1_708_074_000_000)

    private let factory: any ScenarioWorldFactory
    private var made: [(key: String, world: any ScenarioWorld)] = []

    init(factory: any ScenarioWorldFactory) { self.factory = factory }

    /// The world named `empty` or `builtin:NAME`, its clock at the start.
    func world(from name: String, plan: WorldPlan) throws(WorldProblem) -> any ScenarioWorld {
        let builtin = name.hasPrefix("builtin:") ? String(name.dropFirst("builtin:".count)) : name
        guard builtin != "empty" else { return try factory.makeEmptyWorld(plan) }
        let key = "\(builtin)|\(plan.at.milliseconds)|\(plan.seed)|\(plan.rules)"
        if let known = made.first(where: { $0.key == key }) { return known.world.fork() }
        var earlier = plan
        earlier.at = plan.at - Self.age
        var empty = try factory.makeEmptyWorld(earlier)
        var settings = WorldSettings()
        // Whatever a scenario chooses or assumes, the same world is there at its start.
        settings.choices = [.init(point: "default", policy: "latest")]
        try empty.configure(settings)
        var world = try setUp(builtin, in: empty)
        guard world.now <= plan.at else {
            throw WorldProblem("the set-up of '\(builtin)' takes longer than a year")
        }
        world.advance(to: plan.at)
        made.append((key, world.fork()))
        return world
    }

    /// A world from the lines of its file.
    func saved(_ lines: [String], at moment: InstantSpec?) throws(WorldProblem) -> any ScenarioWorld {
        try factory.makeSavedWorld(lines, at: moment)
    }

    private func setUp(_ name: String, in empty: any ScenarioWorld) throws(WorldProblem) -> any ScenarioWorld
    {
        guard let builtin = BuiltinWorld.named(name) else {
            throw WorldProblem("unknown builtin world '\(name)'")
        }
        let file: WorldFile
        do {
            file = try WorldFile.read(builtin.source)
        } catch {
            throw WorldProblem(error.rendered)
        }
        let base = file.from == "empty" ? empty : try setUp(file.from, in: empty)
        let state = RunState(world: base, invariants: [])
        let outcomes = StepRunner(state: state, phase: .setup).run(file.steps)
        if let failed = outcomes.last, let failure = failed.failure {
            let report = FailureReport(
                failure, title: failed.title, source: builtin.source, start: state.context.start)
            throw WorldProblem("the set-up of '\(name)' failed\n\(report.text)")
        }
        return state.world
    }
}
