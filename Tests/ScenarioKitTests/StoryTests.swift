import ScenarioKit
import Testing
import VirtualTime

@Suite("steps, calls and runs")
struct StoryTests {
    @Test("an invariant is asked after every step and every event, and stops the run when it breaks")
    func invariants() throws {
        let result = try FakeWorlds.run(
            """
            always:
              - name: never dark
                expr: "workspace('soc').data == 'accessible'"
            steps:
              - { act: key.disable, target: key/v/k }
              - { advance: 5h }
              - { note: never reached }
            cleanup:
              - { note: always reached }
            """)

        #expect(result.verdict == .failed)
        #expect(result.failures.map(\.message) == ["invariant 'never dark' is broken"])
        #expect(result.failures[0].at == result.startedAt + .minutes(40))
        #expect(result.steps.map(\.verdict) == [.passed, .failed, .passed])
        #expect(result.steps.last?.phase == .cleanup)
    }

    @Test("an invariant with a clock is caught between events, one millisecond after its bound")
    func invariantWithClock() throws {
        let result = try FakeWorlds.run(
            """
            always: ["since(workspace('soc').data == 'inaccessible') <= 30m"]
            steps:
              - { act: key.disable, target: key/v/k }
              - { advance: 5h }
            """)

        #expect(result.failures[0].at == result.startedAt + .minutes(70) + .milliseconds(1))
    }

    @Test("rules are asked as invariants; a rule that is none is said to be none")
    func ruleInvariants() throws {
        let steps = "steps: [{ act: key.disable, target: key/v/k }, { advance: 1h }]"
        let bad = try FakeWorlds.run("always: [rule:TEST-BAD-01]\n\(steps)") {
            $0.brokenRules["TEST-BAD-01"] = $0.now + .minutes(40)
        }

        let good = try FakeWorlds.run("always: [rule:TEST-OK-01]\n\(steps)")
        #expect(good.verdict == .passed)
        #expect(good.heldRules == ["TEST-OK-01"])
        #expect(Trace.text([good]).hasSuffix("# holds rule TEST-OK-01\n# passed\n"))
        #expect(bad.heldRules.isEmpty)
        #expect(bad.failures.map(\.message) == ["invariant rule:TEST-BAD-01 is broken: it broke"])
        #expect(bad.failures[0].rules == ["TEST-BAD-01"])
        #expect(try FakeWorlds.run("always: [rule:TEST-NONE-01]\n\(steps)").verdict == .failed)
    }

    @Test("a warning is reported and does not fail the run")
    func warnings() throws {
        let result = try FakeWorlds.run(
            """
            always: [{ name: light, expr: "workspace('soc').data == 'accessible'", severity: warning }]
            steps: [{ act: key.disable, target: key/v/k }, { advance: 1h }]
            """)

        #expect(result.verdict == .passed)
        #expect(result.warnings.map(\.message) == ["invariant 'light' is broken"])
    }

    @Test("a fork happens in a copy: neither the world nor the clock moves, and its choices are its own")
    func fork() throws {
        let result = try FakeWorlds.run(
            """
            steps:
              - fork:
                  name: at once
                  choices: { honor.cluster: 1m }
                  assume: { partial-revocation: any-store-revokes-all }
                  steps:
                    - { as: inside, act: key.disable, target: key/v/k }
                    - { note: never, if: "false" }
                    - { check: { state: { workspace/soc: { data: inaccessible } } }, within: 1m, of: inside }
              - check:
                  state: { workspace/soc: { data: accessible }, key/v/k: { enabled: true } }
                  journal: { act: key.disable, count: 0 }
            """)

        #expect(result.verdict == .passed, "\(result.failures)")
        #expect(result.endedAt == result.startedAt)
        #expect(result.steps[0].inner.map(\.verdict) == [.passed, .notApplicable, .passed])
        #expect(result.assumptions == [])
    }

    @Test("a failure in a fork fails the step")
    func failureInFork() throws {
        let result = try FakeWorlds.run(
            "steps: [{ fork: { steps: [{ name: inner, check: { expr: key('v/k').enabled == false } }] } }]"
        )

        #expect(result.verdict == .failed)
        #expect(result.failures.map(\.message) == ["key('v/k').enabled == false is true beside false"])
        #expect(result.failures[0].trail.map(\.words).first == "in step 'inner'")
    }

    @Test("a waiting call reads status first, body and operation last")
    func waiting() throws {
        let result = try FakeWorlds.run(
            """
            steps:
              - as: made
                request: PUT /slow?api-version=1
                body: { a: 1 }
                wait: true
                expect: { status: 202, operation: Succeeded, body: { $.properties.ready: true } }
                capture: { version: $.version }
              - check: { expr: "version == 'v1' and made.status == 202 and made.at == T and now == T + 10m" }
              - { request: PUT /slow?api-version=1, expect: { status: 202, operation: InProgress } }
            """)

        #expect(result.verdict == .passed, "\(result.failures)")
        #expect(result.steps[0].endedAt == result.startedAt + .minutes(10))
    }

