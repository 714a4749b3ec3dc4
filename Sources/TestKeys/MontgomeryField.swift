import BigInt

/// Numbers modulo an odd prime, in the form that P. Montgomery multiplies without dividing: a number times
/// 2^(64 · words), least word first. Elements are always below the modulus.
///
/// Nothing here hides what it computes with from somebody with a clock.
struct MontgomeryField: Sendable {
    typealias Element = [UInt64]

    let modulus: BigUInt
    let zero: Element
    let one: Element
    private let words: [UInt64]
    /// -1 / modulus, modulo 2^64.
    private let negativeInverse: UInt64

    init(modulus: BigUInt) {
        self.modulus = modulus
        words = modulus.words.map(UInt64.init)
        // Each step of Newton's doubles the bits that are right: an odd number is its own inverse modulo 8.
        var inverse = words[0]
        for _ in 0..<5 { inverse = inverse &* (2 &- words[0] &* inverse) }
        negativeInverse = 0 &- inverse
        zero = Element(repeating: 0, count: words.count)
        one = Self.padded((BigUInt(1) << (64 * words.count)) % modulus, words.count)
    }

    private static func padded(_ number: BigUInt, _ count: Int) -> Element {
        let words = number.words.prefix(count).map(UInt64.init)
        return words + Element(repeating: 0, count: count - words.count)
    }

    /// nil for the modulus and above.
    func element(_ number: BigUInt) -> Element? {
        guard number < modulus else { return nil }
        return Self.padded((number << (64 * words.count)) % modulus, words.count)
    }

    func number(_ element: Element) -> BigUInt {
        BigUInt(words: product(element, Self.padded(1, words.count)).map(UInt.init))
    }

    func sum(_ left: Element, _ right: Element) -> Element {
        var sum = left
        var carry: UInt64 = 0
        for place in sum.indices { (sum[place], carry) = Self.sum(sum[place], right[place], carry) }
        return reduced(sum, carry)
    }

    func difference(_ left: Element, _ right: Element) -> Element {
        var (difference, isNegative) = Self.difference(left, right)
        guard isNegative else { return difference }
        var carry: UInt64 = 0
        for place in difference.indices {
            (difference[place], carry) = Self.sum(difference[place], words[place], carry)
        }
        return difference
    }

    func product(_ left: Element, _ right: Element) -> Element {
        let count = words.count
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count + 2) { sum in
            sum.initialize(repeating: 0)
            left.withUnsafeBufferPointer { left in
                words.withUnsafeBufferPointer { words in
                    for word in right { step(sum, left, word, words) }
                }
            }
            return reduced(Element(sum[..<count]), sum[count])
        }
    }

    /// sum = (sum + left · word + m · modulus) / 2^64, where m makes the lowest word vanish.
    @inline(__always)
    private func step(
        _ sum: UnsafeMutableBufferPointer<UInt64>, _ left: UnsafeBufferPointer<UInt64>, _ word: UInt64,
        _ words: UnsafeBufferPointer<UInt64>
    ) {
        let count = words.count
        var carry: UInt64 = 0
        for place in 0..<count {
            (sum[place], carry) = Self.sum(sum[place], left[place], times: word, carry)
        }
        (sum[count], sum[count + 1]) = Self.sum(sum[count], carry, 0)
        let factor = sum[0] &* negativeInverse
        (_, carry) = Self.sum(sum[0], words[0], times: factor, 0)
        for place in 1..<count {
            (sum[place - 1], carry) = Self.sum(sum[place], words[place], times: factor, carry)
        }
        (sum[count - 1], carry) = Self.sum(sum[count], carry, 0)
        sum[count] = sum[count + 1] &+ carry
    }

    /// Takes the modulus away where the number, with `carry` in front, is not below it: once is enough.
    private func reduced(_ element: Element, _ carry: UInt64) -> Element {
        guard carry == 1 || !isBelowModulus(element) else { return element }
        return Self.difference(element, words).rest
    }

    /// Modulo 2 to the power of all bits; negative where `right` is the greater.
    private static func difference(
        _ left: Element, _ right: Element
    ) -> (rest: Element, isNegative: Bool) {
        var rest = left
        var borrow: UInt64 = 0
        for place in rest.indices {
            let (first, one) = rest[place].subtractingReportingOverflow(right[place])
            let (second, two) = first.subtractingReportingOverflow(borrow)
            rest[place] = second
            borrow = one || two ? 1 : 0
        }
        return (rest, borrow == 1)
    }

    private func isBelowModulus(_ element: Element) -> Bool {
        for place in words.indices.reversed() where element[place] != words[place] {
            return element[place] < words[place]
        }
        return false
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
        let product = left.multipliedFullWidth(by: right)
        let (first, one) = product.low.addingReportingOverflow(sum)
        let (second, two) = first.addingReportingOverflow(carry)
        return (second, product.high &+ (one ? 1 : 0) &+ (two ? 1 : 0))
    }

    /// Of elements that are not zero, all with one division.
    func inverses(_ elements: [Element]) -> [Element] {
        var products = [one]
        for element in elements { products.append(product(products[products.count - 1], element)) }
        let all = number(products[elements.count])
        guard var rest = all.inverse(modulus).flatMap(element) else {
            preconditionFailure("below a prime every number but zero has an inverse")
        }
        var inverses: [Element] = []
        for (element, before) in zip(elements, products).reversed() {
            inverses.append(product(rest, before))
            rest = product(rest, element)
        }
        return inverses.reversed()
    }
}
