import ScenarioKit
import Testing

@Suite("fault and clear") struct FaultStepTests {
    private func run(_ steps: String) throws -> RunResult {
        let text = """
            schema: lockstep/scenario/v1
            name: faults
            world: { from: builtin:contoso-cmk }
            steps:
            \(steps)
            """
        let scenario = try ScenarioReader.read(SourceText(file: "faults.scenario.yaml", text: text))
        return try #require(ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario).first)
    }

    @Test("a fault is known by its name or its type, ends when it is cleared or its time is over")
    func ends() throws {
        let result = try run(
            """
              - { fault: { type: vault.outage, target: vault/contoso-kv, for: 2h } }
              - act: key.rotate
                target: key/contoso-kv/cmk
                expect: { status: 503, rejectedBy: KV-CRYPTO-02 }
              - { advance: 2h }
              - { act: key.rotate, target: key/contoso-kv/cmk }
              - { fault: { name: busy, type: vault.throttle, target: vault/contoso-kv } }
              - { act: key.rotate, target: key/contoso-kv/cmk, expect: { status: 429 } }
              - { clear: busy }
              - { act: key.rotate, target: key/contoso-kv/cmk }
            """)
        #expect(result.verdict == .passed, "\(result.failures)")
    }

    @Test("what cannot fail says so")
    func refused() throws {
        let absent = try run("  - { fault: { type: vault.outage, target: vault/none } }")
        #expect(absent.failures.map(\.message) == ["there is no vault 'vault/none' to fail"])
        let unknown = try run("  - { clear: vault.outage }")
        #expect(unknown.failures.map(\.message) == ["there is no fault 'vault.outage'"])
        #expect(throws: (any Error).self) {
            _ = try run("  - { fault: { type: clock.skew, target: vault/contoso-kv } }")
        }
    }
}
