import BigInt
import Testing

@testable import TestKeys

@Suite("The pool of primes") struct PrimePoolTests {
    /// The strong test of Miller and Rabin to base 2; a number drawn as these are that passes it and is no
    /// prime has yet to be found. `scripts/primes.py --check` makes forty, of every one in the pool.
    private func isPrime(_ number: BigUInt) -> Bool {
        let twos = (number - 1).trailingZeroBitCount
        var power = BigUInt(2).power((number - 1) >> twos, modulus: number)
        if power == 1 || power == number - 1 { return true }
        for _ in 1..<max(twos, 2) {
            power = power * power % number
            if power == number - 1 { return true }
        }
        return false
    }

    @Test(
        "a sample of each size is prime, of full length, and 65537 has an inverse",
        arguments: [1024, 1536, 2048])
    func sample(_ bits: Int) throws {
        let count = PrimePool.offsets(bits: bits).count
        for place in 0..<(bits == 1024 ? 3 : 1) {
            let index = place * 1_597 % count
            guard let prime = PrimePool.prime(bits: bits, index: index) else { continue }
            #expect(prime.bitWidth == bits)
            #expect(prime >> (bits - 2) == 3)
            #expect(prime % 65537 != 1)
            #expect(isPrime(prime), "\(bits) \(index)")
            #expect(!isPrime(prime + BigUInt(2 * PrimePool.step / 2)) || prime % 3 != 0)
        }
    }

    @Test("the pool is large enough for two keys of a world to differ", arguments: [1024, 1536, 2048])
    func size(_ bits: Int) {
        let primes = PrimePool.offsets(bits: bits).count { $0 != 0 }
        // Pairs of primes for each pair of a hundred keys.
        let pairs = primes * (primes - 1) / 2
        #expect(pairs / (100 * 99 / 2) > 2_000)
    }

    @Test("no candidate is divided by a prime up to 47, and the step is their product")
    func step() {
        let small: [UInt] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
        #expect(small.reduce(1, *) == PrimePool.step)
        guard let prime = (0..<8).lazy.compactMap({ PrimePool.prime(bits: 1024, index: $0) }).first else {
            Issue.record("none of eight indices has a prime")
            return
        }
        #expect(small.allSatisfy { prime % BigUInt($0) == BigUInt($0 - 1) })
    }
}
