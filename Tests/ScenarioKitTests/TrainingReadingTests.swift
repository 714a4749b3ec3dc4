import ScenarioKit
import Testing

@Suite("reading exercises") struct TrainingReadingTests {
    private func messages(_ training: String) -> [String] {
        let problems = #expect(throws: ProblemList.self) { try TrainingText.exercise(training) }
        return problems?.problems.map(\.message) ?? []
    }

    private static let goals = """
          goals: [{ id: a, title: A, points: 5, met: { expr: "true" } }]
          score: { pass: 5 }
        """

    @Test(
        "what is named has to be there",
        arguments: [
            ("  injects: [{ id: i, at: T+1h, unless: b }]", "there is no goal 'b'"),
            ("  injects: [{ id: i }, { id: i }]", "there are two injects 'i'"),
            ("  hide: [everything]", "unknown word of 'hide' 'everything'"),
            ("  allow: [telnet]", "unknown word of 'allow' 'telnet'"),
            (
                "  injects: [{ id: i, steps: [{ advance: 1h }] }]",
                "`advance in an inject` is not supported by this version"
            ),
            (
                "  penalties: [{ id: p, points: -1, message: P, when: { expr: \"goal('x').met\" } }]",
                "there is no goal 'x'"
            ),
        ])
    func named(block: String, message: String) {
        #expect(messages("\(block)\n\(Self.goals)").contains(message))
    }

    @Test("what an exercise would leave out of its story is refused") func story() {
        let text = """
            schema: lockstep/scenario/v1
            name: None
            cases: [{ name: a }]
            matrix: { b: [1] }
            steps: [{ note: A note may stand here. }, { act: key.disable, target: key/contoso-kv/cmk }]
            always: ["now >= T"]
            training:
              briefing: Small.
              goals: [{ id: a, title: A, points: 5, met: { expr: "true" } }]
              score: { pass: 5 }
            """
        let source = SourceText(file: "none.scenario.yaml", text: text)
        let problems = #expect(throws: ProblemList.self) { try ScenarioReader.read(source) }

        let expected = ["act", "always", "cases", "matrix"].map {
            "`\($0) in an exercise` is not supported by this version"
        }
        #expect(Set(problems?.problems.map(\.message) ?? []) == Set(expected))
    }

    @Test("outside an exercise there are no goals, and no clock that runs") func outside() {
        let text = """
            schema: lockstep/scenario/v1
            name: None
            world: { from: builtin:contoso-cmk, clock: live }
            steps: [{ check: { expr: "goal('a').met" } }]
            """
        let source = SourceText(file: "none.scenario.yaml", text: text)
        let problems = #expect(throws: ProblemList.self) { try ScenarioReader.read(source) }

        #expect(
            problems?.problems.map(\.message) == [
                "`clock: live` is not supported by this version", "`goal` is not supported by this version",
            ])
    }
}
