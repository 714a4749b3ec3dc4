public import VirtualTime

/// What overrides a file's own settings.
public struct RunOptions: Sendable {
    public var seed: String?
    /// A policy for every choice, such as `earliest`.
    public var choices: String?
    /// Single choices, over those of the file.
    public var chosen: [WorldSettings.Choice] = []
    /// Only rows of this name are run.
    public var onlyCase: String?
    /// The state of the documents for files that name none.
    public var rules: String?
    /// The state of the documents for all files, whatever they name.
    var forcedRules: String?
    /// Readings for assumptions that a file leaves open.
    public var assumptions: [AssumptionUse] = []
    /// Timings, over those of the file.
    public var timings: [WorldSettings.Timing] = []
    /// The caller's day: only skips that end are held against it.
    public var today: Instant?
    /// How saved worlds are read.
    public var files = FileAccess.none
    /// `vars` that take the place of the file's.
    public var variables: [String: String] = [:]

    /// Is given the trace of each run piece by piece, as things happen.
    public var tell: (@Sendable (String) -> Void)?
    /// Keeps how properties that changed were at the start, for a timeline.
    public var keepsFirstValues = false

    public init() {}
}

/// Runs scenarios: each row and each cell in a world of its own.
public struct ScenarioRunner {
    private let maker: WorldMaker
    let options: RunOptions

    public init(factory: any ScenarioWorldFactory, options: RunOptions = RunOptions()) {
        maker = WorldMaker(factory: factory)
        self.options = options
    }

    private init(maker: WorldMaker, options: RunOptions) {
        self.maker = maker
        self.options = options
    }

    /// A runner with other options that shares the worlds already made.
    func with(_ change: (inout RunOptions) -> Void) -> ScenarioRunner {
        var options = options
        change(&options)
        return ScenarioRunner(maker: maker, options: options)
    }

    /// The results of all runs of the file, in the order written.
    public func run(_ scenario: Scenario) -> [RunResult] {
        rows(of: scenario).map { run(scenario, row: $0) }
    }

    /// The same one by one, for who does not keep them all.
    public func run(_ scenario: Scenario, each: (RunResult) -> Void) {
        for row in rows(of: scenario) { each(run(scenario, row: row)) }
    }

    // MARK: rows and cells

    private struct Row {
        var groups: [String: [Template.Field]] = [:]
        var name: String?
        var skip: Skip?
    }

    private func rows(of scenario: Scenario) -> [Row] {
        var base = Row()
        if !scenario.variables.isEmpty { base.groups["vars"] = scenario.variables.map(overridden) }
        var rows = [base]
        if !scenario.cases.isEmpty {
            rows = scenario.cases.map { row in
                var copy = base
                copy.groups["case"] = row.fields
                copy.name = row.name.constant ?? row.name.source
                copy.skip = row.skip
                return copy
            }
        }
        for axis in scenario.matrix {
            rows = rows.flatMap { row in
                axis.values.map { value in
                    var copy = row
                    let name = TemplateText(parts: [.text(axis.name)], place: scenario.name.place)
                    copy.groups["matrix", default: []].append(Template.Field(name: name, value: value))
                    let cell = Self.cellName(value)
                    copy.name = copy.name.map { "\($0), \(cell)" } ?? cell
                    return copy
                }
            }
        }
        guard let only = options.onlyCase else { return rows }
        return rows.filter { $0.name == only || $0.name?.hasPrefix("\(only), ") == true }
    }

    private static func cellName(_ value: Template) -> String {
        switch value {
        case .constant(let value): value.text
        case .text(let text): text.source
        case .list, .record: "…"
        }
    }

    private func overridden(_ field: Template.Field) -> Template.Field {
        guard let text = options.variables[field.name.source] else { return field }
        return Template.Field(name: field.name, value: .constant(.string(text)))
    }

    // MARK: one run

