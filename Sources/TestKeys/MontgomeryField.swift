import BigInt

/// Numbers modulo an odd prime, in the form that P. Montgomery multiplies without dividing: a number times
/// 2^(64 · words). Elements are always below the modulus.
///
/// Nothing here hides what it computes with from somebody with a clock.
struct MontgomeryField: Sendable {
    typealias Element = FieldElement

    let modulus: BigUInt
    let zero = Element()
    let one: Element
    /// 2^(64 · words) to the third.
    private let cube: Element
    private let words: Element
    private let count: Int
    /// -1 / modulus, modulo 2^64.
    private let negativeInverse: UInt64
    /// Of two, where the modulus is one less than its power (P-521); 0 for all others.
    private let exponent: Int

    /// - Parameter modulus: of at most `FieldElement.capacity` words.
    init(modulus: BigUInt) {
        self.modulus = modulus
        words = Element(modulus)
        count = modulus.words.count
        // Each step of Newton's doubles the bits that are right: an odd number is its own inverse modulo 8.
        var inverse = words[0]
        for _ in 0..<5 { inverse = inverse &* (2 &- words[0] &* inverse) }
        negativeInverse = 0 &- inverse
        exponent = modulus + 1 == BigUInt(1) << modulus.bitWidth ? modulus.bitWidth : 0
        one = Element((BigUInt(1) << (64 * count)) % modulus)
        cube = Element((BigUInt(1) << (3 * 64 * count)) % modulus)
    }

    /// nil for the modulus and above.
    func element(_ number: BigUInt) -> Element? {
        number < modulus ? Element((number << (64 * count)) % modulus) : nil
    }

    func number(_ element: Element) -> BigUInt {
        let number = product(element, Element(1))
        return BigUInt(words: (0..<count).map { UInt(number[$0]) })
    }

    func sum(_ left: Element, _ right: Element) -> Element {
        var sum = Element()
        let carry = sum.write { sum in
            left.read { left in right.read { right in add(left, right, to: sum) } }
        }
        return reduced(sum, carry)
    }

    func difference(_ left: Element, _ right: Element) -> Element {
        let (rest, isNegative) = rest(left, right)
        guard isNegative else { return rest }
        var difference = Element()
        difference.write { difference in
            rest.read { rest in words.read { words in _ = add(rest, words, to: difference) } }
        }
        return difference
    }

    func product(_ left: Element, _ right: Element) -> Element {
        // Of a length that is known the compiler unrolls the loops.
        switch (count, exponent) {
        case (4, 0): product(left, right, count: 4, exponent: 0)
        case (6, 0): product(left, right, count: 6, exponent: 0)
        case (9, 521): product(left, right, count: 9, exponent: 521)
        default: product(left, right, count: count, exponent: exponent)
        }
    }

    @inline(__always)
    private func product(_ left: Element, _ right: Element, count: Int, exponent: Int) -> Element {
        var sum = Element()
        // What is above the words of the sum.
        var high: UInt64 = 0
        sum.write { sum in
            left.read { left in
                right.read { right in
                    words.read { words in
                        for place in 0..<count {
                            high =
                                exponent > 64
                                ? step(sum, high, left, right[place], count, exponent)
                                : step(sum, high, left, right[place], words, count)
                        }
                    }
                }
            }
        }
        return reduced(sum, high)
    }

    private typealias Words = UnsafePointer<UInt64>

    /// sum = (sum + left · word + m · modulus) / 2^64, where m makes the lowest word vanish; `high` and what
    /// is returned are the word above.
    @inline(__always)
    private func step(
        _ sum: UnsafeMutablePointer<UInt64>, _ high: UInt64, _ left: Words, _ word: UInt64, _ words: Words,
        _ count: Int
    ) -> UInt64 {
        var carry: UInt64 = 0, other: UInt64 = 0
        (sum[0], carry) = Self.sum(sum[0], left[0], times: word, 0)
        let factor = sum[0] &* negativeInverse
        (_, other) = Self.sum(sum[0], words[0], times: factor, 0)
        for place in 1..<count {
            let next: UInt64
            (next, carry) = Self.sum(sum[place], left[place], times: word, carry)
            (sum[place - 1], other) = Self.sum(next, words[place], times: factor, other)
        }
        let (first, one) = high.addingReportingOverflow(carry)
        let (second, two) = first.addingReportingOverflow(other)
        sum[count - 1] = second
        return (one ? 1 : 0) + (two ? 1 : 0)
    }

