import ScenarioKit
import Testing

@Suite("flips") struct FlipTests {
    private func flips(_ steps: String) throws -> [Flip] {
        let text = """
            schema: lockstep/scenario/v1
            name: flips
            world: { from: builtin:contoso-cmk }
            \(steps)
            """
        let scenario = try ScenarioReader.read(SourceText(file: "flips.scenario.yaml", text: text))
        return Array(Flips(of: scenario, runner: ScenarioRunner(factory: SimulatedWorldFactory())))
    }

    @Test("each expectation is turned once, and a file that means it fails each time")
    func noticed() throws {
        let found = try flips(
            """
            always: ["records('contoso-soc').deletedByRevocation == 0"]
            steps:
              - act: key.disable
                target: key/contoso-kv/cmk
                expect: { status: 200, rejectedBy: none, body: { $.attributes.enabled: false } }
              - check: { state: { workspace/contoso-soc: { data: inaccessible, ingestion: blocked } } }
                within: 1h
              - check:
                  state: { key/contoso-kv/cmk: { enabled: false, state: disabled } }
                  journal: { act: key.disable, count: 1 }
                  anyOf: [ { expr: "true" }, { expr: "false" } ]
              - fork:
                  steps:
                    - act: workspace.delete
                      target: workspace/contoso-soc
                      expect: { operation: Succeeded }
            """)
        #expect(
            found.map(\.what) == [
                "status", "rejectedBy", "body", "check", "key/contoso-kv/cmk.enabled",
                "key/contoso-kv/cmk.state", "journal", "anyOf", "operation",
                "always records('contoso-soc').deletedByRevocation == 0",
            ])
        #expect(found.filter { !$0.isNoticed } == [])
    }

    @Test("what nobody gets to, and what holds whatever happens, is told with its place")
    func idle() throws {
        let found = try flips(
            """
            steps:
              - if: "false"
                check: { state: { workspace/contoso-soc: { data: purged } } }
              - skip: later
                check: { expr: "1 == 2" }
              - check: { expr: "all(journal, j -> j.kind == 'nothing')" }
            """)
        #expect(found.map(\.isNoticed) == [false, false, true])
        #expect(found.map(\.place.line) == [6, 8, 9])
    }
}
