import VirtualTime

/// A run as golden text: a line a step, and a line for each entry of the journal below the step it belongs
/// to.
public enum Trace {
    /// Runs of one file, one after the other. Ends with a line break.
    public static func text(_ results: [RunResult]) -> String {
        results.map(text).joined(separator: "\n")
    }

    private static func text(_ result: RunResult) -> String {
        let steps = result.steps.map { text(of: $0, in: result.journal, from: result.startedAt) }
        return head(result) + steps.joined() + tail(result)
    }

    /// What is known before the first step.
    static func head(_ result: RunResult) -> String {
        let row = result.row.map { " [\($0)]" } ?? ""
        var lines = ["# \(HumanReport.stem(result.file))\(row): \(result.name)"]
        lines.append(
            "# world \(result.world)  start \(result.startedAt)  rules \(result.rules)"
                + "  seed \(result.seed)  choices \(result.choices)")
        return lines.map { $0 + "\n" }.joined()
    }

    /// One step of the story with the entries of the journal that belong to it.
    static func text(of step: StepOutcome, in journal: [JournalEntry], from start: Instant) -> String {
        lines(step, journal, start, depth: 0).map { $0 + "\n" }.joined()
    }

    /// What is known after the last step.
    static func tail(_ result: RunResult) -> String {
        var lines: [String] = []
        if let problem = result.problem { lines.append("# \(problem.message)") }
        for use in result.assumptions { lines.append("# depends on \(use.name)=\(use.reading)") }
        for rule in result.heldRules { lines.append("# holds rule \(rule)") }
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
        if step.verb == "use", step.leaves.count > longestBlock {
            return summary(of: step, lines[0], indent)
        }
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
        if let failure = step.failure { lines += self.lines(failure, indent) }
        return lines
    }

    /// Blocks with more steps than this, those of blocks inside included, are told in one line.
    private static let longestBlock = 50

    /// How many steps of a long block passed, and in full those that did not.
    private static func summary(of step: StepOutcome, _ line: String, _ indent: String) -> [String] {
        let leaves = step.leaves
        let passed = leaves.count { $0.verdict == .passed }
        var lines = ["\(line) (\(passed) of \(leaves.count) steps)"]
        for leaf in leaves where leaf.verdict == .failed {
            lines.append("\(indent)  \(leaf.title): \(verdict(leaf))")
            if let failure = leaf.failure { lines += self.lines(failure, indent + "  ") }
        }
        return lines
    }

    private static func lines(_ failure: StepFailure, _ indent: String) -> [String] {
        ["\(indent)    ✗ \(failure.message)"]
            + failure.labels.filter { !$0.text.isEmpty }
            .map { "\(indent)      line \($0.place.line): \($0.text)" }
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

extension StepOutcome {
    /// The steps that have none inside, of all depths.
    fileprivate var leaves: [StepOutcome] { inner.isEmpty ? [self] : inner.flatMap(\.leaves) }
}
