import ControlPlane
import Simulation
import VirtualTime

/// The history of a world as pictures: what each property was, from when to when.
struct WorldLanes {
    struct Stretch: Equatable {
        let value: String
        let from: Instant
        /// The last one goes on to the present.
        var to: Instant
        let entry: EntryNumber
        let rule: String?
    }

    struct Lane: Equatable {
        let title: String
        var stretches: [Stretch]
    }

    /// Properties that more of them have would be no picture any more.
    static let most = 200
    let from: Instant
    let to: Instant
    private(set) var lanes: [Lane] = []

    /// In the order in which they changed first; those that only count are left out.
    init(_ entries: [Entry], from start: Instant, in world: World) {
        (from, to) = (start, world.now)
        var places: [String: Int] = [:]
        for entry in entries {
            for line in entry.lines(in: world) where line.kind == .event {
                guard let thing = line.thing, let property = line.property, let value = line.to,
                    Int64(value) == nil
                else { continue }
                let title = "\(thing) \(property)"
                let stretch = Stretch(
                    value: value, from: entry.at, to: world.now, entry: entry.number, rule: line.rule?.code)
                guard let place = places[title] else {
                    guard lanes.count < Self.most else { continue }
                    places[title] = lanes.count
                    lanes.append(Lane(title: title, stretches: [stretch]))
                    continue
                }
                lanes[place].stretches[lanes[place].stretches.count - 1].to = entry.at
                lanes[place].stretches.append(stretch)
            }
        }
    }

    /// The trace format of Chrome and Perfetto: a thread for each property, microseconds of virtual time.
    var trace: Document {
        var events: [Document] = []
        for (thread, lane) in lanes.enumerated() {
            events.append([
                "ph": "M", "name": "thread_name", "pid": 1, "tid": .integer(thread + 1),
                "args": ["name": .string(lane.title)],
            ])
            for stretch in lane.stretches where stretch.to > stretch.from {
                var arguments: Document = ["entry": .integer(stretch.entry)]
                if let rule = stretch.rule { arguments["rule"] = .string(rule) }
                events.append([
                    "ph": "X", "name": .string(stretch.value), "cat": "state", "pid": 1,
                    "tid": .integer(thread + 1),
                    "ts": .integer((stretch.from - from).wholeMilliseconds * 1_000),
                    "dur": .integer((stretch.to - stretch.from).wholeMilliseconds * 1_000),
                    "args": arguments,
                ])
            }
        }
        return ["displayTimeUnit": "ms", "traceEvents": .array(events)]
    }
}

/// The lanes as a drawing that says the same to a reader of text.
struct LanesDrawing {
    private static let labelWidth: Int64 = 320, width: Int64 = 880, laneHeight: Int64 = 24
    let lanes: WorldLanes

    var svg: String {
        let height = 34 + Int64(lanes.lanes.count) * Self.laneHeight
        let width = Self.labelWidth + Self.width + 10
        let rows = lanes.lanes.enumerated().map { row($1, top: 30 + Int64($0) * Self.laneHeight) }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" role="img" font-family="sans-serif" font-size="12">
            <title>What changed from \(lanes.from.iso8601) to \(lanes.to.iso8601)</title>
            <rect width="100%" height="100%" fill="white"/>
            <text x="\(Self.labelWidth)" y="18">\(lanes.from.iso8601)</text>
            <text x="\(width - 10)" y="18" text-anchor="end">\(lanes.to.iso8601)</text>
            \(rows.joined(separator: "\n"))
            </svg>

            """
    }

    private func row(_ lane: WorldLanes.Lane, top: Int64) -> String {
        let boxes = lane.stretches.map { stretch in
            let left = place(of: stretch.from)
            let value = Self.escaped(stretch.value)
            return """
                <g><title>\(Self.escaped(lane.title)): \(value) from \(stretch.from.iso8601)\
                \(stretch.rule.map { " (\($0))" } ?? "")</title>
                <rect x="\(left)" y="\(top)" width="\(max(1, place(of: stretch.to) - left))" height="18" \
                fill="\(Self.color(of: stretch.value))" stroke="#333"/>
                <text x="\(left + 3)" y="\(top + 13)">\(value)</text></g>
                """
        }
        let label = "<text x=\"4\" y=\"\(top + 13)\">\(Self.escaped(lane.title))</text>"
        return ([label] + boxes).joined(separator: "\n")
    }

    private func place(of instant: Instant) -> Int64 {
        let whole = max(1, (lanes.to - lanes.from).wholeMilliseconds)
        let part = (instant - lanes.from).wholeMilliseconds
        return Self.labelWidth + Int64(Int128(part) * Int128(Self.width) / Int128(whole))
    }

    /// Light enough for black letters; what is dark or failed stands out.
    private static func color(of value: String) -> String {
        let bad = ["revoked", "inaccessible", "unavailable", "disabled", "blocked", "failed", "deleted"]
        return bad.contains(value.lowercased()) ? "#f2b8a0" : "#cfe3f5"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
