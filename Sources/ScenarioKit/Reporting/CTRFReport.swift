import VirtualTime

/// Common Test Report Format: a test for each run.
///
/// The format demands times of the machine. Where a report must be the same bytes each time, they are all 0.
struct CTRFReport: RunReport {
    let head: ReportHead
    private var tests: [Document] = []
    private var hashes = ""
    private var suites = 0

    init(head: ReportHead) { self.head = head }

    mutating func add(_ file: ReportedFile) -> String {
        suites += 1
        for run in file.runs {
            tests.append(Self.test(run, file))
            hashes += "\(run.result.file) \(run.result.row ?? "") \(run.result.stateHash)\n"
        }
        return ""
    }

    mutating func finish(_ totals: RunTotals) -> String {
        let wall = totals.wall.wholeMilliseconds
        let report: Document = [
            "reportFormat": "CTRF", "specVersion": "0.0.0",
            "runId": .string(head.runID ?? String(Digest.sha256(hashes).hex.prefix(16))),
            "generatedBy": "lockstep",
            "results": [
                "tool": ["name": "lockstep", "version": .string(head.version)],
                "summary": [
                    "tests": .integer(totals.runs), "passed": .integer(totals.passed),
                    "failed": .integer(totals.failed), "skipped": .integer(totals.skipped),
                    "pending": 0, "other": 0, "suites": .integer(suites),
                    "start": .integer(head.startedMilliseconds),
                    "stop": .integer(head.startedMilliseconds + wall), "duration": .integer(wall),
                ],
                "tests": .array(tests),
            ],
        ]
        return report.json(indent: 2) + "\n"
    }

    private static func test(_ run: ReportedRun, _ file: ReportedFile) -> Document {
        let result = run.result
        var test: Document = [
            "name": .string(result.caseName), "status": .string(result.verdict.rawValue),
            "duration": .integer(run.wall.wholeMilliseconds),
            "suite": [.string(HumanReport.stem(result.file))], "filePath": .string(result.file),
            "line": .integer(result.place.line),
        ]
        if !file.labels.isEmpty { test["tags"] = .array(file.labels.map(Document.string)) }
        if let message = result.failureMessage {
            test["message"] = .string(message)
            test["trace"] = .string(result.failureText(source: file.source))
        } else if let reason = result.reason {
            test["message"] = .string(reason)
        }
        if !result.steps.isEmpty { test["steps"] = .array(result.steps.map(step)) }
        test["extra"] = [
            "rules": .string(result.rules), "seed": .string(result.seed), "choices": .string(result.choices),
            "assumptions": .object(Members(result.assumptions.map { ($0.name, .string($0.reading)) })),
            "virtualDuration": .string(result.virtualDuration.text), "stateHash": .string(result.stateHash),
            "command": .string(run.command),
        ]
        return test
    }

    private static func step(_ step: StepOutcome) -> Document {
        let status =
            switch step.verdict {
            case .passed: "passed"
            case .failed: "failed"
            case .skipped, .notApplicable: "skipped"
            }
        return ["name": .string(step.title), "status": .string(status)]
    }
}
