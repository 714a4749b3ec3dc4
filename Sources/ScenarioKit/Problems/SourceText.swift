/// A file's name and its text, cut into lines for messages.
public struct SourceText: Hashable, Sendable {
    public let file: String
    public let text: String
    let lines: [SourceLine]
    /// The files whose blocks it uses.
    public private(set) var included: [SourceText] = []

    public init(file: String, text: String) {
        self.file = file
        self.text = text
        lines = Self.lines(of: text).map { SourceLine($0) }
    }

    /// Cut where YAML ends a line, so that its line numbers are ours. Characters will not do: a carriage
    /// return and a line feed are one, and not the one that is looked for.
    private static func lines(of text: String) -> [Substring] {
        let bytes = text.utf8
        var lines: [Substring] = []
        var start = bytes.startIndex, index = start
        while index < bytes.endIndex {
            let length = lengthOfBreak(bytes[index...])
            if length == 0 {
                index = bytes.index(after: index)
            } else {
                lines.append(text[start..<index])
                index = bytes.index(index, offsetBy: length)
                start = index
            }
        }
        return lines + [text[start...]]
    }

    private static func lengthOfBreak(_ rest: Substring.UTF8View) -> Int {
        switch rest.first {
        case 0x0A: 1
        case 0x0D: rest.starts(with: [0x0D, 0x0A]) ? 2 : 1
        case 0xC2: rest.starts(with: [0xC2, 0x85]) ? 2 : 0
        case 0xE2: rest.starts(with: [0xE2, 0x80, 0xA8]) || rest.starts(with: [0xE2, 0x80, 0xA9]) ? 3 : 0
        default: 0
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

    /// The same text, beside the files that it includes.
    public func including(_ others: [SourceText]) -> SourceText {
        var source = self
        source.included = others
        return source
    }

    /// A line counted from 1; an empty one when there is none.
    func line(_ number: Int) -> SourceLine {
        lines.indices.contains(number - 1) ? lines[number - 1] : SourceLine("")
    }

    /// The line in which a place lies, in whichever file.
    func line(of place: SourcePlace) -> SourceLine {
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
