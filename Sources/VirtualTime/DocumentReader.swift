extension Document {
    /// Reads one JSON text (RFC 8259) in UTF-8. A byte order mark at the start is passed over; everything the
    /// RFC does not allow, and nesting deeper than `maximumDepth`, is refused.
    public init(json bytes: some Sequence<UInt8>, maximumDepth: Int = 64) throws(DocumentError) {
        self = try Array(bytes).withUnsafeBufferPointer { buffer throws(DocumentError) in
            var reader = DocumentReader(bytes: buffer, maximumDepth: maximumDepth)
            return try reader.text()
        }
    }

    /// Reads one JSON text, as the initializer from bytes does.
    public init(json text: String, maximumDepth: Int = 64) throws(DocumentError) {
        try self.init(json: text.utf8, maximumDepth: maximumDepth)
    }
}

/// Walks over the bytes once. Strings without escapes are made straight from the text.
struct DocumentReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func text() throws(DocumentError) -> Document {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        skipSpace()
        let document = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw problem("Something follows the end of the value.") }
        return document
    }

    func problem(_ sentence: String, at offset: Int? = nil) -> DocumentError {
        DocumentError(sentence, at: offset ?? position, in: bytes)
    }

    /// The byte to be read next; 0, which JSON allows nowhere, at the end.
    var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(DocumentError) -> Document {
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default:
            throw problem(
                position == bytes.count ? "The text ends where a value should be." : "No value starts so.")
        }
    }

    private mutating func word(_ word: StaticString, _ meaning: Document) throws(DocumentError) -> Document {
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position...].starts(with: letters) else { throw problem("No value starts so.") }
        position += letters.count
        return meaning
    }

    private mutating func open(depth: Int) throws(DocumentError) {
        guard depth <= maximumDepth else { throw problem("Values are nested deeper than \(maximumDepth).") }
        position += 1
        skipSpace()
    }

    private mutating func array(depth: Int) throws(DocumentError) -> Document {
        try open(depth: depth)
        var items: [Document] = []
        guard !take("]") else { return .array(items) }
        while true {
            items.append(try value(depth: depth))
            skipSpace()
            if take("]") { return .array(items) }
            guard take(",") else { throw problem("An array goes on with a comma or ends with a bracket.") }
            skipSpace()
        }
    }

    private mutating func object(depth: Int) throws(DocumentError) -> Document {
        try open(depth: depth)
        var members: [Members.Member] = []
        guard !take("}") else { return .object(Members()) }
        while true {
            guard next == UInt8(ascii: "\"") else {
                throw problem("A member starts with its name in quotes.")
            }
            let name = try string()
            skipSpace()
            guard take(":") else { throw problem("A colon follows the name of a member.") }
            skipSpace()
            members.append(Members.Member(name: name, value: try value(depth: depth)))
            skipSpace()
            if take("}") { return .object(Members(members)) }
            guard take(",") else { throw problem("An object goes on with a comma or ends with a brace.") }
            skipSpace()
        }
    }

    private mutating func number() throws(DocumentError) -> String {
        let start = position
        _ = take("-")
        if take("0") {
            guard !isDigit(next) else {
                throw problem("A number does not start with a zero.", at: position - 1)
            }
        } else {
            try digits()
        }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(DocumentError) {
        guard isDigit(next) else { throw problem("A digit belongs here.") }
        while isDigit(next) { position += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
