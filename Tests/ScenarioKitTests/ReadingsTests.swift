import ScenarioKit
import Testing

@Suite("All readings of a file") struct ReadingsTests {
    private let partial = """
        schema: lockstep/scenario/v1
        name: half
        world: { from: builtin:contoso-cmk, choices: { "honor.*": earliest } }
        steps:
          - { act: policy.revoke, target: vault/contoso-kv, with: { principal: identity/contoso-la } }
          - check: { state: { sentinel/contoso-soc: { status: degraded } } }
        """

    private func readings(of text: String, _ change: (inout RunOptions) -> Void = { _ in }) throws -> Readings
    {
        let scenario = try ScenarioReader.read(SourceText(file: "half.scenario.yaml", text: text))
        var options = RunOptions()
        change(&options)
        let runner = ScenarioRunner(factory: SimulatedWorldFactory(), options: options)
        return try #require(runner.runAllReadings(of: scenario).first)
    }

    @Test("are those of the assumptions that it touches; what they change is listed and fails nothing")
    func differences() throws {
        let readings = try readings(of: partial)
        #expect(readings.result.verdict == .passed)
        let whole = try #require(
            readings.variants.first { $0.reading == "partial-revocation=any-store-revokes-all" })
        #expect(whole.differences.count == 1)
        #expect(whole.differences.first?.contains("unavailable") == true)
        // Nothing here has to do with linking.
        #expect(!readings.variants.contains { $0.reading.hasPrefix("relink") })
    }

    @Test("leave out an assumption that the file or the caller has settled")
    func settled() throws {
        let pinned = partial.replacing(
            "name: half", with: "name: half\nassume: { partial-revocation: isolated }")
        #expect(try readings(of: pinned).variants.allSatisfy { !$0.reading.hasPrefix("partial-revocation") })
        let chosen = try readings(of: partial) {
            $0.assumptions = [AssumptionUse(name: "partial-revocation", reading: "any-store-revokes-all")]
        }
        #expect(chosen.result.verdict == .failed)
        #expect(chosen.variants.allSatisfy { !$0.reading.hasPrefix("partial-revocation") })
    }

    @Test("include the other state of the documents, for a file that names its own")
    func otherRules() throws {
        let pinned = partial.replacing("name: half", with: "name: half\nrules: seed-2024-02-16")
        let compared = try readings(of: pinned) { $0.rules = "current-2026-07" }
        #expect(compared.result.rules == "seed-2024-02-16")
        #expect(compared.variants.contains { $0.reading == "current-2026-07" && $0.differences.isEmpty })

        let open = try readings(of: partial) { $0.rules = "current-2026-07" }
        #expect(open.result.rules == "current-2026-07")
        #expect(!open.variants.contains { $0.reading == "current-2026-07" })
    }
}
