import VirtualTime

/// A run as golden text: a line a step, and a line for each entry of the journal below the step it belongs
/// to.
public enum Trace {
    /// Runs of one file, one after the other. Ends with a line break.
    public static func text(_ results: [RunResult]) -> String {
        results.map(text).joined(separator: "\n")
    }

    private static func text(_ result: RunResult) -> String {
        let row = result.row.map { " [\($0)]" } ?? ""
        var lines = ["# \(HumanReport.stem(result.file))\(row): \(result.name)"]
        lines.append(
            "# world \(result.world)  start \(result.startedAt)  rules \(result.rules)"
                + "  seed \(result.seed)  choices \(result.choices)")
        if let problem = result.problem { lines.append("# \(problem.message)") }
        for step in result.steps { lines += self.lines(step, result.journal, result.startedAt, depth: 0) }
        for use in result.assumptions { lines.append("# depends on \(use.name)=\(use.reading)") }
        for warning in result.warnings { lines.append("# warning: \(warning.message)") }
        lines.append("# \(result.verdict.rawValue)\(result.reason.map { ": \($0)" } ?? "")")
        return lines.map { $0 + "\n" }.joined()
    }

    private static func lines(
        _ step: StepOutcome, _ journal: [JournalEntry], _ start: Instant, depth: Int
    ) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        let offset = VirtualTimeText.offset(step.startedAt, from: start)
        var lines = ["\(indent)\(padded(offset))\(step.title): \(verdict(step))"]
        guard step.inner.isEmpty else {
            let inner = step.forkJournal.isEmpty ? journal : step.forkJournal
            for one in step.inner { lines += self.lines(one, inner, start, depth: depth + 1) }
            if let failure = step.failure { lines.append("\(indent)    ✗ \(failure.message)") }
            return lines
        }
        if let exchange = step.result?.exchange { lines.append("\(indent)  \(padded(""))\(exchange)") }
        var cited: String?
        for entry in journal where step.entries.contains(entry.sequence) {
            let rule = entry.fields["rule"]?.text
            // An effect that the event above it cites already says nothing new.
            let isCited = entry.kind == "rule" && entry.fields["severity"] == "effect" && rule == cited
            cited = entry.kind == "event" ? rule : cited
            if isCited { continue }
            let offset = VirtualTimeText.offset(entry.at, from: start)
            lines.append("\(indent)  \(padded(offset))\(JournalLine.text(entry))")
        }
        if let failure = step.failure {
            lines.append("\(indent)    ✗ \(failure.message)")
            for label in failure.labels where !label.text.isEmpty {
                lines.append("\(indent)      line \(label.place.line): \(label.text)")
            }
        }
        return lines
    }

    private static func verdict(_ step: StepOutcome) -> String {
        var words = [step.verdict.rawValue]
        if let result = step.result {
            words.append(String(result.status))
            if let outcome = result.outcome { words.append(outcome) }
            if result.operation != .none { words.append(result.operation.word) }
            if !result.rejectedBy.isEmpty { words.append(result.rejectedBy.joined(separator: " ")) }
            if !result.upheld.isEmpty { words.append("upholding \(result.upheld.joined(separator: " "))") }
        }
        if step.endedAt > step.startedAt { words.append("after \((step.endedAt - step.startedAt).text)") }
        if let reason = step.reason { words.append("(\(reason))") }
        return words.joined(separator: " ")
    }

    private static func padded(_ offset: String) -> String {
        offset + String(repeating: " ", count: max(1, 18 - offset.count))
    }
}
