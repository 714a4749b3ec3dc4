public import ControlPlane

/// Everything a search has seen of a future: the ends of each measure, each with a run that shows it.
public struct FutureRange: Equatable, Sendable {
    /// Ways of coming out that differ in the order of what happens.
    public internal(set) var cells = 0
    public internal(set) var runs = 0
    /// Runs in which no intervention was taken.
    public internal(set) var idleRuns = 0
    /// Pieces that were left when a bound ended the search.
    public internal(set) var undecided = 0
    /// Cells whose extremes may lie elsewhere than where they were looked for.
    public internal(set) var doubtful = 0
    /// Whether moments were drawn and not covered.
    public internal(set) var isSampled = false
    public private(set) var ends: [Measure: Ends] = [:]

    public init() {}
    /// The first breach of each invariant, in the order in which the search came by it.
    public private(set) var breaches: [Breach] = []
    /// Rules that bit in any run, in the order in which they were first seen.
    public private(set) var rules: [RuleID] = []

    /// Whether a choice was met that is no store's own.
    var reachesAll = false

    /// Whether it is a claim: every way was covered, and each cell's ends are where they were looked for.
    public var isDecided: Bool { undecided == 0 && doubtful == 0 && !isSampled }

    /// The ends of one measure.
    public struct Ends: Equatable, Sendable {
        public var best: Witness
        public var worst: Witness
    }

    /// A run that shows an end.
    public struct Witness: Equatable, Sendable {
        public let value: Int64?
        public let course: Course
        /// Whether values beyond it are come near to from another order of events.
        public let isApproached: Bool
    }

    public struct Breach: Equatable, Sendable {
        public let breach: FutureOutcome.Breach
        public let course: Course
    }

    mutating func take(_ cell: CellSearch<FutureOutcome>.Cell, depth: Int) {
        cells += 1
        runs += cell.probes
        if cell.doubt != nil || cell.choices.count > depth { doubtful += 1 }
        if cell.choices.contains(where: { StoreName(of: $0) == nil }) { reachesAll = true }
        // What a request comes to is no store's own either.
        if cell.samples.contains(where: { !$0.course.strikes.isEmpty }) { reachesAll = true }
        for sample in cell.samples {
            take(sample.outcome, on: sample.course, isApproached: sample.isApproached)
        }
    }

    /// One run that leaves nothing open.
    public mutating func takeOnly(_ outcome: FutureOutcome) {
        cells = 1
        take(outcome, on: Course(), isApproached: false)
    }

    mutating func take(_ outcome: FutureOutcome, on course: Course, isApproached: Bool) {
        runs += 1
        if outcome.taken == 0 { idleRuns += 1 }
        for measure in Measure.allCases where measure.unit != .words {
            let witness = Witness(
                value: measure.value(of: outcome), course: course, isApproached: isApproached)
            takeEnd(measure, witness)
        }
        for breach in outcome.breaches
        where !breaches.contains(where: { $0.breach.invariant == breach.invariant }) {
            breaches.append(Breach(breach: breach, course: course))
        }
        for rule in outcome.rules where !rules.contains(rule) { rules.append(rule) }
    }

    mutating func takeEnd(_ measure: Measure, _ witness: Witness) {
        guard var known = ends[measure] else {
            ends[measure] = Ends(best: witness, worst: witness)
            return
        }
        if measure.isWorse(witness.value, than: known.worst.value) { known.worst = witness }
        if measure.isWorse(known.best.value, than: witness.value) { known.best = witness }
        ends[measure] = known
    }

    /// Both together: what either has seen.
    func joined(_ other: FutureRange) -> FutureRange {
        var range = self
        range.cells += other.cells
        range.runs += other.runs
        range.idleRuns += other.idleRuns
        range.undecided += other.undecided
        range.doubtful += other.doubtful
        for measure in Measure.allCases {
            guard let theirs = other.ends[measure] else { continue }
            range.takeEnd(measure, theirs.best)
            range.takeEnd(measure, theirs.worst)
        }
        for breach in other.breaches
        where !range.breaches.contains(where: { $0.breach.invariant == breach.breach.invariant }) {
            range.breaches.append(breach)
        }
        for rule in other.rules where !range.rules.contains(rule) { range.rules.append(rule) }
        return range
    }

    /// The courses of all ends, each once.
    var witnessCourses: [Course] {
        var courses: [Course] = []
        for measure in Measure.allCases {
            guard let ends = ends[measure] else { continue }
            for course in [ends.best.course, ends.worst.course] where !courses.contains(course) {
                courses.append(course)
            }
        }
        return courses
    }

    /// For each measure the best of all parts together, and the worst: what stores that do nothing to each
    /// other come to when each comes to its own.
    static func mixedEnds(of ranges: [FutureRange]) -> [Course] {
        var courses: [Course] = []
        for measure in Measure.allCases {
            let found = ranges.compactMap { $0.ends[measure] }
            for parts in [found.map(\.best.course), found.map(\.worst.course)] {
                let course = Course(pins: parts.flatMap(\.pins))
                if !courses.contains(course) { courses.append(course) }
            }
        }
        return courses
    }
}
