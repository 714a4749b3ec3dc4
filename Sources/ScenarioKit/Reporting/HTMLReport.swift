import VirtualTime

/// One page that needs nothing else: no request, no script to be read, light and dark.
///
/// Scripts only add that a part of the timeline that is chosen shows its chain of causes beside it; without
/// them it is a link into the journal.
struct HTMLReport: RunReport {
    let head: ReportHead
    private var runs: [(summary: String, section: String)] = []

    init(head: ReportHead) { self.head = head }

    mutating func add(_ file: ReportedFile) -> String {
        for run in file.runs {
            let section = HTMLRun(run, source: file.source, id: "run\(runs.count + 1)")
            runs.append((section.row, section.text))
        }
        return ""
    }

    mutating func finish(_ totals: RunTotals) -> String {
        let verdict = totals.failed > 0 ? "failed" : totals.passed > 0 ? "passed" : "skipped"
        let header = """
            <h1>Scenario runs</h1>
            <p class="total \(verdict)">\(totals.line)</p>
            <p>\(totals.extent) · lockstep \(XMLText.escaped(head.version))</p>
            """
        let main = """
            <section aria-labelledby="all">
            <h2 id="all">All runs</h2>
            \(HTMLPage.table(["Verdict", "Run", "Steps", "Virtual time", "File"], runs.map(\.summary)))
            </section>
            \(runs.map(\.section).joined(separator: "\n"))
            """
        return HTMLPage.text(
            title: "\(totals.line) · lockstep", header: header, main: main, script: HTMLStyle.script)
    }
}