    /// The same for 2^exponent - 1: what makes the lowest word vanish is that word itself, and takes no
    /// multiplication.
    @inline(__always)
    private func step(
        _ sum: UnsafeMutablePointer<UInt64>, _ high: UInt64, _ left: Words, _ word: UInt64,
        _ count: Int, _ exponent: Int
    ) -> UInt64 {
        var carry: UInt64 = 0
        let factor: UInt64
        (factor, carry) = Self.sum(sum[0], left[0], times: word, 0)
        for place in 1..<count {
            (sum[place - 1], carry) = Self.sum(sum[place], left[place], times: word, carry)
        }
        let (top, one) = high.addingReportingOverflow(carry)
        sum[count - 1] = top
        var (place, bits) = (exponent - 64).quotientAndRemainder(dividingBy: 64)
        (sum[place], carry) = Self.sum(sum[place], factor << UInt64(bits), 0)
        var rest = bits == 0 ? 0 : factor >> UInt64(64 - bits)
        place += 1
        while place < count {
            (sum[place], carry) = Self.sum(sum[place], rest, carry)
            (rest, place) = (0, place + 1)
        }
        return (one ? 1 : 0) + carry + rest
    }

    /// Gives the carry.
    @inline(__always)
    private func add(_ left: Words, _ right: Words, to sum: UnsafeMutablePointer<UInt64>) -> UInt64 {
        var carry: UInt64 = 0
        for place in 0..<count { (sum[place], carry) = Self.sum(left[place], right[place], carry) }
        return carry
    }

    /// Takes the modulus away where the number, with `carry` in front, is not below it: once is enough.
    @inline(__always)
    private func reduced(_ element: Element, _ carry: UInt64) -> Element {
        let (rest, isNegative) = rest(element, words)
        return carry == 1 || !isNegative ? rest : element
    }

    /// left - right, modulo 2 to the power of all bits; negative where `right` is the greater.
    @inline(__always)
    private func rest(_ left: Element, _ right: Element) -> (rest: Element, isNegative: Bool) {
        var rest = Element()
        var borrow: UInt64 = 0
        rest.write { rest in
            left.read { left in
                right.read { right in
                    for place in 0..<count {
                        let (first, one) = left[place].subtractingReportingOverflow(right[place])
                        let (second, two) = first.subtractingReportingOverflow(borrow)
                        rest[place] = second
                        borrow = one || two ? 1 : 0
                    }
                }
            }
        }
        return (rest, borrow == 1)
    }

    @inline(__always)
    private static func sum(_ left: UInt64, _ right: UInt64, _ carry: UInt64) -> (UInt64, UInt64) {
        let (first, one) = left.addingReportingOverflow(right)
        let (second, two) = first.addingReportingOverflow(carry)
        return (second, one || two ? 1 : 0)
    }

    @inline(__always)
    private static func sum(
        _ sum: UInt64, _ left: UInt64, times right: UInt64, _ carry: UInt64
    ) -> (UInt64, UInt64) {
        let all = UInt128(left) &* UInt128(right) &+ UInt128(sum) &+ UInt128(carry)
        return (UInt64(truncatingIfNeeded: all), UInt64(truncatingIfNeeded: all >> 64))
    }

    /// Of elements that are not zero, all with one inversion.
    func inverses(_ elements: [Element]) -> [Element] {
        var products = [one]
        for element in elements { products.append(product(products[products.count - 1], element)) }
        var rest = inverse(products[elements.count])
        var inverses: [Element] = []
        for (element, before) in zip(elements, products).reversed() {
            inverses.append(product(rest, before))
            rest = product(rest, element)
        }
        return inverses.reversed()
    }

    /// By halves and differences (Handbook of Applied Cryptography, 14.61 without its left side): for
    /// P-521 less than a third of the time of a power.
    private func inverse(_ element: Element) -> Element {
        let unit = Element(1)
        var u = element, v = words, forU = unit, forV = zero
        while u != unit, v != unit {
            while u[0] & 1 == 0 { halve(&u, &forU) }
            while v[0] & 1 == 0 { halve(&v, &forV) }
            let (rest, isNegative) = rest(u, v)
            if isNegative {
                v = self.rest(v, u).rest
                forV = difference(forV, forU)
            } else {
                u = rest
                forU = difference(forU, forV)
            }
        }
        // Of the number times 2^(64 · words), whose inverse lacks that twice.
        return product(u == unit ? forU : forV, cube)
    }

    /// Halves an even number, and what stands for it modulo the modulus.
    @inline(__always)
    private func halve(_ number: inout Element, _ other: inout Element) {
        number.shiftRight(words: count, in: 0)
        var carry: UInt64 = 0
        if other[0] & 1 == 1 {
            var sum = Element()
            carry = sum.write { sum in
                other.read { other in words.read { words in add(other, words, to: sum) } }
            }
            other = sum
        }
        other.shiftRight(words: count, in: carry)
    }
}
