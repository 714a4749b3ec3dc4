import BigInt

/// An elliptic-curve key pair. It signs with the nonce of RFC 6979: the same digest has the same signature.
public struct EllipticKey: Sendable {
    public let curve: Curve
    /// The public point, each coordinate as long as the curve says.
    public let x: [UInt8]
    public let y: [UInt8]
    private let scalar: [UInt8]

    /// The test key that a name stands for.
    public init(testKeyNamed name: String, curve: Curve) {
        // Eight bytes more than the order has: what the remainder prefers cannot be seen (FIPS 186-4, B.4.1).
        let drawn = BigUInt(bytes: KeyedBytes.bytes(of: "\(name)/scalar", count: curve.length + 8))
        let number = drawn % (curve.order - 1) + 1
        guard let scalar = number.bytes(count: curve.length), let point = curve.point(times: scalar) else {
            preconditionFailure("a scalar below the order has a point")
        }
        self.init(curve, scalar, point)
    }

    private init(_ curve: Curve, _ scalar: [UInt8], _ point: [UInt8]) {
        self.curve = curve
        self.scalar = scalar
        x = Array(point.prefix(curve.length))
        y = Array(point.suffix(curve.length))
    }

    /// A key that was made elsewhere.
    public init(curve: Curve, x: [UInt8], y: [UInt8], scalar: [UInt8]) throws(KeyFailure) {
        guard let d = BigUInt(bytes: scalar).bytes(count: curve.length), let point = curve.point(times: d)
        else {
            throw .notAKey("d is not from 1 to below the order of \(curve.rawValue)")
        }
        guard BigUInt(bytes: x) == BigUInt(bytes: Array(point.prefix(curve.length))),
            BigUInt(bytes: y) == BigUInt(bytes: Array(point.suffix(curve.length)))
        else { throw .notAKey("x and y are not the point of d") }
        self.init(curve, d, point)
    }

    /// r and s, each as long as the curve says (RFC 7518, 3.4).
    func signature(of digest: [UInt8]) throws(KeyFailure) -> [UInt8] {
        try require(digest)
        let (n, d, z) = (curve.order, BigUInt(bytes: scalar), Self.number(of: digest, curve))
        var nonces = DeterministicNonce(scalar: scalar, digest: digest, curve: curve)
        while true {
            let nonce = nonces.next()
            guard let point = curve.point(times: nonce), let inverse = BigUInt(bytes: nonce).inverse(n) else {
                continue
            }
            let r = BigUInt(bytes: Array(point.prefix(curve.length))) % n
            let s = inverse * (z + r * d) % n
            guard r != 0, s != 0, let r = r.bytes(count: curve.length), let s = s.bytes(count: curve.length)
            else { continue }
            return r + s
        }
    }

    func isSignature(_ signature: [UInt8], of digest: [UInt8]) throws(KeyFailure) -> Bool {
        try require(digest)
        return signature.count == 2 * curve.length
            && curve.isSignature(signature, of: digest, under: x + y)
    }

    private func require(_ digest: [UInt8]) throws(KeyFailure) {
        guard digest.count == curve.digestLength else {
            throw .length(of: .digest, expected: "\(curve.digestLength) bytes")
        }
    }

    /// The leftmost bits of a digest, as many as the order has (RFC 6979, 2.3.2).
    static func number(of digest: [UInt8], _ curve: Curve) -> BigUInt {
        let surplus = digest.count * 8 - curve.order.bitWidth
        let number = BigUInt(bytes: digest)
        return surplus > 0 ? number >> surplus : number
    }
}
