import VirtualTime

/// The spans of one run.
struct OTLPTrace {
    private enum Kind: Int { case `internal` = 1, client = 3 }

    private let run: ReportedRun
    private let trace: String
    private let causes: [Int: [Int]]
    private let requests: Set<Int>

    init(_ run: ReportedRun) {
        self.run = run
        let result = run.result
        let name = "\(result.file)|\(result.row ?? "")|\(result.seed)|\(result.choices)|\(result.stateHash)"
        trace = String(Digest.sha256(name).hex.prefix(32))
        var causes: [Int: [Int]] = [:]
        for entry in result.journal { causes[entry.sequence] = entry.causes }
        self.causes = causes
        requests = Set(result.journal.filter { $0.kind == "request" }.map(\.sequence))
    }

    private var result: RunResult { run.result }

    var spans: [Document] {
        var spans = [root]
        for (index, step) in result.steps.enumerated() { spans.append(span(of: step, index)) }
        for entry in result.journal where entry.kind == "request" { spans.append(span(of: entry)) }
        return spans + operations
    }

    // MARK: spans

    private var root: Document {
        var root = span(
            "run", result.caseName, .internal, from: result.startedAt, to: result.endedAt,
            [
                ("lockstep.file", result.file), ("lockstep.rules", result.rules),
                ("lockstep.seed", result.seed), ("lockstep.choices", result.choices),
                ("lockstep.state_hash", result.stateHash), ("lockstep.command", run.command),
            ])
        root["events"] = .array(
            result.journal.filter { $0.kind == "event" }.map { entry in
                [
                    "timeUnixNano": Self.nanoseconds(entry.at), "name": .string(JournalLine.text(entry)),
                    "attributes": .array(Self.attributes(of: entry)),
                ]
            })
        root["status"] = Self.status(result.failureMessage)
        return root
    }

    private func span(of step: StepOutcome, _ index: Int) -> Document {
        var span = span(
            stepID(index), step.title, .internal, from: step.startedAt, to: step.endedAt,
            [
                ("lockstep.verb", step.verb), ("lockstep.verdict", step.verdict.rawValue),
                ("code.file.path", result.file),
                ("lockstep.mark", step.mark ?? ""), ("http.exchange", step.result?.exchange ?? ""),
            ], parent: "run")
        let line: Document = [
            "key": "code.line.number", "value": ["intValue": .string("\(step.place.line)")],
        ]
        span["attributes"] = .array((span["attributes"]?.items ?? []) + [line])
        span["status"] = Self.status(step.failure?.message)
        return span
    }

    private func span(of entry: JournalEntry) -> Document {
        let act = [entry.fields["act"]?.text, entry.fields["target"]?.text].compactMap { $0 }
        var span = span(
            "request \(entry.sequence)", act.joined(separator: " "), .client, from: entry.at, to: entry.at,
            [], parent: step(of: entry.sequence))
        span["attributes"] = .array(Self.attributes(of: entry))
        span["links"] = links(entry.causes)
        span["status"] = entry.fields["decision"]?.text == "refused" ? ["code": 2] : ["code": 1]
        return span
    }

    /// From where an operation was started to where it ended; one that goes on ends with the run.
    private var operations: [Document] {
        result.journal.enumerated().compactMap { index, entry in
            guard entry.fields["act"]?.text == "operation started",
                let thing = entry.fields["target"]?.text
            else { return nil }
            let end = result.journal[index...].first {
                $0.fields["act"]?.text == "operation ended" && $0.fields["target"]?.text == thing
            }
            let outcome = end?.fields["to"]?.text ?? "InProgress"
            var span = span(
                "operation \(entry.sequence)", "operation \(thing)", .internal, from: entry.at,
                to: end?.at ?? result.endedAt,
                [("lockstep.target", thing), ("lockstep.outcome", outcome)], parent: step(of: entry.sequence))
            span["links"] = links([entry.sequence])
            span["status"] = ["Failed", "Canceled"].contains(outcome) ? ["code": 2] : ["code": 1]
            return span
        }
    }

    private func span(
        _ id: String, _ name: String, _ kind: Kind, from: Instant, to: Instant,
        _ attributes: [(String, String)], parent: String? = nil
    ) -> Document {
        var span: Document = ["traceId": .string(trace), "spanId": .string(spanID(id))]
        if let parent { span["parentSpanId"] = .string(spanID(parent)) }
        span["name"] = .string(name.isEmpty ? id : name)
        span["kind"] = .integer(kind.rawValue)
        span["startTimeUnixNano"] = Self.nanoseconds(from)
        span["endTimeUnixNano"] = Self.nanoseconds(max(from, to))
        span["attributes"] = .array(
            attributes.filter { !$0.1.isEmpty }.map { Self.attribute($0.0, $0.1) })
        return span
    }

    // MARK: causes

    /// The requests that are the nearest causes of something.
    private func links(_ sequences: [Int]) -> Document {
        var found: [Int] = [], seen: Set<Int> = [], waiting = sequences
        while !waiting.isEmpty {
            let sequence = waiting.removeFirst()
            guard seen.insert(sequence).inserted else { continue }
            if requests.contains(sequence) {
                found.append(sequence)
            } else {
                waiting += causes[sequence] ?? []
            }
        }
        return .array(
            found.map { ["traceId": .string(trace), "spanId": .string(spanID("request \($0)"))] })
    }

    private func step(of sequence: Int) -> String {
        result.steps.firstIndex { $0.entries.contains(sequence) }.map(stepID) ?? "run"
    }

    private func stepID(_ index: Int) -> String { "step \(index)" }

    private func spanID(_ name: String) -> String {
        String(Digest.sha256("\(trace)|\(name)").hex.prefix(16))
    }

    // MARK: values

    private static func attributes(of entry: JournalEntry) -> [Document] {
        var attributes = [attribute("lockstep.entry", "\(entry.sequence)")]
        for name in ["act", "target", "decision", "property", "to", "rule"] {
            if let text = entry.fields[name]?.text { attributes.append(attribute("lockstep.\(name)", text)) }
        }
        return attributes
    }

    static func attribute(_ key: String, _ value: String) -> Document {
        ["key": .string(key), "value": ["stringValue": .string(value)]]
    }

    private static func status(_ failure: String?) -> Document {
        failure.map { ["code": 2, "message": .string($0)] } ?? ["code": 1]
    }

    /// A number of 64 bits is a text in OTLP's JSON.
    private static func nanoseconds(_ instant: Instant) -> Document {
        .string("\(instant.milliseconds)000000")
    }
}
