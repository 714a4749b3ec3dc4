import VirtualTime

/// Holds an answer against what is expected of it.
struct ExpectationReading {
    let call: CallRunner.Call
    let step: Step
    let state: RunState

    private var result: CallResult { call.result }
    private var expectation: Expectation { step.expectation ?? Expectation() }
    private var scope: RunScope { state.context.scope(state.world) }

    /// All that does not hold, in one failure; nil when everything does.
    func failure() -> StepFailure? {
        let found: [(AssertionCode, [Problem.Label])] = [
            (.rejectedBy, part("rejectedBy", ruleLabels())), (.status, part("status", statusLabels())),
            (.header, headerLabels()),
            (.body, bodyLabels()), (.error, errorLabels()), (.outcome, part("outcome", outcomeLabels())),
            (.operation, part("operation", operationLabels())), conditionLabels(),
        ]
        // The first of them tells most about what went wrong.
        guard let code = found.first(where: { !$0.1.isEmpty })?.0 else { return nil }
        let labels = found.flatMap(\.1).sorted {
            ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column)
        }
        return StepFailure(
            "answered \(summary)", code: code, labels: labels, details: details, rules: result.rejectedBy,
            at: state.now)
    }

    /// What is wrong with a part; of one that is flipped, that nothing is.
    private func part(_ key: String, _ labels: [Problem.Label]) -> [Problem.Label] {
        guard expectation.denied == key else { return labels }
        return labels.isEmpty ? [label(key, "holds")] : []
    }

    /// The answer in a few words.
    private var summary: String {
        var words = [String(result.status)]
        if let code = errorPart("code")?.text { words.append(code) }
        if !result.rejectedBy.isEmpty {
            words.append("rejected by \(result.rejectedBy.joined(separator: ", "))")
        }
        if let outcome = result.outcome { words.append("outcome \(outcome)") }
        if result.operation != .none { words.append("operation \(result.operation.word)") }
        return words.joined(separator: ", ")
    }

    private var details: [String] {
        var lines: [String] = []
        if let message = errorPart("message")?.text { lines.append("message: \(message)") }
        if let sent = call.sent {
            let query = sent.query.isEmpty ? "" : "?\(sent.query)"
            lines.append("sent: \(sent.method) https://\(sent.host)\(sent.path)\(query)")
        }
        if let body = result.body?.json {
            lines.append("body: \(body.count > 600 ? body.prefix(600) + "…" : body)")
        }
        return lines
    }

    private func label(_ key: String, _ text: String) -> Problem.Label {
        .init(expectation.places[key] ?? step.place, text)
    }

    private var isSuccess: Bool { (200...299).contains(result.status) }

    private func statusLabels() -> [Problem.Label] {
        guard expectation.statuses.isEmpty else {
            let holds = expectation.statuses.contains { status in
                switch status {
                case .code(let code): return result.status == code
                case .family(let family): return result.status / 100 == family
                case .later(let text):
                    let value = Value.filling(text, from: scope)
                    return value == .integer(result.status)
                        || Expectation.Status(value.text).map(matches) == true
                }
            }
            return holds ? [] : [label("status", "was \(result.status)")]
        }
        let refusalIsExpected = !expectation.rejectedBy.isEmpty || expectation.places["outcome"] != nil
        if isSuccess || refusalIsExpected { return [] }
        return [.init(step.place, "was \(result.status): without 'expect' a call must succeed")]
    }

    private func matches(_ status: Expectation.Status) -> Bool {
        switch status {
        case .code(let code): result.status == code
        case .family(let family): result.status / 100 == family
        case .later: false
        }
    }

    private func read(_ matcher: Matcher, _ actual: Value?, at place: SourcePlace, _ what: String) -> [Problem
        .Label]
    {
        let reading = MatcherReading(scope: scope)
        guard !reading.holds(matcher, actual) else { return [] }
        return [.init(place, "\(what) was \(actual?.shown ?? "absent"), not \(reading.describe(matcher))")]
    }

    private func conditionLabels() -> (AssertionCode, [Problem.Label]) {
        guard let condition = expectation.condition else { return (.state, []) }
        let reading = ConditionReading(condition, in: state.world, context: state.context)
        return (reading.code, reading.holds ? [] : reading.failed.flatMap { $0.labels() })
    }

    private func headerLabels() -> [Problem.Label] {
        expectation.headers.flatMap { header in
            let value = result.headers.first { $0.name.lowercased() == header.name.lowercased() }?.value
            return read(header.matcher, value.map(Value.string), at: header.place, header.name)
        }
    }

    private func bodyLabels() -> [Problem.Label] {
        let body = result.body.map(Value.init) ?? .null
        return expectation.body.flatMap { part in
            read(part.matcher, part.path.found(in: body), at: part.place, part.path.text)
        }
    }

    private func errorPart(_ name: String) -> Document? {
        guard let body = result.body else { return nil }
        return body["error"]?[name] ?? (isSuccess ? nil : body[name])
    }

    private func errorLabels() -> [Problem.Label] {
        expectation.error.flatMap { part in
            read(
                part.matcher, errorPart(part.property).map(Value.init), at: part.place,
                "error.\(part.property)")
        }
    }

    private func ruleLabels() -> [Problem.Label] {
        guard !expectation.rejectedBy.isEmpty else { return [] }
        let wanted = expectation.rejectedBy.map { Value.filling($0, from: scope).text }
        let holds = wanted.contains {
            $0 == "none" ? result.rejectedBy.isEmpty : result.rejectedBy.contains($0)
        }
        let found =
            result.rejectedBy.isEmpty
            ? "was not refused" : "was refused by \(result.rejectedBy.joined(separator: ", "))"
        return holds ? [] : [label("rejectedBy", found)]
    }

    private func outcomeLabels() -> [Problem.Label] {
        guard let text = expectation.outcome else { return [] }
        let wanted = Value.filling(text, from: scope).text
        return wanted == result.outcome ? [] : [label("outcome", "was \(result.outcome ?? "none")")]
    }

    private func operationLabels() -> [Problem.Label] {
        guard let wanted = expectation.operation else {
            let ended = result.operation == .failed || result.operation == .canceled
            let isExpected = expectation.places["status"] != nil || expectation.places["rejectedBy"] != nil
            return ended && !isExpected
                ? [.init(step.place, "the operation ended \(result.operation.word)")] : []
        }
        return wanted == result.operation.word ? [] : [label("operation", "was \(result.operation.word)")]
    }
}
