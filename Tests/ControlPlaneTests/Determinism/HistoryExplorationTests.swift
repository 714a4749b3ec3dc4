import ControlPlane
import Futures
import Testing
import VirtualTime

@Suite("Every short history") struct HistoryExplorationTests {
    private static let perMinute: Int64 = 10

    /// The story with traffic that began a day ago.
    private func story(_ policy: ChoicePolicy) -> (timeline: Timeline, watch: KeyAccessWatch) {
        var timeline = Timeline.contosoCMK(policy)
        let flow = Flow(origin: timeline.now, records: Self.perMinute, period: 60_000)
        timeline.startTraffic(Self.perMinute)
        timeline.advance(by: .days(1))
        let watch = KeyAccessWatch(workspace: timeline.id(Contoso.workspace), flow: flow, at: timeline.now)
        return (timeline, watch)
    }

    @Test("of five acts on the key keeps every promise", arguments: [ChoicePolicy.earliest, .latest])
    func promises(policy: ChoicePolicy) throws {
        let (timeline, watch) = story(policy)
        let exploration = try #require(
            HistoryExploration(
                keyBehind: timeline.id(Contoso.workspace), in: timeline.world, depth: 5))

        let result = exploration.run(from: timeline.world, watch: watch)

        #expect(result.violation == nil)
        #expect(result.histories == 6 + 36 + 216 + 1_296 + 7_776)
        #expect(result.moments > result.histories)
    }

    @Test("a promise that does not hold is found, with the history that breaks it")
    func violation() throws {
        let (timeline, _) = story(.latest)
        let flow = Flow(origin: timeline.now - .days(1), records: Self.perMinute, period: 60_000)
        let strict = KeyAccessWatch(
            workspace: timeline.id(Contoso.workspace), flow: flow, at: timeline.now, bound: .minutes(20))
        let exploration = try #require(
            HistoryExploration(
                keyBehind: timeline.id(Contoso.workspace), in: timeline.world, depth: 3))

        let violation = try #require(exploration.run(from: timeline.world, watch: strict).violation)

        #expect(violation.acts == ["disable the key", "disable the key", "+20 min"])
        #expect(violation.sentence == "the cluster lost it and is not dark")
        #expect(violation.at == timeline.now + .minutes(20))
        #expect(
            violation.description.hasPrefix("after disable the key, disable the key, +20 min, at 2024-02-17T")
        )
    }

    @Test("needs a key to explore")
    func withoutKey() {
        let timeline = Timeline.contoso(.workspace)
        let exploration = HistoryExploration(
            keyBehind: timeline.id(Contoso.workspace), in: timeline.world, depth: 1)
        #expect(exploration == nil)
    }
}
