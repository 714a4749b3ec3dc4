import VirtualTime

/// A failed step as people read it: what, where, what was found, why.
public struct FailureReport: Sendable {
    private let failure: StepFailure
    private let title: String
    private let source: SourceText?
    private let start: Instant

    /// Without the source the places are named and not shown.
    init(_ failure: StepFailure, title: String, source: SourceText?, start: Instant) {
        self.failure = failure
        self.title = title
        self.source = source
        self.start = start
    }

    var text: String {
        var lines = [
            "✗ \(title)   \(VirtualTimeText.offset(failure.at, from: start))", "  \(failure.message)",
        ]
        if let source {
            let excerpt = SourceExcerpt(source: source, labels: failure.labels)
            lines += excerpt.lines(file: source.file).map { "  \($0)" }
        }
        lines += failure.details.map { "  \($0)" }
        if !failure.rules.isEmpty { lines.append("  rules: \(failure.rules.joined(separator: ", "))") }
        return lines.joined(separator: "\n")
    }
}
