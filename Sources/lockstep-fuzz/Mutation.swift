/// Makes new inputs out of others in the terms of YAML and of the grammar; libFuzzer's own changes, of bytes,
/// come in between. The same seed gives the same inputs.
@_cdecl("LLVMFuzzerCustomMutator") func mutate(
    _ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ capacity: Int, _ seed: UInt32
) -> Int {
    var mutation = Mutation(seed: UInt64(seed))
    guard mutation.below(2) == 0 else { return mutateBytes(start, count, capacity) }
    let input = mutation.changed(Array(UnsafeBufferPointer(start: start, count: count))).prefix(capacity)
    _ = UnsafeMutableBufferPointer(start: start, count: capacity).update(fromContentsOf: input)
    return input.count
}

struct Mutation {
    private var state: UInt64

    /// Pieces that mean something to YAML or to the grammar.
    private static let pieces: [[UInt8]] = [
        "${", "}", "$${", "[", "]", "{", "}", "- ", "\n  ", "\n", "\t", ": ", " #", "&a ", "*a", "<<: ",
        "|\n",
        ">\n", "'", "\"", "\\", "!!int ", "%YAML 1.1\n", "---\n", "...\n", "? ", "~", "null", "true", "on",
        "10:30", "0123456789", "1e999", "-1", "99999999999999999999", "PT1H", "T+", "now-", "next-event",
        "within: ", "check: ", "steps: ", "use: b", "fork: ", "case.x", "since(", "))))", "((((", "\u{FEFF}",
        "\u{202E}", "\u{2028}", "\u{0}", "\r\n", "\r", "é", "🔑", "az: group create -n '", "rule:", "$.a[?",
        "&a [*a, *a]", "{ *a }", "\u{10FFFF}", "training: ", "include: [", "blocks: { b: { steps: [",
    ].map { Array($0.utf8) }

    init(seed: UInt64) { state = seed }

    mutating func changed(_ input: [UInt8]) -> [UInt8] {
        var input = input
        for _ in 0...below(3) { change(&input) }
        return input
    }

    private mutating func change(_ input: inout [UInt8]) {
        let place = below(input.count + 1)
        switch below(7) {
        case 0: input.insert(contentsOf: piece(), at: place)
        case 1: input.removeSubrange(place..<min(input.count, place + 1 + below(16)))
        case 2: input.insert(contentsOf: input[place..<min(input.count, place + 1 + below(64))], at: place)
        case 3: input.removeSubrange(place...)
        case 4: swapLines(of: &input)
        case 5: repeatLine(of: &input)
        default: input.insert(contentsOf: repeatElement(piece(), count: 1 + below(100)).joined(), at: place)
        }
    }

    private mutating func piece() -> [UInt8] { Self.pieces[below(Self.pieces.count)] }

    private mutating func swapLines(of input: inout [UInt8]) {
        var lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
        lines.swapAt(below(lines.count), below(lines.count))
        input = Array(lines.joined(separator: [0x0A]))
    }

    private mutating func repeatLine(of input: inout [UInt8]) {
        var lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = below(lines.count)
        lines.insert(contentsOf: repeatElement(lines[line], count: 1 + below(20)), at: line)
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

    mutating func below(_ bound: Int) -> Int { Int(random() % UInt64(max(1, bound))) }
}
