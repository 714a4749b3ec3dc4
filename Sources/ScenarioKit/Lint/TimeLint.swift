import VirtualTime

/// Instants that are past when their step begins, as far as that is certain without running anything.
///
/// It follows the story with the least time that has gone by since the start and since each mark. What waits
/// for the world may take any time, so after it a figure is only a bound from below.
struct TimeLint {
    private static let start = "T"

    private let file: String
    /// Nil where it is filled in later.
    private let startInstant: Instant?
    private var elapsed: [String: Duration] = [start: .zero]
    /// Whose figure is not only a bound.
    private var exact: Set<String> = [start]
    private(set) var findings: [Finding] = []

    static func findings(in scenario: Scenario) -> [Finding] {
        var lint = TimeLint(scenario)
        for step in scenario.setup + scenario.steps { lint.follow(step) }
        return lint.findings
    }

    private init(_ scenario: Scenario) {
        file = scenario.file
        startInstant =
            scenario.world.start.map { $0.constant.flatMap { Instant(iso8601: $0) } }
            ?? WorldMaker.defaultStart
    }

    // MARK: steps

    private mutating func follow(_ step: Step) {
        guard step.condition == nil, step.skip == nil else {
            // It may not run: what it says is looked at, what it does is not counted on.
            var copy = self
            copy.reach(step)
            findings = copy.findings
            exact = []
            return
        }
        reach(step)
    }

    private mutating func reach(_ step: Step) {
        if let at = step.at { jump(to: at, "`at`") }
        let waits = perform(step)
        guard let mark = step.mark else { return }
        elapsed[mark] = .zero
        // A call's mark is set before it waits.
        if waits { exact.remove(mark) } else { exact.insert(mark) }
    }

    /// Whether it may take any time.
    private mutating func perform(_ step: Step) -> Bool {
        switch step.action {
        case .request: return step.wait == true ? wait() : false
        case .az, .act, .race: return step.wait == false ? false : wait()
        case .ingest, .fault, .clear, .note, .save: return false
        case .advance(.by(let duration)):
            guard let duration = duration.ready else { return wait() }
            pass(duration)
            return false
        case .advance(.to(let instant)):
            jump(to: instant, "`advance`")
            return false
        case .advance(.events), .advance(.until): return wait()
        case .check(let check): return perform(check)
        case .fork(let fork):
            var copy = self
            for inner in fork.steps { copy.follow(inner) }
            findings = copy.findings
            return false
        case .use(let use): return perform(use)
        }
    }

    private mutating func perform(_ check: Check) -> Bool {
        switch check.time {
        case .now: return false
        case .within, .eventually: return wait()
        case .throughout(let duration):
            guard let duration = duration.ready else { return wait() }
            pass(duration)
            return false
        case .until(let instant):
            jump(to: instant, "`until`")
            return false
        }
    }

    /// A block sees no mark but its own.
    private mutating func perform(_ use: BlockUse) -> Bool {
        var inner = self
        inner.elapsed = [Self.start: elapsed[Self.start] ?? .zero]
        inner.exact = exact.intersection([Self.start])
        for step in use.steps { inner.follow(step) }
        findings = inner.findings
        guard let before = elapsed[Self.start], let after = inner.elapsed[Self.start],
            exact.contains(Self.start), inner.exact.contains(Self.start)
        else { return wait() }
        pass(after - before)
        return false
    }

    // MARK: time

    private mutating func pass(_ duration: Duration) {
        for (name, time) in elapsed { elapsed[name] = time + duration }
    }

    private mutating func wait() -> Bool {
        exact = []
        return true
    }

    private mutating func jump(to late: Late<InstantSpec>, _ word: String) {
        guard let spec = late.ready, let (base, offset) = position(of: spec), let gone = elapsed[base] else {
            exact = []
            return
        }
        guard offset >= gone else {
            let since = base == Self.start ? "the start" : "'\(base)'"
            let least = exact.contains(base) ? "it is" : "it is at least"
            findings.append(
                Finding(
                    .instantIsPast, "\(word) names an instant that is past: the step fails here", file: file,
                    at: late.place, "\(least) \(gone.text) after \(since) by then"))
            return
        }
        if exact.contains(base) {
            pass(offset - gone)
        } else {
            elapsed[base] = offset
            exact = [base]
        }
    }

    /// A base whose time is followed, and how long after it.
    private func position(of spec: InstantSpec) -> (String, Duration)? {
        switch spec.base {
        case .start: (Self.start, spec.offset)
        case .mark(let name): (name, spec.offset)
        case .absolute(let instant): startInstant.map { (Self.start, instant - $0 + spec.offset) }
        case .now, .nextEvent: nil
        }
    }
}
