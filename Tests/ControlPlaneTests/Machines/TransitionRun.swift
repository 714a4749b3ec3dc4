import ControlPlane
import VirtualTime

/// Runs one row, step by step.
struct TransitionRun {
    private let look: Transition.Look
    private let isStep: (AnyEvent) -> Bool
    private var timeline: Timeline
    private var path: [String] = []
    private var rules: [String] = []
    private var within: Duration?

    /// Longer than any bound there is.
    private static let patience = Duration.days(120)

    static func finding(of row: Transition, in machine: Machine) -> Finding {
        let look = row.look ?? machine.look
        var run = TransitionRun(look: look, isStep: machine.isStep, timeline: row.start)
        let before = look(row.start)
        run.path = [before]
        for step in row.steps { run.take(step) }
        var rules = run.rules
        if let proof = row.proof, proof.holds(row.start, run.timeline) { rules = [proof.rule.code] }
        let path = run.path.dropFirst()
        let next = row.tellsPath ? path.joined(separator: " → ") : path.last ?? before
        return Finding(
            before: before, next: next.isEmpty ? before : next, rule: rules.joined(separator: ", "),
            within: run.within)
    }

    private init(
        look: @escaping Transition.Look, isStep: @escaping (AnyEvent) -> Bool, timeline: Timeline
    ) {
        (self.look, self.isStep, self.timeline) = (look, isStep, timeline)
    }

    private mutating func take(_ step: Transition.Step) {
        let before = timeline
        switch step {
        case .act(let act):
            act(&timeline)
            note(since: before, counting: before.now, answers: true)
        case .wait(let duration):
            timeline.advance(by: duration)
            note(since: before, counting: before.now, answers: false)
        case .time(let since):
            let origin = since(before)
            goOn()
            note(since: before, counting: origin, answers: false)
        }
    }

    /// From deadline to deadline until the state is another; what is computed changes in between.
    private mutating func goOn() {
        let present = look(timeline)
        let limit = timeline.now + Self.patience
        while look(timeline) == present, timeline.now < limit {
            let due = min(timeline.world.next?.at ?? limit, limit)
            guard !searchChange(before: due, from: present) else { return }
            timeline.advance(to: due)
        }
    }

    /// Goes to the first instant before `end` in which the state is another than `present`, if there is one.
    private mutating func searchChange(before end: Instant, from present: String) -> Bool {
        var (same, other) = (Int64(0), (end - timeline.now).wholeMilliseconds - 1)
        let start = timeline
        func isSame(after milliseconds: Int64) -> Bool {
            look(start.later(.milliseconds(milliseconds))) == present
        }
        guard other > 0, !isSame(after: other) else { return false }
        while other - same > 1 {
            let middle = (same + other) / 2
            if isSame(after: middle) { same = middle } else { other = middle }
        }
        timeline.advance(by: .milliseconds(other))
        return true
    }

    private mutating func note(since before: Timeline, counting origin: Instant, answers: Bool) {
        let word = look(timeline)
        let hasChanged = word != path.last
        if hasChanged { path.append(word) }
        if hasChanged || answers && within == nil { within = timeline.now - origin }
        let entries = timeline.entries.entries(after: before.world.sequence)
        guard let rule = rule(of: entries, hasChanged: hasChanged), !rules.contains(rule) else { return }
        // What an act began and time has ended is told by its end.
        if hasChanged, path.count <= 2 { rules = [] }
        rules.append(rule)
    }

    private func rule(of entries: EntryLog.SubSequence, hasChanged: Bool) -> String? {
        if let refusal = entries.first?.refusal { return "refused: \(refusal.because[0])" }
        if let step = entries.flatMap(\.rulings).last(where: { isStep($0.event) }) {
            return step.because.code
        }
        if hasChanged { return entries.flatMap(\.rulings).last?.because.code }
        return entries.flatMap(\.advisories).first.map { "advice: \($0.rule)" }
    }
}
