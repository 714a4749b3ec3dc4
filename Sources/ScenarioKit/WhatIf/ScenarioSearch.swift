import ControlPlane
public import Futures
import Simulation
public import VirtualTime

/// Runs a scenario for every way in which its choices can come out.
public struct ScenarioSearch: Sendable {
    public let scenario: Scenario
    public let points: [String]
    public let bounds: SearchBounds
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
    }

    /// What is maximized, as it is written.
    public let title: String

    /// One run.
    public struct Outcome: Sendable {
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

    public struct Report: Sendable {
        /// An extreme, and a run that shows it.
        public struct End: Sendable {
            public let value: Int64
            public let choices: [String]
            /// Whether its moments are whole seconds: of runs that show the same, the one that reads best.
            let isRound: Bool
        }

        public var cells = 0
        public var runs = 0
        public var undecided = 0
        public var doubtful = 0
        public var steps = 0
        public var depth = 0
        public var isDuration = false
        public var worst: End?
        public var best: End?
        /// The first run in which each step failed.
        public var failures: [(step: String, what: String, choices: [String])] = []
        public var isDecided: Bool { undecided == 0 && doubtful == 0 }

        public var exitCode: ExitCode {
            failures.isEmpty ? (isDecided ? .passed : .notDecided) : .failed
        }
    }

    public typealias Search = CellSearch<Outcome>

    /// - Parameter spread: how the pieces of a round are covered; the report is the same however it is done.
    public func run(
        isOver: (Report) -> Bool = { _ in false },
        spread: FutureSearch.Spread<Search.Piece, Search.Cell> = { $0.map($1) }
    ) -> Report {
        var report = Report()
        report.undecided = search.coverAll(
            isOver: { report.runs >= bounds.runs || isOver(report) }, spread: spread,
            take: { cell in
                report.cells += 1
                if cell.doubt != nil { report.doubtful += 1 }
                report.depth = max(report.depth, cell.choices.count)
                for sample in cell.samples { take(sample, &report) }
            })
        return report
    }

    private func take(_ sample: Search.Sample, _ report: inout Report) {
        report.runs += 1
        let outcome = sample.outcome
        report.steps = max(report.steps, outcome.steps)
        report.isDuration = outcome.isDuration
        if let value = outcome.value, outcome.failure == nil {
            let isRound = isRound(sample.course.pins)
            func take(_ end: inout Report.End?, _ isBeyond: (Int64, Int64) -> Bool) {
                if let end, !isBeyond(value, end.value), value != end.value || end.isRound || !isRound {
                    return
                }
                end = Report.End(value: value, choices: names(of: sample.course), isRound: isRound)
            }
            take(&report.worst, >)
            take(&report.best, <)
        }
        if let what = outcome.failure, let step = outcome.failedStep,
            !report.failures.contains(where: { $0.step == step })
        {
            report.failures.append((step, what, names(of: sample.course)))
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
