import ControlPlane
import Futures
import VirtualTime

/// Every history of the key, as deep as is asked for.
enum ExploreBench {
    static func run(depth: Int, _ policy: ChoicePolicy) {
        var world = BenchWorld(policy)
        let tenant = world.addTenants(1)[0]
        let timeline = world.timeline
        // The traffic began when the workspace was onboarded, a quarter of an hour ago.
        let flow = Flow(origin: timeline.now - .minutes(15), records: 10, period: 60_000)
        let watch = KeyAccessWatch(workspace: tenant.workspace, flow: flow, at: timeline.now)
        guard
            let exploration = HistoryExploration(
                keyBehind: tenant.workspace, in: timeline.world, depth: depth)
        else { fatalError("a tenant has a key") }

        let clock = ContinuousClock()
        let begin = clock.now
        let result = exploration.run(from: timeline.world, watch: watch)
        let time = clock.now - begin

        print("explore.\(policy.rawValue)\t\(result.histories)\thistories of up to \(depth) acts")
        print("explore.\(policy.rawValue)\t\(result.moments)\tmoments\t\(time)")
        print("explore.\(policy.rawValue)\t\(result.violation?.description ?? "no violation")")
    }
}
