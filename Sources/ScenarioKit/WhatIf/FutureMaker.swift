import AzureWire
public import ControlPlane
public import Futures
import Simulation
import VirtualTime

/// Makes futures from what describes them, and keeps the worlds they leave from.
public final class FutureMaker {
    private let worlds: WorldMaker
    private let files: FileAccess
    private var starts: [(key: String, timeline: Timeline)] = []

    public init(files: FileAccess = .none, factory: SimulatedWorldFactory = SimulatedWorldFactory()) {
        self.files = files
        worlds = WorldMaker(factory: factory)
    }

    /// The fork point of a spec: its world, set up as it says, its clock at the instant it says.
    public func start(of spec: FutureSpec) throws(WorldProblem) -> Timeline {
        var bare = spec
        bare.deeds = []
        bare.invariants = []
        bare.horizon = 0
        let key = bare.document.json
        if let known = starts.first(where: { $0.key == key }) { return known.timeline }
        let timeline = try makeStart(of: spec)
        starts.append((key, timeline))
        return timeline
    }

    private func makeStart(of spec: FutureSpec) throws(WorldProblem) -> Timeline {
        var world = try world(of: spec)
        // What a seed or a reading has a say in comes after the set-up, whose history is everybody's.
        var settings = spec.settings
        settings.seed = spec.seed
        if !settings.choices.contains(where: { $0.point == "default" }) {
            settings.choices.insert(.init(point: "default", policy: "latest"), at: 0)
        }
        try world.configure(settings)
        guard var simulated = world as? SimulatedWorld else {
            throw WorldProblem("'\(spec.world)' is not simulated")
        }
        if let at = spec.at { simulated.timeline.advance(by: .milliseconds(at)) }
        return simulated.timeline
    }

    private func world(of spec: FutureSpec) throws(WorldProblem) -> any ScenarioWorld {
        guard spec.isSaved else {
            guard spec.event == nil else { throw WorldProblem("only a saved world is left after an event") }
            var at = WorldMaker.defaultStart
            if let start = spec.start {
                guard let instant = Instant(iso8601: start) else {
                    throw WorldProblem("'\(start)' is not an instant")
                }
                at = instant
            }
            // As in scenarios: no seed has a say in how a builtin world is set up.
            return try worlds.world(from: spec.world, plan: WorldPlan(at: at, seed: "0", rules: spec.rules))
        }
        let saved = try saved(spec.world)
        if let hash = spec.worldHash, hash != saved.timeline().world.stateHash() {
            throw WorldProblem("\(spec.world) is another world than the one that was left")
        }
        return SimulatedWorld(timeline: try Self.left(saved, spec), from: saved.genesis)
    }

    /// The world of a file.
    func saved(_ file: String) throws(WorldProblem) -> SavedTimeline {
        guard let text = files.text(of: file) else { throw WorldProblem("\(file) cannot be read") }
        do throws(SavedTimeline.Fault) {
            return try SavedTimeline(lines: text.split(separator: "\n").map(String.init))
        } catch {
            throw WorldProblem("\(file): \(error)")
        }
    }

    private static func left(_ saved: SavedTimeline, _ spec: FutureSpec) throws(WorldProblem) -> Timeline {
        if let start = spec.start.flatMap({ Instant(iso8601: $0) }) { return saved.timeline(at: start) }
        guard let event = spec.event else { return saved.timeline() }
        guard let entry = saved.entries.first(where: { $0.number == EntryNumber(event) }) else {
            throw WorldProblem(
                "the journal has no entry \(event): it has \(saved.entries.count), from 1")
        }
        return saved.timeline(through: entry.number)
    }

    /// The future itself.
    public func future(of spec: FutureSpec) throws(WorldProblem) -> Future {
        let start = try start(of: spec)
        var interventions: [Intervention] = []
        let deeds = DeedMaker(isSlow: spec.deeds.contains { $0["fault"] != nil })
        for deed in spec.deeds { interventions.append(try deeds.intervention(deed, from: start.now)) }
        var invariants: [FutureInvariant] = []
        for invariant in spec.invariants {
            invariants.append(try FutureMaker.invariant(invariant, at: start))
        }
        return Future(
            from: start, interventions, through: start.now + .milliseconds(spec.horizon),
            invariants: invariants)
    }

    private static func invariant(
        _ spec: InvariantSpec, at start: Timeline
    ) throws(WorldProblem) -> FutureInvariant {
        if spec.rule == PromisesWatch.name {
            return FutureInvariant(spec.name, isWarning: spec.isWarning, watch: PromisesWatch())
        }
        if let rule = spec.rule {
            guard let line = Rulebook.find(rule) else { throw WorldProblem("there is no rule \(rule)") }
            return FutureInvariant(spec.name, isWarning: spec.isWarning, watch: RuleWatch(line: line))
        }
        guard let text = spec.expression, let expression = try? Expression(parsing: text) else {
            throw WorldProblem("'\(spec.expression ?? "")' is no expression")
        }
        return FutureInvariant(
            spec.name, isWarning: spec.isWarning,
            watch: ExpressionWatch(expression: expression, text: text, start: start))
    }
}
