import VirtualTime

/// Checks what a plan's texts name: axes of the sweep, and marks of earlier interventions.
struct PlanNames {
    let decoder: FileDecoder

    func check(_ plan: WhatIfPlan) {
        let axes = plan.axes.filter { $0.assumption == nil }.map(\.name)
        for future in plan.futures {
            var marks: [String] = []
            for intervention in future.interventions {
                check(intervention.at, marks, axes)
                for text in PlanExpansion.texts(of: intervention.deed, decoder) {
                    for placed in text.expressions { check(placed, axes) }
                }
                if let mark = intervention.mark { marks.append(mark) }
            }
        }
        checkUse(plan, axes)
    }

    private func check(_ at: Late<InstantSpec>, _ marks: [String], _ axes: [String]) {
        if let text = at.template {
            for placed in text.expressions { check(placed, axes) }
        } else if case .mark(let name)? = at.ready?.base, !marks.contains(name) {
            decoder.report(
                .unknownName, "unknown mark '\(name)'", at: at.place,
                Suggestion.phrase(for: name, among: marks),
                notes: ["a mark is set by `as` of an earlier intervention of the same future"])
        }
    }

    private func check(_ placed: PlacedExpression, _ axes: [String]) {
        for name in placed.expression.names where !axes.contains(name) {
            let known = axes.isEmpty ? "the plan has no sweep" : "axes: \(axes.joined(separator: ", "))"
            decoder.report(
                .unknownName, "unknown name '\(name)'", at: placed.place(of: placed.expression),
                Suggestion.phrase(for: name, among: axes), notes: [known])
        }
    }

    private func checkUse(_ plan: WhatIfPlan, _ axes: [String]) {
        for axis in plan.axes where axis.assumption == nil {
            let isUsed = plan.futures.contains { PlanExpansion.names(of: $0, decoder).contains(axis.name) }
            if !isUsed {
                decoder.report(
                    .unknownName, "no future mentions the axis '\(axis.name)'", at: axis.place,
                    "write ${\(axis.name)} in one, or leave it out")
            }
        }
    }
}

extension Expression {
    /// The bare names in it.
    var names: [String] {
        if case .name(let name) = form { return [name] }
        return parts.flatMap(\.names)
    }
}
