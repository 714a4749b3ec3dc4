import Futures
import VirtualTime

/// The report as a table for a terminal: the ends of each measure, what single policies would have said, and
/// where to see it again.
public struct WhatIfTable {
    let report: Document

    public init(_ report: WhatIfReport) { self.report = report.document }

    /// The measures of the plan, those of words apart.
    var asked: [Measure] {
        (report["measures"]?.items ?? []).compactMap { $0.text.flatMap { Measure(rawValue: $0) } }.filter {
            $0 != .dependsOn
        }
    }
    /// A column that says the same in every row says it below the table.
    func isConstant(_ measure: Measure) -> Bool {
        let rows = report["rows"]?.items ?? []
        guard rows.count > 2, let first = rows.first else { return false }
        return rows.allSatisfy { $0["measures"]?[measure.key] == first["measures"]?[measure.key] }
    }
    private var measures: [Measure] { asked.filter { !isConstant($0) } }

    /// Names of what futures are repeated over.
    var axes: [String] {
        var names: [String] = []
        for row in report["rows"]?.items ?? [] {
            for parameter in row["params"]?.members ?? [:] where !names.contains(parameter.name) {
                names.append(parameter.name)
            }
        }
        return names
    }

    /// The measure that witnesses and policies are shown for.
    var leading: Measure {
        report["objective"]?.members?.first?.value.text.flatMap { Measure(rawValue: $0) } ?? .lostRecords
    }

    /// - Parameter showsTokens: whether a line under each row says how to see its worst case again.
    public func text(showsTokens: Bool = true) -> String {
        let rows = report["rows"]?.items ?? []
        var cells = [header]
        cells += rows.map(line)
        let widths = header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        var text = heading + "\n"
        for (number, line) in cells.enumerated() {
            let padded = zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(
                separator: "  ")
            text += padded.trimmedAtEnd + "\n"
            guard number > 0 else { continue }
            text += remarks(rows[number - 1], showsTokens: showsTokens)
        }
        return text + foot(rows)
    }

    private var heading: String {
        let name = report["name"]?.text ?? "", world = report["world"]?.text ?? ""
        return "\(name)\n\(world) from \(report["forkPoint"]?.text ?? "")"
            + " for \(report["horizon"]?.text ?? ""), rules \(report["rules"]?.text ?? "")"
            + (report["explored"] == true ? ", best..worst over all choices" : "") + "\n"
    }

    private var header: [String] {
        ["FUTURE"] + axes.map { $0.hasPrefix("assume.") ? String($0.dropFirst(7)) : $0 }
            + measures.map { $0.rawValue.replacing("_", with: " ") }
            + ["earliest", "latest", ""]
    }

    private func line(_ row: Document) -> [String] {
        let policies = row["policies"]
        let single = ["earliest", "latest"].map { short(policies?[$0]?[leading.key] ?? .null, leading) }
        let mark =
            row["verdict"]?.text == "NOT DECIDED" ? "?" : row["missedByPolicies"] == true ? "!" : ""
        return [row["future"]?.text ?? ""] + axes.map { row["params"]?[$0]?.text ?? "-" }
            + measures.map { value(row["measures"]?[$0.key], $0) } + single + [mark]
    }

    /// `best..worst`, or the one value that both are.
    func value(_ value: Document?, _ measure: Measure) -> String {
        guard let value else { return "-" }
        guard let best = value["best"], let worst = value["worst"] else { return value.text ?? "-" }
        // Instants in the order of time, numbers from the better to the worse.
        let ends = measure.unit == .instant ? [worst, best] : [best, worst]
        let (low, high) = (short(ends[0], measure), short(ends[1], measure))
        let approached = value["worstApproached"] == true ? "~" : ""
        return low == high ? low : "\(low)..\(high)\(approached)"
    }

    func short(_ value: Document, _ measure: Measure) -> String {
        Self.short(value, measure, from: report["forkPoint"]?.text.flatMap { Instant(iso8601: $0) })
    }

