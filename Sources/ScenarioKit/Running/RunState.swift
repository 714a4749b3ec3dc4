import Futures
import VirtualTime

/// One run under way: a world, what is known of its past, and the invariants that watch it.
final class RunState {
    var world: any ScenarioWorld
    var context: RunContext
    let invariants: [Invariant]
    /// What else happens as time passes, in an exercise.
    var director: (any RunDirector)?
    /// Keeps what was forked on the way, for a search that has to know of it.
    var branches: BranchLog?
    /// Looks for whatever the rules promise, in a search.
    var watch: PromisesWatch?
    private(set) var warnings: [StepFailure] = []
    /// Worlds that were saved, in order.
    var saved: [SavedWorld] = []
    private var askedRules: Set<String> = []
    private var brokenRules: Set<String> = []
    /// What is known from outside of the rules that are asked as invariants.
    private var promises: [String: PromiseRuleWatch] = [:]
    /// Bounds a walk: a world that never comes to rest is reported, not waited for.
    static let maximumStops = 1_000_000

    init(world: any ScenarioWorld, invariants: [Invariant]) {
        self.world = world
        self.invariants = invariants
        context = RunContext(world: world)
    }

    /// A copy that shares nothing that can change.
    func forked(_ world: any ScenarioWorld) -> RunState {
        let state = RunState(world: world, invariants: invariants)
        state.context = context
        state.branches = branches
        return state
    }

    var now: Instant { world.now }
    /// Ids of the rules that were asked as invariants and never found broken, in their order.
    var heldRules: [String] { askedRules.subtracting(brokenRules).sorted() }

    /// Keeps this moment, and asks every invariant.
    func settle() throws(StepFailure) {
        context.history.remember(world)
        for invariant in invariants { try check(invariant) }
        if let simulated = world as? SimulatedWorld, let complaint = watch?.look(at: simulated.timeline) {
            let rule = String(complaint.prefix { $0 != ":" })
            throw StepFailure(
                "invariant rule:\(rule) is broken: \(complaint.dropFirst(rule.count + 2))",
                code: .ruleInvariant, rules: [rule], at: now)
        }
        try director?.settled(self)
    }

    /// Moves from due moment to due moment. `look` is asked at each of them, now and at the target included;
    /// a false stops the walk there. Conditions that read clocks add the instants at which they change.
    @discardableResult
    func walk(
        through target: Instant, watching conditions: [Condition] = [], _ look: () throws(StepFailure) -> Bool
    ) throws(StepFailure) -> Bool {
        var stops = 0
        while true {
            guard try look() else { return false }
            guard world.now < target else { return true }
            stops += 1
            guard stops <= Self.maximumStops else {
                throw StepFailure("more than \(Self.maximumStops) events before \(target)", at: now)
            }
            try step(toward: target, watching: conditions)
        }
    }

    /// Moves to a target and asks nothing but the invariants.
    func advance(to target: Instant) throws(StepFailure) {
        guard target >= now else {
            throw StepFailure("\(target) is past: it is \(now) already", code: .timeIsPast, at: now)
        }
        try walk(through: target) { () throws(StepFailure) in true }
    }

    private func step(toward target: Instant, watching conditions: [Condition]) throws(StepFailure) {
        var stop = target
        if let due = world.nextDue(), due < stop {
            guard due > now else { throw StepFailure("what is due at \(due) does not come to pass", at: now) }
            stop = due
        }
        if let next = director?.next(in: self), next > now, next < stop { stop = next }
        if let crossing = nextCrossing(before: stop, watching: conditions) { stop = crossing }
        world.advance(to: stop)
        try settle()
    }

    // MARK: clocks

    /// The first instant before the next event at which a condition that reads clocks comes out otherwise.
    private func nextCrossing(before stop: Instant, watching conditions: [Condition]) -> Instant? {
        let watched =
            (conditions + (director?.watched ?? [])).filter(\.readsClock)
            + invariants.compactMap(\.clockCondition)
        guard !watched.isEmpty else { return nil }
        return Crossing(context: context).first(after: world, through: stop - .milliseconds(1), of: watched)
    }

    // MARK: invariants

