import ControlPlane
import Futures
import VirtualTime

/// A row of a report as data.
struct WhatIfRowDocument {
    let whatIf: WhatIf
    let place: Int
    let result: WhatIfResult

    private var plan: WhatIfPlan { whatIf.plan }
    private var range: FutureRange { result.range }
    private var measures: [Measure] {
        var all = plan.measures.compactMap { Measure(rawValue: $0) }
        if let objective = plan.objective.flatMap({ Measure(rawValue: $0.measure) }), !all.contains(objective)
        {
            all.append(objective)
        }
        return all
    }

    var document: Document {
        var row: Document = [
            "n": .integer(place), "id": .string(result.row.id), "future": .string(result.row.future),
        ]
        var parameters = Members()
        for parameter in result.row.parameters { parameters[parameter.name] = .string(parameter.value) }
        row["params"] = .object(parameters)
        row["verdict"] = range.isDecided || !plan.isExplored ? "decided" : "NOT DECIDED"
        row["cells"] = .integer(range.cells)
        row["runs"] = .integer(range.runs)
        if range.idleRuns > 0, !whatIf.futures[place].interventions.isEmpty {
            row["idleRuns"] = .integer(range.idleRuns)
        }
        if range.undecided > 0 { row["undecided"] = .integer(range.undecided) }
        if range.doubtful > 0 { row["doubtfulCells"] = .integer(range.doubtful) }
        row["measures"] = measuresDocument
        row["witness"] = witness
        row["policies"] = policies
        row["missedByPolicies"] = .bool(result.isMissed(leading))
        if !result.dependsOn.isEmpty {
            row["dependsOn"] = .array(
                result.dependsOn.map { ["assumption": .string($0.name), "reading": .string($0.reading)] })
        }
        let invariants = invariantsDocument
        if !invariants.isEmpty { row["invariants"] = .array(invariants) }
        row["rules"] = .array(range.rules.map { .string($0.code) })
        row["lanes"] = lanes
        return row
    }

    /// The measure that decides what the witnesses show.
    private var leading: Measure {
        plan.objective.flatMap { Measure(rawValue: $0.measure) } ?? .lostRecords
    }

    private var measuresDocument: Document {
        var members = Members()
        for measure in measures {
            switch measure {
            case .firstRule:
                let rules = result.policies.map { $0.outcome.firstRule }
                members[measure.key] = (rules.compactMap { $0 }.first).map { .string($0.code) } ?? .null
            case .dependsOn:
                members[measure.key] = .array(result.dependsOn.map { .string($0.name) })
            default:
                guard let ends = range.ends[measure] else { continue }
                var value: Document = [
                    "best": measure.document(ends.best.value, from: whatIf.forkPoint),
                    "worst": measure.document(ends.worst.value, from: whatIf.forkPoint),
                ]
                if measure == .darkMinutes {
                    value["worst_ms"] = ends.worst.value.map { .integer($0) } ?? .null
                }
                if ends.best.isApproached, !isReached(ends.best, measure) { value["bestApproached"] = true }
                if ends.worst.isApproached, !isReached(ends.worst, measure) {
                    value["worstApproached"] = true
                }
                members[measure.key] = value
            }
        }
        return .object(members)
    }

    /// A number of records or calls is what it is; only a time can be come near to.
    private func isReached(_ witness: FutureRange.Witness, _ measure: Measure) -> Bool {
        switch measure.unit {
        case .records, .calls, .words, .minutes: true
        case .instant, .milliseconds: witness.value == nil || witness.value.map { $0 % 1_000 == 0 } == true
        }
    }

    private var witness: Document {
        guard let ends = range.ends[leading] else { return [:] }
        return [
            "measure": .string(leading.rawValue), "best": token(ends.best.course),
            "bestChoices": choices(ends.best.course), "worst": token(ends.worst.course),
            "worstChoices": choices(ends.worst.course),
        ]
    }

    /// - Parameter invariant: the one that the run breaks; the others are left out.
    private func token(_ course: Course, breaking invariant: String? = nil) -> Document {
        .string(whatIf.token(of: place, course, watching: invariant).text)
    }

