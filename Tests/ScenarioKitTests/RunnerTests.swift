import ScenarioKit
import Testing
import VirtualTime

@Suite("checks over virtual time")
struct RunnerTests {
    private static let disable = "  - { as: revoked, act: key.disable, target: key/v/k }\n"
    private static let isDark = "check: { state: { workspace/soc: { data: inaccessible } } }"
    private static let isLight = "check: { state: { workspace/soc: { data: accessible } } }"

    /// The disabled key is honored after 40 minutes.
    private func run(_ steps: String) throws -> RunResult {
        try FakeWorlds.run("steps:\n\(Self.disable)\(steps)")
    }

    private func offset(_ result: RunResult) -> String { (result.endedAt - result.startedAt).text }

    @Test("within moves to the first instant at which it holds")
    func withinMoves() throws {
        let result = try run("  - { \(Self.isDark), within: 1h, of: revoked }")

        #expect(result.verdict == .passed)
        #expect(offset(result) == "40m")
    }

    @Test("within is inclusive: the bound itself still counts, a millisecond less does not")
    func withinIsInclusive() throws {
        #expect(try run("  - { \(Self.isDark), within: 40m, of: revoked }").verdict == .passed)
        #expect(try run("  - { \(Self.isDark), within: 39m59s999ms, of: revoked }").verdict == .failed)
    }

    @Test("within looks back: what held and holds no more counts, and the clock stays")
    func withinLooksBack() throws {
        let result = try run(
            """
              - advance: 45m
              - { act: key.enable, target: key/v/k }
              - advance: 1h
              - { \(Self.isDark), within: 1h, of: revoked }
            """)

        #expect(result.verdict == .passed)
        #expect(offset(result) == "1h45m")
    }

    @Test("within whose bound is past fails with the values of that time")
    func withinPast() throws {
        let result = try run("  - advance: 2h\n  - { \(Self.isDark), within: 39m, of: revoked }")

        #expect(result.verdict == .failed)
        #expect(result.failures[0].at == result.startedAt + .minutes(39))
        #expect(result.failures[0].message == "workspace/soc.data is accessible")
    }

    @Test("without 'of' within counts from the step before")
    func defaultOrigin() throws {
        #expect(try run("  - { \(Self.isDark), within: 40m }").verdict == .passed)
        #expect(try run("  - advance: 10m\n  - { \(Self.isDark), within: 30m }").verdict == .passed)
        #expect(try run("  - advance: 10m\n  - { \(Self.isDark), within: 29m }").verdict == .failed)
    }

    @Test("not before: it must be false until then")
    func notBefore() throws {
        #expect(try run("  - { \(Self.isDark), within: 1h, of: revoked, notBefore: 40m }").verdict == .passed)
        #expect(try run("  - { \(Self.isDark), within: 1h, of: revoked, notBefore: 41m }").verdict == .failed)
    }

    @Test("until is exclusive, throughout inclusive")
    func untilAndThroughout() throws {
        #expect(try run("  - { \(Self.isLight), until: revoked+40m }").verdict == .passed)
        #expect(try run("  - { \(Self.isLight), until: revoked+40m1s }").verdict == .failed)
        #expect(try run("  - { \(Self.isLight), throughout: 39m59s999ms }").verdict == .passed)
        #expect(try run("  - { \(Self.isLight), throughout: 40m }").verdict == .failed)
    }

