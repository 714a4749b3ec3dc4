/// A number modulo p = 2²⁵⁶ - 2³² - 977, the field of secp256k1: four words, the least first, always below p.
struct FieldElement: Equatable, Sendable {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    /// 2²⁵⁶ modulo p.
    private static let fold: UInt64 = 0x1_0000_03D1
    private static let p = FieldElement(
        words: (0xFFFF_FFFE_FFFF_FC2F, .max, .max, .max))

    init(_ value: UInt64) { self.init(words: (value, 0, 0, 0)) }

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { (a, b, c, d) = words }

    /// Of 32 big-endian bytes; nil for p and above.
    init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        let words = (0..<4).map { place in
            bytes[8 * place..<8 * place + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        self.init(words: (words[3], words[2], words[1], words[0]))
        guard isBelowP else { return nil }
    }

    var bytes: [UInt8] {
        [d, c, b, a].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
        }
    }

    private var isBelowP: Bool { d < .max || c < .max || b < .max || a < Self.p.a }

    /// Adds `value` and gives what is carried out of the four words.
    @inline(__always)
    private mutating func add(_ value: (UInt64, UInt64, UInt64, UInt64)) -> UInt64 {
        var carry: UInt64 = 0
        (a, carry) = Self.sum(a, value.0, 0)
        (b, carry) = Self.sum(b, value.1, carry)
        (c, carry) = Self.sum(c, value.2, carry)
        (d, carry) = Self.sum(d, value.3, carry)
        return carry
    }

    @inline(__always)
    private static func sum(_ left: UInt64, _ right: UInt64, _ carry: UInt64) -> (UInt64, UInt64) {
        let (first, one) = left.addingReportingOverflow(right)
        let (second, two) = first.addingReportingOverflow(carry)
        return (second, one || two ? 1 : 0)
    }

    /// Takes p away where the number, with `carry` in front, is not below it: once is enough.
    @inline(__always)
    private mutating func reduce(_ carry: UInt64) {
        guard carry == 1 || !isBelowP else { return }
        _ = add((Self.fold, 0, 0, 0))
    }

    static func + (left: FieldElement, right: FieldElement) -> FieldElement {
        var sum = left
        let carry = sum.add((right.a, right.b, right.c, right.d))
        sum.reduce(carry)
        return sum
    }

    /// left + (p - right)
    static func - (left: FieldElement, right: FieldElement) -> FieldElement {
        var negative = FieldElement(words: (~right.a, ~right.b, ~right.c, ~right.d))
        // 2²⁵⁶ - 1 - right, less what 2²⁵⁶ - 1 has more than p.
        let (low, borrow) = negative.a.subtractingReportingOverflow(fold - 1)
        negative.a = low
        if borrow { negative.borrow() }
        return left + negative
    }

    private mutating func borrow() {
        for word in [\FieldElement.b, \FieldElement.c, \FieldElement.d] {
            let (less, goesOn) = self[keyPath: word].subtractingReportingOverflow(1)
            self[keyPath: word] = less
            if !goesOn { return }
        }
    }

    static func * (left: FieldElement, right: FieldElement) -> FieldElement {
        var low = FieldElement(0)
        var high = FieldElement(0)
        // One word of the right at a time: what has been summed moves up by a word before each but the first.
        for word in [right.d, right.c, right.b, right.a] {
            (low, high) = shifted(low, high)
            addProduct(left, word, &low, &high)
        }
        return folded(low, high)
    }

    @inline(__always)
    private static func shifted(_ low: FieldElement, _ high: FieldElement) -> (FieldElement, FieldElement) {
        (
            FieldElement(words: (0, low.a, low.b, low.c)),
            FieldElement(words: (low.d, high.a, high.b, high.c))
        )
    }

    /// Adds left · word to the eight words of `low` and `high`.
    @inline(__always)
    private static func addProduct(
        _ left: FieldElement, _ word: UInt64, _ low: inout FieldElement, _ high: inout FieldElement
    ) {
        let (p0, p1) = (left.a.multipliedFullWidth(by: word), left.b.multipliedFullWidth(by: word))
        let (p2, p3) = (left.c.multipliedFullWidth(by: word), left.d.multipliedFullWidth(by: word))
        let first = low.add((p0.low, p1.low, p2.low, p3.low))
        let second = low.add((0, p0.high, p1.high, p2.high))
        _ = high.add((first, 0, 0, 0))
        _ = high.add((second, 0, 0, 0))
        _ = high.add((p3.high, 0, 0, 0))
    }

    /// low + high · 2²⁵⁶, modulo p.
    private static func folded(_ low: FieldElement, _ high: FieldElement) -> FieldElement {
        var sum = low
        var rest = FieldElement(0)
        addProduct(high, fold, &sum, &rest)
        // What is left over is below 2³⁴; folded once more it can carry at most once.
        let (top, bottom) = rest.a.multipliedFullWidth(by: fold)
        let carry = sum.add((bottom, top, 0, 0))
        sum.reduce(carry)
        return sum
    }

    /// By Fermat: to the power of p - 2. Of 0 it is 0.
    var inverse: FieldElement {
        var result = FieldElement(1)
        for word in [UInt64.max, .max, .max, Self.p.a - 2] {
            for bit in stride(from: 63, through: 0, by: -1) {
                result = result * result
                if word >> UInt64(bit) & 1 == 1 { result = result * self }
            }
        }
        return result
    }
}
