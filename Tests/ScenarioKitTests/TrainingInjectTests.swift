import ScenarioKit
import Testing
import VirtualTime

@Suite("injects") struct TrainingInjectTests {
    private static let rest = """
          goals:
            - id: dark
              title: D
              points: 1
              met: { state: { workspace/contoso-soc: { data: inaccessible } } }
          score: { pass: 1 }
        """

    private func session(_ injects: String) throws -> TrainingSession {
        try TrainingText.session("  injects:\n\(injects)\n\(Self.rest)")
    }

    private func fired(_ session: TrainingSession) -> [String] {
        session.progress.fired.map { "\($0.id) \(session.offset($0.at) ?? "")" }
    }

    @Test("fire at their instants, in one move of the clock, and set their marks") func atInstants() throws {
        var session = try session(
            """
                - { id: later, at: first+1h30m, show: Later. }
                - id: first
                  at: T+10m
                  show: "Off at ${now}."
                  from: Dana
                  steps: [{ act: key.disable, target: key/contoso-kv/cmk, actor: dana@contoso }]
            """)
        try session.wait(.hours(6))

        #expect(fired(session) == ["first 10m", "later 1h40m"])
        #expect(session.progress.messages.map(\.text) == ["Off at 2024-03-01T09:10:00Z.", "Later."])
        #expect(session.offset(session.progress.met("dark")) == "1h10m")
    }

    @Test("fire when a condition becomes true, between two events to the millisecond") func whenTrue() throws
    {
        var session = try session(
            """
                - { id: off, at: T+1s, steps: [{ act: key.disable, target: key/contoso-kv/cmk }] }
                - id: pager
                  when: { expr: "since(workspace('contoso-soc').ingestion == 'blocked') >= 5m" }
                - { id: after, at: pager+20m }
            """)
        try session.wait(.hours(6))

        #expect(fired(session) == ["off 1s", "pager 1h5m1s", "after 1h25m1s"])
    }

    @Test("one timed after one that never fires does not fire") func neverFires() throws {
        var session = try session(
            """
                - { id: never, when: { state: { key/contoso-kv/cmk: { enabled: false } } } }
                - { id: after, at: never+1m }
            """)
        try session.wait(.hours(20))

        #expect(fired(session).isEmpty)
    }

    @Test("does not fire once its goal is met, also at the same instant") func unless() throws {
        var session = try session(
            """
                - { id: off, at: T+1m, steps: [{ act: key.disable, target: key/contoso-kv/cmk }] }
                - { id: held, at: off+1h, unless: dark }
                - { id: shown, at: off+59m59s, unless: dark }
            """)
        try session.wait(.hours(3))

        #expect(fired(session) == ["off 1m", "shown 1h59s"])
        #expect(session.progress.withheld.map(\.id) == ["held"])
    }

    @Test("what others try may fail: a note, and the exercise goes on") func othersFail() throws {
        var session = try session(
            """
                - id: off
                  at: T+10m
                  steps: [{ act: key.disable, target: key/contoso-kv/cmk, actor: dana@contoso }]
            """)
        try session.perform(
            .act("policy.revoke", on: "vault/contoso-kv", with: ["principal": "dana@contoso"]))
        try session.wait(.hours(3))

        #expect(fired(session) == ["off 10m"])
        #expect(session.progress.notes.count == 1)
        #expect(session.progress.met("dark") == nil)
    }

    @Test("a facilitator fires one now, or takes it out") func facilitator() throws {
        var session = try session("    - { id: a, at: T+1h }\n    - { id: b, at: T+1h }\n    - { id: c }")
        try session.perform(.fire(inject: "a"))
        try session.perform(.skip(inject: "b"))
        try session.wait(.hours(2))
        #expect(throws: TrainingProblem.self) { try session.perform(.fire(inject: "a")) }

        #expect(fired(session) == ["a 0s"])
    }
}
