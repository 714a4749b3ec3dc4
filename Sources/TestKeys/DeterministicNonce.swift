import BigInt

/// The nonces that RFC 6979, 3.2, makes of a private key and a digest, one after the other.
struct DeterministicNonce {
    private let curve: Curve
    private var key: [UInt8]
    private var value: [UInt8]

    /// - Parameter scalar: as long as the curve's order
    init(scalar: [UInt8], digest: [UInt8], curve: Curve) {
        self.curve = curve
        key = [UInt8](repeating: 0, count: curve.hash.length)
        value = [UInt8](repeating: 1, count: curve.hash.length)
        let reduced = EllipticKey.number(of: digest, curve) % curve.order
        let seed = scalar + (reduced.bytes(count: curve.length) ?? [])
        mix([0] + seed)
        mix([1] + seed)
    }

    /// A scalar from 1 to below the order, as long as the order.
    mutating func next() -> [UInt8] {
        while true {
            var bytes: [UInt8] = []
            while bytes.count * 8 < curve.order.bitWidth {
                value = curve.hash.authentication(of: value, under: key)
                bytes += value
            }
            let surplus = bytes.count * 8 - curve.order.bitWidth
            let number = BigUInt(bytes: bytes) >> surplus
            mix([0])
            if number > 0, number < curve.order, let scalar = number.bytes(count: curve.length) {
                return scalar
            }
        }
    }

    private mutating func mix(_ bytes: [UInt8]) {
        key = curve.hash.authentication(of: value + bytes, under: key)
        value = curve.hash.authentication(of: value, under: key)
    }
}
