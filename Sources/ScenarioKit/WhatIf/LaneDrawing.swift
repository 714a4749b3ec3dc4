import VirtualTime

/// When workspaces were dark, as SVG: a lane a run, along an axis on which quiet stretches are folded.
struct LaneDrawing {
    /// One run. Times are milliseconds from the fork point.
    struct Lane {
        let name: String
        /// Which of several runs of one future: `worst`; empty for the only one.
        let end: String
        let dark: [(from: Int64, until: Int64?)]
        let deeds: [(at: Int64, what: String)]
        /// What it came to.
        let sum: String
    }

    private static let labelWidth = 300
    private static let laneHeight = 30
    private static let axisHeight = 34
    private static let width = 860
    private static let tail = 90
    /// More lanes than this are looked for in the table.
    static let maximumLanes = 200

    private let lanes: [Lane]
    private let fold: TimeFold

    init(_ lanes: [Lane]) {
        self.lanes = Array(lanes.prefix(Self.maximumLanes))
        let moments = self.lanes.flatMap { lane in
            lane.deeds.map(\.at) + lane.dark.flatMap { [$0.from, $0.until].compactMap { $0 } }
        }
        fold = TimeFold(moments: moments, width: Self.width, tail: Self.tail)
    }

    /// The drawing, and the same as a table; nil without a lane.
    /// - Parameter id: of the drawing, for what describes it.
    func html(id: String) -> String? {
        guard !lanes.isEmpty else { return nil }
        let height = Self.axisHeight + lanes.count * Self.laneHeight + 8
        let width = Self.labelWidth + Self.width + 130
        let drawn = lanes.enumerated().map { drawing($1, top: Self.axisHeight + $0 * Self.laneHeight) }
        return """
            <div class="wide" tabindex="0" role="region" aria-label="Lanes">
            <svg id="\(id)" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="img"
             aria-labelledby="\(id)-title \(id)-about">
            <title id="\(id)-title">When data was dark</title>
            <desc id="\(id)-about">\(lanes.count) lanes from T to the horizon.
            The table below says the same.</desc>
            \(axis(height: height))
            \(drawn.joined(separator: "\n"))
            </svg>
            </div>
            <p class="hint">A thin line is usable, hatched is dark, a triangle is something done (its title
            says what). The axis is folded where nothing happens: // stands for a long time.</p>
            <details><summary>The lanes as a table</summary>
            \(HTMLPage.table(["Future", "Run", "Dark", "Done", "Came to"], lanes.map(row)))
            </details>
            """
    }

    private func x(_ moment: Int64) -> Int { Self.labelWidth + fold.column(moment) }

    private static func offset(_ moment: Int64) -> String {
        moment == 0 ? "T" : "T+\(Duration.milliseconds(moment).text)"
    }

    // MARK: drawing

    private func axis(height: Int) -> String {
        var text: [String] = [], free = 0
        for (moment, column) in zip(fold.moments, fold.columns) {
            let x = Self.labelWidth + column
            text.append("<line class=\"grid\" x1=\"\(x)\" y1=\"20\" x2=\"\(x)\" y2=\"\(height)\"/>")
            guard column >= free else { continue }
            let label = Self.offset(moment)
            text.append("<text class=\"axis\" x=\"\(x)\" y=\"14\">\(label)</text>")
            free = column + label.count * 7 + 10
        }
        return (text + folds).joined(separator: "\n")
    }

    /// Where much more time lies in a stretch than in the slowest one of the picture.
    private var folds: [String] {
        var stretches: [(middle: Int, speed: Int64)] = []
        for place in fold.moments.indices.dropFirst() {
            let (from, to) = (fold.columns[place - 1], fold.columns[place])
            let span = fold.moments[place] - fold.moments[place - 1]
            stretches.append(((from + to) / 2, span / Int64(max(1, to - from))))
        }
        let slowest = stretches.map(\.speed).min() ?? 0
        return stretches.filter { $0.speed > slowest * 8 }.map { stretch in
            "<text class=\"axis\" x=\"\(Self.labelWidth + stretch.middle - 5)\" y=\"30\">//</text>"
        }
    }

    private func drawing(_ lane: Lane, top: Int) -> String {
        let name = XMLText.escaped(Self.fitted(lane.name)), end = XMLText.escaped(lane.end)
        let full = XMLText.escaped("\(lane.name) \(lane.end)")
        let right = Self.labelWidth + Self.width
        var parts = [
            "<text class=\"lane\" x=\"4\" y=\"\(top + 17)\"><title>\(full)</title>\(name) "
                + "<tspan>\(end)</tspan></text>",
            "<line class=\"usable\" x1=\"\(Self.labelWidth)\" y1=\"\(top + 12)\" x2=\"\(right)\" "
                + "y2=\"\(top + 12)\"/>",
        ]
        for stretch in lane.dark {
            let from = x(stretch.from), until = stretch.until.map(x) ?? right
            let words =
                "dark from \(Self.offset(stretch.from)) "
                + (stretch.until.map { "until \(Self.offset($0))" } ?? "to the horizon")
            let place = "x=\"\(from)\" y=\"\(top + 4)\" width=\"\(max(2, until - from))\" height=\"16\""
            parts.append(
                "<g><title>\(words)</title><rect \(place) fill=\"var(--paper)\"/>"
                    + "<rect class=\"dark\" \(place) fill=\"url(#bad)\"/></g>")
        }
        for deed in lane.deeds {
            let at = x(deed.at)
            parts.append(
                "<path class=\"deed\" d=\"M\(at) \(top + 20)l5 8h-10z\">"
                    + "<title>\(XMLText.escaped("\(Self.offset(deed.at)) \(deed.what)"))</title></path>")
        }
        parts.append(
            "<text class=\"axis lane-end\" x=\"\(right + 8)\" y=\"\(top + 16)\">\(XMLText.escaped(lane.sum))</text>"
        )
        return parts.joined(separator: "\n")
    }

    private static func fitted(_ name: String) -> String {
        name.count <= 32 ? name : name.prefix(31) + "…"
    }

    // MARK: words

    private func row(_ lane: Lane) -> String {
        let dark = lane.dark.map { stretch in
            "\(Self.offset(stretch.from)) to \(stretch.until.map(Self.offset) ?? "the horizon")"
        }
        let done = lane.deeds.map { "\(Self.offset($0.at)) \($0.what)" }
        return "<tr><th scope=\"row\">\(XMLText.escaped(lane.name))</th>"
            + HTMLPage.cells([
                lane.end, dark.isEmpty ? "never" : dark.joined(separator: ", "), done.joined(separator: "; "),
                lane.sum,
            ]) + "</tr>"
    }
}
