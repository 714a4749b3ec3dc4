import ControlPlane
import Measuring
import VirtualTime

/// How fast the control plane is, against its targets.
enum CoreBench {
    private static let parts: [(name: String, measure: @Sendable (inout Int64) -> Void)] = [
        ("fork", { forkAndWrite(&$0) }), ("year", { quietYear(&$0) }), ("turn", { turns(&$0) }),
        ("future", { futures(&$0) }),
    ]

    /// - Parameter part: the one part to measure, as when a profiler looks on; all of them without it.
    static func run(only part: String?) {
        var sum: Int64 = 0
        for (name, measure) in parts where part == nil || part == name { measure(&sum) }
        print("core.checksum\t\(sum)\t1")
    }

    private static func setEnabled(_ enabled: Bool, _ key: ResourceID) -> AnyCommand {
        .keyVault(.updateVersion(key, version: nil, KeyVault.VersionChanges(enabled: enabled)))
    }

    /// A fork of a world of 10,000 resources and ten turns on it: below 20 µs.
    private static func forkAndWrite(_ sum: inout Int64) {
        var world = BenchWorld()
        let (keys, _) = world.add(vaults: 3_000, workspaces: 4_000)
        let timeline = world.timeline
        let count =
            timeline.world.keyVault.vaults.count + timeline.world.keyVault.keys.count
            + timeline.world.logAnalytics.workspaces.count
        var draw = Draw(seed: 1, key: "writes")
        let picked = (0..<4_096).map { _ in keys[Int(draw.uniform(in: 0...Int64(keys.count - 1)))] }
        report("fork and 10 turns, \(count) resources", 2_000, target: 20_000) { turn in
            var fork = timeline
            for write in 0..<10 {
                fork.submit { _ in setEnabled(false, picked[(turn * 10 + write) & 4_095]) }
            }
            sum &+= fork.world.sequence
        }
    }

    /// A year of 1,000 clusters under a key with traffic, and what each workspace holds at its end: below 50
    /// ms.
    private static func quietYear(_ sum: inout Int64) {
        var world = BenchWorld()
        let tenants = world.addTenants(1_000)
        let timeline = world.timeline
        report("quiet year of \(tenants.count) clusters", 3000, target: 50_000_000) { _ in
            var fork = timeline
            fork.advance(by: .days(365))
            for tenant in tenants {
                guard let data = fork.world.logAnalytics.workspaces.read(tenant.workspace, { $0.data }) else {
                    continue
                }
                sum &+= data.stored(at: fork.now) &+ data.purged(at: fork.now)
            }
        }
    }

    /// A whole turn with three rulings: the key is disabled, or enabled, and both stores take notice. Below 3
    /// µs.
    private static func turns(_ sum: inout Int64) {
        var world = BenchWorld()
        let tenant = world.addTenants(1)[0]
        var timeline = world.timeline
        report("turn with three rulings", 20_000, target: 3_000) { turn in
            let entry = timeline.submit { _ in setEnabled(turn & 1 == 1, tenant.key) }
            sum &+= Int64(entry.rulings.count)
        }
    }

    /// Fork, eight interventions over some hours, measures read off: more than 20,000 a second.
    private static func futures(_ sum: inout Int64) {
        var world = BenchWorld()
        let tenant = world.addTenants(1)[0]
        let timeline = world.timeline
        report("future of eight interventions", 2_000, target: 50_000) { turn in
            var fork = timeline
            for step in 0..<8 {
                fork.submit { _ in setEnabled(step & 1 == 1, tenant.key) }
                fork.advance(by: .minutes(20 + ((turn >> step) & 1) * 60))
            }
            guard let data = fork.world.logAnalytics.workspaces.read(tenant.workspace, { $0.data }) else {
                return
            }
            sum &+= data.dropped(at: fork.now) &+ data.stored(at: fork.now)
        }
    }

    /// The best of nine, in nanoseconds of the processor, beside the most it should take.
    private static func report(_ name: String, _ turns: Int, target: Int64, _ body: (Int) -> Void) {
        let best = (0..<9).map { _ in CPUTime.measure { for turn in 0..<turns { body(turn) } } }.min() ?? 0
        let nanoseconds = best / Int64(turns)
        let verdict = nanoseconds <= target ? "met" : "missed"
        print("core.\(name)\t\(nanoseconds)\tns\ttarget \(target) \(verdict)")
    }
}
