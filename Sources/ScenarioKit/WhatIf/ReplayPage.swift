import Futures
import VirtualTime

extension Replay {
    /// One page that needs nothing else; the same run gives the same bytes.
    public var html: String {
        let main = """
            <section aria-labelledby="time">
            <h2 id="time">Along the time</h2>
            \(LaneDrawing([lane]).html(id: "lanes") ?? "")
            </section>
            <section aria-labelledby="came">
            <h2 id="came">What it came to</h2>
            \(HTMLPage.facts(figures.map { ($0.0.replacing("_", with: " "), $0.1.text ?? $0.1.json) }))
            \(breaches)
            </section>
            <section aria-labelledby="journal">
            <h2 id="journal">What happened</h2>
            \(HTMLPage.table(["When", "What"], lines.map { "<tr>\(HTMLPage.cells([$0.at, $0.what]))</tr>" }))
            </section>
            """
        return HTMLPage.text(title: "Replay · lockstep", header: header, main: main)
    }

    private var header: String {
        let verdict = isIdentical ? "replayed identically" : "went otherwise"
        return """
            <h1>Replay</h1>
            <p class="total \(isIdentical ? "passed" : "failed")">\(verdict)</p>
            \(HTMLPage.facts([
                ("World", token.spec.world), ("Fork point", origin.iso8601),
                ("Horizon", Duration.milliseconds(token.spec.horizon).text), ("Documents", token.spec.rules),
                ("Choices", token.course.texts.joined(separator: ", ")),
                ("State", "\(state) after \(events) events"), ("Made by", "lockstep \(token.engine)"),
            ]))
            <p>See it again: \(HTMLPage.command("lockstep replay \(token.text)"))</p>
            """
    }

    private var lane: LaneDrawing.Lane {
        let deeds = token.spec.deeds.map { deed in
            var words = deed
            words["at"] = Document?.none
            return (at: deed["at"]?.integer ?? 0, what: DeedMaker.title(of: words))
        }
        return LaneDrawing.Lane(
            name: "this run", end: "", dark: outcome.dark.map { ($0.from, $0.until) }, deeds: deeds,
            sum: "\(WhatIfTable.grouped("\(outcome.lostRecords)")) lost")
    }

    private var breaches: String {
        outcome.breaches.map { breach in
            "<p class=\"broken\">"
                + XMLText.escaped(
                    "✗ \(breach.invariant) at T+\(Duration.milliseconds(breach.at).text): \(breach.sentence)")
                + "</p>"
        }.joined(separator: "\n")
    }
}
