import ControlPlane
import VirtualTime

/// A failed step as people read it: what, where, what was found over time, why, and how to see it again.
public struct FailureReport: Sendable {
    private let failure: StepFailure
    private let title: String
    private let source: SourceText?
    private let start: Instant
    private let again: String?

    /// Without the source the places are named and not shown. `again` is the command that runs it again.
    init(
        _ failure: StepFailure, title: String, source: SourceText?, start: Instant, again: String? = nil
    ) {
        self.failure = failure
        self.title = title
        self.source = source
        self.start = start
        self.again = again
    }

    var text: String {
        let heading = "✗ \(title)"
        let padding = String(repeating: " ", count: max(3, 64 - heading.count))
        var lines = ["\(heading)\(padding)\(moment)", "  \(failure.message)"]
        if let source {
            let excerpt = SourceExcerpt(source: source, labels: failure.labels)
            lines += excerpt.lines(file: source.file).map { "  \($0)" }
            lines += failure.trail.map { "  \(excerpt.margin)= \(Self.sentence($0, source.file))" }
        } else {
            lines += failure.trail.map { "  \(Self.sentence($0, "line"))" }
        }
        if let origin = failure.origin {
            let chart = LaneChart(lanes: failure.lanes, from: origin.at, to: failure.at).lines
            if !chart.isEmpty { lines += [""] + chart.map { "   \($0)" } + [""] }
        }
        lines += failure.details.map { "  \($0)" }
        return (lines + closing).joined(separator: "\n")
    }

    private var moment: String {
        guard let origin = failure.origin, let mark = origin.mark, failure.at >= origin.at else {
            return VirtualTimeText.offset(failure.at, from: start)
        }
        return "\(mark) + \((failure.at - origin.at).text)"
    }

    private var closing: [String] {
        var lines = labeled("because", failure.because)
        lines += labeled("rule", failure.rules.prefix(4).map(Self.sentence))
        lines += labeled("more", ["lockstep explain \(failure.code.rawValue)"])
        return lines + labeled("again", again.map { [$0] } ?? [])
    }

    private func labeled(_ label: String, _ texts: [String]) -> [String] {
        texts.enumerated().map { index, text in
            let head = index == 0 ? label : ""
            return "   \(head)\(String(repeating: " ", count: 9 - head.count))\(text)"
        }
    }

    private static func sentence(_ around: StepFailure.Surrounding, _ file: String) -> String {
        around.words + (around.place.map { ", used at \(file):\($0.line)" } ?? "")
    }

    /// The id of a rule and what it says.
    private static func sentence(_ id: String) -> String {
        Rulebook.find(id).map { "\(id) \"\($0.citation.says)\"" } ?? id
    }
}
