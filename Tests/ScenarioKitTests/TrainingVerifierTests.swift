import ScenarioKit
import Testing
import VirtualTime

@Suite("verifying exercises") struct TrainingVerifierTests {
    private func broken(_ training: String) throws -> [String] {
        try TrainingVerifier(try TrainingText.exercise(training)).findings().filter { !$0.holds }.map(\.title)
    }

    private static let off = "{ state: { key/contoso-kv/cmk: { enabled: false } } }"
    private static let disable = "{ act: key.disable, target: key/contoso-kv/cmk, actor: trainee }"

    @Test("our own hold", arguments: TrainingText.files) func ours(file: String) throws {
        let findings = try TrainingVerifier(try TrainingText.exercise(at: file)).findings()

        #expect(findings.filter { !$0.holds } == [])
        #expect(findings.count > 17)
    }

    @Test(
        "the shared one holds", .enabled(if: SharedFiles.isPresent, "no shared folder: set LOCKSTEP_SHARED"))
    func shared() throws {
        let text = try SharedFiles.scenario("06-training-friday-1640")
        let exercise = try #require(try Exercise.read(SourceText(file: "06.scenario.yaml", text: text)))

        #expect(try TrainingVerifier(exercise).findings().filter { !$0.holds } == [])
    }

    @Test("a solution that does not pass, a goal and a penalty out of reach are found") func outOfReach()
        throws
    {
        let titles = try broken(
            """
              goals:
                - { id: a, title: A, points: 5, met: \(Self.off) }
                - { id: b, title: B, points: 5, met: { state: { vault/none: { exists: true } } } }
              penalties:
                - { id: p, points: -5, when: { journal: { act: key.delete } }, message: P. }
                - { id: q, points: -5, when: { expr: "lost_minutes > 100000" }, message: Q. }
              score: { pass: 6 }
              solution: [\(Self.disable)]
            """)

        #expect(titles.contains("the solution passes, as written"))
        #expect(titles.contains("goal b can be met"))
        #expect(titles.contains("penalty q can fall"))
        #expect(!titles.contains("goal a can be met"))
        #expect(!titles.contains("penalty p can fall"))
    }

    @Test("an exercise that is won by waiting is found") func idle() throws {
        let titles = try broken(
            """
              injects: [{ id: off, at: T+1h, steps: [{ act: key.disable, target: key/contoso-kv/cmk }] }]
              goals: [{ id: a, title: A, points: 5, met: \(Self.off) }]
              score: { pass: 5 }
              solution: [\(Self.disable)]
            """)

        #expect(titles.contains("doing nothing does not pass, as written"))
        #expect(titles.count == 7)
    }

    @Test("the debrief tells what would have been lost otherwise") func debrief() throws {
        var session = try TrainingText.session(
            """
              injects: [{ id: off, at: T+1h, steps: [{ act: key.disable, target: key/contoso-kv/cmk }] }]
              goals: [{ id: a, title: A, points: 5, met: \(Self.off) }]
              score: { pass: 5 }
              counterfactuals:
                - name: At once
                  at: off
                  steps: [{ act: key.enable, target: key/contoso-kv/cmk }, { advance: 3h }]
                - name: Late
                  at: off
                  steps: [{ advance: 5h }, { act: key.enable, target: key/contoso-kv/cmk }, { advance: 1h }]
            """)
        try session.wait(.hours(4))
        try session.enable()
        try session.wait(.hours(2))
        let debrief = TrainingDebrief(session)

        #expect(debrief.lanes.map(\.lostMinutes) == ["180", "0", "300"])
        #expect(debrief.lanes.map(\.problem) == [nil, nil, nil])
        #expect(TrainingReport.text(debrief).contains("Score 5 of 5, pass 5: passed"))
        #expect(TrainingPage.html(debrief).contains("<rect"))
    }
}
