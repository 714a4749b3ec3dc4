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
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>\(totals.line) · lockstep</title>
            <style>
            \(HTMLStyle.sheet)
            </style>
            </head>
            <body>
            \(HTMLStyle.patterns)
            <header>
            <h1>Scenario runs</h1>
            <p class="total \(verdict)">\(totals.line)</p>
            <p>\(totals.extent) · lockstep \(XMLText.escaped(head.version))</p>
            </header>
            <main>
            <section aria-labelledby="all">
            <h2 id="all">All runs</h2>
            <div class="wide">
            <table>
            <thead><tr><th>Verdict</th><th>Run</th><th>Steps</th><th>Virtual time</th>
            <th>File</th></tr></thead>
            <tbody>
            \(runs.map(\.summary).joined(separator: "\n"))
            </tbody>
            </table>
            </div>
            </section>
            \(runs.map(\.section).joined(separator: "\n"))
            </main>
            <script>
            \(HTMLStyle.script)
            </script>
            </body>
            </html>

            """
    }
}