    @Test("throughout fails at the instant at which it no longer holds")
    func throughoutFailsAtOnce() throws {
        let result = try run("  - { \(Self.isLight), throughout: 24h }")

        #expect(offset(result) == "40m")
        #expect(result.failures[0].rules == ["TEST-DUE-01"])
        #expect(
            result.failures[0].lanes.contains {
                $0.subject == "workspace/soc.data" && $0.stretches.first?.value == "accessible"
            })
    }

    @Test("eventually and advance until wait for it, within their horizon")
    func eventually() throws {
        #expect(offset(try run("  - { \(Self.isDark), eventually: true }")) == "40m")
        #expect(try run("  - { \(Self.isDark), eventually: true, atMost: 10m }").verdict == .failed)
        let until = "advance: { until: { state: { workspace/soc: { data: inaccessible } } }, atMost: 1h }"
        #expect(offset(try run("  - { \(until) }")) == "40m")
    }

    @Test("advance goes by, to, and from event to event")
    func advance() throws {
        #expect(offset(try run("  - advance: 5m")) == "5m")
        #expect(offset(try run("  - advance: { to: revoked+1h }")) == "1h")
        #expect(offset(try run("  - advance: { events: 1 }")) == "40m")
        #expect(offset(try run("  - advance: { to: next-event }")) == "40m")
        #expect(try run("  - advance: { events: 2 }").verdict == .failed)
        #expect(try run("  - advance: 1h\n  - advance: { to: T+30m }").verdict == .failed)
    }

    @Test("a step with 'at' moves there first, and fails when that is past")
    func at() throws {
        #expect(offset(try run("  - { at: revoked+15m, note: here }")) == "15m")
        #expect(try run("  - advance: 1h\n  - { at: revoked+15m, note: late }").verdict == .failed)
    }

    @Test("a clock is followed between events: since crosses its bound to the millisecond")
    func clocks() throws {
        let since = "expr: \"since(workspace('soc').data == 'inaccessible') > 1h\""
        let result = try run("  - { check: { \(since) }, within: 3h, of: revoked }")

        #expect(offset(result) == "1h40m1ms")
        #expect(
            try run("  - advance: 5h\n  - { check: { \(since) }, within: 100m, of: revoked }").verdict
                == .failed)
        #expect(
            try run("  - advance: 5h\n  - { check: { \(since) }, within: 100m1ms, of: revoked }").verdict
                == .passed)
    }

    @Test("records that grow by themselves are followed between events")
    func records() throws {
        let result = try FakeWorlds.run(
            """
            world: { traffic: [{ to: workspace/soc, rate: 10/min }] }
            steps:
              - { check: { state: { records/soc: { stored: { gte: 55 } } } }, within: 1h }
            """)

        #expect(result.verdict == .passed)
        #expect(offset(result) == "6m")
    }

    @Test("past-time functions read the history of the run")
    func lookingBack() throws {
        let result = try run(
            """
              - advance: 1h
              - { as: again, act: key.enable, target: key/v/k }
              - advance: 1h
              - check:
                  allOf:
                    - { expr: "duration(workspace('soc').data == 'inaccessible') == 25m" }
                    - { expr: "since(workspace('soc').data == 'accessible') == 55m" }
                    - { expr: "once(workspace('soc').data == 'inaccessible')" }
                    - { expr: "lastAt('key.enable') - firstAt('key.disable') == 1h" }
                    - { expr: "at(again) - at(revoked) == 1h" }
                    - { expr: "at(again, workspace('soc').data) == 'inaccessible'" }
                    - { expr: "again.status == 200 and now - again.at == 1h" }
            """)

        #expect(result.failures == [])
    }

    @Test("sameAs and changed compare with an earlier state")
    func earlierStates() throws {
        let result = try FakeWorlds.run(
            """
            steps:
              - { note: before, as: before }
              - { act: key.disable, target: key/v/k }
              - check:
                  state:
                    key/v/k: { enabled: { changed: true } }
                    workspace/soc: { fingerprint: { sameAs: before }, data: { changed: false } }
                    cluster/none: { fingerprint: { sameAs: before } }
              - { check: { state: { workspace/soc: { data: { sameAs: before } } } }, throughout: 1h }
            """)

        #expect(result.steps.map(\.verdict) == [.passed, .passed, .passed, .failed])
        #expect(offset(result) == "40m")
    }

    @Test("the journal is counted from a mark on, with filters and causes")
    func journal() throws {
        let result = try run(
            """
              - { as: again, act: key.enable, target: key/v/k }
              - advance: 1h
              - check:
                  journal:
                    - { act: key.disable, since: revoked, count: 1 }
                    - { act: key.disable, since: again, count: 0 }
                    - { kind: event, where: "property == 'data' and to == 'inaccessible'" }
                    - { kind: rule, rule: TEST-DUE-01, causedBy: { act: key.disable }, count: { gte: 2 } }
                    - { kind: [request], actor: operator, target: key/v/k, count: 2 }
                    - { kind: event, since: T+40m, until: T+40m, count: 1 }
                  expr: "count(journal, j -> j.kind == 'request') == 2"
            """)

        #expect(result.failures == [])
    }
}
