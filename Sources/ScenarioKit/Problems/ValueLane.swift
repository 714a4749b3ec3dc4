public import VirtualTime

/// The values of one property over a stretch of virtual time.
public struct ValueLane: Equatable, Sendable {
    public struct Stretch: Equatable, Sendable {
        public let since: Instant
        public let value: String
    }

    /// Such as `workspace/contoso-soc.data`.
    public let subject: String
    /// In order; each lasts until the next begins.
    public var stretches: [Stretch]
    /// Whether the last value is what was expected.
    public let holds: Bool
}

/// Lanes under a common axis, as text.
struct LaneChart {
    private static let ticks = 4
    private static let tickWidth = 13
    private static let width = ticks * tickWidth

    let lanes: [ValueLane]
    let from: Instant
    let to: Instant

    private var subjectWidth: Int { lanes.map(\.subject.count).max() ?? 0 }
    private var span: Int64 { max(1, (to - from).wholeMilliseconds) }

    /// Nothing when there is no time to draw.
    var lines: [String] {
        guard to > from, !lanes.isEmpty else { return [] }
        let margin = String(repeating: " ", count: subjectWidth + 3)
        var times = "", axis = ""
        for tick in 0...Self.ticks {
            let at = from + .milliseconds(span * Int64(tick) / Int64(Self.ticks))
            let text = time(at)
            times += tick == Self.ticks ? text : Self.padded(text, to: Self.tickWidth)
            axis += tick == Self.ticks ? "|" : "|" + String(repeating: "-", count: Self.tickWidth - 1)
        }
        return [margin + times, margin + axis] + lanes.map(line)
    }

    private func time(_ instant: Instant) -> String {
        let text = instant.iso8601(fractionDigits: 0)
        if span >= 86_400_000 { return String(text.dropFirst(5).prefix(11)) }
        return String(text.dropFirst(11).prefix(span < 600_000 ? 8 : 5))
    }

    private func line(_ lane: ValueLane) -> String {
        var text = ""
        for (index, stretch) in lane.stretches.enumerated() {
            let start = index == 0 ? 0 : column(stretch.since)
            let end = index + 1 < lane.stretches.count ? column(lane.stretches[index + 1].since) : Self.width
            // A short stretch still shows its value: what comes after it moves to the right.
            text = Self.padded(text, to: start)
            text += stretch.value + " "
            text += String(repeating: ".", count: max(0, end - 1 - text.count))
            if text.last == "." { text += " " }
        }
        return "\(Self.padded(lane.subject, to: subjectWidth))   \(text)\(lane.holds ? "✓" : "✗")"
    }

    private func column(_ instant: Instant) -> Int {
        let offset = min(span, max(0, (instant - from).wholeMilliseconds))
        return Int(offset * Int64(Self.width) / span)
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
