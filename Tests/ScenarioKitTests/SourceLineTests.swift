import Testing

@testable import ScenarioKit

@Suite("columns of a line") struct SourceLineTests {
    @Test("are found as if they were counted from its start", arguments: [0, 1, 63, 64, 65, 127, 128, 300])
    func columns(count: Int) {
        let text = String((0..<count).map { ["a", "é", "🔑", "\t"][$0 % 4] as Character })
        let line = SourceLine(text[...])

        #expect(line.count == count)
        for column in 0...count + 70 {
            let counted = text.unicodeScalars.dropFirst(max(0, column - 1))
            #expect(line.rest(from: column).elementsEqual(counted), "column \(column)")
        }
    }

    @Test("a mistake far to the right of a long line is shown there") func farRight() throws {
        let steps = String(repeating: "{ note: 'é' }, ", count: 400)
        let text = "schema: lockstep/scenario/v1\nname: x\nsteps: [\(steps){ nott: x }]\n"
        let problems = #expect(throws: ProblemList.self) {
            try ScenarioReader.read(SourceText(file: "x.scenario.yaml", text: text))
        }

        #expect(problems?.problems.first?.label.place.column == 6_011)
        #expect(problems?.rendered.contains("did you mean 'note'?") == true)
        #expect((problems?.rendered.utf8.count ?? 0) < 1_000)
    }
}
