import ControlPlane
public import Futures
import Simulation
public import VirtualTime

/// Runs a scenario for every way in which its choices can come out.
public struct ScenarioSearch: Sendable {
    public let scenario: Scenario
    public let points: [String]
    public let bounds: SearchBounds
    /// Of everything that says what is asked: the same in every shard of one search.
    public let digest: String
    private let start: Timeline
    private let beginning: Beginning
    private let objective: Expression?

    /// What every run begins with beside its world. A run changes a copy.
    private struct Beginning: @unchecked Sendable {
        let context: RunContext
        let invariants: [Invariant]
        let watch: PromisesWatch?
    }

    public struct Options: Sendable {
        public var run = RunOptions()
        public var points: [String] = []
        public var maximize: String?
        public var runs: Int?
        /// Whether whatever the rules promise must hold after every event, beside what the file says.
        public var watchesRules = true
        /// The text of the file, for the digest of what is asked.
        public var source = ""
        public init() {}
    }

    /// - Throws: `WorldProblem`.
    public init(
        _ scenario: Scenario, factory: any ScenarioWorldFactory = SimulatedWorldFactory(), options: Options
    ) throws {
        self.scenario = scenario
        let explore = scenario.explore ?? Explore()
        points = options.points.isEmpty ? explore.choices : options.points
        var bounds = SearchBounds()
        if let runs = options.runs ?? explore.runs ?? explore.states { bounds.runs = runs }
        if let depth = explore.depth { bounds.depth = depth }
        self.bounds = bounds
        let runner = ScenarioRunner(factory: factory, options: options.run)
        let state = try runner.begin(scenario)
        guard let world = state.world as? SimulatedWorld else {
            throw WorldProblem("the world is not simulated")
        }
        start = world.timeline
        beginning = Beginning(
            context: state.context, invariants: scenario.always,
            watch: options.watchesRules ? PromisesWatch() : nil)
        if let text = options.maximize {
            guard Measure(rawValue: text) != nil || (try? Expression(parsing: text)) != nil else {
                throw WorldProblem("'\(text)' is neither a measure nor an expression")
            }
            objective = Measure(rawValue: text) == nil ? try? Expression(parsing: text) : nil
            title = text
        } else {
            let placed = explore.maximize
            let isMeasure = placed.map { Measure(rawValue: $0.text) != nil } ?? true
            objective = isMeasure ? nil : placed?.expression
            title = placed?.text ?? Measure.lostMinutes.rawValue
        }
        let asked = [
            Features.version, options.source, start.world.stateHash(), "\(start.world.settings)",
            points.joined(separator: " "), "\(bounds)", title, "\(options.watchesRules)",
        ]
        digest = String(Digest.sha256(asked.joined(separator: "\n")).hex.prefix(16))
    }

    /// What is maximized, as it is written.
    public let title: String

    /// One run.
    public struct Outcome: Equatable, Sendable {
        /// Of each step in the order of the file, set-up first: nil when it held or was not reached.
        public let failure: String?
        public let failedStep: String?
        public let steps: Int
        /// What is maximized; nil when it is unknown.
        public let value: Int64?
        public let isDuration: Bool
        public let entries: Int
        public let end: Instant
    }

    public typealias Search = CellSearch<Outcome>

    /// All of it, part by part.
    /// - Parameter spread: how the pieces of a round are covered; the report is the same however it is done.
    public func run(
        isOver: (ExploreReport.Part) -> Bool = { _ in false },
        spread: FutureSearch.Spread<Search.Piece, Search.Cell> = { $0.map($1) }
    ) -> ExploreReport {
        let parts = parts(isOver: isOver, spread: spread)
        let rows = (0..<parts.count).map { part in
            row(part, of: parts, isOver: isOver, spread: spread)
        }
        return ExploreReport(head: head, rows: rows.map(\.document))
    }

    /// How a search falls into parts that can be covered anywhere: the same for whoever asks.
    public struct Parts: Sendable {
        /// What was covered before it was cut into pieces.
        let first: ExploreReport.Part
        let pieces: [Search.Piece]
        /// Runs that each piece may take.
        let runs: Int

        /// The first part, and one for each piece.
        public var count: Int { pieces.count + 1 }
    }

    /// - Parameter pieces: so many are enough to deal out.
    public func parts(
        atLeast pieces: Int = 64, isOver: (ExploreReport.Part) -> Bool = { _ in false },
        spread: FutureSearch.Spread<Search.Piece, Search.Cell> = { $0.map($1) }
    ) -> Parts {
        var (first, left) = cover(nil, number: 0, until: pieces, runs: bounds.runs, isOver, spread)
        guard first.runs < bounds.runs, !isOver(first) else {
            first.undecided = left.count
            return Parts(first: first, pieces: [], runs: 0)
        }
        if left.isEmpty { return Parts(first: first, pieces: [], runs: 0) }
        return Parts(first: first, pieces: left, runs: max(1, (bounds.runs - first.runs) / left.count))
    }

    /// One part, by its number from 0.
    public func row(
        _ number: Int, of parts: Parts, isOver: (ExploreReport.Part) -> Bool = { _ in false },
        spread: FutureSearch.Spread<Search.Piece, Search.Cell> = { $0.map($1) }
    ) -> ExploreReport.Part {
        guard number > 0 else { return parts.first }
        var (part, left) = cover(
            [parts.pieces[number - 1]], number: number, until: .max, runs: parts.runs, isOver, spread)
        part.undecided = left.count
        return part
    }

