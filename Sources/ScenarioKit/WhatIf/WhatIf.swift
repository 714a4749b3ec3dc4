public import ControlPlane
public import Futures
import Simulation
public import VirtualTime

/// What overrides a plan's own settings.
public struct WhatIfOptions: Sendable {
    public var seed: String?
    public var rules: String?
    public var assumptions: [AssumptionUse] = []
    public var timings: [WorldSettings.Timing] = []
    /// A policy instead of `choices: explore`, or `explore`.
    public var choices: String?
    public var horizon: Int64?
    /// Whether all that the rules promise is an invariant of every future.
    public var watchesRules = false
    public var runs: Int?
    public var points: [String]?
    public var files = FileAccess.none
    public init() {}
}

/// A plan laid out: every future made, nothing played yet.
public struct WhatIf: Sendable {
    public let plan: WhatIfPlan
    public let rows: [WhatIfRow]
    public let forkPoint: Instant
    /// Of everything that says what is asked: the same in every shard of one plan.
    public let digest: String
    public let seed: String
    let futures: [Future]

    public init(
        _ plan: WhatIfPlan, source: SourceText, options: WhatIfOptions = WhatIfOptions(),
        factory: SimulatedWorldFactory = SimulatedWorldFactory(), maker: FutureMaker? = nil
    ) throws {
        var plan = plan
        if let runs = options.runs { plan.explore.runs = runs }
        if let points = options.points { plan.explore.points = points }
        if options.watchesRules {
            let name = PromisesWatch.name
            plan.invariants.append(
                InvariantSpec(name: name, rule: name, expression: nil, isWarning: false))
        }
        if options.choices == "explore" { plan.choices = nil }
        let base = try Self.base(of: plan, options)
        let maker = maker ?? FutureMaker(files: options.files, factory: factory)
        let start = try maker.start(of: base)
        forkPoint = start.now
        rows = try PlanExpansion(plan, source: source).rows(base: base, from: start.now)
        var futures: [Future] = []
        for row in rows { futures.append(try maker.future(of: row.spec)) }
        self.futures = futures
        self.plan = plan
        seed = base.seed
        digest = Self.digest(plan, rows)
    }

    private static func digest(_ plan: WhatIfPlan, _ rows: [WhatIfRow]) -> String {
        let explored = plan.isExplored ? plan.explore : nil
        let lines =
            [
                "\(Features.version)", "\(explored.map { "\($0)" } ?? "")",
                plan.measures.joined(separator: " "),
            ]
            + rows.map { "\($0.id) \($0.spec.document.json)" }
        return String(Digest.sha256(lines.joined(separator: "\n")).hex.prefix(16))
    }

    /// The plan's world and settings, as every future has them.
    private static func base(of plan: WhatIfPlan, _ options: WhatIfOptions) throws -> FutureSpec {
        let factory = SimulatedWorldFactory()
        let rules = plan.rules ?? options.rules ?? Vocabulary.profiles[0]
        let world = try factory.makeEmptyWorld(
            WorldPlan(at: WorldMaker.defaultStart, seed: "0", rules: rules))
        let context = RunContext(world: world)
        var head = Scenario(
            file: plan.file, name: TemplateText(parts: [], place: SourcePlace(line: 1, column: 1)))
        head.world = plan.world
        head.assume = plan.assume
        let reader = SettingsReader(context: context, world: world)
        var spec: FutureSpec
        do throws(StepFailure) {
            let seed = try plan.world.seed.map { text throws(StepFailure) in try context.text(text, in: world)
            }
            spec = FutureSpec(
                world: plan.from, rules: rules, seed: options.seed ?? seed ?? "0",
                horizon: options.horizon ?? plan.horizon.wholeMilliseconds)
            spec.start = try plan.world.start.map { text throws(StepFailure) in
                try context.text(text, in: world)
            }
            spec.settings = try reader.settings(of: head)
            if let choices = plan.choices { spec.settings.choices += try reader.choices(choices) }
        } catch {
            throw WorldProblem(error.message)
        }
        spec.settings.pollsMoveTime = nil
        if let policy = options.choices, policy != "explore" {
            spec.settings.choices.append(WorldSettings.Choice(point: "default", policy: policy))
        }
        for use in options.assumptions
        where !spec.settings.assumptions.contains(where: { $0.name == use.name }) {
            spec.settings.assumptions.append(use)
        }
        spec.settings.timings += options.timings
        spec.event = plan.event
        spec.invariants = plan.invariants
        try place(plan, options, &spec)
        return spec
    }

