import VirtualTime

/// The console's report: a line a run, what failed, and the count at the end.
public enum HumanReport {
    /// One run, with its failures below it. `source` is the file's text, for the places.
    public static func run(_ result: RunResult, source: SourceText?) -> String {
        let name = result.row.map { "\(stem(result.file)) [\($0)]" } ?? stem(result.file)
        switch result.verdict {
        case .skipped: return "  SKIP  \(name)  \(result.reason ?? "")"
        case .passed: return "  PASS  \(padded(name)) \(figures(result))"
        case .failed:
            return (["  FAIL  \(padded(name)) \(figures(result))"] + failures(result, source)).joined(
                separator: "\n")
        }
    }

    /// All runs and the closing line `N passed, N failed, N skipped`.
    public static func text(_ results: [(result: RunResult, source: SourceText?)]) -> String {
        let lines = results.map { run($0.result, source: $0.source) }
        return (lines + ["", summary(results.map(\.result))]).joined(separator: "\n")
    }

    /// What other readings change in a run: a line each, those that change nothing in one.
    public static func variants(_ readings: Readings) -> [String] {
        let same = readings.variants.filter { $0.differences.isEmpty && $0.problem == nil }.map(\.reading)
        var lines: [String] = []
        for variant in readings.variants where !same.contains(variant.reading) {
            lines.append("        ≠ \(variant.reading)")
            lines += variant.differences.prefix(5).map { "            \($0)" }
            if variant.differences.count > 5 {
                lines.append("            … \(variant.differences.count - 5) more")
            }
            if let problem = variant.problem { lines.append("            \(problem.message)") }
        }
        if !same.isEmpty { lines.append("        = \(same.joined(separator: ", "))") }
        return lines
    }

    public static func summary(_ results: [RunResult]) -> String {
        let passed = results.count { $0.verdict == .passed }
        let failed = results.count { $0.verdict == .failed }
        let skipped = results.count { $0.verdict == .skipped }
        return "\(passed) passed, \(failed) failed, \(skipped) skipped"
    }

    private static func figures(_ result: RunResult) -> String {
        let virtual = VirtualTimeText.span(result.endedAt - result.startedAt)
        var text = "\(result.stepsRun) steps  \(virtual) virtual"
        if !result.assumptions.isEmpty {
            let uses = result.assumptions.map { "\($0.name)=\($0.reading)" }.joined(separator: ", ")
            text += "  depends on: \(uses)"
        }
        for warning in result.warnings { text += "\n        ! \(warning.message)" }
        return text
    }

    private static func failures(_ result: RunResult, _ source: SourceText?) -> [String] {
        let text = result.failureText(source: source)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { "        \($0)" }
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(0, 56 - name.count))
    }

    /// The file's name without folder and endings.
    static func stem(_ file: String) -> String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.hasSuffix(".scenario.yaml") ? String(name.dropLast(".scenario.yaml".count)) : name
    }
}

extension RunResult {
    /// All that failed, as the console shows it, without color and from the left margin on.
    func failureText(source: SourceText?) -> String {
        if let problem { return problem.message }
        let reports = steps.enumerated().compactMap { index, step in
            failureText(of: step, title: "step \(index + 1) \"\(step.title)\"", source: source)
        }
        return reports.joined(separator: "\n")
    }

    /// The same of one step; nil if it did not fail.
    func failureText(of step: StepOutcome, title: String, source: SourceText?) -> String? {
        guard step.verdict == .failed, let failure = step.failure else { return nil }
        return FailureReport(
            failure, title: title, source: source, start: startedAt, again: command
        ).text
    }
}
