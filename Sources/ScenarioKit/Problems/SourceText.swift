/// A file's name and its text, cut into lines for messages.
public struct SourceText: Hashable, Sendable {
    public let file: String
    public let text: String
    let lines: [Substring]
    /// The files whose blocks it uses.
    public private(set) var included: [SourceText] = []

    public init(file: String, text: String) {
        self.file = file
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasSuffix("\r") ? line.dropLast() : line
        }
    }

    /// The same text, beside the files that it includes.
    public func including(_ others: [SourceText]) -> SourceText {
        var source = self
        source.included = others
        return source
    }

    /// The text of a line counted from 1; empty when there is none.
    func line(_ number: Int) -> String {
        lines.indices.contains(number - 1) ? String(lines[number - 1]) : ""
    }

    /// The line in which a place lies, in whichever file.
    func line(of place: SourcePlace) -> String {
        let source = place.file.flatMap { file in included.first { $0.file == file } } ?? self
        return source.line(place.line)
    }
}

/// A place in a file: line and column count from 1, columns and length in Unicode scalars.
public struct SourcePlace: Hashable, Sendable {
    public let line: Int
    public let column: Int
    public let length: Int
    /// The included file it lies in; nil for the file that is read.
    public let file: String?

    public init(line: Int, column: Int, length: Int = 1, file: String? = nil) {
        self.line = line
        self.column = column
        self.length = max(1, length)
        self.file = file
    }

    /// The same line, further right.
    func moved(by columns: Int, length: Int) -> SourcePlace {
        SourcePlace(line: line, column: column + columns, length: length, file: file)
    }
}
