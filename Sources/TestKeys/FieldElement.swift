import BigInt

/// A number of a fixed length, least word first. It lives where it is used: in a list, each step of a
/// multiplication would take its memory from the heap.
struct FieldElement: Equatable, Sendable {
    /// Words for the 521 bits of P-521.
    static let capacity = 9

    private typealias Words = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
    private var words: Words = (0, 0, 0, 0, 0, 0, 0, 0, 0)

    init() {}

    init(_ number: BigUInt) {
        precondition(number.words.count <= Self.capacity, "a number of the field is too long")
        for (place, word) in number.words.enumerated() { self[place] = UInt64(word) }
    }

    subscript(place: Int) -> UInt64 {
        get { read { $0[place] } }
        set { write { $0[place] = newValue } }
    }

    @inline(__always)
    func read<Result>(_ body: (UnsafePointer<UInt64>) -> Result) -> Result {
        withUnsafePointer(to: words) { words in
            words.withMemoryRebound(to: UInt64.self, capacity: Self.capacity) { body($0) }
        }
    }

    @inline(__always)
    mutating func write<Result>(_ body: (UnsafeMutablePointer<UInt64>) -> Result) -> Result {
        withUnsafeMutablePointer(to: &words) { words in
            words.withMemoryRebound(to: UInt64.self, capacity: Self.capacity) { body($0) }
        }
    }

    /// By one bit; the lowest of `high` comes in above.
    @inline(__always)
    mutating func shiftRight(words count: Int, in high: UInt64) {
        write { words in
            for place in 0..<count - 1 { words[place] = words[place] >> 1 | words[place + 1] << 63 }
            words[count - 1] = words[count - 1] >> 1 | high << 63
        }
    }

    static func == (left: Self, right: Self) -> Bool { (0..<capacity).allSatisfy { left[$0] == right[$0] } }
}
