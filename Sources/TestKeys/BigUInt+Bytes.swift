import BigInt

extension BigUInt {
    /// Of big-endian bytes; none make 0.
    init(bytes: [UInt8]) {
        self = bytes.isEmpty ? 0 : bytes.withUnsafeBytes { BigUInt($0) }
    }

    /// Big-endian, with zeros before it up to `count`; nil for a number that takes more.
    func bytes(count: Int) -> [UInt8]? {
        let digits = bytes
        guard digits.count <= count else { return nil }
        return Array(repeating: 0, count: count - digits.count) + digits
    }

    /// Big-endian, without leading zeros.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for word in words.reversed() {
            for shift in stride(from: UInt.bitWidth - 8, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt(shift)))
            }
        }
        return Array(bytes.drop { $0 == 0 })
    }
}
