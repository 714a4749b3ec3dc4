/// Looks at the text before, or beside, the YAML parser: bounds that it lacks and places that it does not
/// tell.
enum YAMLPrescan {
    /// The place where brackets are nested too deeply, or nil. Brackets in quotes do not count.
    static func nestingBeyond(_ limit: Int, in source: SourceText) -> SourcePlace? {
        var depth = 0
        var quote: UInt8?
        for (number, line) in source.lines.enumerated() {
            for (column, byte) in line.utf8.enumerated() {
                if let open = quote {
                    if byte == open { quote = nil }
                    continue
                }
                switch byte {
                case UInt8(ascii: "\""): quote = byte
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
                default: break
                }
                if depth > limit { return SourcePlace(line: number + 1, column: column + 1) }
            }
            // A stray quote in running text must not hide the rest of the file.
            quote = nil
            if let place = dashesBeyond(limit, in: line, number: number + 1) { return place }
        }
        return nil
    }

    /// The first character that YAML does not allow, and its number. The parser tells no place of it.
    static func controlCharacter(in source: SourceText) -> (SourcePlace, String)? {
        for (number, line) in source.lines.enumerated() {
            // Nearly every line is free of them, and bytes are looked at faster than characters.
            guard line.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else { continue }
            for (column, scalar) in line.unicodeScalars.enumerated()
            where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let name = "U+" + String(repeating: "0", count: 4 - digits.count) + digits
                return (SourcePlace(line: number + 1, column: column + 1), name)
            }
        }
        return nil
    }

    private static func dashesBeyond(_ limit: Int, in line: Substring, number: Int) -> SourcePlace? {
        // `- - - - x` opens a list a dash, and `? ? ? x` a mapping a mark.
        let words = line.split(separator: " ").prefix { $0 == "-" || $0 == "?" || $0 == ":" }
        return words.count > limit ? SourcePlace(line: number, column: 1) : nil
    }

    /// An alias that stands as a key: hashing it could take time without bound.
    static func aliasAsKey(in source: SourceText) -> SourcePlace? {
        for (number, line) in source.lines.enumerated() where line.contains("*") {
            let scalars = Array(line.unicodeScalars)
            for start in scalars.indices where scalars[start] == "*" {
                let before = start == 0 ? " " : scalars[start - 1]
                guard before == " " || before == "{" || before == "," || before == "?" else { continue }
                var end = start + 1
                while end < scalars.count, isAnchorCharacter(scalars[end]) { end += 1 }
                let name = String(String.UnicodeScalarView(scalars[(start + 1)..<end]))
                var next = end
                while next < scalars.count, scalars[next] == " " { next += 1 }
                let isKey = next < scalars.count && scalars[next] == ":" || marksKey(scalars[..<start])
                guard isKey, !name.isEmpty, source.text.contains("&\(name)") else { continue }
                return SourcePlace(line: number + 1, column: start + 1, length: end - start)
            }
        }
        return nil
    }

    private static func marksKey(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
        before.last { $0 != " " } == "?"
    }

    private static func isAnchorCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
    }

    /// The second occurrence of a key: in the same column of a later line, or further on in the same braces.
    static func secondKey(_ name: String, after first: SourcePlace, in source: SourceText) -> SourcePlace? {
        let length = name.unicodeScalars.count
        for number in first.line...max(first.line, source.lines.count) {
            let scalars = Array(source.line(number).unicodeScalars)
            let indent = scalars.prefix { $0 == " " }.count
            if number > first.line, indent < scalars.count {
                let starts = [indent, scalars[indent] == "-" ? indent + 2 : indent]
                if starts.contains(first.column - 1), isKey(name, at: first.column - 1, in: scalars) {
                    return SourcePlace(line: number, column: first.column, length: length)
                }
            }
            let from = number == first.line ? first.column - 1 + length : 0
            for start in from..<max(from, scalars.count) where isKey(name, at: start, in: scalars) {
                let before = scalars[..<start].last { $0 != " " }
                if before == "," || before == "{" {
                    return SourcePlace(line: number, column: start + 1, length: length)
                }
            }
        }
        return nil
    }

    private static func isKey(_ name: String, at start: Int, in scalars: [Unicode.Scalar]) -> Bool {
        let wanted = Array(name.unicodeScalars)
        var end = start + wanted.count
        guard end < scalars.count, Array(scalars[start..<end]) == wanted else { return false }
        if start > 0, isAnchorCharacter(scalars[start - 1]) { return false }
        while end < scalars.count, scalars[end] == " " { end += 1 }
        return end < scalars.count && scalars[end] == ":"
    }
}
