import BigInt

/// P-256K, the curve of SEC 2, 2.4.1, which swift-crypto does not have: y² = x³ + 7.
///
/// Nothing here hides what it computes with from somebody with a clock.
enum Secp256k1 {
    struct Point {
        let x: FieldElement
        let y: FieldElement

        var bytes: [UInt8] { x.bytes + y.bytes }

        /// nil for what is no point of the curve.
        init?(bytes: [UInt8]) {
            guard bytes.count == 64, let x = FieldElement(bytes: Array(bytes.prefix(32))),
                let y = FieldElement(bytes: Array(bytes.suffix(32))),
                y * y == x * x * x + FieldElement(7)
            else { return nil }
            self.x = x
            self.y = y
        }

        fileprivate init?(_ sum: Sum) {
            guard !sum.isInfinite else { return nil }
            let inverse = sum.z.inverse
            let square = inverse * inverse
            x = sum.x * square
            y = sum.y * square * inverse
        }
    }

    private static let generator: Point = {
        let x = "79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798"
        let y = "483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8"
        let bytes = [x, y].compactMap { BigUInt($0, radix: 16)?.bytes(count: 32) }.joined()
        guard let point = Point(bytes: Array(bytes)) else { preconditionFailure("the generator is a point") }
        return point
    }()

    /// nil unless the scalar, of 32 bytes, is from 1 to below the order.
    static func generator(times scalar: [UInt8]) -> Point? {
        let number = BigUInt(bytes: scalar)
        guard scalar.count == 32, number > 0, number < Curve.p256K.order else { return nil }
        return Point(product(generator, scalar))
    }

    private static func product(_ point: Point, _ scalar: [UInt8]) -> Sum {
        var product = Sum()
        for byte in scalar {
            for bit in stride(from: 7, through: 0, by: -1) {
                product.double()
                if byte >> UInt8(bit) & 1 == 1 { product.add(point) }
            }
        }
        return product
    }

    /// Whether r and s, one after the other, sign that digest (SEC 1, 4.1.4).
    static func isSignature(_ signature: [UInt8], of digest: [UInt8], under key: [UInt8]) -> Bool {
        let n = Curve.p256K.order
        let (r, s) = (
            BigUInt(bytes: Array(signature.prefix(32))), BigUInt(bytes: Array(signature.suffix(32)))
        )
        guard signature.count == 64, r > 0, r < n, s > 0, s < n, let key = Point(bytes: key),
            let inverse = s.inverse(n),
            let u = (EllipticKey.number(of: digest, .p256K) * inverse % n).bytes(count: 32),
            let v = (r * inverse % n).bytes(count: 32)
        else { return false }
        var sum = product(key, v)
        if let point = Point(product(generator, u)) { sum.add(point) }
        guard let point = Point(sum) else { return false }
        return BigUInt(bytes: point.x.bytes) % n == r
    }
}

/// A point in Jacobian coordinates: x / z², y / z³; z is 0 at infinity.
private struct Sum {
    var x = FieldElement(1)
    var y = FieldElement(1)
    var z = FieldElement(0)

    var isInfinite: Bool { z == FieldElement(0) }

    mutating func double() {
        guard !isInfinite else { return }
        let square = y * y
        let s = x * square * FieldElement(4)
        let m = x * x * FieldElement(3)
        let product = y * z
        x = m * m - s - s
        y = m * (s - x) - square * square * FieldElement(8)
        z = product + product
    }

    mutating func add(_ point: Secp256k1.Point) {
        guard !isInfinite else {
            (x, y, z) = (point.x, point.y, FieldElement(1))
            return
        }
        let square = z * z
        let h = point.x * square - x
        let r = point.y * square * z - y
        if h == FieldElement(0) {
            if r == FieldElement(0) { double() } else { self = Sum() }
            return
        }
        let h2 = h * h
        let h3 = h2 * h
        let v = x * h2
        let sum = r * r - h3 - v - v
        y = r * (v - sum) - y * h3
        x = sum
        z = z * h
    }
}
