/// One mistake in a file: what is wrong, where, and what would be right.
public struct Problem: Error, Sendable, Equatable {
    /// A place with a few words under its carets.
    public struct Label: Sendable, Hashable {
        public let place: SourcePlace
        public let text: String

        public init(_ place: SourcePlace, _ text: String = "") {
            self.place = place
            self.text = text
        }
    }

    public let code: ProblemCode
    public let message: String
    public let file: String
    public let label: Label
    /// An earlier place that belongs to the mistake, such as the first of two equal keys.
    public let earlier: Label?
    /// Lines such as the list of allowed words.
    public let notes: [String]

    public init(
        _ code: ProblemCode, _ message: String, file: String, label: Label, earlier: Label? = nil,
        notes: [String] = []
    ) {
        self.code = code
        self.message = message
        self.file = file
        self.label = label
        self.earlier = earlier
        self.notes = notes
    }

    /// The message with the lines of the file and carets under them.
    public func rendered(with source: SourceText) -> String {
        SourceExcerpt(source: source, labels: [label], earlier: earlier)
            .message("error[\(code.rawValue)]: \(message)", file: file, remarks: remarks)
    }

    /// The notes, and where more is said unless the words under the carets say it all.
    var remarks: [String] {
        let isClear = notes.isEmpty && !label.text.isEmpty
        return isClear ? [] : notes + ["more: lockstep explain \(code.rawValue)"]
    }
}

/// All mistakes found in one file, in the order of their places. Thrown before anything has run.
public struct ProblemList: Error, Sendable {
    /// So many are collected; reading stops there.
    public static let limit = 20

    public let source: SourceText
    public let problems: [Problem]

    public init(source: SourceText, problems: [Problem]) {
        self.source = source
        self.problems = problems
    }

    /// Every message, an empty line between two.
    public var rendered: String {
        problems.map { $0.rendered(with: source) }.joined(separator: "\n\n")
    }
}

extension ProblemList: CustomStringConvertible {
    public var description: String { rendered }
}
