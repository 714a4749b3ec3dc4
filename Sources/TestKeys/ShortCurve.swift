import BigInt

/// A curve y² = x³ + ax + b over a prime field, with the multiples of its generator at hand.
///
/// swift-crypto has no P-256K, and makes a public key of P-384 or P-521 in the time of three multiplications
/// and more. Nothing here hides what it computes with from somebody with a clock.
struct ShortCurve: Sendable {
    /// In affine coordinates.
    struct Point: Sendable {
        let x: MontgomeryField.Element
        let y: MontgomeryField.Element
    }

    /// In Jacobian coordinates: x / z², y / z³; z is zero at infinity.
    struct Sum {
        var x: MontgomeryField.Element
        var y: MontgomeryField.Element
        var z: MontgomeryField.Element
    }

    let field: MontgomeryField
    private let a: MontgomeryField.Element
    private let b: MontgomeryField.Element
    /// Bytes of a coordinate and of a scalar.
    private let length: Int
    /// The generator times 1 to 64, times 128 to 128 · 64, and so on, for each digit of a scalar from -63 to
    /// 64.
    private let multiples: [[Point]]
    /// Bits of a digit. With more, the first key of a curve is slow and all others are hardly faster.
    private static let digit = 7

    /// All numbers in hexadecimal.
    init(p: String, a: String, b: String, x: String, y: String) {
        func number(_ text: String) -> BigUInt { BigUInt(text, radix: 16) ?? 0 }
        let field = MontgomeryField(modulus: number(p))
        guard let a = field.element(number(a)), let b = field.element(number(b)),
            let x = field.element(number(x)), let y = field.element(number(y))
        else { preconditionFailure("the numbers of a curve are below its prime") }
        self.field = field
        self.a = a
        self.b = b
        length = (field.modulus.bitWidth + 7) / 8
        multiples = Self.multiples(
            of: Point(x: x, y: y), rows: 8 * length / Self.digit + 1, field, a)
    }

    private static func multiples(
        of generator: Point, rows: Int, _ field: MontgomeryField, _ a: MontgomeryField.Element
    ) -> [[Point]] {
        var multiples: [[Point]] = []
        var base = generator
        for _ in 0..<rows {
            var sum = Sum.infinity(in: field)
            let sums = (0..<1 << (digit - 1)).map { _ in
                sum.add(base, in: field, a)
                return sum
            }
            var next = sum
            next.double(in: field, a)
            var row = Self.points(sums + [next], field)
            base = row.removeLast()
            multiples.append(row)
        }
        return multiples
    }

    /// None of the sums is infinite.
    private static func points(_ sums: [Sum], _ field: MontgomeryField) -> [Point] {
        zip(sums, field.inverses(sums.map(\.z))).map { sum, inverse in
            let square = field.product(inverse, inverse)
            return Point(
                x: field.product(sum.x, square), y: field.product(sum.y, field.product(square, inverse)))
        }
    }

    // MARK: Points as bytes, x and y one after the other

    /// nil for what is no point of the curve.
    func point(_ bytes: [UInt8]) -> Point? {
        guard bytes.count == 2 * length, let x = field.element(BigUInt(bytes: Array(bytes.prefix(length)))),
            let y = field.element(BigUInt(bytes: Array(bytes.suffix(length))))
        else { return nil }
        let cube = field.product(field.product(x, x), x)
        let right = field.sum(field.sum(cube, field.product(a, x)), b)
        return field.product(y, y) == right ? Point(x: x, y: y) : nil
    }

    /// nil at infinity.
    func bytes(_ sum: Sum) -> [UInt8]? {
        guard sum.z != field.zero, let point = Self.points([sum], field).first,
            let x = field.number(point.x).bytes(count: length),
            let y = field.number(point.y).bytes(count: length)
        else { return nil }
        return x + y
    }

    // MARK: Multiplication by a scalar of the curve's length, below its order

    func generator(times scalar: [UInt8]) -> Sum {
        var sum = Sum.infinity(in: field)
        let bytes = Array(scalar.reversed()) + [0, 0]
        var carry = 0
        for (row, multiples) in multiples.enumerated() {
            let (byte, bit) = (row * Self.digit).quotientAndRemainder(dividingBy: 8)
            let bits = (Int(bytes[byte]) | Int(bytes[byte + 1]) << 8) >> bit & (1 << Self.digit - 1)
            var digit = bits + carry
            carry = digit > multiples.count ? 1 : 0
            digit -= carry << Self.digit
            guard digit != 0 else { continue }
            let point = multiples[abs(digit) - 1]
            sum.add(digit > 0 ? point : negative(point), in: field, a)
        }
        return sum
    }

    private func negative(_ point: Point) -> Point {
        Point(x: point.x, y: field.difference(field.zero, point.y))
    }

    func product(_ point: Point, _ scalar: [UInt8]) -> Sum {
        var sum = Sum.infinity(in: field)
        for byte in scalar {
            for bit in stride(from: 7, through: 0, by: -1) {
                sum.double(in: field, a)
                if byte >> UInt8(bit) & 1 == 1 { sum.add(point, in: field, a) }
            }
        }
        return sum
    }

    /// left + right; at infinity on the right it is left.
    func sum(_ left: Sum, _ right: Sum) -> Sum {
        guard right.z != field.zero, let point = Self.points([right], field).first else { return left }
        var sum = left
        sum.add(point, in: field, a)
        return sum
    }
}

extension ShortCurve.Sum {
    static func infinity(in field: MontgomeryField) -> Self {
        Self(x: field.one, y: field.one, z: field.zero)
    }

    mutating func double(in field: MontgomeryField, _ a: MontgomeryField.Element) {
        guard z != field.zero else { return }
        let (ySquare, zSquare, xSquare) = (field.product(y, y), field.product(z, z), field.product(x, x))
        let half = field.product(x, ySquare)
        let s = twice(twice(half, field), field)
        var m = field.sum(twice(xSquare, field), xSquare)
        if a != field.zero { m = field.sum(m, field.product(a, field.product(zSquare, zSquare))) }
        z = twice(field.product(y, z), field)
        x = field.difference(field.product(m, m), twice(s, field))
        let fourth = twice(twice(twice(field.product(ySquare, ySquare), field), field), field)
        y = field.difference(field.product(m, field.difference(s, x)), fourth)
    }

    mutating func add(
        _ point: ShortCurve.Point, in field: MontgomeryField, _ a: MontgomeryField.Element
    ) {
        guard z != field.zero else {
            self = Self(x: point.x, y: point.y, z: field.one)
            return
        }
        let square = field.product(z, z)
        let h = field.difference(field.product(point.x, square), x)
        let r = field.difference(field.product(point.y, field.product(square, z)), y)
        if h == field.zero {
            if r == field.zero { double(in: field, a) } else { self = .infinity(in: field) }
            return
        }
        let hSquare = field.product(h, h)
        let (hCube, v) = (field.product(hSquare, h), field.product(x, hSquare))
        x = field.difference(field.difference(field.product(r, r), hCube), twice(v, field))
        y = field.difference(field.product(r, field.difference(v, x)), field.product(y, hCube))
        z = field.product(z, h)
    }

    private func twice(_ element: MontgomeryField.Element, _ field: MontgomeryField)
        -> MontgomeryField.Element
    {
        field.sum(element, element)
    }
}
