import ControlPlane
public import Futures
public import VirtualTime

/// What a plan came to, as data: everything that the table, the page and the merged shards are made of.
public struct WhatIfReport: Sendable {
    public static let schema = "lockstep/whatif-report/v1"
    public let document: Document

    /// - Parameter results: of all rows, in the order of the plan.
    public init(_ whatIf: WhatIf, _ results: [WhatIfResult]) {
        let lines = zip(whatIf.rows.indices, results).map { WhatIfReport.row(whatIf, $0, $1) }
        document = WhatIfReport.assembled(WhatIfReport.head(whatIf), rows: lines)
    }

    private init(document: Document) { self.document = document }

    /// From the head of a plan and its rows as they were written down, in any order.
    public init(head: Document, rows: [Document]) {
        let sorted = rows.sorted { ($0["n"]?.integer ?? 0) < ($1["n"]?.integer ?? 0) }
        document = WhatIfReport.assembled(head, rows: sorted)
    }

    /// What all rows have in common.
    public static func head(_ whatIf: WhatIf) -> Document {
        let plan = whatIf.plan
        var head: Document = [
            "schema": .string(schema), "name": .string(plan.name), "plan": .string(whatIf.digest),
            "engine": .string(Features.version), "rules": .string(whatIf.rows.first?.spec.rules ?? ""),
            "world": .string(plan.from), "forkPoint": .string(whatIf.forkPoint.iso8601),
            "horizon": .string(plan.horizon.text), "seed": .string(whatIf.seed),
            "explored": .bool(plan.isExplored),
            "measures": .array(plan.measures.map { .string($0) }),
        ]
        if plan.isExplored {
            head["points"] = .array(plan.explore.points.map { .string($0) })
            head["strategy"] = .string(plan.explore.strategy)
            if plan.explore.isOrderVaried { head["order"] = true }
        }
        if let objective = plan.objective {
            head["objective"] = [objective.isMaximized ? "maximise" : "minimise": .string(objective.measure)]
        }
        return head
    }

    /// One row, which stands by itself.
    public static func row(_ whatIf: WhatIf, _ place: Int, _ result: WhatIfResult) -> Document {
        WhatIfRowDocument(whatIf: whatIf, place: place, result: result).document
    }

    /// Merges rows that are equal in all readings of an assumption, and says what it all comes to.
    private static func assembled(_ head: Document, rows: [Document]) -> Document {
        let merged = AssumptionMerge.merged(rows)
        var document = head
        let isBroken = merged.contains { $0["invariants"]?.items?.contains { $0["holds"] == false } == true }
        let isOpen = merged.contains { $0["verdict"]?.text == "NOT DECIDED" }
        document["verdict"] = isBroken ? "violated" : isOpen ? "NOT DECIDED" : "decided"
        if let best = objective(head, merged) { document["extreme"] = best }
        document["rows"] = .array(merged)
        return document
    }

    /// The row at the end that the plan asks for.
    private static func objective(_ head: Document, _ rows: [Document]) -> Document? {
        guard let asked = head["objective"]?.members?.first, let name = asked.value.text,
            let measure = Measure(rawValue: name)
        else { return nil }
        let isMaximized = asked.name == "maximise"
        var found: (row: Document, value: Document, end: String)?
        for row in rows {
            guard let ends = row["measures"]?[measure.key] else { continue }
            let end = isMaximized == measure.isWorseWhenLarger ? "worst" : "best"
            guard let value = ends[end], !value.isNull else { continue }
            guard let known = found else {
                found = (row, value, end)
                continue
            }
            let isLarger = WhatIfReport.isLess(known.value, value)
            let isSmaller = WhatIfReport.isLess(value, known.value)
            if isMaximized ? isLarger : isSmaller { found = (row, value, end) }
        }
        guard let found else { return nil }
        return [
            "measure": .string(name), "value": found.value, "row": found.row["id"] ?? .null,
            "token": found.row["witness"]?[found.end] ?? .null,
        ]
    }

    private static func isLess(_ one: Document, _ other: Document) -> Bool {
        if let one = one.integer, let other = other.integer { return one < other }
        if case .number(let one) = one, case .number(let other) = other,
            let left = Rational(text: one), let right = Rational(text: other)
        {
            return left < right
        }
        return (one.text ?? "") < (other.text ?? "")
    }

    public var exitCode: ExitCode {
        switch document["verdict"]?.text {
        case "violated": .failed
        case "NOT DECIDED": .notDecided
        default: .passed
        }
    }

    public var rows: [Document] { document["rows"]?.items ?? [] }
}

extension Measure {
    /// Its name in reports: lags say their unit.
    public var key: String {
        switch self {
        case .honorLag, .restoreLag: "\(rawValue)_ms"
        default: rawValue
        }
    }

    /// A value as reports write it: instants as text, minutes as decimals.
    public func document(_ value: Int64?, from origin: Instant) -> Document {
        guard let value else { return .null }
        switch unit {
        case .instant: return value < 0 ? "before T" : .string((origin + .milliseconds(value)).iso8601)
        case .milliseconds where self == .darkMinutes: return .number(Minutes.decimal(ofMilliseconds: value))
        case .milliseconds, .records, .minutes, .calls, .words: return .integer(value)
        }
    }
}

/// Milliseconds as minutes in decimals.
enum Minutes {
    /// Exact where six decimals are enough, else rounded to them; whole minutes without any.
    static func decimal(ofMilliseconds milliseconds: Int64) -> String {
        let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 60_000)
        guard rest != 0 else { return "\(whole)" }
        let millionths = (rest * 1_000_000 * 2 + 60_000) / 120_000
        guard millionths < 1_000_000 else { return "\(whole + 1)" }
        var digits = String(millionths)
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
