import VirtualTime

/// TAP 14: a test for each run, a subtest for each of its steps.
struct TAPReport: RunReport {
    private var count = 0

    mutating func add(_ file: ReportedFile) -> String {
        var lines = count == 0 ? ["TAP version 14"] : []
        for run in file.runs {
            count += 1
            lines += self.lines(run, file)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    mutating func finish(_ totals: RunTotals) -> String {
        (count == 0 ? "TAP version 14\n" : "") + "1..\(count)\n"
    }

    private func lines(_ run: ReportedRun, _ file: ReportedFile) -> [String] {
        let result = run.result
        let name = Self.escaped("\(HumanReport.stem(result.file)): \(result.caseName)")
        if result.verdict == .skipped {
            return ["ok \(count) - \(name) # SKIP \(Self.oneLine(result.reason ?? ""))"]
        }
        var lines: [String] = []
        if !result.steps.isEmpty {
            lines.append("# Subtest: \(name)")
            lines.append("    1..\(result.steps.count)")
            for (index, step) in result.steps.enumerated() {
                lines += self.lines(step, index + 1, result, file.source).map { "    \($0)" }
            }
        }
        lines.append("\(result.verdict == .passed ? "ok" : "not ok") \(count) - \(name)")
        var facts: [(String, String)] = []
        if let message = result.failureMessage { facts.append(("message", message)) }
        facts += [
            ("file", result.file), ("rules", result.rules), ("seed", result.seed),
            ("choices", result.choices),
            ("virtual_duration", result.virtualDuration.text), ("state_hash", result.stateHash),
            ("command", run.command),
        ]
        return lines + Self.diagnostics(facts)
    }

    private func lines(
        _ step: StepOutcome, _ number: Int, _ result: RunResult, _ source: SourceText
    ) -> [String] {
        let name = Self.escaped(step.title)
        switch step.verdict {
        case .passed: return ["ok \(number) - \(name)"]
        case .skipped: return ["ok \(number) - \(name) # SKIP \(Self.oneLine(step.reason ?? ""))"]
        case .notApplicable: return ["ok \(number) - \(name) # SKIP its `if` is false"]
        case .failed:
            guard let failure = step.failure else { return ["not ok \(number) - \(name)"] }
            let place = failure.labels.first?.place ?? step.place
            let report = result.failureText(of: step, title: step.title, source: source)
            let facts = [
                ("message", failure.message),
                ("at", "\(result.file):\(place.line):\(place.column)"),
                ("virtual_time", failure.at.iso8601), ("rules", failure.rules.joined(separator: " ")),
                ("report", report ?? ""),
            ]
            return ["not ok \(number) - \(name)"] + Self.diagnostics(facts)
        }
    }

    /// A block of YAML whose values are quoted as JSON is, which YAML reads alike; long texts as they stand.
    private static func diagnostics(_ facts: [(String, String)]) -> [String] {
        var lines = ["  ---"]
        for (name, value) in facts where !value.isEmpty {
            if value.contains("\n") {
                lines.append("  \(name): |2")
                lines += value.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
            } else {
                lines.append("  \(name): \(Document.string(value).json)")
            }
        }
        return lines + ["  ..."]
    }

    /// `#` would begin a directive, and a backslash escapes.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for letter in oneLine(text) {
            if letter == "#" || letter == "\\" { escaped.append("\\") }
            escaped.append(letter)
        }
        return escaped
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
