/// Decodes base64 in either alphabet, padded or not; nil for any other character and for a lone last digit.
func base64Decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var pending: UInt32 = 0
    var pendingBits: UInt32 = 0
    var digits = 0
    var padding = 0
    for character in text {
        if character == UInt8(ascii: "=") {
            padding += 1
            continue
        }
        guard padding == 0, let value = base64Value(character) else { return nil }
        digits += 1
        pending = pending << 6 | value
        pendingBits += 6
        if pendingBits >= 8 {
            pendingBits -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> pendingBits))
        }
    }
    guard digits % 4 != 1, padding == 0 || (digits + padding) % 4 == 0, padding <= 2 else { return nil }
    return bytes
}

private func base64Value(_ character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
}

/// Base64 in the standard alphabet, padded.
func base64Encoded(_ bytes: [UInt8]) -> String {
    base64(bytes, standardDigits) + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
}

/// Without padding, in the alphabet of URLs (RFC 4648, 5).
public func base64URL(_ bytes: [UInt8]) -> String { base64(bytes, urlDigits) }

private let standardDigits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
private let urlDigits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

private func base64(_ bytes: [UInt8], _ digits: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    var word: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
        word = word << 8 | UInt32(byte)
        bits += 8
        while bits >= 6 {
            bits -= 6
            text.append(digits[Int(word >> bits & 63)])
        }
    }
    if bits > 0 { text.append(digits[Int(word << (6 - bits) & 63)]) }
    return String(decoding: text, as: UTF8.self)
}