    /// Before anything has happened.
    private func result(of scenario: Scenario, row: Row) -> RunResult {
        var result = RunResult(
            file: scenario.file, name: scenario.name.source, row: row.name, verdict: .passed,
            startedAt: WorldMaker.defaultStart, endedAt: WorldMaker.defaultStart)
        result.command = RunCommand.text(for: result, options)
        result.rules = options.forcedRules ?? scenario.pinnedRules ?? options.rules ?? scenario.rules
        return result
    }

    private func run(_ scenario: Scenario, row: Row) -> RunResult {
        var result = self.result(of: scenario, row: row)
        if scenario.training != nil {
            result.verdict = .skipped
            result.reason = "training file: lockstep train start \(scenario.file)"
            return result
        }
        if let missing = scenario.requires.flatMap(Features.missing) {
            result.verdict = .skipped
            result.reason = missing
            return result
        }
        do throws(WorldProblem) {
            let state = try start(scenario, row: row, &result)
            if let skip = skip(scenario, row, state) {
                if let expiry = skip.expiry(on: options.today) { throw WorldProblem(expiry) }
                result.verdict = .skipped
                result.reason = skip.reason
                options.tell?(Trace.head(result) + Trace.tail(result))
                return result
            }
            options.tell?(Trace.head(result))
            play(scenario, state, &result)
        } catch {
            result.verdict = .failed
            result.problem = error
            options.tell?(Trace.head(result))
        }
        options.tell?(Trace.tail(result))
        return result
    }

    /// The first row of a file, its world made and nothing played yet.
    func begin(_ scenario: Scenario) throws(WorldProblem) -> RunState {
        guard let row = rows(of: scenario).first else { throw WorldProblem("the file has no row") }
        var result = self.result(of: scenario, row: row)
        return try start(scenario, row: row, &result)
    }

    private func start(
        _ scenario: Scenario, row: Row, _ result: inout RunResult
    ) throws(WorldProblem) -> RunState {
        // What the head of a file names is known before there is a world: rows, cells, constants.
        let scope = HeadScope(groups: row.groups)
        func filled(_ template: TemplateText?, or other: String) throws(WorldProblem) -> String {
            guard let template else { return other }
            let value = Value.filling(template, from: scope)
            if case .unknown(let why) = value { throw WorldProblem(why) }
            return value.text
        }
        result.name = try filled(scenario.name, or: "")
        result.world = try filled(scenario.world.from, or: "empty")
        let seed = try filled(scenario.world.seed, or: "0")
        result.seed = options.seed ?? seed
        let start = try filled(scenario.world.start, or: WorldMaker.defaultStart.iso8601)
        guard let at = Instant(iso8601: start) else { throw WorldProblem("'\(start)' is not an instant") }
        let plan = WorldPlan(at: at, seed: result.seed, rules: result.rules)
        var world = try firstWorld(of: scenario, named: result.world, plan)
        result.startedAt = world.now
        result.endedAt = world.now
        var context = RunContext(world: world)
        context.groups = row.groups
        var settings = try settings(of: scenario, context, world)
        settings.seed = result.seed
        result.choices = settings.choices.map {
            $0.point == "default" ? $0.policy : "\($0.point)=\($0.policy)"
        }
        .joined(separator: " ")
        try world.configure(settings)
        let state = RunState(world: world, invariants: scenario.always)
        state.context.groups = row.groups
        state.context.today = options.today
        return state
    }

    private func firstWorld(
        of scenario: Scenario, named name: String, _ plan: WorldPlan
    ) throws(WorldProblem) -> any ScenarioWorld {
        guard name.hasSuffix(".lockworld") else {
            // No seed has a say in how a builtin world is set up: all share one, and get theirs after it.
            var plan = plan
            if name != "empty", name != "builtin:empty" { plan.seed = "0" }
            return try maker.world(from: name, plan: plan)
        }
        let file = options.files.resolved(name, besides: scenario.file)
        guard let text = options.files.text(of: file) else { throw WorldProblem("\(file) cannot be read") }
        return try maker.saved(
            text.split(separator: "\n").map(String.init), at: scenario.world.at?.ready)
    }

