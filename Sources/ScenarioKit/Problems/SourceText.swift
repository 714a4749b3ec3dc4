/// A file's name and its text, cut into lines for messages.
public struct SourceText: Sendable {
    public let file: String
    public let text: String
    let lines: [Substring]

    public init(file: String, text: String) {
        self.file = file
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasSuffix("\r") ? line.dropLast() : line
        }
    }

    /// Reads bytes. Throws the place of the first one that is not UTF-8.
    public init(file: String, bytes: some Collection<UInt8>) throws(ProblemList) {
        if let text = String(validating: bytes, as: UTF8.self) {
            self.init(file: file, text: text)
            return
        }
        let source = SourceText(file: file, text: String(decoding: bytes, as: UTF8.self))
        let problem = Problem(
            .unreadableFile, "the file is not UTF-8", file: file,
            label: .init(Self.firstBroken(bytes), "save the file as UTF-8"))
        throw ProblemList(source: source, problems: [problem])
    }

    private static func firstBroken(_ bytes: some Collection<UInt8>) -> SourcePlace {
        var decoder = UTF8(), iterator = bytes.makeIterator()
        var line = 1, column = 1
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return SourcePlace(line: line, column: column)
    }

    /// The text of a line counted from 1; empty when there is none.
    func line(_ number: Int) -> String {
        lines.indices.contains(number - 1) ? String(lines[number - 1]) : ""
    }
}

/// A place in a file: line and column count from 1, columns and length in Unicode scalars.
public struct SourcePlace: Hashable, Sendable {
    public let line: Int
    public let column: Int
    public let length: Int

    public init(line: Int, column: Int, length: Int = 1) {
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    /// The same line, further right.
    func moved(by columns: Int, length: Int) -> SourcePlace {
        SourcePlace(line: line, column: column + columns, length: length)
    }
}
