import ControlPlane
import Testing
import VirtualTime

@testable import Futures

@Suite("Alike workspaces")
struct AlikeWorkspaceTests {
    /// So many workspaces of the first cluster, all under Sentinel and its key, each with as much traffic;
    /// and what is done to that key, drawn by a number.
    private static func future(_ count: Int, plan number: Int, acts: Int = 3) -> Future {
        var timeline = SmallWorld().timeline
        let (cluster, first) = (
            Array(timeline.world.logAnalytics.clusters)[0].id,
            Array(timeline.world.logAnalytics.workspaces)[0].id
        )
        let path = timeline.world.names[first].path
        var workspaces = [first]
        for name in ["c", "d"].prefix(count - 1) {
            timeline.submit { names in
                let id = names.intern(path.replacing("workspace-a", with: "workspace-\(name)"))
                workspaces.append(id)
                return .logAnalytics(
                    .createOrUpdateWorkspace(
                        id, LogAnalytics.WorkspaceSettings(location: "westeurope", retentionDays: 30)))
            }
        }
        timeline.advance(by: .hours(2))
        for id in workspaces.dropFirst() {
            timeline.submit { _ in .logAnalytics(.link(workspace: id, cluster: cluster)) }
        }
        timeline.advance(by: .hours(2))
        for id in workspaces.dropFirst() {
            timeline.submit { _ in .sentinel(.onboard(id, name: "default", customerManagedKey: true)) }
        }
        // Longer than any window looks back.
        timeline.advance(by: .days(80))
        for id in workspaces {
            timeline.submit { _ in
                .logAnalytics(
                    .startTraffic(
                        workspace: id, table: "T", records: 10, periodMilliseconds: 60_000,
                        backfillMilliseconds: 0))
            }
        }
        let key = Array(timeline.world.keyVault.keys)[0].id
        var draw = Draw(seed: 5, key: "plan \(number)")
        var at = timeline.now
        let interventions = (0..<acts).map { place in
            if place > 0 { at = at + .minutes(draw.uniform(in: 10...130)) }
            let enabled = place % 2 == 1
            return Intervention(
                at: at, enabled ? "enable" : "disable",
                .keyVault(.updateVersion(key, version: nil, KeyVault.VersionChanges(enabled: enabled))))
        }
        return Future(from: timeline, interventions, through: timeline.now + .hours(12))
    }

    private static func expectSame(_ merged: FutureRange, _ plain: FutureRange) {
        #expect(merged.isDecided && plain.isDecided)
        #expect(merged.runs < plain.runs)
        for measure in Measure.allCases where measure.unit != .words {
            #expect(merged.ends[measure]?.best.value == plain.ends[measure]?.best.value, "\(measure)")
            #expect(merged.ends[measure]?.worst.value == plain.ends[measure]?.worst.value, "\(measure)")
        }
    }

    @Test("two or three of them: the same ends, store by store, in fewer runs", arguments: [2, 3], 0..<4)
    func storeByStore(_ count: Int, _ number: Int) {
        let future = Self.future(count, plan: number)
        let classes = AlikeWorkspaces.classes(in: future.start.world)
        #expect(classes.map(\.count) == [count])
        let points = ChoicePoints(["honor.*", "restore.*"])
        Self.expectSame(
            FutureSearch(future, varying: points, alike: classes).run(),
            FutureSearch(future, varying: points).run())
    }

    @Test("all choices together, up to their permutation: the same ends in fewer runs", arguments: 0..<3)
    func together(_ number: Int) {
        let future = Self.future(2, plan: number, acts: 2)
        let classes = AlikeWorkspaces.classes(in: future.start.world)
        let points = ChoicePoints(["*.cosmos"])
        Self.expectSame(
            FutureSearch(future, varying: points, isJoint: true, alike: classes).run(),
            FutureSearch(future, varying: points, isJoint: true).run())
    }

    @Test("what singles one out keeps it apart: traffic, retention, a lock, a failure, a choice by name")
    func apart() throws {
        let future = Self.future(2, plan: 0)
        let workspace = try #require(AlikeWorkspaces.classes(in: future.start.world).first?.first)
        func classes(after change: (inout Timeline) -> Void) -> Int {
            var timeline = future.start
            change(&timeline)
            return AlikeWorkspaces.classes(in: timeline.world).count
        }
        #expect(classes { _ in } == 1)
        #expect(
            classes {
                $0.submit { _ in
                    .logAnalytics(.ingest(workspace: workspace, table: "T", records: 5))
                }
            } == 0)
        #expect(
            classes {
                var settings = $0.world.settings
                settings.choices.exact = [
                    .init(glob: "honor.cosmos@workspace-a.1", value: .after(milliseconds: 1))
                ]
                $0.choose(settings)
            } == 0)
        #expect(
            classes {
                var settings = $0.world.settings
                settings.choices.policy = .seeded
                $0.choose(settings)
            } == 0)
    }
}
