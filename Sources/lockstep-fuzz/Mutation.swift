/// Makes new inputs from those of a corpus. The same seed gives the same inputs.
struct Mutation {
    private let corpus: [[UInt8]]
    private var state: UInt64

    /// Pieces that mean something to YAML or to the grammar.
    private static let pieces: [[UInt8]] = [
        "${", "}", "$${", "[", "]", "{", "}", "- ", "\n  ", "\n", "\t", ": ", " #", "&a ", "*a", "<<: ",
        "|\n",
        ">\n", "'", "\"", "\\", "!!int ", "%YAML 1.1\n", "---\n", "...\n", "? ", "~", "null", "true", "on",
        "10:30", "0123456789", "1e999", "-1", "99999999999999999999", "PT1H", "T+", "now-", "next-event",
        "within: ", "check: ", "steps: ", "use: b", "fork: ", "case.x", "since(", "))))", "((((", "\u{FEFF}",
        "\u{202E}", "\u{2028}", "\u{0}", "\r\n", "\r", "é", "🔑", "az: group create -n '", "rule:", "$.a[?",
    ].map { Array($0.utf8) }

    init(corpus: [[UInt8]], seed: UInt64) {
        self.corpus = corpus
        state = seed
    }

    mutating func next() -> [UInt8] {
        var input = corpus[below(corpus.count)]
        for _ in 0...below(6) { change(&input) }
        return input
    }

    private mutating func change(_ input: inout [UInt8]) {
        let place = below(input.count + 1)
        switch below(9) {
        case 0: input.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: place)
        case 1: if place < input.count { input[place] = UInt8(truncatingIfNeeded: random()) }
        case 2: if place < input.count { input[place] ^= 1 << UInt8(below(8)) }
        case 3: input.removeSubrange(place..<min(input.count, place + 1 + below(16)))
        case 4: input.insert(contentsOf: input[place..<min(input.count, place + 1 + below(64))], at: place)
        case 5: input.removeSubrange(place...)
        case 6: splice(into: &input, at: place)
        case 7: swapLines(of: &input)
        default:
            let piece = Self.pieces[below(Self.pieces.count)]
            input.insert(contentsOf: Array(repeating: piece, count: 1 + below(100)).joined(), at: place)
        }
    }

    /// The end of another file.
    private mutating func splice(into input: inout [UInt8], at place: Int) {
        let other = corpus[below(corpus.count)]
        input = Array(input[..<place]) + other[below(other.count + 1)...]
    }

    private mutating func swapLines(of input: inout [UInt8]) {
        var lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
        lines.swapAt(below(lines.count), below(lines.count))
        input = Array(lines.joined(separator: [0x0A]))
    }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private mutating func below(_ bound: Int) -> Int { Int(random() % UInt64(max(1, bound))) }
}
