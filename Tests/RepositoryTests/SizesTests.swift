import Testing

/// How long things are: files in lines, functions in lines from `func` to their last brace, lines in columns.
enum Sizes {
    static let linesAFile = 500
    static let linesAFunction = 60
    static let columns = 110

    static func overlong(in file: SourceFile) -> [String] {
        var findings: [String] = []
        if file.lines.count > linesAFile { findings.append("\(file.path): \(file.lines.count) lines") }
        for (number, line) in file.lines.enumerated() where line.count > columns && !isLiteral(line) {
            findings.append("\(file.path):\(number + 1): \(line.count) columns")
        }
        for function in functions(in: file) where function.lines > linesAFunction {
            findings.append("\(file.path):\(function.line): \(function.lines) lines in a function")
        }
        return findings
    }

    /// A literal on a line of its own: it is one sentence, and the formatter does not cut it either.
    private static func isLiteral(_ line: Substring) -> Bool {
        let text = line.drop { $0 == " " || $0 == "+" }
        return text.first == "\"" || text.first == "#"
    }

    private static func begins(_ line: Substring) -> Bool {
        let words = line.split { $0 == " " || $0 == "(" || $0 == "<" || $0 == "?" }
        return words.contains { $0 == "func" || $0 == "init" || $0 == "deinit" }
    }

    static func functions(in file: SourceFile) -> [(line: Int, lines: Int)] {
        var found: [(line: Int, lines: Int)] = []
        var open: [(line: Int, depth: Int)] = []
        var waiting: Int?
        var depth = 0
        for (number, line) in file.codeLines.enumerated() {
            if begins(line) { waiting = number }
            for character in line {
                switch character {
                case "{":
                    if let start = waiting { open.append((start, depth)) }
                    waiting = nil
                    depth += 1
                case "}":
                    depth -= 1
                    guard let last = open.last, last.depth == depth else { continue }
                    open.removeLast()
                    found.append((last.line + 1, number - last.line + 1))
                default: continue
                }
            }
        }
        return found
    }
}

@Suite("Small files, small functions, short lines") struct SizesTests {
    @Test("in each file of the sources and tests", arguments: ["Sources", "Tests"])
    func overlong(folder: String) {
        let files = Repository.swiftFiles(in: folder).filter { $0.name != "TraceTable.swift" }
        let counts = files.map(\.lines.count).sorted()
        print(
            "\(folder): \(files.count) files, median \(counts[counts.count / 2]) lines, longest "
                + "\(counts.last ?? 0)"
        )

        #expect(files.flatMap(Sizes.overlong) == [])
    }

    @Test("are measured as they are")
    func measured() {
        let body = (0..<60).map { "    let a\($0) = { \($0) }" }.joined(separator: "\n")
        let file = SourceFile(path: "Sample.swift", text: "struct A {\n  func f(\n  ) {\n\(body)\n  }\n}\n")
        #expect(Sizes.functions(in: file).map(\.lines) == [63])
        #expect(Sizes.overlong(in: file) == ["Sample.swift:2: 63 lines in a function"])
        let wide = SourceFile(path: "Wide.swift", text: "let a = " + String(repeating: "1", count: 110))
        #expect(Sizes.overlong(in: wide) == ["Wide.swift:1: 118 columns"])
        let long = SourceFile(path: "Long.swift", text: String(repeating: "\n", count: 501))
        #expect(Sizes.overlong(in: long) == ["Long.swift: 501 lines"])
    }
}
