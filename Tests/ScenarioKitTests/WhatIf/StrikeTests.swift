import Futures
import Testing
import VirtualTime

@testable import ScenarioKit

@Suite("Failures with a rate, as choices")
struct StrikeTests {
    private static func whatIf(points: String = "", rate: String = "0.5") throws -> WhatIf {
        let text = """
            schema: lockstep/whatif/v1
            name: flaky
            from: { world: builtin:contoso-cmk }
            world: { traffic: [{ to: workspace/contoso-soc, rate: 10/min }] }
            horizon: 1d
            futures:
              shut-out:
                - { at: T, fault: { name: flaky, type: arm.error, status: 500, rate: \(rate) } }
                - at: T
                  act: policy.revoke
                  target: vault/contoso-kv
                  with: { principal: identity/contoso-la }
                - at: T+4h
                  act: policy.grant
                  target: vault/contoso-kv
                  with: { principal: identity/contoso-la, keys: [get, wrapKey, unwrapKey] }
            choices: explore
            explore: { points: [\(points)] }
            measure: [lost_records, refused]
            objective: { maximise: lost_records }

            """
        let source = SourceText(file: "flaky.whatif.yaml", text: text)
        return try WhatIf(try WhatIfReader.read(source), source: source)
    }

    @Test("each request is met or not: neither, the first, the second or both")
    func everyRequest() throws {
        let whatIf = try Self.whatIf(points: "fault.*")
        let result = whatIf.play(0)
        #expect(result.range.isDecided)
        #expect(result.range.cells == 4)
        // Never shut out; or shut out after an hour and let in again five hours after, or not at all.
        #expect(result.range.ends[.lostRecords]?.best.value == 0)
        #expect(result.range.ends[.lostRecords]?.worst.value == 13_800)
        #expect(result.range.ends[.refused]?.best.value == 0)
        #expect(result.range.ends[.refused]?.worst.value == 2)
    }

    @Test("a token says which requests were met, and plays them again")
    func tokens() throws {
        let whatIf = try Self.whatIf(points: "fault.*")
        let row = WhatIfReport.row(whatIf, 0, whatIf.play(0))
        #expect(
            row["witness"]?["worstChoices"]?.items?.compactMap(\.text) == [
                "fault.flaky.1=passes", "fault.flaky.2=meets",
            ])
        let token = try ReplayToken(text: try #require(row["witness"]?["worst"]?.text))
        let replay = try Replay(token, maker: FutureMaker())
        #expect(replay.isIdentical)
        #expect(replay.document["measures"]?["lost_records"]?.integer == 13_800)
    }

    @Test("with the moments of the stores beside it, every end is a run")
    func withMoments() throws {
        let whatIf = try Self.whatIf()
        let range = whatIf.play(0).range
        #expect(range.isDecided)
        #expect(range.ends[.lostRecords]?.best.value == 0)
        #expect(range.ends[.lostRecords]?.worst.value == 14_400)
    }

    @Test("a rate of one or none leaves nothing to choose, and so do points that leave it out")
    func nothingToChoose() throws {
        for rate in ["0", "1"] {
            let range = try Self.whatIf(points: "fault.*", rate: rate).play(0).range
            #expect(range.cells == 1)
            #expect(range.ends[.refused]?.worst.value == (rate == "1" ? 2 : 0))
        }
        let drawn = try Self.whatIf(points: "rewrap.*").play(0).range
        #expect(drawn.cells == 1)
    }

    @Test("a scenario is explored with each request met and not met")
    func scenario() throws {
        let text = """
            schema: lockstep/scenario/v1
            name: flaky
            world: { from: builtin:contoso-cmk, choices: { default: latest } }
            explore: { choices: [fault.*] }
            steps:
              - { fault: { name: flaky, type: arm.error, status: 500, rate: 0.3, count: 1 } }
              - request: "GET ${id('group/sec-rg')}?api-version=2021-04-01"
                expect: { status: [200, 500] }
              - request: "GET ${id('group/sec-rg')}?api-version=2021-04-01"
                expect: { status: 200 }

            """
        let source = SourceText(file: "flaky.scenario.yaml", text: text)
        let search = try ScenarioSearch(
            try ScenarioReader.read(source), options: ScenarioSearch.Options())
        let report = search.run()
        #expect(report.document["cells"]?.integer == 3)
        #expect(report.document["verdict"]?.text == "violated")
        #expect(
            report.document["failures"]?[0]?["choices"]?.items?.compactMap(\.text) == [
                "fault.flaky.1=passes", "fault.flaky.2=meets",
            ])
    }

    @Test("a file says which requests are met, and is refused where it says something else")
    func byName() throws {
        func text(_ word: String) -> String {
            """
            schema: lockstep/scenario/v1
            name: flaky
            world: { from: builtin:contoso-cmk, choices: { default: latest, fault.flaky.2: \(word) } }
            steps:
              - { fault: { name: flaky, type: arm.error, status: 500, rate: 0.001 } }
              - { request: "GET ${id('group/sec-rg')}?api-version=2021-04-01", expect: { status: 200 } }
              - { request: "GET ${id('group/sec-rg')}?api-version=2021-04-01", expect: { status: 500 } }

            """
        }
        func read(_ word: String) throws -> Scenario {
            try ScenarioReader.read(SourceText(file: "flaky.scenario.yaml", text: text(word)))
        }
        let runner = ScenarioRunner(factory: SimulatedWorldFactory(), options: RunOptions())
        let met = try #require(runner.run(try read("meets")).first)
        #expect(met.verdict == .passed, "\(met.failures)")
        #expect(runner.run(try read("passes")).first?.verdict == .failed)
        #expect(throws: ProblemList.self) { try read("misses") }
    }

    @Test("a report says which order was taken, and its token takes it again")
    func orders() throws {
        let text = """
            schema: lockstep/whatif/v1
            name: at once
            from: { world: builtin:contoso-cmk }
            world: { traffic: [{ to: workspace/contoso-soc, rate: 10/min }] }
            horizon: 1d
            futures:
              gone:
                - { at: T, act: key.disable, target: key/contoso-kv/cmk }
                - { at: T+1h, act: key.enable, target: key/contoso-kv/cmk }
            explore: { points: [restore.*], order: true }
            measure: [first_dark]
            objective: { maximise: first_dark }

            """
        let source = SourceText(file: "at-once.whatif.yaml", text: text)
        let whatIf = try WhatIf(try WhatIfReader.read(source), source: source)
        let report = WhatIfReport(whatIf, [whatIf.play(0)])
        #expect(report.document["order"] == true)
        let row = try #require(report.rows.first)
        #expect(row["verdict"]?.text == "decided")
        let best = try #require(row["witness"]?["best"]?.text)
        let choices = row["witness"]?["bestChoices"]?.items?.compactMap(\.text) ?? []
        #expect(choices.contains { $0.hasPrefix("order@T+1h=") })
        let replay = try Replay(try ReplayToken(text: best), maker: FutureMaker())
        #expect(replay.isIdentical)
        #expect(replay.document["choices"] == row["witness"]?["bestChoices"])
    }
}
