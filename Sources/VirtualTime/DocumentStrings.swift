extension DocumentReader {
    /// A string, from its opening quote on.
    mutating func string() throws(DocumentError) -> String {
        let start = position + 1
        position = start
        try skipPlain()
        if next == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: bytes[start..<position - 1], as: UTF8.self)
        }
        var text = Array(bytes[start..<position])
        while next != UInt8(ascii: "\"") {
            try escape(into: &text)
            let run = position
            try skipPlain()
            text += bytes[run..<position]
        }
        position += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Moves to the next quote or backslash, over text that is checked to be whole UTF-8 without controls.
    private mutating func skipPlain() throws(DocumentError) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): return
            case 0x00..<0x20: throw problem("A control character in a string must be escaped.")
            case 0x20..<0x80: position += 1
            default: try skipScalar()
            }
        }
        throw problem("The text ends inside a string.")
    }

    /// One scalar of two to four bytes. The second byte's range keeps out long forms, surrogates and what
    /// lies beyond U+10FFFF (Unicode, table 3-7).
    private mutating func skipScalar() throws(DocumentError) {
        let (length, second): (Int, ClosedRange<UInt8>)
        switch bytes[position] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw problem("This is not UTF-8.")
        }
        guard position + length <= bytes.count, second.contains(bytes[position + 1]),
            bytes[(position + 2)..<(position + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
        else { throw problem("This is not UTF-8.") }
        position += length
    }

    private mutating func escape(into text: inout [UInt8]) throws(DocumentError) {
        let start = position
        position += 1
        let meaning: UInt8
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): meaning = next
        case UInt8(ascii: "b"): meaning = 0x08
        case UInt8(ascii: "f"): meaning = 0x0C
        case UInt8(ascii: "n"): meaning = 0x0A
        case UInt8(ascii: "r"): meaning = 0x0D
        case UInt8(ascii: "t"): meaning = 0x09
        case UInt8(ascii: "u"):
            position += 1
            text += UTF8.encode(try scalar(from: start)).unsafelyUnwrapped
            return
        default: throw problem("No escape is written so.", at: start)
        }
        position += 1
        text.append(meaning)
    }

    /// The scalar that starts with the four digits here; it may take a second escape.
    private mutating func scalar(from start: Int) throws(DocumentError) -> Unicode.Scalar {
        let unit = try fourDigits()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let low: UInt32 = 0xDC00
        guard unit < low, next == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw problem("Half of a surrogate pair stands alone.", at: start) }
        position += 2
        let second = try fourDigits()
        guard second >= low, second < 0xE000,
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - low))
        else { throw problem("Half of a surrogate pair stands alone.", at: start) }
        return scalar
    }

    private mutating func fourDigits() throws(DocumentError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch next {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = next - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = next - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = next - UInt8(ascii: "A") + 10
            default: throw problem("Four hexadecimal digits follow \\u.")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }
}
