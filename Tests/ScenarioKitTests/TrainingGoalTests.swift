import ScenarioKit
import Testing
import VirtualTime

@Suite("goals, penalties and their worth") struct TrainingGoalTests {
    private static let disabled = "{ state: { key/contoso-kv/cmk: { enabled: false } } }"

    private func worth(_ goal: String, metAfter wait: Duration, hints: Int = 0) throws -> Int {
        var session = try TrainingText.session(
            """
              goals:
                - { id: g, title: G, met: \(Self.disabled), \(goal) }
              score: { pass: 1 }
            """)
        for _ in 0..<hints { try session.perform(.hint(goal: "g")) }
        try session.wait(wait)
        try session.disable()
        return session.score.total
    }

    @Test(
        "falls in a straight line from its points to its floor, halves rounded up",
        arguments: [
            (Duration.zero, 20), (.minutes(30), 16), (.minutes(60), 13), (.minutes(119), 5),
            (.minutes(120), 5), (.minutes(120) + .milliseconds(1), 0),
        ])
    func straightLine(wait: Duration, expected: Int) throws {
        #expect(try worth("points: 20, floor: 5, within: 2h", metAfter: wait) == expected)
    }

    @Test("without a time it is worth its points whenever it is met") func noTime() throws {
        #expect(try worth("points: 20", metAfter: .hours(5)) == 20)
    }

    @Test("its hints cost points of its own, never more than it has") func hints() throws {
        let two = "points: 20, hints: [{ text: A, cost: 3 }, { text: B, cost: 30 }]"
        #expect(try worth(two, metAfter: .zero) == 20)
        #expect(try worth(two, metAfter: .zero, hints: 1) == 17)
        #expect(try worth(two, metAfter: .zero, hints: 2) == 0)
    }

    @Test("a hint that opens later is refused until then, and costs nothing while its goal is missed")
    func lateHint() throws {
        var session = try TrainingText.session(
            """
              goals:
                - id: g
                  title: G
                  points: 9
                  met: \(Self.disabled)
                  hints: [{ after: 20m, text: Look., cost: 2 }]
              score: { pass: 1 }
            """)
        #expect(throws: TrainingProblem.self) { try session.perform(.hint(goal: "g")) }
        try session.wait(.minutes(20))
        #expect(try session.perform(.hint(goal: "g")).text == "Look.")
        #expect(session.score.total == 0)
        #expect(throws: TrainingProblem.self) { try session.perform(.hint(goal: "g")) }
    }

    @Test("counts only once those before it are met, and from its own time on") func order() throws {
        var session = try TrainingText.session(
            """
              injects: [{ id: bell, at: T+3h }]
              goals:
                - { id: second, title: S, points: 5, after: [first], met: \(Self.disabled) }
                - { id: first, title: F, points: 5, of: bell+30m, met: \(Self.disabled) }
              score: { pass: 10 }
            """)
        try session.disable()
        try session.wait(.hours(5))

        #expect(session.offset(session.progress.met("first")) == "3h30m")
        #expect(session.offset(session.progress.met("second")) == "3h30m")
        #expect(session.score.isPassed)
    }

    @Test("the sum stays between nothing and all points, and a fatal penalty fails whatever it is")
    func penalties() throws {
        var session = try TrainingText.session(
            """
              goals: [{ id: g, title: G, points: 10, met: \(Self.disabled) }]
              penalties:
                - id: gone
                  points: -50
                  fatal: true
                  when: { journal: { act: key.delete, where: "decision == 'accepted'" } }
                  message: Gone.
              score: { pass: 0 }
            """)
        #expect(session.score.isPassed)
        try session.disable()
        #expect(session.score.total == 10)
        try session.perform(.act("key.delete", on: "key/contoso-kv/cmk", with: [:]))
        #expect(session.score.total == 0)
        #expect(session.score.isFatal)
        #expect(!session.score.isPassed)
        #expect(session.progress.messages.map(\.text) == ["Gone."])
    }

    @Test("goal('…') tells whether and when in other goals") func goalFunction() throws {
        var session = try TrainingText.session(
            """
              goals:
                - { id: a, title: A, points: 1, met: \(Self.disabled) }
                - { id: b, title: B, points: 1, met: { expr: "goal('a').met and now - goal('a').at >= 90s" } }
              score: { pass: 1 }
            """)
        try session.wait(.minutes(10))
        try session.disable()
        #expect(session.progress.met("b") == nil)
        try session.wait(.hours(1))
        #expect(session.offset(session.progress.met("b")) == "11m30s")
    }

    @Test("a read is seen, and who read") func reads() throws {
        var session = try TrainingText.session(
            """
              goals:
                - id: look
                  title: L
                  points: 1
                  met:
                    journal:
                      kind: request
                      where: "actor.role == 'trainee' and path contains '/keys/cmk' and not write"
              score: { pass: 1 }
            """)
        try session.disable()
        #expect(session.progress.met("look") == nil)
        try session.perform(.az("keyvault key show --vault-name contoso-kv -n cmk"))
        #expect(session.progress.met("look") != nil)
    }
}
