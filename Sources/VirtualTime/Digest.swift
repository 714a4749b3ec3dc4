/// A SHA-256 digest.
public struct Digest: Hashable, Sendable {
    /// The eight words of the digest, two by two, first byte highest.
    private let words: SIMD4<UInt64>

    init(words: SIMD8<UInt32>) {
        self.words = SIMD4(
            UInt64(words[0]) << 32 | UInt64(words[1]), UInt64(words[2]) << 32 | UInt64(words[3]),
            UInt64(words[4]) << 32 | UInt64(words[5]), UInt64(words[6]) << 32 | UInt64(words[7]))
    }

    /// Reads 64 hexadecimal digits of either case; nil for anything else.
    public init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var words = SIMD4<UInt64>()
        for (place, digit) in digits.enumerated() {
            guard let value = Self.value(ofHex: digit) else { return nil }
            words[place / 16] = words[place / 16] << 4 | value
        }
        self.words = words
    }

    private static func value(ofHex digit: UInt8) -> UInt64? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// The digest of nothing yet: 32 zero bytes, where a chain starts.
    public static let zero = Digest(words: SIMD8())

    public static func sha256(_ bytes: [UInt8]) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalized()
    }

    /// The digest of the text's UTF-8.
    public static func sha256(_ text: String) -> Digest {
        sha256(Array(text.utf8))
    }

    /// From the 32 bytes that `bytes` gives.
    public init?(bytes: [UInt8]) {
        self.init(hex: String(decoding: Self.hexDigits(of: bytes), as: UTF8.self))
    }

    /// 32 bytes.
    public var bytes: [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - $0 % 8 * 8)) }
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        String(decoding: Self.hexDigits(of: bytes), as: UTF8.self)
    }

    static func hexDigits(of bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}

/// Written as its hexadecimal text.
extension Digest: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = Digest(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "A digest is 64 hexadecimal digits.")
        }
        self = digest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}

extension Digest: CustomStringConvertible {
    public var description: String { hex }
}

/// Each digest covers the one before, so a changed line shows in every digest that follows it.
public struct DigestChain: Hashable, Codable, Sendable {
    public private(set) var current: Digest

    public init(from start: Digest = .zero) {
        current = start
    }

    /// `current` becomes SHA-256 of its own 32 bytes followed by `bytes`, and is returned.
    @discardableResult public mutating func append(_ bytes: [UInt8]) -> Digest {
        var hash = SHA256()
        hash.update(current.bytes)
        hash.update(bytes)
        current = hash.finalized()
        return current
    }
}
