import ControlPlane
import Testing
import VirtualTime

@Suite("TIME · virtual time and its bounds") struct TimeRulesTests {
    @Test("TIME-01 · what falls due at an instant runs before a command given at it")
    func dueBeforeCommands() {
        var timeline = Timeline.contosoCMK()

        timeline.disableKey()
        timeline.advance(by: .hours(1))
        timeline.enableKey()

        #expect(timeline.entries.last(citing: LogAnalytics.Rule.revocationHonored)?.at == timeline.now)
        #expect(timeline.cluster?.access.isDark == true)
    }

    @Test("TIME-01 · at one instant Azure Cosmos DB comes before Log Analytics")
    func roomsInOrder() {
        var timeline = Timeline.contosoCMK()

        timeline.disableKey()
        let before = timeline.entries.count
        timeline.advance(by: .hours(1))

        let rung = timeline.entries.dropFirst(before).map(\.cause)
        #expect(
            rung == [
                .alarm(.cosmosDB(.accountDue(timeline.id(Contoso.workspace), .access))),
                .alarm(.logAnalytics(.clusterDue(timeline.id(Contoso.cluster), .access))),
            ])
    }

    @Test("TIME-01 · time passes without anything due, and the journal says so")
    func timePasses() {
        var timeline = Timeline.contosoCMK()
        let before = timeline.entries.count

        timeline.advance(by: .days(365))

        #expect(timeline.entries.dropFirst(before).map(\.cause) == [.timePassed])
    }

    @Test(
        "TIME-02 · each policy picks its end of the closed bound",
        arguments: [(ChoicePolicy.earliest, 0), (.midpoint, 30), (.latest, 60)])
    func policies(policy: ChoicePolicy, minutes: Int) {
        var timeline = Timeline.contosoCMK(policy)
        let lost = timeline.now

        timeline.disableKey()
        timeline.advance(by: .hours(1))

        let honored = timeline.entries.last(citing: LogAnalytics.Rule.revocationHonored)
        #expect(honored?.at == lost + .minutes(minutes))
    }

    @Test("TIME-02 · earliest is the same instant as the cause, after it in the journal")
    func earliestIsAfterTheCause() throws {
        var timeline = Timeline.contosoCMK(.earliest)

        let cause = timeline.disableKey()

        let honored = try #require(timeline.entries.last(citing: LogAnalytics.Rule.revocationHonored))
        #expect(honored.at == cause.at)
        #expect(honored.number > cause.number)
        #expect(honored.causes == [cause.number])
    }

    @Test("TIME-02 · at the bound the new state holds, a millisecond before the old one may")
    func boundIsClosed() {
        var timeline = Timeline.contosoCMK()
        timeline.disableKey()

        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.access == "cached")

        timeline.advance(by: .milliseconds(1))
        #expect(timeline.access == "revoked")
    }

    @Test("TIME-02 · a seed picks inside the bound, the same each time, another seed another moment")
    func seeded() throws {
        func honored(seed: UInt64) throws -> Duration {
            var timeline = Timeline.contosoCMK(choices: Choices(policy: .seeded, seed: seed))
            let lost = timeline.now
            timeline.disableKey()
            timeline.advance(by: .hours(1))
            let entry = try #require(timeline.entries.last(citing: LogAnalytics.Rule.revocationHonored))
            return entry.at - lost
        }

        let moments = try (1...8).map { try honored(seed: $0) }

        #expect(try (1...8).map { try honored(seed: $0) } == moments)
        #expect(Set(moments).count == 8)
        #expect(moments.allSatisfy { $0 >= .zero && $0 <= .hours(1) })
    }

    @Test("TIME-02 · an exact value moves one occurrence, clamped into the bound")
    func exact() {
        let choices = Choices(
            exact: [
                .init(glob: "honor.*", value: .after(milliseconds: 600_000)),
                .init(glob: "honor.cluster@contoso-la.1", value: .after(milliseconds: 9_000_000)),
                .init(glob: "honor.cluster@contoso-la.2", value: .policy(.midpoint)),
            ])
        var timeline = Timeline.contosoCMK(choices: choices)
        let first = timeline.disableKey()
        timeline.enableKey()
        let second = timeline.disableKey()

        #expect(first.choices.map(\.ordinal) == [1, 1])
        #expect(first.choices.map { $0.picked - first.at } == [.minutes(10), .minutes(60)])
        #expect(second.choices.map(\.ordinal) == [2, 2])
        #expect(second.choices.map { $0.picked - second.at } == [.minutes(10), .minutes(30)])
    }

    @Test("TIME-02 · a timing widens the window and the lower end is reached by earliest")
    func timing() {
        var settings = Settings(choices: Choices(policy: .earliest))
        let isKnown = settings.setTiming("provider.register", from: 5_000, to: 7_000)
        let isUnknown = settings.setTiming("provider.registered", from: 0, to: 1)
        var timeline = Timeline(World(Genesis(start: Genesis.defaultStart, settings: settings)))

        let entry = timeline.register()

        #expect(isKnown && !isUnknown)
        #expect(entry.choices.map { $0.picked - entry.at } == [.seconds(5)])
        #expect(entry.choices.map { $0.to - entry.at } == [.seconds(7)])
    }

    @Test("TIME-03 · given back before the bound: nothing ever goes dark, nothing is lost")
    func restoredInTime() {
        var timeline = Timeline.contosoCMK()
        timeline.startTraffic()

        timeline.disableKey()
        timeline.advance(by: .minutes(59))
        let entry = timeline.enableKey()
        timeline.advance(by: .days(1))

        #expect(entry.cites(TimeRule.restoredInTime))
        #expect(timeline.entries.last(citing: LogAnalytics.Rule.revocationHonored) == nil)
        #expect(timeline.cluster?.access == .held)
        #expect(timeline.dropped == 0)
    }

    @Test("TIME-03 · given back exactly at the bound is too late")
    func restoredTooLate() {
        var timeline = Timeline.contosoCMK()
        timeline.startTraffic()

        timeline.disableKey()
        timeline.advance(by: .hours(1))
        timeline.enableKey()
        timeline.advance(by: .hours(1))

        #expect(timeline.access == "granted")
        #expect(timeline.dropped == 600)
    }
}
