import ScenarioKit
import Testing
import VirtualTime

@Suite("sessions of an exercise") struct TrainingSessionTests {
    private static let training = """
          allow: [az, keyvault]
          hide: [next-events, choices, causes, rules]
          injects: [{ id: off, at: T+10m, steps: [{ act: key.disable, target: key/contoso-kv/cmk }] }]
          goals:
            - id: on
              title: O
              points: 10
              of: off
              within: 2h
              met: { state: { key/contoso-kv/cmk: { enabled: true } } }
            - id: s
              title: S
              points: 5
              secret: true
              met: { state: { key/contoso-kv/other: { enabled: false } } }
          score: { pass: 5 }
        """

    @Test("are values: a copy goes its own way") func values() throws {
        var session = try TrainingText.session(Self.training)
        try session.wait(.minutes(30))
        var copy = session
        try copy.enable()
        try copy.wait(.hours(1))

        #expect(session.progress.met("on") == nil)
        #expect(session.offset(session.now) == "30m")
        #expect(copy.score.total == 8)
        #expect(session.stateHash() != copy.stateHash())
    }

    @Test("come back from their file as they were, a torn last line left out") func saved() throws {
        var session = try TrainingText.session(Self.training)
        try session.wait(.minutes(70))
        try session.enable()
        try session.perform(.message("Well done."))
        try session.wait(.minutes(5))
        let text = SavedTraining.text(of: session)
        let again = try SavedTraining(text).session()
        let torn = try SavedTraining(text + "{\"at\":\"2024-03")

        #expect(again.stateHash() == session.stateHash())
        #expect(again.now == session.now)
        #expect(again.score == session.score)
        #expect(again.progress == session.progress)
        #expect(SavedTraining.text(of: again) == text)
        #expect(torn.isTorn && torn.deeds == session.deeds)
    }

    @Test("are scored anew by another text of the exercise") func edited() throws {
        var session = try TrainingText.session(Self.training)
        try session.wait(.minutes(30))
        try session.enable()
        let text = session.exercise.source.text.replacing("points: 10", with: "points: 100")
        let edited = SourceText(file: "edited.scenario.yaml", text: text)

        #expect(session.score.total == 8)
        #expect(try SavedTraining(SavedTraining.text(of: session)).session(edited: edited).score.total == 83)
    }

    @Test("hide what the exercise hides") func hidden() throws {
        let session = try TrainingText.session(Self.training)
        let seen = session.observation

        #expect(seen["next_event"] == nil)
        #expect(seen["choices"] == nil)
        #expect(seen["journal"] == nil)
        #expect(seen["goals"]?.items?.compactMap { $0["id"]?.text } == ["on"])
        #expect(seen["things"]?["key/contoso-kv/cmk"]?["enabled"] == true)
        #expect(seen["things"]?["cosmos/contoso-soc"] == nil)
        #expect(seen["things"]?["cluster/contoso-la"]?["fingerprint"] == nil)
        #expect(seen["things"]?["records/contoso-soc"]?["dropped"] == nil)
    }

    @Test(
        "refuse what is not allowed, out of reach or not of the language",
        arguments: [
            Deed.Action.act("cluster.delete", on: "cluster/contoso-la", with: [:]),
            .act("cosmos.delete-account", on: "cosmos/contoso-soc", with: [:]),
            .request("GET ${id('cluster/contoso-la')}?api-version=2022-10-01", body: nil),
            .az("keyvault key show --vault-name ${journal[0].act} -n cmk"), .az("vm delete"),
            .act("key.enabel", on: "key/contoso-kv/cmk", with: [:]), .hint(goal: "s"), .hint(goal: "on"),
            .fire(inject: "none"), .clock(to: Instant(milliseconds: 0)),
        ])
    func refused(action: Deed.Action) throws {
        var session = try TrainingText.session(Self.training)
        let before = session.stateHash()

        #expect(throws: TrainingProblem.self) { try session.perform(action) }
        #expect(session.stateHash() == before)
        #expect(session.deeds.isEmpty)
    }

    @Test("end when their time is up, and nothing can be done then") func over() throws {
        var session = try TrainingText.session(Self.training)
        try session.wait(.hours(100))

        #expect(session.offset(session.now) == "24h" || session.offset(session.now) == "1d")
        #expect(session.isOver)
        #expect(throws: TrainingProblem.self) { try session.enable() }
    }

    @Test(
        "read their deeds back as they were written",
        arguments: [
            Deed.Action.act("key.enable", on: "key/contoso-kv/cmk", with: ["a": 1]), .az("az keyvault list"),
            .request("GET /x", body: ["a": nil]), .request("GET /x", body: nil), .hint(goal: "g"),
            .clock(to: Instant(milliseconds: 1_000)), .fire(inject: "i"), .skip(inject: "i"), .message("m"),
            .pause, .resume, .end,
        ])
    func deeds(action: Deed.Action) throws {
        let deed = Deed(at: Instant(milliseconds: 5), action)
        #expect(try Deed(try Document(json: deed.document.json)) == deed)
    }
}
