import VirtualTime

/// JSON Lines: a line for each run as soon as its file is done, and one with the counts at the end.
struct NDJSONReport: RunReport {
    mutating func add(_ file: ReportedFile) -> String {
        file.runs.map { run in
            line(["schema": .string(JSONReport.schema), "kind": "run", "run": JSONReport.run(run)])
        }.joined()
    }

    mutating func finish(_ totals: RunTotals) -> String {
        line([
            "schema": .string(JSONReport.schema), "kind": "summary", "summary": JSONReport.summary(totals),
        ])
    }

    private func line(_ document: Document) -> String { document.json + "\n" }
}