    @Test("without 'expect' a call must succeed; what is expected instead is held to")
    func expectations() throws {
        func verdict(_ expect: String) throws -> RunResult.Verdict {
            try FakeWorlds.run("steps:\n  - { request: PUT /refuse\(expect) }").verdict
        }

        #expect(try verdict("") == .failed)
        #expect(try verdict(", expect: { status: [403, 409] }") == .passed)
        #expect(try verdict(", expect: { status: 4xx, rejectedBy: TEST-NO-02 }") == .passed)
        #expect(try verdict(", expect: { rejectedBy: [TEST-NO-03, TEST-NO-01] }") == .passed)
        #expect(try verdict(", expect: { rejectedBy: TEST-NO-03 }") == .failed)
        #expect(try verdict(", expect: { rejectedBy: none }") == .failed)
        #expect(
            try verdict(", expect: { status: 409, error: { code: Conflict, message: { exists: true } } }")
                == .passed)
        #expect(try verdict(", expect: { status: 409, error: { code: NotFound } }") == .failed)
        #expect(try verdict(", expect: { status: 409, outcome: stored }") == .failed)
        #expect(try verdict(", expect: { status: 409, operation: none }") == .passed)
    }

    @Test("headers are read without regard to case, and records say what became of them")
    func headersAndIngestion() throws {
        let result = try FakeWorlds.run(
            """
            steps:
              - request: PUT /x
                expect: { headers: { etag: { contains: "7" } } }
                capture: { tag: { header: ETAG } }
              - { ingest: { to: workspace/soc, records: 3 }, expect: { outcome: stored } }
              - { act: key.disable, target: key/v/k }
              - { advance: 1h }
              - { ingest: { to: workspace/soc }, expect: { outcome: dropped, rejectedBy: TEST-DARK-01 } }
              - { check: { expr: "tag contains '7'" } }
            """)

        #expect(result.verdict == .passed, "\(result.failures)")
    }

    @Test("a capture that finds nothing fails the step that captures")
    func emptyCapture() throws {
        let result = try FakeWorlds.run("steps:\n  - { request: GET /x, capture: { a: $.nothing } }")

        #expect(result.failures.map(\.message) == ["'a' captures nothing"])
    }

    @Test("rows and cells run in the order written, each in a world of its own")
    func rows() throws {
        let text = """
            matrix: { color: [red, blue] }
            cases:
              - { name: one, body: { "${case.name}": "${vars.n}" }, wait: 1h }
              - { name: two, body: [1], wait: 2h }
            vars: { n: 7 }
            steps:
              - { request: PUT /x, body: "${case.body}", capture: { got: $ } }
              - { advance: "${case.wait}" }
              - { check: { expr: "case.name == 'one' implies got.one == 7" } }
              - { check: { expr: "now == T + 1h" }, if: "case.name == 'one'" }
            """
        let results = try FakeWorlds.runAll(text)
        var options = RunOptions()
        options.onlyCase = "two"

        #expect(results.map(\.row) == ["one, red", "one, blue", "two, red", "two, blue"])
        #expect(
            results.map(\.verdict) == [.passed, .passed, .passed, .passed], "\(results.flatMap(\.failures))")
        #expect(results[2].steps.last?.verdict == .notApplicable)
        #expect(try FakeWorlds.runAll(text, options: options).map(\.row) == ["two, red", "two, blue"])
    }

    @Test("a block sees its parameters only, with defaults, and its failure names the step")
    func blocks() throws {
        let result = try FakeWorlds.run(
            """
            vars: { k: key/v/k }
            blocks:
              turn off:
                params: { what: null, then: false }
                steps:
                  - { as: inner, act: key.disable, target: "${what}" }
                  - { check: { expr: "at(inner) == now and then == false" } }
            steps:
              - { use: turn off, with: { what: "${vars.k}" } }
              - { as: inner, check: { state: { key/v/k: { enabled: false } } } }
            """)

        #expect(result.verdict == .passed, "\(result.failures)")
        #expect(result.steps[0].inner.count == 2)
    }

    @Test("the calls of a race are sent at one instant, and waited for afterwards")
    func race() throws {
        let result = try FakeWorlds.run(
            """
            steps:
              - race:
                  - { request: PUT /slow, wait: true, expect: { operation: Succeeded } }
                  - { as: second, request: PUT /x }
              - { check: { expr: "at(second) == T and now == T + 10m" } }
            """)

        #expect(result.verdict == .passed, "\(result.failures)")
    }

    @Test("a skipped file and a skipped row say why, and a run of nothing else has run nothing")
    func skipped() throws {
        let whole = try FakeWorlds.runAll("skip: { reason: not today, issue: '7' }\nsteps: []")
        let row = try FakeWorlds.runAll("cases: [{ name: a, skip: no }, { name: b }]\nsteps: [{ note: x }]")

        #expect(whole.map(\.verdict) == [.skipped])
        #expect(whole[0].reason == "not today")
        #expect(row.map(\.verdict) == [.skipped, .passed])
        #expect(ExitCode(of: whole) == .nothingRan)
        #expect(ExitCode(of: row) == .passed)
    }

    @Test("settings reach the world as they stand in the file")
    func settings() throws {
        final class Seen: @unchecked Sendable { var plan: WorldPlan? }
        struct Watching: ScenarioWorldFactory {
            let seen: Seen
            func makeEmptyWorld(_ plan: WorldPlan) throws(WorldProblem) -> any ScenarioWorld {
                seen.plan = plan
                return FakeWorld(at: plan.at)
            }
        }
        let text = """
            schema: lockstep/scenario/v1
            name: "named ${vars.x}"
            vars: { x: 5 }
            rules: current-2026-07
            world:
              start: 2024-03-01T00:00:00Z
              seed: "${vars.x}"
              choices: { default: earliest, "restore.*": 12m }
            steps: [{ note: x }]
            """
        let scenario = try ScenarioReader.read(SourceText(file: "a/s.scenario.yaml", text: text))
        let seen = Seen()
        let result = ScenarioRunner(factory: Watching(seen: seen)).run(scenario)[0]

        #expect(result.name == "named 5")
        #expect(result.choices == "earliest restore.*=12m")
        #expect(
            seen.plan
                == WorldPlan(
                    at: Instant(milliseconds: 1_709_251_200_000), seed: "5", rules: "current-2026-07"))
    }
}
