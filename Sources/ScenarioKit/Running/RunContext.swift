import VirtualTime

/// What a run knows beside the world: names, marks, the past.
struct RunContext {
    /// `vars`, `case` and `matrix`.
    var groups: [String: [Template.Field]] = [:]
    /// The arguments of the block being run, or its defaults.
    var parameters: [Template.Field] = []
    /// The caller's day, if it is known.
    var today: Instant?
    /// Captured variables and the results of marked steps.
    var bindings: [String: Value] = [:] { didSet { revision += 1 } }
    var marks: [String: StepMark] = [:] { didSet { revision += 1 } }
    /// Faults that were injected and not cleared, by name.
    var faults: [String: FaultUse] = [:]
    /// The goals of an exercise, each with when it was met.
    var goals: [String: Instant?] = [:] { didSet { revision += 1 } }
    /// Grows whenever a name comes to mean something else.
    private(set) var revision = 0
    var history = History()
    var start: Instant
    /// Where the scenario's own journal begins: after the set-up of its world.
    var startPosition: Int
    /// The instant of the step before.
    var lastStepAt: Instant
    /// The world right before the latest call.
    var beforeLastCall: Moment?

    init(world: any ScenarioWorld) {
        start = world.now
        startPosition = world.position
        lastStepAt = world.now
        history.remember(world)
    }

    func scope(_ world: any ScenarioWorld) -> RunScope { RunScope(context: self, world: world) }

    /// The instant that a text of the file means now.
    func instant(_ late: Late<InstantSpec>, in world: any ScenarioWorld) throws(StepFailure) -> Instant {
        let spec = try resolved(late, in: world, "an instant") { InstantSpec($0) }
        let base: Instant
        switch spec.base {
        case .absolute(let instant): base = instant
        case .start: base = start
        case .now: base = world.now
        case .nextEvent:
            guard let due = world.nextDue() else {
                throw StepFailure("there is no next event", labels: [.init(late.place)], at: world.now)
            }
            base = due
        case .mark(let name):
            guard let mark = marks[name] else {
                throw StepFailure(
                    "the mark '\(name)' was never set", labels: [.init(late.place)], at: world.now)
            }
            base = mark.at
        }
        return base + spec.offset
    }

    /// The mark that an instant names without an offset.
    func mark(_ late: Late<InstantSpec>) -> StepMark? {
        guard case .mark(let name)? = late.ready?.base, late.ready?.offset == .zero else { return nil }
        return marks[name]
    }

    func duration(_ late: Late<Duration>, in world: any ScenarioWorld) throws(StepFailure) -> Duration {
        let duration = try resolved(late, in: world, "a duration") { Duration(text: $0) }
        guard duration >= .zero else {
            throw StepFailure("\(duration.text) is negative", labels: [.init(late.place)], at: world.now)
        }
        return duration
    }

    func reference(_ late: Late<Reference>, in world: any ScenarioWorld) throws(StepFailure) -> Reference {
        try resolved(late, in: world, "a reference") { Reference($0) }
    }

    func resolved<Ready>(
        _ late: Late<Ready>, in world: any ScenarioWorld, _ what: String, _ read: (String) -> Ready?
    ) throws(StepFailure) -> Ready {
        guard let template = late.template else {
            guard let ready = late.ready else {
                throw StepFailure("\(what) is missing", labels: [.init(late.place)], at: world.now)
            }
            return ready
        }
        let text = try text(template, in: world)
        guard let value = read(text) else {
            throw StepFailure("'\(text)' is not \(what)", labels: [.init(late.place)], at: world.now)
        }
        return value
    }

    func text(_ template: TemplateText, in world: any ScenarioWorld) throws(StepFailure) -> String {
        let value = Value.filling(template, from: scope(world))
        if case .unknown(let why) = value {
            throw StepFailure(why, labels: [.init(template.place, "is unknown")], at: world.now)
        }
        return value.text
    }

    func document(_ template: Template, in world: any ScenarioWorld) throws(StepFailure) -> Document {
        let value = Value.filling(template, from: scope(world))
        if case .unknown(let why) = value {
            let labels = template.texts.first.map { [Problem.Label($0.place, "is unknown")] } ?? []
            throw StepFailure(why, labels: labels, at: world.now)
        }
        return value.document
    }

    func document(_ fields: [Template.Field], in world: any ScenarioWorld) throws(StepFailure) -> Document {
        var members = Members()
        for field in fields {
            members[try text(field.name, in: world)] = try document(field.value, in: world)
        }
        return .object(members)
    }
}