    /// An instant as `T+30m`, a number with its thousands apart.
    static func short(_ value: Document, _ measure: Measure, from origin: Instant?) -> String {
        switch value {
        case .null: return measure.unit == .instant ? (measure.isFoundByForking ? "horizon" : "never") : "-"
        case .string(let text):
            guard let instant = Instant(iso8601: text), let origin else { return text }
            return "T+\((instant - origin).text)"
        case .number(let digits):
            if measure.unit == .milliseconds, measure != .darkMinutes, let count = Int64(digits) {
                return Duration.milliseconds(count).text
            }
            return grouped(digits)
        default: return value.json
        }
    }

    static func grouped(_ digits: String) -> String {
        let parts = digits.split(separator: ".", maxSplits: 1)
        var whole = ""
        for (place, digit) in parts[0].reversed().enumerated() {
            if place > 0, place % 3 == 0, digit != "-" { whole.append(",") }
            whole.append(digit)
        }
        return String(whole.reversed()) + (parts.count > 1 ? ".\(parts[1])" : "")
    }

    private func remarks(_ row: Document, showsTokens: Bool) -> String {
        var text = ""
        func add(_ line: String) { text += "    \(line)\n" }
        if row["sameInAllReadings"] == true { add("the same in all readings") }
        let depends = (row["dependsOn"]?.items ?? []).map {
            "\($0["assumption"]?.text ?? "") (otherwise: \($0["reading"]?.text ?? ""))"
        }
        if !depends.isEmpty { add("depends on: \(depends.joined(separator: ", "))") }
        if let idle = row["idleRuns"]?.integer { add("nothing took effect in \(idle) runs") }
        if row["verdict"]?.text == "NOT DECIDED" {
            add(
                "NOT DECIDED: \(row["undecided"]?.integer ?? 0) pieces left, "
                    + "\(row["doubtfulCells"]?.integer ?? 0) cells in doubt"
            )
        }
        for invariant in row["invariants"]?.items ?? [] where invariant["breach"] != nil {
            let breach = invariant["breach"]
            add(
                "✗ \(invariant["name"]?.text ?? "") at \(breach?["at"]?.text ?? ""): "
                    + (breach?["what"]?.text ?? "")
            )
            add("  lockstep replay \(breach?["token"]?.text ?? "")")
        }
        if showsTokens, row["lanes"]?["deeds"]?.items?.isEmpty == false,
            let token = row["witness"]?["worst"]?.text
        {
            add("worst: lockstep replay \(token)")
        }
        return text
    }

    private func foot(_ rows: [Document]) -> String {
        var text = "\n"
        for measure in asked where isConstant(measure) {
            text += "\(measure.rawValue.replacing("_", with: " ")) in all rows: "
            text += "\(value(rows.first?["measures"]?[measure.key], measure))\n"
        }
        if rows.contains(where: { $0["missedByPolicies"] == true }) {
            text += "!  the worst case is found by no single policy\n"
        }
        if rows.contains(where: { $0["verdict"]?.text == "NOT DECIDED" }) {
            text += "?  not decided: raise the bounds, or narrow the points\n"
        }
        if let extreme = report["extreme"] {
            text += "\(report["objective"]?.members?.first?.name ?? "") \(extreme["measure"]?.text ?? ""): "
            text += "\(short(extreme["value"] ?? .null, leading)) in \(extreme["row"]?.text ?? "")\n"
        }
        let runs = rows.reduce(0) { $0 + ($1["runs"]?.integer ?? 0) }
        let cells = rows.reduce(0) { $0 + ($1["cells"]?.integer ?? 0) }
        text += "\(rows.count) rows, \(Self.grouped("\(cells)")) cells, \(Self.grouped("\(runs)")) runs"
        return text + " — \(report["verdict"]?.text ?? "")\n"
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
