import VirtualTime

/// The debrief as one page that needs nothing beside itself.
public enum TrainingPage {
    public static func html(_ debrief: TrainingDebrief) -> String {
        let score = debrief.score
        let sheet = TrainingReport.sheet(score, start: debrief.start).joined(separator: "\n")
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Debrief: \(XMLText.escaped(debrief.title))</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; }
            body { padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            td, th { text-align: left; padding: .2rem .6rem; vertical-align: top; }
            td, th { border-bottom: 1px solid #8886; }
            td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
            pre { white-space: pre-wrap; }
            rect { fill: #5b7fa6; }
            text { fill: currentColor; font: 14px system-ui, sans-serif; }
            </style>
            </head>
            <body>
            <h1>\(XMLText.escaped(debrief.title))</h1>
            <p><strong>\(score.total) of \(score.maximum) points</strong>, \(score.pass) pass: \
            \(TrainingReport.verdict(score)). \(XMLText.escaped(debrief.start.iso8601)) to \
            \(XMLText.escaped(debrief.end.iso8601)).</p>
            <h2>Score sheet</h2>
            <pre>\(XMLText.escaped(sheet))</pre>
            <h2>And otherwise?</h2>
            \(lanes(debrief.lanes))
            <h2>Timeline</h2>
            <table>
            <thead><tr><th>when</th><th>what</th><th></th></tr></thead>
            <tbody>
            \(debrief.timeline.map { row($0, debrief.start) }.joined(separator: "\n"))
            </tbody>
            </table>
            <h2>Questions</h2>
            <pre>\(XMLText.escaped(debrief.questions ?? "none"))</pre>
            </body>
            </html>

            """
    }

    private static func row(_ line: TrainingDebrief.Line, _ start: Instant) -> String {
        let offset = VirtualTimeText.offset(line.at, from: start)
        return "<tr><td>\(offset)</td><td>\(line.kind)</td><td>\(XMLText.escaped(line.text))</td></tr>"
    }

    /// A bar a lane, as long as the minutes that were lost.
    private static func lanes(_ lanes: [TrainingDebrief.Lane]) -> String {
        let lengths = lanes.map { Int($0.lostMinutes) ?? 0 }
        let most = max(1, lengths.max() ?? 1)
        let bars = zip(lanes, lengths).enumerated().map { place, pair in
            let (lane, length) = pair
            let words = lane.problem ?? "\(length) lost minutes, \(lane.darkMinutes) dark"
            let y = place * 48
            return """
                <text x="0" y="\(y + 16)">\(XMLText.escaped(lane.name)): \(XMLText.escaped(words))</text>
                <rect x="0" y="\(y + 22)" width="\(length * 800 / most)" height="14"></rect>
                """
        }
        let height = lanes.count * 48
        return "<svg role=\"img\" aria-label=\"Lost minutes of each lane\" width=\"100%\" viewBox=\"0 0 800 "
            + "\(height)\">\n\(bars.joined(separator: "\n"))\n</svg>"
    }
}
