import VirtualTime

/// The timeline of a run as SVG: time goes right, but only as far as something happens in it.
struct HTMLTimeline {
    private static let labelWidth = 330
    private static let laneHeight = 28
    private static let axisHeight = 46
    /// A drawing with more instants than this is too wide to be read; the tables say the same.
    private static let maximumInstants = 400

    private let result: RunResult
    private let id: String
    private let lanes: [RunTimeline.Lane]
    private let instants: [Instant]
    private let columns: [Int]

    init(_ result: RunResult, id: String) {
        self.result = result
        self.id = id
        lanes = RunTimeline(result).lanes
        var all: Set<Instant> = [result.startedAt, result.endedAt]
        for lane in lanes { for segment in lane.segments { all.formUnion([segment.from, segment.to]) } }
        for step in result.steps { all.formUnion([step.startedAt, step.endedAt]) }
        instants = all.sorted()
        var columns = [Self.labelWidth]
        for (before, after) in zip(instants, instants.dropFirst()) {
            columns.append(columns[columns.count - 1] + Self.gap((after - before).wholeMilliseconds))
        }
        self.columns = columns
    }

    /// Nil for a run in which nothing changed, or in which too much did.
    var text: String? {
        guard instants.count > 1, instants.count <= Self.maximumInstants, !lanes.isEmpty else { return nil }
        let width = columns[columns.count - 1] + 100
        let height = Self.axisHeight + (lanes.count + 1) * Self.laneHeight + 8
        let lines = lanes.enumerated().map { lane($1, at: top($0 + 1)) }
        return """
            <h3 id="\(id)-time">Timeline</h3>
            <p class="hint">Time runs from left to right, drawn as far apart as something happens in it.
            A part leads to the entry of the journal that brought it about.</p>
            <div class="wide" tabindex="0" role="region" aria-labelledby="\(id)-time">
            <svg width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="group"
             aria-label="Timeline of what changed">
            \(axis(height: height))
            \(steps)
            \(lines.joined(separator: "\n"))
            </svg>
            </div>
            <div class="why" aria-live="polite" hidden></div>
            <details><summary>The timeline as a table</summary>
            \(HTMLPage.table(["Thing", "Property", "Is", "From", "To", "Rule", "Entry"], rows))
            </details>
            """
    }

    /// The width of a stretch of time: what is a thousand times as long is some two times as wide.
    private static func gap(_ milliseconds: Int64) -> Int {
        let seconds = max(1, milliseconds / 1_000)
        return 66 + 6 * (Int64.bitWidth - seconds.leadingZeroBitCount)
    }

    private func x(_ instant: Instant) -> Int {
        columns[instants.firstIndex(of: instant) ?? 0]
    }

    private func top(_ lane: Int) -> Int { Self.axisHeight + lane * Self.laneHeight }

    // MARK: drawing

    /// Offsets stand in two rows, so that neighbors do not touch.
    private func axis(height: Int) -> String {
        instants.enumerated().map { index, instant in
            let x = columns[index]
            let offset = VirtualTimeText.offset(instant, from: result.startedAt)
            let y = index.isMultiple(of: 2) ? 12 : 26
            return "<line class=\"grid\" x1=\"\(x)\" y1=\"30\" x2=\"\(x)\" y2=\"\(height)\"/>"
                + "<text class=\"axis\" x=\"\(x)\" y=\"\(y)\">\(offset)</text>"
        }.joined(separator: "\n")
    }

    private var steps: String {
        let y = top(0)
        let parts = result.steps.enumerated().map { index, step in
            let from = x(step.startedAt), to = x(step.endedAt)
            let name = XMLText.escaped("step \(index + 1): \(step.title), \(step.verdict.rawValue)")
            let style = step.verdict == .failed ? "step failed" : "step"
            guard to > from else {
                return "<line class=\"\(style)\" x1=\"\(from)\" y1=\"\(y + 4)\" x2=\"\(from)\" "
                    + "y2=\"\(y + 22)\"><title>\(name)</title></line>"
            }
            return part(style, "url(#plain)", from: from, to: to, y: y, name, word: step.title)
        }
        return "<text class=\"lane\" x=\"8\" y=\"\(y + 17)\">steps</text>\n" + parts.joined(separator: "\n")
    }

    private func lane(_ lane: RunTimeline.Lane, at y: Int) -> String {
        let parts = lane.segments.map { segment in
            let mood = ValueMood(segment.value, of: lane.property)
            let from = x(segment.from)
            // What became so at the very end still has to be seen.
            let to = max(x(segment.to), from + (segment.to > segment.from ? 0 : 90))
            let name = XMLText.escaped(sentence(segment, lane))
            let drawing = part(
                mood.rawValue, "url(#\(mood.rawValue))", from: from, to: to, y: y, name, word: segment.value)
            guard let entry = segment.entry else { return drawing }
            return "<a href=\"#\(id)-e\(entry)\" data-entry=\"\(entry)\" aria-label=\"\(name)\">"
                + "\(drawing)</a>"
        }
        let thing = XMLText.escaped(lane.thing), property = XMLText.escaped(lane.property)
        return "<text class=\"lane\" x=\"8\" y=\"\(y + 17)\">\(thing) <tspan>\(property)</tspan></text>\n"
            + parts.joined(separator: "\n")
    }

    /// A rectangle with its word, which is cut off where the rectangle ends.
    private func part(
        _ style: String, _ fill: String, from: Int, to: Int, y: Int, _ name: String, word: String
    ) -> String {
        let width = to - from
        return "<svg class=\"part \(style)\" x=\"\(from)\" y=\"\(y + 3)\" width=\"\(width)\" height=\"22\">"
            + "<title>\(name)</title>"
            + "<rect class=\"back\" width=\"\(width)\" height=\"22\"/>"
            + "<rect width=\"\(width)\" height=\"22\" fill=\"\(fill)\"/>"
            + "<text x=\"6\" y=\"15\">\(XMLText.escaped(word))</text></svg>"
    }

    // MARK: words

    private func sentence(_ segment: RunTimeline.Segment, _ lane: RunTimeline.Lane) -> String {
        var text = "\(lane.thing) \(lane.property): \(segment.value) from \(offset(segment.from))"
        if segment.to > segment.from { text += ", for \((segment.to - segment.from).text)" }
        if let rule = segment.rule { text += ", \(rule)" }
        if let entry = segment.entry { text += ", entry \(entry)" }
        return text
    }

    private func offset(_ instant: Instant) -> String {
        VirtualTimeText.offset(instant, from: result.startedAt)
    }

    private var rows: [String] {
        lanes.flatMap { lane in
            lane.segments.map { segment in
                let entry = segment.entry.map { "<a href=\"#\(id)-e\($0)\">\($0)</a>" } ?? "the start"
                let cells = [
                    XMLText.escaped(lane.thing), XMLText.escaped(lane.property),
                    XMLText.escaped(segment.value), offset(segment.from), offset(segment.to),
                    XMLText.escaped(segment.rule ?? ""), entry,
                ]
                return "<tr>\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
            }
        }
    }
}