    private func cover(
        _ pieces: [Search.Piece]?, number: Int, until limit: Int, runs: Int,
        _ isOver: (ExploreReport.Part) -> Bool, _ spread: FutureSearch.Spread<Search.Piece, Search.Cell>
    ) -> (part: ExploreReport.Part, left: [Search.Piece]) {
        var part = ExploreReport.Part(number: number)
        let left = search.cover(
            pieces, until: limit, isOver: { part.runs >= runs || isOver(part) }, spread: spread,
            take: { cell in
                part.cells += 1
                if cell.doubt != nil { part.doubtful += 1 }
                part.depth = max(part.depth, cell.choices.count)
                for sample in cell.samples { take(sample, &part) }
            })
        return (part, left)
    }

    /// What all parts have in common.
    public var head: Document {
        [
            "schema": .string(ExploreReport.schema), "file": .string(scenario.file),
            "points": .array(points.map { .string($0) }), "measure": .string(title),
        ]
    }

    private func take(_ sample: Search.Sample, _ part: inout ExploreReport.Part) {
        part.runs += 1
        let outcome = sample.outcome
        part.steps = max(part.steps, outcome.steps)
        part.isDuration = outcome.isDuration
        if let value = outcome.value, outcome.failure == nil {
            let isRound = isRound(sample.course.pins)
            part.take(value, isRound: isRound) { names(of: sample.course) }
        }
        if let what = outcome.failure, let step = outcome.failedStep,
            !part.failures.contains(where: { $0.step == step })
        {
            part.failures.append(
                ExploreReport.Failure(step: step, what: what, choices: names(of: sample.course)))
        }
    }

    private func isRound(_ pins: [Pin]) -> Bool {
        pins.allSatisfy { ($0.at.milliseconds - start.now.milliseconds) % 1_000 == 0 }
    }

    /// The choices of a run by name, each so long after its cause.
    private func names(of course: Course) -> [String] {
        var timeline = start.following(course)
        var branches: [Timeline] = []
        _ = play(&timeline, &branches)
        let all = ([timeline] + branches).flatMap { run in
            run.entries.flatMap(\.choices).map { (choice: $0, world: run.world) }
        }
        var names: [String] = []
        for (choice, world) in all where course.pins.contains(where: { $0.choice == choice.key }) {
            let after = Duration.milliseconds(choice.picked.milliseconds - choice.from.milliseconds)
            let name = "\(choice.key.name(in: world))=\(after.text)"
            if !names.contains(name) { names.append(name) }
        }
        return names + course.strikes.map { ChosenMoment($0).text }
    }

    private var search: Search {
        let points = ChoicePoints(points)
        // As far as any window or retention of the rules reaches.
        return Search(
            from: start, through: start.now + .days(400), waits: true,
            asking: Inquiry { points.covers(strike: $0) },
            isFree: { points.covers($0, in: $1) }
        ) { play(&$0, &$1) }
    }

    private func play(_ timeline: inout Timeline, _ branches: inout [Timeline]) -> Outcome {
        let state = RunState(world: SimulatedWorld(timeline: timeline), invariants: beginning.invariants)
        state.context = beginning.context
        state.context.history = History()
        state.context.history.remember(state.world)
        let log = BranchLog()
        state.branches = log
        state.watch = beginning.watch
        let steps = ScenarioRunner.steps(of: scenario, state)
        if let end = state.world as? SimulatedWorld { timeline = end.timeline }
        branches = log.worlds.compactMap { ($0 as? SimulatedWorld)?.timeline }
        let failed = steps.first { $0.verdict == .failed }
        let value = value(at: state)
        return Outcome(
            failure: failed.map { $0.failure?.message ?? $0.failures.first?.message ?? "failed" },
            failedStep: failed?.title, steps: steps.count, value: value.number, isDuration: value.isDuration,
            entries: timeline.entries.count, end: timeline.now)
    }

    private func value(at state: RunState) -> (number: Int64?, isDuration: Bool) {
        guard let objective else {
            guard let measure = Measure(rawValue: title), let world = state.world as? SimulatedWorld else {
                return (nil, false)
            }
            return (measured(measure, world.timeline.world), measure.unit == .milliseconds)
        }
        switch objective.evaluated(in: state.context.scope(state.world)) {
        case .number(let number): return (number.whole, false)
        case .duration(let span): return (span.wholeMilliseconds, true)
        default: return (nil, false)
        }
    }

    /// From the start of the scenario to its end.
    private func measured(_ measure: Measure, _ world: World) -> Int64? {
        func change(_ count: (DataLedger, Instant) -> Int64) -> Int64 {
            func total(_ world: World) -> Int64 {
                world.logAnalytics.workspaces.reduce(0) { $0 + count($1.data, world.now) }
            }
            return total(world) - total(start.world)
        }
        switch measure {
        case .dropped: return change { $0.dropped(at: $1) }
        case .unrecoverable: return change { ledger, _ in ledger.unrecoverable }
        case .lostRecords: return change { $0.dropped(at: $1) + $0.unrecoverable }
        case .purgedUnseen: return change { $0.purgedUnseen(at: $1) }
        case .lostMinutes:
            let minutes = world.logAnalytics.workspaces.flatMap {
                $0.data.minutes(of: .dropped, at: world.now)
            }
            return DataLedger.union(minutes).reduce(0) { $0 + $1.upperBound - $1.lowerBound }
        default: return nil
        }
    }
}
