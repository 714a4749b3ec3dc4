/// GUIDs that follow from names, where Azure would draw them: the same scenario shows the same ids
/// everywhere.
public enum NamedGUID {
    /// RFC 9562, version 8 (the version for forms of one's own): SHA-256 of namespace and name, cut to 128
    /// bits. Lower case, 8-4-4-4-12. Version 5 would need SHA-1, a second hash for no gain.
    public static func text(_ name: String, in namespace: String) -> String {
        // 0xFF keeps the two apart because it never occurs in UTF-8.
        let digest = Digest.sha256(Array(namespace.utf8) + [0xFF] + Array(name.utf8))
        var bytes = Array(digest.bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        var digits = Digest.hexDigits(of: bytes)
        for place in [20, 16, 12, 8] { digits.insert(UInt8(ascii: "-"), at: place) }
        return String(decoding: digits, as: UTF8.self)
    }
}
