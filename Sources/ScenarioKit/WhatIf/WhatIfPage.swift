import Futures
import VirtualTime

/// The report as one HTML file that needs nothing else: table, lanes, tokens.
public struct WhatIfPage {
    private let report: WhatIfReport
    private let table: WhatIfTable

    public init(_ report: WhatIfReport) {
        self.report = report
        table = WhatIfTable(report)
    }

    private var document: Document { report.document }
    private func text(_ name: String) -> String { document[name]?.text ?? "" }

    /// The page; the same report gives the same bytes.
    public var html: String {
        let main = """
            <section aria-labelledby="table">
            <h2 id="table">Futures</h2>
            \(futures)
            </section>
            \(lanes)
            """
        return HTMLPage.text(title: "\(text("name")) · lockstep", header: header, main: main)
    }

    private var header: String {
        let verdict = text("verdict")
        let style = ["decided": "passed", "violated": "failed"][verdict] ?? "open"
        let how =
            document["explored"] == true
            ? "every choice that the documents leave open: " + points : "one policy for all choices"
        return """
            <h1>\(XMLText.escaped(text("name")))</h1>
            <p class="total \(style)">\(XMLText.escaped(verdict))\(XMLText.escaped(extreme))</p>
            \(HTMLPage.facts([
                ("World", text("world")), ("Fork point", text("forkPoint")), ("Horizon", text("horizon")),
                ("Documents", text("rules")), ("Seed", text("seed")), ("Explored", how),
                ("Plan", text("plan")), ("Made by", "lockstep \(text("engine"))"),
            ]))
            """
    }

    private var points: String {
        let points = (document["points"]?.items ?? []).compactMap(\.text)
        return points.isEmpty ? "all of them" : points.joined(separator: ", ")
    }

    private var extreme: String {
        guard let extreme = document["extreme"] else { return "" }
        let word = document["objective"]?.members?.first?.name ?? ""
        let value = table.short(extreme["value"] ?? .null, table.leading)
        return " — \(word) \(words(table.leading)): \(value) in \(extreme["row"]?.text ?? "")"
    }

    private func words(_ measure: Measure) -> String { measure.rawValue.replacing("_", with: " ") }

    // MARK: table

    private var futures: String {
        let heads =
            ["<th scope=\"col\">Future</th>"]
            + table.axes.map { "<th scope=\"col\">\(XMLText.escaped($0))</th>" }
            + table.asked.map {
                "<th scope=\"col\" title=\"\(XMLText.escaped($0.formula))\">\(words($0))</th>"
            }
            + ["earliest", "latest"].map {
                "<th scope=\"col\">\(words(table.leading)), all \($0)</th>"
            }
            + ["<th scope=\"col\">Depends on</th>", "<th scope=\"col\">Mark</th>"]
        let bodies = report.rows.map { row in
            "<tbody>\(said(row))\(more(row, columns: heads.count))</tbody>"
        }
        return """
            <div class="wide"><table><thead><tr>\(heads.joined())</tr></thead>
            \(bodies.joined(separator: "\n"))
            </table></div>
            <p class="hint">Figures are best..worst over all choices. ! the worst case is found by no single
            policy · ? not decided within the bounds · ~ come near to, never reached</p>
            """
    }

    private func said(_ row: Document) -> String {
        let single = ["earliest", "latest"].map { policy in
            table.short(row["policies"]?[policy]?[table.leading.key] ?? .null, table.leading)
        }
        let depends = (row["dependsOn"]?.items ?? []).compactMap { $0["assumption"]?.text }
        let isOpen = row["verdict"]?.text == "NOT DECIDED"
        let mark = isOpen ? "? NOT DECIDED" : row["missedByPolicies"] == true ? "! missed by both" : ""
        return "<tr class=\"said\"><th scope=\"row\">\(XMLText.escaped(row["future"]?.text ?? ""))</th>"
            + HTMLPage.cells(
                table.axes.map { row["params"]?[$0]?.text ?? "-" }
                    + table.asked.map { table.value(row["measures"]?[$0.key], $0) } + single
                    + [depends.isEmpty ? "-" : depends.joined(separator: ", ")])
            + "<td class=\"\(isOpen ? "open" : "")\">\(mark)</td></tr>"
    }

    /// What is to be said below a row, and how to see it again.
    private func more(_ row: Document, columns: Int) -> String {
        var lines: [String] = []
        if row["sameInAllReadings"] == true { lines.append("The same in all readings.") }
        for use in row["dependsOn"]?.items ?? [] {
            let name = use["assumption"]?.text ?? "", reading = use["reading"]?.text ?? ""
            lines.append(XMLText.escaped("Otherwise with \(name)=\(reading)."))
        }
        if let idle = row["idleRuns"]?.integer { lines.append("Nothing took effect in \(idle) runs.") }
        if row["verdict"]?.text == "NOT DECIDED" {
            lines.append(
                "<span class=\"open\">NOT DECIDED</span>: \(row["undecided"]?.integer ?? 0) pieces left, "
                    + "\(row["doubtfulCells"]?.integer ?? 0) cells in doubt.")
        }
        lines += (row["invariants"]?.items ?? []).map(invariant)
        for end in ["worst", "best"] {
            guard let token = row["witness"]?[end]?.text else { continue }
            if end == "best", token == row["witness"]?["worst"]?.text { continue }
            lines.append(
                "<span class=\"again\">\(end): \(HTMLPage.command("lockstep replay \(token)"))</span>")
        }
        return
            "<tr class=\"more\"><td colspan=\"\(columns)\">\(lines.map { "<div>\($0)</div>" }.joined(separator: "\n"))</td></tr>"
    }

    private func invariant(_ invariant: Document) -> String {
        let name = XMLText.escaped(invariant["name"]?.text ?? "")
        guard let breach = invariant["breach"] else { return "✓ \(name) holds" }
        let kind = invariant["severity"]?.text == "warning" ? "a warning" : "broken"
        return "<span class=\"broken\">✗ \(name)</span>, \(kind) at "
            + XMLText.escaped("\(breach["at"]?.text ?? ""): \(breach["what"]?.text ?? "")")
            + "<span class=\"again\">\(HTMLPage.command("lockstep replay \(breach["token"]?.text ?? "")"))</span>"
    }

    // MARK: lanes

    private var lanes: String {
        let lanes = report.rows.flatMap(Self.lanes)
        guard let drawing = LaneDrawing(lanes).html(id: "lanes") else { return "" }
        let rest = lanes.count - LaneDrawing.maximumLanes
        let note = rest > 0 ? "<p>\(rest) more lanes are not drawn.</p>" : ""
        return
            "<section aria-labelledby=\"time\">\n<h2 id=\"time\">Along the time</h2>\n\(drawing)\n\(note)</section>"
    }

    private static func lanes(_ row: Document) -> [LaneDrawing.Lane] {
        let deeds = (row["lanes"]?["deeds"]?.items ?? []).map {
            (at: $0["at"]?.integer ?? 0, what: $0["what"]?.text ?? "")
        }
        let isOne = row["lanes"]?["best"] == row["lanes"]?["worst"]
        return (isOne ? ["worst"] : ["worst", "best"]).compactMap { end in
            guard let stretches = row["lanes"]?[end]?.items else { return nil }
            return LaneDrawing.Lane(
                name: row["id"]?.text ?? "", end: isOne ? "" : end,
                dark: stretches.map { ($0[0]?.integer ?? 0, $0[1]?.integer) }, deeds: deeds,
                sum: "\(WhatIfLanes.lost(row, end)) lost")
        }
    }
}
