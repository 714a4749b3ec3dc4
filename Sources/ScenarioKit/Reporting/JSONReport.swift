public import VirtualTime

/// The versioned report for machines: the same bytes for the same runs, so no wall times in it. Its schema is
/// `ReportSchema`.
public enum JSONReport {
    public static let schema = "lockstep/report/v1"

    /// A whole report of runs under a file's own settings.
    public static func document(_ results: [RunResult]) -> Document {
        let runs = results.map { ReportedRun($0) }
        var totals = RunTotals()
        totals.add(ReportedFile(source: SourceText(file: "", text: ""), labels: [], runs: runs))
        return document(totals, runs: runs.map(run))
    }

    /// `runs` are members made by `run`.
    static func document(_ totals: RunTotals, runs: [Document]) -> Document {
        ["schema": .string(schema), "summary": summary(totals), "runs": .array(runs)]
    }

    static func summary(_ totals: RunTotals) -> Document {
        [
            "passed": .integer(totals.passed), "failed": .integer(totals.failed),
            "skipped": .integer(totals.skipped),
        ]
    }

    static func run(_ reported: ReportedRun) -> Document {
        var run = self.run(reported.result)
        run["command"] = .string(reported.command)
        if !reported.variants.isEmpty { run["variants"] = .array(reported.variants.map(variant)) }
        return run
    }

    private static func variant(_ variant: Variant) -> Document {
        [
            "reading": .string(variant.reading),
            "differences": .array(variant.differences.map(Document.string)),
            "problem": variant.problem.map { .string($0.message) } ?? .null,
        ]
    }

    private static func run(_ result: RunResult) -> Document {
        var run: Document = [
            "file": .string(result.file), "name": .string(result.name),
            "row": result.row.map(Document.string) ?? .null, "verdict": .string(result.verdict.rawValue),
        ]
        if let reason = result.reason { run["reason"] = .string(reason) }
        if let problem = result.problem { run["problem"] = .string(problem.message) }
        run["world"] = .string(result.world)
        run["rules"] = .string(result.rules)
        run["seed"] = .string(result.seed)
        run["choices"] = .string(result.choices)
        run["startedAt"] = .string(result.startedAt.iso8601)
        run["endedAt"] = .string(result.endedAt.iso8601)
        run["assumptions"] = .object(Members(result.assumptions.map { ($0.name, .string($0.reading)) }))
        run["warnings"] = .array(result.warnings.map { failure($0) })
        run["steps"] = .array(result.steps.map(step))
        run["entries"] = .integer(result.journal.count)
        run["stateHash"] = .string(result.stateHash)
        return run
    }

    private static func step(_ outcome: StepOutcome) -> Document {
        var step: Document = [
            "phase": .string(outcome.phase.rawValue), "name": .string(outcome.title),
            "verb": .string(outcome.verb),
            "line": .integer(outcome.place.line), "verdict": .string(outcome.verdict.rawValue),
            "startedAt": .string(outcome.startedAt.iso8601), "endedAt": .string(outcome.endedAt.iso8601),
            "entries": [.integer(outcome.entries.lowerBound), .integer(outcome.entries.upperBound)],
        ]
        if let mark = outcome.mark { step["mark"] = .string(mark) }
        if let reason = outcome.reason { step["reason"] = .string(reason) }
        if let result = outcome.result {
            var answer: Document = ["status": .integer(result.status)]
            answer["rejectedBy"] = .array(result.rejectedBy.map(Document.string))
            if !result.upheld.isEmpty { answer["upholds"] = .array(result.upheld.map(Document.string)) }
            answer["outcome"] = result.outcome.map(Document.string) ?? .null
            answer["operation"] = .string(result.operation.word)
            step["answer"] = answer
        }
        if let broken = outcome.failure { step["failure"] = failure(broken) }
        if !outcome.inner.isEmpty { step["steps"] = .array(outcome.inner.map(self.step)) }
        return step
    }

    private static func failure(_ failure: StepFailure) -> Document {
        [
            "code": .string(failure.code.rawValue), "message": .string(failure.message),
            "at": .string(failure.at.iso8601),
            "places": .array(
                failure.labels.map {
                    [
                        "line": .integer($0.place.line), "column": .integer($0.place.column),
                        "found": .string($0.text),
                    ]
                }),
            "details": .array(failure.details.map(Document.string)),
            "rules": .array(failure.rules.map(Document.string)),
        ]
    }
}
