import VirtualTime

/// The versioned report, its runs in the order of the files.
struct JSONRunReport: RunReport {
    private var runs: [Document] = []

    mutating func add(_ file: ReportedFile) -> String {
        runs += file.runs.map(JSONReport.run)
        return ""
    }

    mutating func finish(_ totals: RunTotals) -> String {
        JSONReport.document(totals, runs: runs).json(indent: 2) + "\n"
    }
}
