import BigInt
import Foundation

/// Primes for RSA test keys, found once and written down as one byte each.
///
/// The prime of a size and an index is `base + offset · step`: the base is drawn from size and index, ends at
/// -1 modulo the step, and the step is the product of the primes up to 47, so that none of them divides a
/// candidate. The offset is what is stored; 0 says that none of 1 to 255 gives a prime. `scripts/primes.py`
/// finds the offsets anew and checks them all; tests check a sample.
///
/// Everybody can read them: a key made of them protects nothing.
enum PrimePool {
    /// 2 · 3 · 5 · … · 47
    static let step: UInt = 614_889_782_588_491_410

    /// One byte for each index; 1024, 1536 and 2048 bits.
    static func offsets(bits: Int) -> [UInt8] {
        switch bits {
        case 1024: offsets1024
        case 1536: offsets1536
        default: offsets2048
        }
    }
    private static let offsets1024 = decoded(PrimeOffsets.of1024Bits)
    private static let offsets1536 = decoded(PrimeOffsets.of1536Bits)
    private static let offsets2048 = decoded(PrimeOffsets.of2048Bits)

    /// nil where none was found.
    static func prime(bits: Int, index: Int) -> BigUInt? {
        let offset = offsets(bits: bits)[index]
        guard offset != 0 else { return nil }
        var base = KeyedBytes.bytes(of: "lockstep/prime/\(bits)/\(index)", count: bits / 8)
        // Both highest bits are set: the product of two has the full length.
        base[0] |= 0xC0
        let number = BigUInt(bytes: base)
        let step = BigUInt(Self.step)
        return number - number % step - 1 + BigUInt(UInt(offset)) * step
    }

    /// Two different primes that a name stands for, the greater first.
    static func pair(of name: String, bits: Int) -> (p: BigUInt, q: BigUInt) {
        var draws = KeyedBytes("\(name)/primes")
        let first = draw(&draws, bits: bits, other: nil)
        let second = draw(&draws, bits: bits, other: first.index)
        return first.prime > second.prime ? (first.prime, second.prime) : (second.prime, first.prime)
    }

    /// Ends with probability 1, at two draws on average: more than half of the indices have a prime.
    private static func draw(
        _ draws: inout KeyedBytes, bits: Int, other: Int?
    ) -> (index: Int, prime: BigUInt) {
        while true {
            let word = draws.next(4).reduce(0) { $0 << 8 | Int($1) }
            let index = word % offsets(bits: bits).count
            if index != other, let prime = prime(bits: bits, index: index) { return (index, prime) }
        }
    }

    private static func decoded(_ base64: String) -> [UInt8] {
        guard let data = Data(base64Encoded: base64) else { preconditionFailure("the offsets are base64") }
        return Array(data)
    }
}
