import VirtualTime

/// Traces as OTLP JSON: a trace for each run, with a span for each step, each request and each operation.
/// Times are virtual, ids are digests, and links lead to the requests that brought something about.
struct OTLPReport: RunReport {
    private let head: ReportHead
    private var spans: [Document] = []

    init(head: ReportHead) { self.head = head }

    mutating func add(_ file: ReportedFile) -> String {
        for run in file.runs where run.result.verdict != .skipped { spans += OTLPTrace(run).spans }
        return ""
    }

    mutating func finish(_ totals: RunTotals) -> String {
        let report: Document = [
            "resourceSpans": [
                [
                    "resource": [
                        "attributes": .array([
                            OTLPTrace.attribute("service.name", "lockstep"),
                            OTLPTrace.attribute("service.version", head.version),
                        ])
                    ],
                    "scopeSpans": [
                        [
                            "scope": ["name": "lockstep.run", "version": .string(head.version)],
                            "spans": .array(spans),
                        ]
                    ],
                ]
            ]
        ]
        return report.json + "\n"
    }
}
