import VirtualTime

/// What exploring a scenario came to, for a reader.
public struct ExploreStory {
    private let report: ExploreReport
    private var sum: ExploreReport.Part { report.sum }

    public init(_ report: ExploreReport) { self.report = report }

    private var points: String {
        report.points.isEmpty ? "every choice" : report.points.joined(separator: " ")
    }

    /// - Parameter wall: how long the machine took.
    public func text(wall: Duration) -> String {
        var text = "exploring \(points)\n"
        text += "\(sum.cells) cells   \(sum.runs) runs   up to \(sum.depth) choices"
        if wall > .zero {
            let tenths = wall.wholeMilliseconds / 100
            text += "   \(tenths / 10).\(tenths % 10) s"
        }
        text += "\n\n"
        if sum.failures.isEmpty {
            text +=
                report.isDecided
                ? "✓ all \(sum.steps) steps hold in every cell\n" : "? no step failed in what was run\n"
        }
        for failure in sum.failures {
            text +=
                "✗ \(failure.step)\n    \(failure.what)\n    with \(failure.choices.joined(separator: " "))\n"
            let chosen = failure.choices.map { "--choose \($0)" }.joined(separator: " ")
            text += "    lockstep run \(report.file) \(chosen)\n"
        }
        for (word, end) in [("worst", sum.worst), ("best ", sum.best)] {
            guard let end else { continue }
            text += "\(word) \(report.measure) = \(shown(end.value))"
            text += end.choices.isEmpty ? "\n" : "  at  \(end.choices.joined(separator: ", "))\n"
        }
        if !report.isDecided {
            text += "NOT DECIDED: \(sum.undecided) pieces left, \(sum.doubtful) cells in doubt\n"
        }
        return text
    }

    private func shown(_ value: Int64) -> String {
        if sum.isDuration { return Duration.milliseconds(value).text }
        guard report.measure == "lost_minutes", value >= 60 else { return WhatIfTable.grouped("\(value)") }
        let minutes = value % 60
        return "\(WhatIfTable.grouped("\(value)")) (\(value / 60)h\(minutes < 10 ? "0" : "")\(minutes)m)"
    }
}
