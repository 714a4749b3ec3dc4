import VirtualTime

/// One run on the page: what became of it, its timeline, its steps, its requests, its journal.
struct HTMLRun {
    private let run: ReportedRun
    private let source: SourceText
    private let id: String

    init(_ run: ReportedRun, source: SourceText, id: String) {
        self.run = run
        self.source = source
        self.id = id
    }

    private var result: RunResult { run.result }

    /// Its line in the table of all runs.
    var row: String {
        let steps = result.verdict == .skipped ? "" : "\(result.stepsRun)"
        let virtual = result.verdict == .skipped ? "" : VirtualTimeText.span(result.virtualDuration)
        return "<tr><td>\(Self.badge(result.verdict.rawValue))</td>"
            + "<td><a href=\"#\(id)\">\(XMLText.escaped(result.caseName))</a></td>"
            + "<td>\(steps)</td><td>\(virtual)</td><td><code>\(XMLText.escaped(result.file))</code></td></tr>"
    }

    var text: String {
        let isOpen = result.verdict == .failed
        var parts = [
            "<section class=\"run\" id=\"\(id)\" aria-labelledby=\"\(id)-name\">",
            "<h2 id=\"\(id)-name\">\(Self.badge(result.verdict.rawValue)) "
                + "\(XMLText.escaped(result.caseName))</h2>",
        ]
        if let reason = result.reason { parts.append("<p>\(XMLText.escaped(reason))</p>") }
        if result.verdict == .failed {
            let report = XMLText.escaped(result.failureText(source: source))
            parts.append("<pre class=\"failure\">\(report)</pre>")
        }
        parts.append("<p>See it again: <code class=\"command\">\(XMLText.escaped(run.command))</code></p>")
        guard result.verdict != .skipped else { return closed(parts) }
        let timeline = HTMLTimeline(result, id: id)
        if let drawing = timeline.text { parts.append(drawing) }
        parts.append(details("Steps", isOpen: isOpen, steps(result.steps)))
        if let requests { parts.append(details("Requests", isOpen: false, requests)) }
        if !result.journal.isEmpty { parts.append(details("Journal", isOpen: false, journal)) }
        if !run.variants.isEmpty {
            let lines = HumanReport.variants(Readings(result: result, variants: run.variants))
            let text = XMLText.escaped(lines.joined(separator: "\n"))
            parts.append(details("Other readings", isOpen: isOpen, "<pre>\(text)</pre>"))
        }
        parts.append(details("Facts", isOpen: false, facts))
        return closed(parts)
    }

    private func closed(_ parts: [String]) -> String { (parts + ["</section>"]).joined(separator: "\n") }

    private func details(_ title: String, isOpen: Bool, _ content: String) -> String {
        "<details\(isOpen ? " open" : "")><summary>\(title)</summary>\n\(content)\n</details>"
    }

    // MARK: steps

    private func steps(_ steps: [StepOutcome]) -> String {
        let rows = steps.enumerated().map { index, step in row(of: step, number: index + 1) }
        return "<ol class=\"steps\">\n\(rows.joined(separator: "\n"))\n</ol>"
    }

    private func row(of step: StepOutcome, number: Int) -> String {
        var words = [VirtualTimeText.offset(step.startedAt, from: result.startedAt)]
        if step.endedAt > step.startedAt { words.append("for \((step.endedAt - step.startedAt).text)") }
        if let mark = step.mark { words.append("mark \(mark)") }
        if let answer = step.result {
            words.append("answered \(answer.status)")
            if !answer.rejectedBy.isEmpty {
                words.append("refused by \(answer.rejectedBy.joined(separator: ", "))")
            }
        }
        if let reason = step.reason { words.append(reason) }
        words.append("line \(step.place.line)")
        var text = "<li>\(Self.badge(step.verdict.rawValue)) \(XMLText.escaped(step.title)) "
        text += "<small>\(XMLText.escaped(words.joined(separator: " · ")))</small>"
        if let failure = step.failure, step.inner.isEmpty {
            text += "<br><strong>\(XMLText.escaped(failure.message))</strong>"
        }
        if !step.inner.isEmpty { text += "\n" + steps(step.inner) }
        return text + "</li>"
    }

    // MARK: requests

    private var requests: String? {
        let rows = Self.exchanges(in: result.steps).map { step, exchange in
            let offset = VirtualTimeText.offset(step.startedAt, from: result.startedAt)
            return "<tr><td>\(offset)</td><td>\(XMLText.escaped(step.title))</td>"
                + "<td><code>\(XMLText.escaped(exchange))</code></td></tr>"
        }
        guard !rows.isEmpty else { return nil }
        return HTMLPage.table(["When", "Step", "Request and status"], rows)
    }

    private static func exchanges(in steps: [StepOutcome]) -> [(StepOutcome, String)] {
        steps.flatMap { step in
            (step.result?.exchange.map { [(step, $0)] } ?? []) + exchanges(in: step.inner)
        }
    }

    // MARK: journal

    private var journal: String {
        var named: Set<Int> = []
        let rows = result.journal.map { entry in
            // An entry reads as several lines; the first of them is where links lead.
            let isFirst = named.insert(entry.sequence).inserted
            let anchor = isFirst ? " id=\"\(id)-e\(entry.sequence)\"" : ""
            let causes = entry.causes.map { "<a href=\"#\(id)-e\($0)\">\($0)</a>" }.joined(separator: " ")
            return "<tr\(anchor) data-entry=\"\(entry.sequence)\""
                + " data-causes=\"\(entry.causes.map(String.init).joined(separator: " "))\">"
                + "<td>\(entry.sequence)</td>"
                + "<td>\(VirtualTimeText.offset(entry.at, from: result.startedAt))</td>"
                + "<td>\(XMLText.escaped(JournalLine.text(entry)))</td><td>\(isFirst ? causes : "")</td></tr>"
        }
        return HTMLPage.table(["Entry", "When", "What", "Because of"], rows)
    }

    // MARK: facts

    private var facts: String {
        let assumptions = result.assumptions.map { "\($0.name)=\($0.reading)" }.joined(separator: ", ")
        return HTMLPage.facts([
            ("File", result.file), ("World", result.world), ("Documents", result.rules),
            ("Seed", result.seed), ("Choices", result.choices), ("Depends on", assumptions),
            ("Begins", result.startedAt.iso8601), ("Ends", result.endedAt.iso8601),
            ("Invariants held", result.heldRules.joined(separator: ", ")),
            ("Warnings", result.warnings.map(\.message).joined(separator: "; ")),
            ("State", result.stateHash),
        ])
    }

    /// The verdict as a sign and a word.
    private static func badge(_ verdict: String) -> String {
        let sign = ["passed": "✓", "failed": "✗", "skipped": "–"][verdict] ?? "·"
        let style = verdict.split(separator: " ").joined()
        return "<span class=\"badge \(style)\"><span aria-hidden=\"true\">\(sign)</span> \(verdict)</span>"
    }
}
