/// Reads digits and marks off the front of an ASCII text. Each taker moves only when it succeeds.
struct TextScanner {
    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    /// A number of exactly `count` digits.
    mutating func number(digits count: Int) -> Int64? {
        guard position + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for byte in bytes[position..<position + count] {
            guard let digit = Self.digit(byte) else { return nil }
            value = value * 10 + digit
        }
        position += count
        return value
    }

    /// A number of as many digits as there are; nil when there is none or it does not fit.
    mutating func number() -> (value: Int64, digits: Int)? {
        var end = position
        var value: Int64 = 0
        while end < bytes.count, let digit = Self.digit(bytes[end]) {
            let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, stillTooLarge) = tenfold.addingReportingOverflow(digit)
            guard !tooLarge, !stillTooLarge else { return nil }
            value = sum
            end += 1
        }
        guard end > position else { return nil }
        defer { position = end }
        return (value, end - position)
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int64(byte - UInt8(ascii: "0")) : nil
    }
}
