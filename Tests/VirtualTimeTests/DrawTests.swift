import Testing
import VirtualTime

struct DrawTests {
    @Test("A draw depends on its seed and key alone, not on what else was drawn")
    func independent() {
        var first = Draw(seed: 1, key: "revocation", "ws-1")
        let expected = (0..<5).map { _ in first.next() }
        var other = Draw(seed: 1, key: "revocation", "ws-2")
        var again = Draw(seed: 1, key: "revocation", "ws-1")
        let interleaved = (0..<5).map { _ in
            _ = other.next()
            return again.next()
        }
        #expect(interleaved == expected)
    }

    @Test("The sequence is the same in every process and release")
    func stable() {
        var draw = Draw(seed: 42, key: "a", "b")
        #expect([draw.next(), draw.next()] == [16_221_030_797_071_336_113, 17_417_517_549_908_445_277])
    }

    @Test("Seeds, keys and the parts of keys each make a sequence of their own")
    func distinct() {
        var draws = [
            Draw(seed: 0, key: "ab", "c"), Draw(seed: 0, key: "a", "bc"), Draw(seed: 0, key: "abc"),
            Draw(seed: 0, key: "abc", ""), Draw(seed: 1, key: "abc"), Draw(seed: 0),
        ]
        let firsts = Set(draws.indices.map { draws[$0].next() })
        #expect(firsts.count == draws.count)
    }

    @Test(
        "Numbers stay within their range and reach both ends",
        arguments: [0...0, -1...1, 5...14, -1_000_000_000_000...(-999_999_999_997)])
    func bounds(range: ClosedRange<Int64>) {
        var draw = Draw(seed: 3, key: "bounds")
        let numbers = (0..<500).map { _ in draw.uniform(in: range) }
        #expect(numbers.allSatisfy(range.contains))
        #expect(numbers.contains(range.lowerBound) && numbers.contains(range.upperBound))
    }

    @Test("The widest ranges work too")
    func widest() {
        var draw = Draw(seed: 3, key: "wide")
        let all = (0..<200).map { _ in draw.uniform(in: .min ... .max) }
        #expect(all.contains { $0 < 0 } && all.contains { $0 > 0 })
        #expect((0..<200).allSatisfy { _ in draw.uniform(in: .min...0) <= 0 })
    }

    @Test("Each of ten values comes about equally often")
    func even() {
        var draw = Draw(seed: 9, key: "even")
        var counts = [Int](repeating: 0, count: 10)
        for _ in 0..<10_000 { counts[Int(draw.uniform(in: 0...9))] += 1 }
        #expect(counts.allSatisfy { (880...1_120).contains($0) })
    }
}
