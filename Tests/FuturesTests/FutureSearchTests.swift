import ControlPlane
import Testing
import VirtualTime

@testable import Futures

@Suite("Searching futures")
struct FutureSearchTests {
    /// The first cluster's key, ten records a minute in its workspace, and what is done to the key.
    private static func future(_ acts: [(minutes: Int64, enabled: Bool)], horizon: Duration = .hours(12))
        -> Future
    {
        var timeline = SmallWorld().timeline
        let workspace = Array(timeline.world.logAnalytics.workspaces)[0].id
        timeline.submit { _ in
            .logAnalytics(
                .startTraffic(
                    workspace: workspace, table: "T", records: 10, periodMilliseconds: 60_000,
                    backfillMilliseconds: 0))
        }
        let key = Array(timeline.world.keyVault.keys)[0].id
        let now = timeline.now
        let interventions = acts.map { act in
            Intervention(
                at: now + .minutes(act.minutes), act.enabled ? "enable" : "disable",
                .keyVault(.updateVersion(key, version: nil, KeyVault.VersionChanges(enabled: act.enabled))))
        }
        return Future(from: timeline, interventions, through: now + horizon)
    }

    @Test(
        "half an hour without the key: nothing lost, or ninety minutes (SENT-REVOKE-02, SENT-REVOKE-06)"
    )
    func halfAnHour() {
        let range = FutureSearch(Self.future([(0, false), (30, true)])).run()
        #expect(range.isDecided)
        #expect(range.ends[.lostRecords]?.best.value == 0)
        #expect(range.ends[.lostRecords]?.worst.value == 900)
        #expect(range.ends[.firstDark]?.best.value == nil)
        #expect(range.ends[.firstDark]?.worst.value == 0)
    }

    @Test(
        "stores one after the other find what all orders find",
        arguments: [[0, 30], [0, 60], [0, 90, 100, 130], [0, 30, 40, 200]] as [[Int64]])
    func independence(_ minutes: [Int64]) {
        let future = Self.future(minutes.enumerated().map { ($0.element, $0.offset % 2 == 1) })
        let clusters = ChoicePoints(["*.cluster"])
        let apart = FutureSearch(future, varying: clusters).run()
        let joint = FutureSearch(future, varying: clusters, isJoint: true).run()
        #expect(apart.isDecided && joint.isDecided)
        #expect(apart.runs <= joint.runs)
        for measure in Measure.allCases where measure.unit != .words {
            #expect(apart.ends[measure]?.best.value == joint.ends[measure]?.best.value, "\(measure)")
            #expect(apart.ends[measure]?.worst.value == joint.ends[measure]?.worst.value, "\(measure)")
        }
    }

    @Test("the same whoever covers the pieces, and in whatever order they are covered")
    func spreading() {
        let search = FutureSearch(Self.future([(0, false), (45, true), (50, false), (170, true)]))
        let plain = search.run()
        let backwards = search.run(spread: { pieces, cover in pieces.reversed().map(cover).reversed() })
        #expect(plain == backwards)
    }

    @Test("a search that runs into a bound decides nothing")
    func bounds() {
        let search = FutureSearch(
            Self.future([(0, false), (30, true)]), bounds: SearchBounds(runs: 1))
        #expect(!search.run().isDecided)
        let drawn = FutureSearch(Self.future([(0, false), (30, true)]), strategy: .drawn(runs: 50, seed: 7))
            .run()
        #expect(!drawn.isDecided)
        #expect(drawn.runs == 50)
        let worst = drawn.ends[.lostRecords]?.worst.value ?? 0
        #expect((1...900).contains(worst))
        #expect(
            FutureSearch(Self.future([(0, false), (30, true)]), strategy: .swarm(runs: 50, seed: 7)).run()
                .runs == 50)
    }

    @Test("what cannot be saved at one moment cannot be saved at a later one, at every half hour")
    func monotony() {
        for acts in [[(0, false)], [(60, false), (80, true), (100, false)]]
            as [[(Int64, Bool)]]
        {
            let future = Self.future(acts.map { (minutes: $0.0, enabled: $0.1) }, horizon: .days(2))
            var moments: [Timeline] = []
            var timeline = future.start.following(keepsEntries: false)
            for intervention in future.interventions {
                while let due = timeline.world.next, due.at <= intervention.at, timeline.advanceToNextAlarm()
                { moments.append(timeline) }
                timeline.advance(to: intervention.at)
                _ = intervention.perform(&timeline)
                moments.append(timeline)
            }
            while let due = timeline.world.next, due.at <= future.horizon, timeline.advanceToNextAlarm() {
                moments.append(timeline)
            }
            let found = Recoverability(start: future.start, moments: moments, horizon: future.horizon)
            var outcome = FutureOutcome()
            found.measure(into: &outcome)
            for (holds, until) in [
                (found.restoresAccess, outcome.accessRecoverableUntil),
                (found.losesNothing, outcome.losslessUntil),
            ] as [((Timeline) -> Bool, Int64?)] {
                for minute in stride(from: Int64(1), to: 2_880, by: 30) {
                    let instant = future.start.now + .minutes(minute)
                    guard instant >= moments[0].now else { continue }
                    let expected = until.map { minute * 60_000 <= $0 } ?? true
                    #expect(holds(found.world(at: instant)) == expected, "\(acts) at minute \(minute)")
                }
            }
        }
    }
}
