import ControlPlane
import VirtualTime

/// One line of a report: a future with the values of the axes it mentions.
public struct WhatIfRow: Sendable {
    public let future: String
    /// In the order of the axes, as the plan writes them.
    public let parameters: [(name: String, value: String)]
    public let spec: FutureSpec

    /// `disable-then-enable gone=30m`
    public var id: String { ([future] + parameters.map { "\($0.name)=\($0.value)" }).joined(separator: " ") }
}

/// Lays a plan out into its rows.
struct PlanExpansion {
    let plan: WhatIfPlan
    let source: SourceText
    private let decoder: FileDecoder

    init(_ plan: WhatIfPlan, source: SourceText) {
        self.plan = plan
        self.source = source
        decoder = FileDecoder(source: source, capabilities: .runner)
    }

    /// All rows, in the order of the futures and then of the axes; or all mistakes that only show now.
    func rows(base: FutureSpec, from forkPoint: Instant) throws(ProblemList) -> [WhatIfRow] {
        var rows: [WhatIfRow] = []
        for future in plan.futures {
            let names = Self.names(of: future, decoder)
            let axes = plan.axes.filter { $0.assumption != nil || names.contains($0.name) }
            for values in Self.product(axes.map(\.values)) {
                if let row = row(future, Array(zip(axes, values)), base, forkPoint) { rows.append(row) }
            }
        }
        guard decoder.problems.isEmpty else { throw ProblemList(source: source, problems: decoder.problems) }
        return rows
    }

    private static func product(_ lists: [[Template]]) -> [[Template]] {
        lists.reduce([[]]) { rows, values in rows.flatMap { row in values.map { row + [$0] } } }
    }

    private func row(
        _ future: WhatIfPlan.PlannedFuture, _ values: [(axis: WhatIfPlan.Axis, value: Template)],
        _ base: FutureSpec, _ forkPoint: Instant
    ) -> WhatIfRow? {
        let scope = AxisScope(values: values.map { ($0.axis.name, Self.value($0.value)) })
        var spec = base
        var marks: [(name: String, at: Int64)] = []
        for intervention in future.interventions {
            guard let at = moment(of: intervention, marks, scope, forkPoint) else { return nil }
            if let mark = intervention.mark { marks.append((mark, at)) }
            guard case .object(let rest)? = document(intervention.deed, scope) else { return nil }
            var deed = Members([("at", .integer(at))])
            for member in rest { deed[member.name] = member.value }
            spec.deeds.append(.object(deed))
        }
        for (axis, value) in values {
            guard let assumption = axis.assumption else { continue }
            spec.settings.assumptions.removeAll { $0.name == assumption }
            spec.settings.assumptions.append(
                AssumptionUse(name: assumption, reading: Self.value(value).text))
        }
        let parameters = values.map { (name: $0.axis.name, value: Self.text($0.value)) }
        return WhatIfRow(future: future.name, parameters: parameters, spec: spec)
    }

    private static func text(_ template: Template) -> String {
        if case .constant(let value) = template { value.text } else { "" }
    }

    /// A text that reads as a duration counts as one, so that `${gone * 2}` means something.
    private static func value(_ template: Template) -> Value {
        guard case .constant(let value) = template else { return .unknown("an axis has plain values") }
        if case .string(let text) = value, let duration = Duration(text: text) { return .duration(duration) }
        return value
    }

    /// Milliseconds from the fork point.
    private func moment(
        of intervention: WhatIfPlan.PlannedIntervention, _ marks: [(name: String, at: Int64)],
        _ scope: AxisScope, _ forkPoint: Instant
    ) -> Int64? {
        let place = intervention.at.place
        var spec = intervention.at.ready
        if let template = intervention.at.template {
            let text = Value.filling(template, from: scope).text
            spec = InstantSpec(text)
            if spec == nil {
                decoder.report(.notAnInstant, "'\(text)' is not an instant", at: place)
                return nil
            }
        }
        guard let spec else { return nil }
        let from: Int64?
        switch spec.base {
        case .start: from = 0
        case .mark(let name): from = marks.last { $0.name == name }?.at
        case .absolute(let instant): from = instant.milliseconds - forkPoint.milliseconds
        case .now, .nextEvent: from = nil
        }
        guard let from else {
            decoder.report(.notAnInstant, "an intervention has a time of its own", at: place)
            return nil
        }
        let moment = from + spec.offset.wholeMilliseconds
        guard moment >= 0 else {
            decoder.report(.notAnInstant, "the intervention comes before the fork point", at: place)
            return nil
        }
        guard moment <= plan.horizon.wholeMilliseconds else {
            decoder.report(
                .notAnInstant, "the intervention comes after the horizon, T+\(plan.horizon.text)", at: place)
            return nil
        }
        return moment
    }

    private func document(_ deed: YAMLNode, _ scope: AxisScope) -> Document? {
        let value = Value.filling(decoder.value(deed), from: scope)
        if case .unknown(let why) = value {
            decoder.report(.unknownName, why, at: deed.place)
            return nil
        }
        return value.document
    }

    // MARK: What a future mentions

    static func texts(of deed: YAMLNode, _ decoder: FileDecoder) -> [TemplateText] {
        decoder.value(deed).texts
    }

    static func names(of future: WhatIfPlan.PlannedFuture, _ decoder: FileDecoder) -> [String] {
        future.interventions.flatMap { intervention in
            let texts = texts(of: intervention.deed, decoder) + [intervention.at.template].compactMap { $0 }
            return texts.flatMap(\.expressions).flatMap(\.expression.names)
        }
    }
}

/// The values of the axes, and nothing else.
private struct AxisScope: ExpressionScope {
    let values: [(name: String, value: Value)]

    func value(named name: String) -> Value? { values.first { $0.name == name }?.value }
    func value(ofMember member: String, in group: String) -> Value? { nil }
    func call(_ function: String, _ argument: Value) -> Value { .unknown("a plan has no world yet") }
    func history(of condition: Expression) -> [TruthInterval] { [] }
    func value(at mark: String, of expression: Expression?) -> Value { .unknown("a plan has no marks yet") }
}
