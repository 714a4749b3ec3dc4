import ControlPlane
import Futures
import Simulation
import VirtualTime

extension Evidence {
    /// Adds a section for each row of a plan that was played: the ends of each measure, and its invariants.
    /// - Parameter results: of all rows, in the order of the plan.
    public mutating func add(_ whatIf: WhatIf, _ results: [WhatIfResult]) {
        for (place, result) in zip(whatIf.rows.indices, results) {
            var claims = RowClaims(whatIf: whatIf, place: place, result: result)
            sections.append(
                Section(
                    title: result.row.id, about: claims.about, claims: claims.measured() + claims.watched()))
        }
    }

    /// What a plan is about, as facts of an evidence.
    /// - Parameter world: as a reader knows it, without folders.
    public static func facts(
        of whatIf: WhatIf, world: String
    ) -> [(name: String, value: String)] {
        let points = whatIf.plan.explore.points
        return [
            ("World", world), ("World digest", whatIf.start?.world.stateHash() ?? ""),
            ("Fork point (T)", whatIf.forkPoint.iso8601), ("Horizon", whatIf.plan.horizon.text),
            ("Documents", whatIf.start?.world.settings.profile.rawValue ?? ""), ("Seed", whatIf.seed),
            (
                "Explored",
                !whatIf.plan.isExplored
                    ? "nothing: one policy" : points.isEmpty ? "every choice" : points.joined(separator: ", ")
            ),
            ("Made by", "lockstep \(Features.version)"),
        ]
    }
}

/// The claims of one row.
private struct RowClaims {
    let whatIf: WhatIf
    let place: Int
    let result: WhatIfResult
    /// Runs that were played again for their rules and tokens: several measures are often shown by one.
    private var played: [(course: Course, rules: [RuleID], token: String)] = []

    init(whatIf: WhatIf, place: Int, result: WhatIfResult) {
        self.whatIf = whatIf
        self.place = place
        self.result = result
    }

    private var future: Future { whatIf.futures[place] }
    private var range: FutureRange { result.range }
    private var isDecided: Bool { range.isDecided || !whatIf.plan.isExplored }

    var about: [String] {
        guard !future.interventions.isEmpty else { return ["Nothing is done."] }
        return future.interventions.map { "T+\(($0.at - whatIf.forkPoint).text) \($0.title)" }
    }

    private var basis: String {
        guard whatIf.plan.isExplored else { return "The one run under the policy of the plan." }
        let count = "\(range.runs) \(range.runs == 1 ? "run" : "runs") over \(range.cells) orders of events"
        return isDecided
            ? "Every way in which the choices can come out is covered: \(count)."
            : "NOT DECIDED, a bound ended the search: \(count), "
                + "\(range.undecided) pieces left, \(range.doubtful) orders in doubt."
    }

    private var readings: [Evidence.Reading] {
        result.dependsOn.compactMap { use in
            guard let assumption = Assumption(rawValue: use.name) else { return nil }
            return Evidence.Reading(
                assumption: use.name, taken: future.start.world.settings.reading(of: assumption),
                other: use.reading, isTried: true)
        }
    }

    private mutating func run(_ course: Course) -> (rules: [RuleID], token: String) {
        if let known = played.first(where: { $0.course == course }) { return (known.rules, known.token) }
        let run = (
            course: course, rules: future.outcome(on: course).rules,
            token: whatIf.token(of: place, course).text
        )
        played.append(run)
        return (run.rules, run.token)
    }

    // MARK: measures

    mutating func measured() -> [Evidence.Claim] {
        var names = whatIf.plan.measures
        if let objective = whatIf.plan.objective?.measure, !names.contains(objective) {
            names.append(objective)
        }
        var claims: [Evidence.Claim] = []
        for measure in names.compactMap({ Measure(rawValue: $0) }) {
            guard let ends = range.ends[measure], measure.unit != .words else { continue }
            let isOne = ends.best.value == ends.worst.value
            claims.append(claim(measure, isOne ? "in every way" : "at worst", ends.worst))
            if !isOne { claims.append(claim(measure, "at best", ends.best)) }
        }
        return claims
    }

    private mutating func claim(
        _ measure: Measure, _ end: String, _ witness: FutureRange.Witness
    ) -> Evidence.Claim {
        let value = WhatIfTable.short(
            measure.document(witness.value, from: whatIf.forkPoint), measure, from: whatIf.forkPoint)
        let name = measure.rawValue.replacing("_", with: " ")
        let near = witness.isApproached ? " (come near to from another order of events)" : ""
        let shown = run(witness.course)
        var claim = Evidence.Claim(
            "\(name) \(end): \(value)\(near)", isDecided ? .holds : .open, basis: basis, rules: shown.rules,
            command: "lockstep replay \(shown.token)")
        claim.shows = [measure.formula]
        claim.readings = readings
        claim.token = shown.token
        return claim
    }

    // MARK: invariants

    /// That something holds in every way no single run shows: the token is of the row's worst run.
    func watched() -> [Evidence.Claim] {
        future.invariants.map { invariant in
            let breach = range.breaches.first { $0.breach.invariant == invariant.name }
            let course = breach?.course ?? range.ends[.lostRecords]?.worst.course ?? Course()
            let token = whatIf.token(of: place, course, watching: invariant.name).text
            let spec = result.row.spec.invariants.first { $0.name == invariant.name }
            let rule = spec?.rule.flatMap { Rulebook.find($0)?.id }
            let name =
                spec?.rule == PromisesWatch.name ? "all that the rules promise of a world" : invariant.name
            let statement =
                breach.map {
                    "\(name) does not hold at T+\(Duration.milliseconds($0.breach.at).text): \($0.breach.sentence)"
                } ?? "\(name) holds after every event"
            let isBroken = breach != nil && !invariant.isWarning
            var claim = Evidence.Claim(
                statement, isBroken ? .broken : !isDecided ? .open : breach == nil ? .holds : .found,
                basis: basis, rules: rule.map { [$0] } ?? future.outcome(on: course).rules,
                command: "lockstep replay \(token)")
            if breach == nil { claim.shows = ["The run is one of them: the row's worst."] }
            claim.readings = readings
            claim.token = token
            return claim
        }
    }
}
