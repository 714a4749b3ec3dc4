import Crypto

/// Bytes that a name stands for: SHA-256 of `name/0`, of `name/1`, and so on. The same name gives the same
/// bytes in every process.
public struct KeyedBytes {
    private let name: String
    private var block = 0
    private var pending: ArraySlice<UInt8> = []

    public init(_ name: String) { self.name = name }

    public mutating func next(_ count: Int) -> [UInt8] {
        while pending.count < count {
            pending += Hash.sha256.digest(Array("\(name)/\(block)".utf8))
            block += 1
        }
        defer { pending = pending.dropFirst(count) }
        return Array(pending.prefix(count))
    }

    public static func bytes(of name: String, count: Int) -> [UInt8] {
        var bytes = KeyedBytes(name)
        return bytes.next(count)
    }
}