    private func check(_ invariant: Invariant) throws(StepFailure) {
        if let from = invariant.from, !(try isPast(from)) { return }
        if let to = invariant.to, try isPast(to) { return }
        let broken = broken(invariant)
        if case .rule(let id) = invariant.form {
            askedRules.insert(id)
            if broken != nil { brokenRules.insert(id) }
        }
        guard let broken else { return }
        guard invariant.isWarning else { throw broken }
        if !warnings.contains(where: { $0.message == broken.message }) { warnings.append(broken) }
    }

    /// Whether the instant has come; a mark that was not set has not.
    private func isPast(_ late: Late<InstantSpec>) throws(StepFailure) -> Bool {
        if case .mark(let name)? = late.ready?.base, context.marks[name] == nil { return false }
        return try context.instant(late, in: world) <= now
    }

    /// As the world itself says, and as it looks from outside.
    private func standing(ofRule id: String) -> RuleStanding {
        let standing = world.standing(ofRule: id)
        guard case .holds = standing, let simulated = world as? SimulatedWorld else { return standing }
        guard var promise = promises[id] ?? PromiseRuleWatch(rule: id) else { return standing }
        let complaint = promise.look(at: simulated.timeline)
        promises[id] = promise
        return complaint.map(RuleStanding.broken) ?? standing
    }

    private func broken(_ invariant: Invariant) -> StepFailure? {
        switch invariant.form {
        case .rule(let id):
            switch standing(ofRule: id) {
            case .holds: return nil
            case .broken(let why):
                return StepFailure(
                    "invariant \(invariant.title) is broken: \(why)", code: .ruleInvariant,
                    labels: [.init(invariant.place, why)],
                    rules: [id], at: now)
            case .notAnInvariant:
                return StepFailure(
                    "rule \(id) is neither a deadline nor a state, so it is no invariant",
                    code: .ruleInvariant,
                    labels: [.init(invariant.place)], rules: [id], at: now)
            }
        case .expression(let placed):
            var evaluator = ExpressionEvaluator(scope: context.scope(world))
            let value = evaluator.value(of: placed.expression)
            guard value != .bool(true) else { return nil }
            let notes = evaluator.comparisons.map {
                "\(placed.part($0.expression)): \($0.left.shown) beside \($0.right.shown)"
            }
            return StepFailure(
                "invariant '\(invariant.title)' is \(value.isTruth ? "broken" : value.shown)",
                code: .invariant,
                labels: [.init(placed.place(of: placed.expression), "is \(value.shown)")], details: notes,
                at: now)
        }
    }
}

/// The worlds of forks, in the order in which they ended.
final class BranchLog {
    private(set) var worlds: [any ScenarioWorld] = []
    func add(_ world: any ScenarioWorld) { worlds.append(world) }
}

extension Invariant {
    /// The invariant as a condition, when it reads clocks.
    fileprivate var clockCondition: Condition? {
        guard case .expression(let placed) = form, placed.expression.readsClock else { return nil }
        var condition = Condition(place: place)
        condition.expression = placed
        return condition
    }
}

/// Finds when a condition that reads clocks changes while nothing happens.
///
/// Between events every clock runs evenly, so each comparison changes at most once and halving finds the
/// millisecond.
struct Crossing {
    let context: RunContext

    func first(
        after start: any ScenarioWorld, through end: Instant, of conditions: [Condition]
    ) -> Instant? {
        guard end > start.now else { return nil }
        let before = signature(conditions, start)
        guard signature(conditions, at: end, from: start) != before else { return nil }
        var low = start.now.milliseconds, high = end.milliseconds
        while high - low > 1 {
            let middle = low + (high - low) / 2
            let changed = signature(conditions, at: Instant(milliseconds: middle), from: start) != before
            if changed { high = middle } else { low = middle }
        }
        return Instant(milliseconds: high)
    }

    private func signature(_ conditions: [Condition], at instant: Instant, from start: any ScenarioWorld)
        -> [Bool]
    {
        var world = start.fork()
        world.advance(to: instant)
        return signature(conditions, world)
    }

    private func signature(_ conditions: [Condition], _ world: any ScenarioWorld) -> [Bool] {
        conditions.flatMap { ConditionReading($0, in: world, context: context).signature }
    }
}
