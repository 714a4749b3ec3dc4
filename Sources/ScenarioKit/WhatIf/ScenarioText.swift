import Futures
import VirtualTime

/// A run as a scenario file that fails in the same way, for whoever mends the mistake to keep.
public struct ScenarioText {
    let shrunk: Shrinker.Shrunk

    public init(_ shrunk: Shrinker.Shrunk) { self.shrunk = shrunk }

    public var text: String {
        let spec = shrunk.spec
        var lines = [
            "schema: lockstep/scenario/v1", "name: \(quoted("\(shrunk.invariant) holds"))",
            "description: \(quoted("Found by a search: \(shrunk.sentence)."))", "labels: [regression]",
            "rules: \(spec.rules)",
        ]
        if !spec.settings.assumptions.isEmpty {
            let pairs = spec.settings.assumptions.map { "\($0.name): \(quoted($0.reading))" }
            lines.append("assume: { \(pairs.joined(separator: ", ")) }")
        }
        lines += ["", "world:"] + world(spec)
        lines += ["", "always:", "  - \(invariant(spec))", "", "steps:"]
        for deed in spec.deeds { lines.append("  - \(step(deed))") }
        lines.append("  - name: Until it would be broken")
        lines.append("    advance: { to: T+\(Duration.milliseconds(spec.horizon).text) }")
        return lines.joined(separator: "\n") + "\n"
    }

    private func quoted(_ text: String) -> String { Document.string(text).json }

    private func world(_ spec: FutureSpec) -> [String] {
        var lines = ["  from: \(spec.world)"]
        if let start = start(spec) { lines.append("  start: \(start)") }
        if spec.seed != "0" { lines.append("  seed: \(quoted(spec.seed))") }
        var choices = spec.settings.choices.map { ($0.point, $0.policy) }
        if !choices.contains(where: { $0.0 == "default" }) { choices.insert(("default", "latest"), at: 0) }
        choices += shrunk.course.moments.map { ($0.name, $0.value) }
        var distinct: [(String, String)] = []
        for choice in choices {
            distinct.removeAll { $0.0 == choice.0 }
            distinct.append(choice)
        }
        let pairs = distinct.map { "\(quoted($0.0)): \(quoted($0.1))" }
        lines.append("  choices: { \(pairs.joined(separator: ", ")) }")
        for timing in spec.settings.timings {
            if lines.last?.hasPrefix("  timings") != true { lines.append("  timings:") }
            lines.append("    \(timing.name): [\(timing.least.text), \(timing.most.text)]")
        }
        let flows = spec.settings.traffic.compactMap(traffic)
        if !flows.isEmpty { lines.append("  traffic: [\(flows.joined(separator: ", "))]") }
        let periods = spec.settings.retention.map { "workspace/\($0.workspace.name): \($0.duration.text)" }
        if !periods.isEmpty { lines.append("  retention: { \(periods.joined(separator: ", ")) }") }
        return lines
    }

    /// The scenario begins at the fork point: whatever came before it in the world comes before its start.
    private func start(_ spec: FutureSpec) -> String? {
        guard let at = spec.at else { return spec.start }
        let start = spec.start.flatMap { Instant(iso8601: $0) } ?? WorldMaker.defaultStart
        return (start + .milliseconds(at)).iso8601
    }

    private func traffic(_ flow: WorldSettings.Traffic) -> String? {
        let units: [(Int64, String)] = [(1_000, "s"), (60_000, "min"), (3_600_000, "h"), (86_400_000, "d")]
        guard let unit = units.first(where: { $0.0 == flow.rate.period.wholeMilliseconds })?.1 else {
            return nil
        }
        var parts = ["to: workspace/\(flow.workspace.name)", "rate: \(flow.rate.records)/\(unit)"]
        if let backfill = flow.backfill { parts.append("backfill: \(backfill.text)") }
        if let table = flow.table { parts.append("table: \(table)") }
        return "{ \(parts.joined(separator: ", ")) }"
    }

    private func invariant(_ spec: FutureSpec) -> String {
        guard let invariant = spec.invariants.first else { return "rule:TIME-01" }
        if let expression = invariant.expression {
            return "{ name: \(quoted(invariant.name)), expr: \(quoted(expression)) }"
        }
        return "rule:\(invariant.rule == PromisesWatch.name ? shrunk.invariant : invariant.rule ?? "")"
    }

    private func step(_ deed: Document) -> String {
        let at = Duration.milliseconds(deed["at"]?.integer ?? 0).text
        var members = Members()
        for member in deed.members ?? [:] where member.name != "at" { members[member.name] = member.value }
        let rest = members.map { "\($0.name): \($0.value.json)" }
        // Nothing waits: the next one comes at its own time.
        let wait = deed["act"] != nil || deed["az"] != nil || deed["request"] != nil ? ["wait: false"] : []
        return "{ \((["at: T+\(at)"] + rest + wait).joined(separator: ", ")) }"
    }
}
