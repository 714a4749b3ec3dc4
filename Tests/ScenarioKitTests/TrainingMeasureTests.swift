import ScenarioKit
import Testing
import VirtualTime

/// Each case against what can be counted by hand: under `latest` a key that is away for a span is honored
/// after an hour, and honored again an hour after it is back.
@Suite("measures of losses") struct TrainingMeasureTests {
    private func session(_ condition: String, rate: String = "10/min") throws -> TrainingSession {
        try TrainingText.session(
            """
              goals: [{ id: g, title: G, points: 1, met: { expr: "\(condition)" } }]
              score: { pass: 1 }
            """, rate: rate)
    }

    private func holds(_ condition: String, rate: String = "10/min", away: Duration) throws -> Bool {
        var session = try session("now >= T + 23h and \(condition)", rate: rate)
        try session.disable()
        try session.wait(away)
        try session.enable()
        try session.wait(.hours(23))
        return session.progress.met("g") != nil
    }

    @Test(
        "after two hours without the key two are lost: one passes before it is dark, one until it is back",
        arguments: [
            "dark_minutes == 120", "lost_minutes == 120", "dropped == 1200", "lost_records == 1200",
            "unrecoverable == 0", "purged_unseen == 0",
        ])
    func twoHours(condition: String) throws {
        #expect(try holds(condition, away: .hours(2)))
    }

    @Test("nothing is lost if the key is back before it is missed") func nothing() throws {
        #expect(try holds("lost_minutes == 0 and dark_minutes == 0 and dropped == 0", away: .minutes(59)))
    }

    @Test("of a slow source only the minutes with a record count") func slowSource() throws {
        // One record each half hour, in the middle of its share: 10:15, 10:45, 11:15, 11:45.
        #expect(try holds("lost_minutes == 4 and dropped == 4", rate: "2/h", away: .hours(2)))
    }

    @Test("a measure that grows by itself is found at its millisecond") func growing() throws {
        var session = try session("dark_minutes >= 7.5")
        try session.disable()
        try session.wait(.hours(5))

        #expect(session.offset(session.progress.met("g")) == "1h7m30s")
    }

    @Test("what only a search computes is refused by name when the file is read") func notComputed() throws {
        let problems =
            #expect(throws: ProblemList.self) { try session("honor_lag < 1h") }?.problems.map(\.message) ?? []
        #expect(problems == ["`honor_lag` is not supported by this version"])
    }
}