    private func settings(
        of scenario: Scenario, _ context: RunContext, _ world: any ScenarioWorld
    ) throws(WorldProblem) -> WorldSettings {
        do {
            var settings = try SettingsReader(context: context, world: world).settings(of: scenario)
            if let choices = options.choices {
                // What a file pins by name is its premise; the caller varies the rest (docs/decisions).
                settings.choices.removeAll { $0.point == "default" }
                settings.choices.insert(.init(point: "default", policy: choices), at: 0)
            }
            settings.choices += options.chosen
            for use in options.assumptions
            where !settings.assumptions.contains(where: { $0.name == use.name }) {
                settings.assumptions.append(use)
            }
            settings.timings.removeAll { timing in options.timings.contains { $0.name == timing.name } }
            settings.timings += options.timings
            // The default is said, so that no world has to know it.
            if !settings.choices.contains(where: { $0.point == "default" }) {
                settings.choices.insert(.init(point: "default", policy: "latest"), at: 0)
            }
            return settings
        } catch {
            throw WorldProblem(error.message)
        }
    }

    private func skip(_ scenario: Scenario, _ row: Row, _ state: RunState) -> Skip? {
        [scenario.skip, row.skip].compactMap { $0 }.first { skip in
            guard let when = skip.when else { return true }
            return when.expression.evaluated(in: state.context.scope(state.world)) == .bool(true)
        }
    }

    private func play(_ scenario: Scenario, _ state: RunState, _ result: inout RunResult) {
        let beginning = state.world.fork()
        let start = result.startedAt
        func told(_ outcome: StepOutcome) {
            guard let tell = options.tell else { return }
            let journal = state.world.entries(from: outcome.entries.lowerBound)
            tell(Trace.text(of: outcome, in: journal, from: start))
        }
        result.steps = Self.steps(of: scenario, state, each: told)
        result.warnings = state.warnings
        result.saved = state.saved
        result.heldRules = state.heldRules
        result.verdict = result.steps.contains { $0.verdict == .failed } ? .failed : .passed
        result.endedAt = state.now
        result.assumptions = state.world.assumptionsUsed()
        result.stateHash = state.world.stateHash()
        result.journal = state.world.entries(from: state.context.startPosition)
        if options.keepsFirstValues {
            result.firstValues = RunTimeline.firstValues(of: result.journal, in: beginning)
        }
    }

    /// Set-up, steps and cleanup, from a state at the start.
    static func steps(
        of scenario: Scenario, _ state: RunState, each told: (StepOutcome) -> Void = { _ in }
    ) -> [StepOutcome] {
        var outcomes: [StepOutcome] = []
        do {
            try state.settle()
            outcomes = StepRunner(state: state, phase: .setup).run(scenario.setup, each: told)
            if outcomes.last?.verdict != .failed {
                outcomes += StepRunner(state: state, phase: .steps).run(scenario.steps, each: told)
            }
        } catch {
            outcomes.append(brokenAtStart(error, state))
            outcomes.forEach(told)
        }
        return outcomes + StepRunner(state: state, phase: .cleanup).run(scenario.cleanup, each: told)
    }

    private static func brokenAtStart(_ failure: StepFailure, _ state: RunState) -> StepOutcome {
        StepOutcome(
            phase: .setup, title: "the start", verb: "always",
            place: failure.labels.first?.place ?? SourcePlace(line: 1, column: 1),
            verdict: .failed, startedAt: state.now, endedAt: state.now, failure: failure,
            entries: state.world.position..<state.world.position)
    }
}

/// The scope of a file's head: constants, rows and cells; no world yet.
private struct HeadScope: ExpressionScope {
    let groups: [String: [Template.Field]]

    func value(named name: String) -> Value? { nil }

    func value(ofMember member: String, in group: String) -> Value? {
        groups[group]?.first { $0.name.source == member }.map { Value.filling($0.value, from: self) }
    }

    func call(_ function: String, _ argument: Value) -> Value { .unknown("there is no world yet") }
    func history(of condition: Expression) -> [TruthInterval] { [] }
    func value(at mark: String, of expression: Expression?) -> Value { .unknown("there is no mark yet") }
}
