extension Document {
    /// Appends compact JSON in UTF-8.
    public func json(into bytes: inout [UInt8]) {
        var writer = DocumentWriter(bytes: bytes, indent: nil)
        // Given away for the time of writing, so that it grows in place.
        bytes = []
        writer.write(self, depth: 0)
        bytes = writer.bytes
    }

    /// Compact JSON.
    public var json: String {
        var writer = DocumentWriter(bytes: [], indent: nil)
        writer.write(self, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// JSON with one member or item to a line, set in by `indent` spaces a level.
    public func json(indent: Int) -> String {
        var writer = DocumentWriter(bytes: [], indent: indent)
        writer.write(self, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

private struct DocumentWriter {
    var bytes: [UInt8]
    let indent: Int?

    mutating func write(_ document: Document, depth: Int) {
        switch document {
        case .null: append("null")
        case .bool(true): append("true")
        case .bool(false): append("false")
        case .number(let digits): bytes += digits.utf8
        case .string(let text): quote(text)
        case .array(let items): write(items, depth: depth)
        case .object(let members): write(members, depth: depth)
        }
    }

    private mutating func write(_ items: [Document], depth: Int) {
        bytes.append(UInt8(ascii: "["))
        for (place, item) in items.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(depth + 1)
            write(item, depth: depth + 1)
        }
        if !items.isEmpty { breakLine(depth) }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: Members, depth: Int) {
        bytes.append(UInt8(ascii: "{"))
        for (place, member) in members.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(depth + 1)
            quote(member.name)
            append(indent == nil ? ":" : ": ")
            write(member.value, depth: depth + 1)
        }
        if !members.isEmpty { breakLine(depth) }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ word: StaticString) {
        bytes += UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    }

    private mutating func breakLine(_ depth: Int) {
        guard let indent else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }

    private mutating func quote(_ text: String) {
        var text = text
        text.withUTF8 { text in
            bytes.append(UInt8(ascii: "\""))
            // To the end, whatever it finds: so the compiler looks at many bytes at a time.
            let isPlain = text.reduce(into: true) { $0 = $0 && !Self.mustEscape($1) }
            if isPlain {
                bytes.append(contentsOf: text)
            } else {
                for byte in text {
                    if Self.mustEscape(byte) { escape(byte) } else { bytes.append(byte) }
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }
    }

    @inline(__always)
    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u001")
            bytes += String(byte & 15, radix: 16).utf8
        }
    }
}
