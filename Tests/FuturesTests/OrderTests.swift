import ControlPlane
import Testing
import VirtualTime

@testable import Futures

@Suite("The order of what falls together")
struct OrderTests {
    /// The cluster's key and its account's are taken and given back; every honoring takes exactly an hour, so
    /// that each falls together with what is done on the hour.
    private static func future(_ minutes: [Int64]) -> Future {
        var settings = Settings(choices: Choices(policy: .latest))
        _ = settings.setTiming("cluster.honor", from: 3_600_000, to: 3_600_000)
        _ = settings.setTiming("cosmos.honor", from: 3_600_000, to: 3_600_000)
        var timeline = SmallWorld().timeline
        timeline.choose(settings)
        let key = Array(timeline.world.keyVault.keys)[0].id
        let now = timeline.now
        let interventions = minutes.enumerated().map { place, minute in
            let enabled = place % 2 == 1
            return Intervention(
                at: now + .minutes(minute), enabled ? "enable" : "disable",
                .keyVault(.updateVersion(key, version: nil, KeyVault.VersionChanges(enabled: enabled))))
        }
        return Future(from: timeline, interventions, through: now + .hours(6))
    }

    private static func search(_ future: Future, isJoint: Bool = false) -> FutureRange {
        FutureSearch(future, varying: ChoicePoints(["restore.*"]), isJoint: isJoint, variesOrder: true).run()
    }

    @Test("a key that is back in the instant in which it would have been missed: dark, or not at all (P-02)")
    func commandOrAlarm() {
        let future = Self.future([0, 60])
        let documented = FutureSearch(future, varying: ChoicePoints(["restore.*"])).run()
        #expect(documented.ends[.firstDark]?.best.value == 3_600_000)
        let every = Self.search(future)
        #expect(every.isDecided)
        #expect(every.ends[.firstDark]?.best.value == nil)
        #expect(every.ends[.firstDark]?.worst.value == 3_600_000)
        #expect(every.ends[.darkMinutes]?.worst.value == documented.ends[.darkMinutes]?.worst.value)
    }

    @Test(
        "the course of a witness leads to its value again, its order with it",
        arguments: [[0, 60], [0, 60, 120, 180]] as [[Int64]])
    func witnesses(_ minutes: [Int64]) {
        let future = Self.future(minutes)
        let range = Self.search(future)
        var orders = 0
        for (measure, ends) in range.ends {
            for end in [ends.best, ends.worst] {
                #expect(measure.value(of: future.outcome(on: end.course)) == end.value, "\(measure)")
                orders += end.course.orders.count
            }
        }
        #expect(orders > 0)
    }

    @Test("of stores that do nothing to each other, no order is tried; of everything else, each once")
    func reduction() {
        // Three stores notice in the instant of one command, each before it or after it: two to the third.
        // With whose turn it is, before it and when they are back, 52.
        let future = Self.future([0, 60])
        let apart = FutureSearch(future, varying: ChoicePoints(["lro.*"]), variesOrder: true).run()
        let every = Self.everyOrder(of: future)
        #expect(apart.isDecided)
        #expect(apart.cells == 8)
        #expect(every.runs == 52)
        for measure in Measure.allCases where measure.unit != .words {
            #expect(apart.ends[measure]?.best.value == every.ends[measure]?.best.value, "\(measure)")
            #expect(apart.ends[measure]?.worst.value == every.ends[measure]?.worst.value, "\(measure)")
        }
    }

    @Test(
        "every order, one run at a time and nothing left out, comes to the same ends",
        arguments: [[0, 60, 60, 120], [0, 60, 120, 120]] as [[Int64]])
    func bruteForce(_ minutes: [Int64]) {
        let future = Self.future(minutes)
        let found = FutureSearch(future, varying: ChoicePoints(["lro.*"]), variesOrder: true).run()
        let every = Self.everyOrder(of: future)
        #expect(found.isDecided)
        #expect(found.runs < every.runs)
        for measure in Measure.allCases where measure.unit != .words {
            #expect(found.ends[measure]?.best.value == every.ends[measure]?.best.value, "\(measure)")
            #expect(found.ends[measure]?.worst.value == every.ends[measure]?.worst.value, "\(measure)")
        }
    }

    /// Answer by answer, with nothing taken to commute.
    private static func everyOrder(of future: Future) -> FutureRange {
        var range = FutureRange()
        var scripts: [[Int]] = [[]]
        while let script = scripts.popLast() {
            var timeline = future.start.following(
                asking: Inquiry(variesOrder: true, isJoint: true, script: script))
            let outcome = future.play(&timeline)
            range.take(outcome, on: Course(orders: timeline.orders), isApproached: false)
            let branches = timeline.notes.branches
            for place in branches.indices.dropFirst(script.count) {
                let before = branches[..<place].map(\.picked)
                scripts += (1..<branches[place].options).map { before + [$0] }
            }
        }
        return range
    }

    @Test("orders after which the world is the same are one, and the ends are those of all of them")
    func visitedStates() {
        let minutes: [Int64] = [0, 60, 150, 210]
        // What is granted in the instants of the stores' clocks has nothing to do with them.
        let key = Self.future(minutes)
        let vault = Array(key.start.world.keyVault.vaults)[0].id
        let grants = minutes.dropFirst().enumerated().map { place, minute in
            let policy = KeyVault.AccessPolicy(objectID: "somebody-\(place)", keys: .encryption)
            return Intervention(
                at: key.start.now + .minutes(minute), "grant", .keyVault(.editPolicies(vault, .add, [policy]))
            )
        }
        let future = Future(from: key.start, grants + key.interventions, through: key.horizon)
        func search(mergesOrders: Bool) -> FutureRange {
            FutureSearch(
                future, varying: ChoicePoints(["restore.cosmos"]), variesOrder: true,
                mergesOrders: mergesOrders
            ).run()
        }
        let (merged, plain) = (search(mergesOrders: true), search(mergesOrders: false))
        #expect(merged.isDecided && plain.isDecided)
        #expect(merged.cells < plain.cells)
        #expect(merged.runs < plain.runs)
        for measure in Measure.allCases where measure.unit != .words {
            #expect(merged.ends[measure]?.best.value == plain.ends[measure]?.best.value, "\(measure)")
            #expect(merged.ends[measure]?.worst.value == plain.ends[measure]?.worst.value, "\(measure)")
        }
    }

    @Test("without it nothing is asked, and the world goes as TIME-01 has it")
    func documented() {
        let future = Self.future([0, 60])
        var plain = future.start.following()
        var asked = future.start.following(asking: Inquiry(variesOrder: true))
        #expect(future.play(&plain) == future.play(&asked))
        #expect(plain.entries.map(\.cause) == asked.entries.map(\.cause))
        #expect(asked.orders.isEmpty)
        #expect(!asked.notes.branches.isEmpty)
    }
}
