/// Swift text with comments and literals blanked, so that a word in a sentence is never taken for code.
struct CodeReader {
    private let bytes: [UInt8]
    private var place = 0
    private var result: [UInt8] = []

    static func code(of text: String) -> String {
        var reader = CodeReader(bytes: Array(text.utf8))
        reader.readCode(until: nil)
        return String(decoding: reader.result, as: UTF8.self)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[place...].starts(with: $0) }
    }
    /// Skips bytes and keeps their line breaks.
    private mutating func skip(_ count: Int = 1) {
        for byte in bytes[place..<min(place + count, bytes.count)] where byte == UInt8(ascii: "\n") {
            result.append(byte)
        }
        place = min(place + count, bytes.count)
    }

    /// Reads up to the parenthesis that ends an interpolation, or to the end.
    private mutating func readCode(until end: UInt8?) {
        var depth = 0
        while place < bytes.count {
            let byte = bytes[place]
            if starts(with: "//") {
                while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
            } else if starts(with: "/*") {
                while place < bytes.count, !starts(with: "*/") { skip() }
                skip(2)
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#") && startsRawLiteral {
                readLiteral()
            } else {
                if end != nil, byte == UInt8(ascii: "(") { depth += 1 }
                if let end, byte == end {
                    if depth == 0 { return }
                    depth -= 1
                }
                result.append(byte)
                place += 1
            }
        }
    }

    private var startsRawLiteral: Bool {
        bytes[place...].first { $0 != UInt8(ascii: "#") } == UInt8(ascii: "\"")
    }

    private mutating func readLiteral() {
        var hashes = 0
        while bytes[place] == UInt8(ascii: "#") {
            hashes += 1
            place += 1
        }
        let quotes = starts(with: "\"\"\"") ? 3 : 1
        place += quotes
        result += Array("\"\"".utf8)
        let fence = Array(repeating: UInt8(ascii: "#"), count: hashes)
        let closing = Array(repeating: UInt8(ascii: "\""), count: quotes) + fence
        let escape = [UInt8(ascii: "\\")] + fence
        while place < bytes.count, !bytes[place...].starts(with: closing) {
            guard bytes[place...].starts(with: escape) else {
                skip()
                continue
            }
            place += escape.count
            if place < bytes.count, bytes[place] == UInt8(ascii: "(") {
                place += 1
                result.append(UInt8(ascii: "("))
                readCode(until: UInt8(ascii: ")"))
            }
            skip()
            if result.last != UInt8(ascii: "\n") { result.append(UInt8(ascii: " ")) }
        }
        place += closing.count
    }
}
