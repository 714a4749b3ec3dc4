import Testing

@testable import ScenarioKit

@Suite("collecting problems") struct ProblemCollectingTests {
    private let decoder = FileDecoder(
        source: SourceText(file: "x.scenario.yaml", text: ""), capabilities: .runner)

    /// How often the hint of such reports is looked for, which takes longer than all else.
    private func hintsMade(_ count: Int, line: (Int) -> Int) -> Int {
        var made = 0
        func hint() -> String {
            made += 1
            return "did you mean 'b'?"
        }
        for number in 0..<count {
            decoder.report(
                .unknownBlock, "no block is named 'a'", at: SourcePlace(line: line(number), column: 1), hint()
            )
        }
        return made
    }

    @Test("looks for a hint once, however often a block repeats the mistake") func once() {
        #expect(hintsMade(1_000) { _ in 7 } == 1)
        #expect(decoder.problems.map(\.label.text) == ["did you mean 'b'?"])
    }

    @Test("looks for none beyond the limit") func limit() {
        #expect(hintsMade(1_000) { $0 + 1 } == ProblemList.limit)
    }
}