    private func choices(_ course: Course) -> Document {
        .array(whatIf.chosen(in: place, course).texts.map { .string($0) })
    }

    private var policies: Document {
        var members = Members()
        for policy in result.policies {
            var values = Members()
            for measure in measures where measure.unit != .words {
                values[measure.key] = measure.document(
                    measure.value(of: policy.outcome), from: whatIf.forkPoint)
            }
            members[policy.name] = .object(values)
        }
        return .object(members)
    }

    private var invariantsDocument: [Document] {
        whatIf.futures[place].invariants.map { invariant in
            let breach = range.breaches.first { $0.breach.invariant == invariant.name }
            var document: Document = ["name": .string(invariant.name), "holds": .bool(breach == nil)]
            if invariant.isWarning { document["severity"] = "warning" }
            guard let breach else { return document }
            if invariant.isWarning { document["holds"] = .bool(true) }
            document["breach"] = [
                "at": .string((whatIf.forkPoint + .milliseconds(breach.breach.at)).iso8601),
                "what": .string(breach.breach.sentence), "choices": choices(breach.course),
                "token": token(breach.course, breaking: invariant.name),
            ]
            return document
        }
    }

    /// Stretches of darkness of the best and the worst run: milliseconds from T.
    private var lanes: Document {
        guard let ends = range.ends[leading] else { return [:] }
        func stretches(_ course: Course) -> Document {
            let outcome = whatIf.futures[place].outcome(on: course)
            return .array(
                outcome.dark.map { stretch in
                    [.integer(stretch.from), stretch.until.map { .integer($0) } ?? .null]
                })
        }
        let deeds = whatIf.futures[place].interventions.map { deed -> Document in
            [
                "at": .integer(deed.at.milliseconds - whatIf.forkPoint.milliseconds),
                "what": .string(deed.title),
            ]
        }
        return [
            "deeds": .array(deeds), "best": stretches(ends.best.course),
            "worst": stretches(ends.worst.course),
        ]
    }
}

/// Rows that come out the same in every reading of an assumption are one row that says so (P-55).
enum AssumptionMerge {
    static func merged(_ rows: [Document]) -> [Document] {
        var merged: [Document] = []
        for row in rows {
            guard let twin = merged.firstIndex(where: { isTwin($0, row) }) else {
                merged.append(row)
                continue
            }
            merged[twin] = joined(merged[twin], row)
        }
        return merged
    }

    private static func readings(_ row: Document) -> [(name: String, value: String)] {
        (row["params"]?.members ?? [:]).filter { $0.name.hasPrefix("assume.") }.map {
            ($0.name, $0.value.text ?? "")
        }
    }

    private static func isTwin(_ one: Document, _ other: Document) -> Bool {
        let (mine, yours) = (readings(one), readings(other))
        guard !mine.isEmpty, mine.count == yours.count, one["future"] == other["future"] else { return false }
        return shape(one) == shape(other)
    }

    /// What a row shows, without what names its run.
    private static func shape(_ row: Document) -> Document {
        var row = row
        for name in ["n", "id", "witness", "lanes", "dependsOn", "rules", "invariants", "cells", "runs"] {
            row[name] = Document?.none
        }
        var parameters = Members()
        for parameter in row["params"]?.members ?? [:] where !parameter.name.hasPrefix("assume.") {
            parameters[parameter.name] = parameter.value
        }
        row["params"] = .object(parameters)
        return row
    }

    private static func joined(_ one: Document, _ other: Document) -> Document {
        var row = one
        var parameters = one["params"]?.members ?? [:]
        for reading in readings(other) {
            let known = parameters[reading.name]?.text ?? ""
            let words = known.components(separatedBy: "|")
            if !words.contains(reading.value) {
                parameters[reading.name] = .string((words + [reading.value]).joined(separator: "|"))
            }
        }
        row["params"] = .object(parameters)
        let named = parameters.map { "\($0.name)=\($0.value.text ?? "")" }
        row["id"] = .string(([row["future"]?.text ?? ""] + named).joined(separator: " "))
        row["sameInAllReadings"] = true
        return row
    }
}

extension String {
    fileprivate func components(separatedBy separator: Character) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