    /// Where the plan leaves its world.
    private static func place(_ plan: WhatIfPlan, _ options: WhatIfOptions, _ spec: inout FutureSpec) throws {
        if FutureSpec.isSaved(plan.from) {
            if !plan.from.hasPrefix("server:") {
                spec.world = options.files.resolved(plan.from, besides: plan.file)
            }
            let saved = try FutureMaker(files: options.files).saved(spec.world)
            spec.worldHash = saved.timeline().world.stateHash()
            spec.start = try plan.at?.ready.flatMap { moment -> String? in
                // A world that nobody named moments of is left where it was saved.
                let isThere = moment.base == .start && !saved.marks.contains { $0.name == "T" }
                guard isThere else { return try SimulatedWorldFactory.instant(moment, in: saved).iso8601 }
                return (saved.timeline().now + moment.offset).iso8601
            }
            return
        }
        guard let at = plan.at?.ready else { return }
        let start = spec.start.flatMap { Instant(iso8601: $0) } ?? WorldMaker.defaultStart
        let instant: Instant
        switch at.base {
        case .start: instant = start + at.offset
        case .absolute(let moment): instant = moment + at.offset
        case .mark(let name): throw WorldProblem("only a saved world has marks, such as '\(name)'")
        case .now, .nextEvent: throw WorldProblem("'from.at' is T, T+1h or an instant")
        }
        guard instant >= start else { throw WorldProblem("'from.at' comes before the world's start") }
        spec.at = instant.milliseconds - start.milliseconds
    }

    /// The world that every future leaves, at the fork point, with the settings of the first row.
    public var start: Timeline? { futures.first?.start }

    // MARK: One row

    /// What the course of one of a row's runs is called.
    func chosen(in place: Int, _ course: Course) -> ChosenCourse {
        ChosenCourse(course, of: futures[place])
    }

    /// The token of one of a row's runs.
    /// - Parameter invariant: the one that whoever plays it again is to look at; the others are left out.
    func token(of place: Int, _ course: Course, watching invariant: String? = nil) -> ReplayToken {
        var spec = rows[place].spec
        spec.invariants.removeAll { $0.name != invariant }
        return ReplayToken(spec, chosen(in: place, course), future: futures[place])
    }

    var wanted: FutureMeter.Wanted {
        var wanted: FutureMeter.Wanted = []
        let measures = plan.measures + [plan.objective?.measure].compactMap { $0 }
        for name in measures {
            guard let measure = Measure(rawValue: name) else { continue }
            if measure == .lostMinutes { wanted.insert(.lostMinutes) }
            if measure.isFoundByForking { wanted.insert(.recoverability) }
        }
        return wanted
    }

    /// How one row is searched; nil when the plan leaves nothing open.
    public func search(_ place: Int) -> FutureSearch? {
        guard plan.isExplored else { return nil }
        var bounds = SearchBounds()
        if let runs = plan.explore.runs { bounds.runs = runs }
        if let depth = plan.explore.depth { bounds.depth = depth }
        let number = SettingsAdapter.seed(seed)
        let strategy: SearchStrategy =
            switch plan.explore.strategy {
            case "random": .drawn(runs: plan.explore.runs ?? 1_000, seed: number)
            case "swarm": .swarm(runs: plan.explore.runs ?? 1_000, seed: number)
            default: .exhaustive
            }
        return FutureSearch(
            futures[place], varying: ChoicePoints(plan.explore.points), wanted: wanted, strategy: strategy,
            bounds: bounds,
            // What the rules promise is of one store, or told anew whenever any of them changes.
            isJoint: plan.invariants.contains { $0.expression != nil },
            variesOrder: plan.explore.isOrderVaried, alike: alike(place))
    }

