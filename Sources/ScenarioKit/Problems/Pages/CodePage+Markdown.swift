extension CodePage {
    /// The page for docs/codes, without the line break at its end that a shell shows.
    public var markdown: String {
        let advice = advice.map { "- \($0)" }.joined(separator: "\n")
        return """
            <!-- Written by make docs. -->

            # \(code): \(title)

            \(means)

            Wrong:

            ```\(wrongInWords == nil ? "yaml" : "")
            \(Self.trimmed(wrongText))
            ```

            Lockstep says:

            ```
            \(Self.trimmed(message()))
            ```

            Right:

            ```yaml
            \(Self.trimmed(right))
            ```

            What to do:

            \(advice)

            """
    }

    /// The list of all pages.
    public static var index: String {
        let lines = all.map { "| [\($0.code)](\($0.code).md) | \($0.title) |" }.joined(separator: "\n")
        return """
            <!-- Written by make docs. -->

            # Codes

            `E` codes are mistakes in a file: nothing has run. `A` codes are expectations that a run did not
            meet. A code keeps its meaning for ever. `lockstep explain CODE` prints the same page.

            | Code | What |
            | --- | --- |
            \(lines)

            """
    }

    private static func trimmed(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.allSatisfy { $0 == " " } ? "" : String($0) }.joined(separator: "\n")
            .trimmingLineBreaks()
    }
}

extension String {
    fileprivate func trimmingLineBreaks() -> String {
        var text = self
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}
