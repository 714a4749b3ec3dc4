import ScenarioKit
import Testing
import VirtualTime

@Suite("requires and skip") struct RequirementTests {
    private func run(_ rest: String, today: String? = nil) throws -> RunResult {
        let text = """
            schema: lockstep/scenario/v1
            name: needs
            \(rest)
            """
        var options = RunOptions()
        options.today = today.flatMap { Instant(iso8601: "\($0)T00:00:00Z") }
        let scenario = try ScenarioReader.read(SourceText(file: "a.scenario.yaml", text: text))
        return try #require(
            ScenarioRunner(factory: SimulatedWorldFactory(), options: options).run(scenario).first)
    }

    private func reason(_ requires: String) throws -> String? {
        try run("requires: \(requires)\nsteps: [{ note: here }]").reason
    }

    @Test("what is not met skips the file, and says what")
    func requirements() throws {
        let version = Features.version
        #expect(try reason("{ simulator: '\(version)', features: [fork, include] }") == nil)
        #expect(try reason("{ simulator: '>=0.1 <99' }") == nil)
        #expect(try reason("{ simulator: '>=99.1' }") == "requires lockstep >=99.1, this is \(version)")
        #expect(try reason("{ features: [fork, telepathy] }") == "requires the feature 'telepathy'")
    }

    @Test("a range that is none is a mistake in the file", arguments: ["soon", ">=", "1.2.3.4", "", "=>1"])
    func ranges(range: String) {
        #expect(throws: ProblemList.self) {
            _ = try reason("{ simulator: '\(range)' }")
        }
    }

    @Test("a skip that has ended is an error, of the file and of a step")
    func ended() throws {
        let skip = "skip: { reason: the lab is down, until: 2026-12-01, issue: '#12' }"
        let file = "\(skip)\nsteps: [{ note: here }]"
        let step = "steps:\n  - note: here\n    \(skip)"

        #expect(try run(file).verdict == .skipped)
        #expect(try run(file, today: "2026-11-30").verdict == .skipped)
        #expect(try run(step, today: "2026-11-30").verdict == .passed)
        let late = try run(file, today: "2026-12-01")
        #expect(late.verdict == .failed)
        #expect(late.problem?.message == "the skip ended on 2026-12-01: the lab is down (#12)")
        #expect(try run(step, today: "2026-12-01").failures.map(\.message) == [late.problem?.message])
    }
}