    /// Workspaces that are alike at the fork point and that nothing in the row names: then they stay so.
    private func alike(_ place: Int) -> [[ResourceID]] {
        guard plan.invariants.allSatisfy({ $0.expression == nil }) else { return [] }
        let world = futures[place].start.world
        let deeds = rows[place].spec.deeds.map { $0.json.lowercased() }
        return AlikeWorkspaces.classes(in: world).filter { members in
            members.allSatisfy { id in
                let words = [world.names[id].name, world.logAnalytics.workspaces[id]?.customerID ?? ""]
                return words.allSatisfy { word in !deeds.contains { $0.contains(word.lowercased()) } }
            }
        }
    }

    /// Plays one row for all its choices, and for each single policy.
    /// - Parameter isOver: true ends the search undecided.
    public func play(
        _ place: Int, isOver: (FutureRange) -> Bool = { _ in false },
        spread: FutureSearch.Spread<
            CellSearch<FutureOutcome>.Piece, CellSearch<FutureOutcome>.Cell
        > = { $0.map($1) }
    ) -> WhatIfResult {
        let future = futures[place]
        var range = FutureRange()
        if let search = search(place) {
            range = search.run(isOver: isOver, spread: spread)
        } else {
            range.takeOnly(future.outcome(wanted: wanted))
        }
        let policies = [ControlPlane.ChoicePolicy.earliest, .latest].map { policy in
            WhatIfResult.Policy(
                name: policy.rawValue, outcome: future.under(policy).outcome(wanted: wanted))
        }
        var result = WhatIfResult(row: rows[place], range: range, policies: policies)
        result.dependsOn = dependencies(of: future, policies)
        return result
    }

    /// Assumptions whose other reading gives another outcome, under a policy at least.
    private func dependencies(
        of future: Future, _ policies: [WhatIfResult.Policy]
    ) -> [AssumptionUse] {
        guard plan.measures.contains(Measure.dependsOn.rawValue) || !future.interventions.isEmpty else {
            return []
        }
        var found: [AssumptionUse] = []
        for assumption in Assumption.allCases {
            let taken = future.start.world.settings.reading(of: assumption)
            for reading in assumption.readings where reading != taken {
                let differs = policies.contains { policy in
                    guard let chosen = ControlPlane.ChoicePolicy(rawValue: policy.name) else { return false }
                    var settings = future.under(chosen).start.world.settings
                    guard settings.assume(assumption, reading) else { return false }
                    let other = future.with(settings).outcome()
                    return !other.comesTo(policy.outcome)
                }
                if differs { found.append(AssumptionUse(name: assumption.rawValue, reading: reading)) }
            }
        }
        return found
    }
}

extension FutureOutcome {
    /// Whether two outcomes are the same in everything that is measured in any run.
    fileprivate func comesTo(_ other: FutureOutcome) -> Bool {
        firstDark == other.firstDark && allDark == other.allDark && dark == other.dark
            && dropped == other.dropped && unrecoverable == other.unrecoverable
            && purgedUnseen == other.purgedUnseen && refused == other.refused
    }
}

/// What one row came to.
public struct WhatIfResult: Sendable {
    public let row: WhatIfRow
    public let range: FutureRange
    public let policies: [Policy]
    public var dependsOn: [AssumptionUse] = []

    /// What a single policy would have said.
    public struct Policy: Sendable {
        public let name: String
        public let outcome: FutureOutcome
    }

    /// Whether the worst value of a measure is found by none of the policies.
    public func isMissed(_ measure: Measure) -> Bool {
        guard let worst = range.ends[measure]?.worst.value else { return false }
        return policies.allSatisfy { measure.value(of: $0.outcome) != worst }
    }
}
