/// Randomness by name: the numbers depend only on the seed and the key, never on what else was drawn before.
/// SplitMix64 started from a hash of both, so a scenario gives the same history in every process.
public struct Draw: Hashable, Sendable {
    @usableFromInline var state: UInt64

    /// The parts of the key are kept apart: `("ab", "c")` and `("a", "bc")` draw differently.
    public init(seed: UInt64, key: String...) {
        // FNV-1a over the bytes; 0xFF ends each part because it never occurs in UTF-8.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in key {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
        }
        // Both are scattered before they meet: neighboring seeds must not give neighboring sequences.
        state = Self.scatter(seed &+ 0x9E37_79B9_7F4A_7C15) ^ Self.scatter(hash)
    }

    @inlinable public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.scatter(state)
    }

    /// Every value of the range is equally likely, both ends included.
    @inlinable public mutating func uniform(in range: ClosedRange<Int64>) -> Int64 {
        let span = UInt64(bitPattern: range.upperBound &- range.lowerBound)
        guard span < .max else { return Int64(bitPattern: next()) }
        // The high word of number × count is below count; the few low words that would favor some results are
        // drawn again. Only a low word below count can be one of them, so the division is rare.
        let count = span + 1
        var product = next().multipliedFullWidth(by: count)
        if product.low < count {
            let unfair = (0 &- count) % count
            while product.low < unfair { product = next().multipliedFullWidth(by: count) }
        }
        return range.lowerBound &+ Int64(bitPattern: product.high)
    }

    @inlinable static func scatter(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
