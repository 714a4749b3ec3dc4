/// An exact number. Nothing is rounded: a result that does not fit into 64 bits is nil.
public struct Rational: Hashable, Sendable, Comparable {
    public let numerator: Int64
    /// Always positive, and without a common factor with the numerator.
    public let denominator: Int64

    public init(_ whole: Int64) {
        numerator = whole
        denominator = 1
    }

    init?(_ numerator: Int128, over denominator: Int128) {
        guard denominator != 0 else { return nil }
        var a = numerator.magnitude, b = denominator.magnitude
        while b != 0 { (a, b) = (b, a % b) }
        let factor = Int128(max(1, a)) * (denominator < 0 ? -1 : 1)
        guard let top = Int64(exactly: numerator / factor), let bottom = Int64(exactly: denominator / factor)
        else { return nil }
        self.numerator = top
        self.denominator = bottom
    }

    /// Reads a JSON number such as `-12`, `0.25` or `1e3`.
    public init?(text: some StringProtocol) {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative { rest.removeFirst() }
        let whole = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(whole.count)
        var digits = String(whole), scale = 0
        guard !whole.isEmpty, whole.count == 1 || !whole.hasPrefix("0") else { return nil }
        if rest.first == "." {
            let fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard !fraction.isEmpty else { return nil }
            digits += fraction
            scale = -fraction.count
            rest = rest.dropFirst(1 + fraction.count)
        }
        if rest.first == "e" || rest.first == "E" {
            guard let exponent = Int(rest.dropFirst()), abs(exponent) <= 18 else { return nil }
            scale += exponent
            rest = ""
        }
        guard rest.isEmpty, let value = Int128(digits), abs(scale) <= 18 else { return nil }
        var power: Int128 = 1
        for _ in 0..<abs(scale) { power *= 10 }
        let signed = isNegative ? -value : value
        guard scale > 0 else {
            self.init(signed, over: power)
            return
        }
        let (scaled, isTooLarge) = signed.multipliedReportingOverflow(by: power)
        guard !isTooLarge else { return nil }
        self.init(scaled, over: 1)
    }

    public static func < (left: Rational, right: Rational) -> Bool {
        Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator)
            * Int128(left.denominator)
    }

    static func sum(_ left: Rational, _ right: Rational) -> Rational? {
        Rational(
            Int128(left.numerator) * Int128(right.denominator) + Int128(right.numerator)
                * Int128(left.denominator),
            over: Int128(left.denominator) * Int128(right.denominator))
    }

    static func product(_ left: Rational, _ right: Rational) -> Rational? {
        Rational(
            Int128(left.numerator) * Int128(right.numerator),
            over: Int128(left.denominator) * Int128(right.denominator))
    }

    /// Nil for a division by zero.
    static func quotient(_ left: Rational, _ right: Rational) -> Rational? {
        Rational(
            Int128(left.numerator) * Int128(right.denominator),
            over: Int128(left.denominator) * Int128(right.numerator))
    }

    var negated: Rational? { Rational(-Int128(numerator), over: Int128(denominator)) }

    /// The value when it is whole.
    public var whole: Int64? { denominator == 1 ? numerator : nil }
}

extension Rational: CustomStringConvertible {
    /// A decimal when there is a finite one, else `n/d`.
    public var description: String {
        guard denominator != 1 else { return String(numerator) }
        var power: Int128 = 1
        for digits in 1...18 {
            power *= 10
            guard power % Int128(denominator) == 0 else { continue }
            let scaled = (Int128(numerator) * (power / Int128(denominator))).magnitude
            let text =
                String(repeating: "0", count: max(0, digits + 1 - String(scaled).count)) + String(scaled)
            return "\(numerator < 0 ? "-" : "")\(text.dropLast(digits)).\(text.suffix(digits))"
        }
        return "\(numerator)/\(denominator)"
    }
}
