import ControlPlane
import VirtualTime

/// `moveResources`: what the documents rule out is refused by the room it belongs to, all else answers 501.
enum ResourceMoves {
    static func add(to routes: inout RouteTable) {
        routes.write(
            "POST", "/subscriptions/{subscription}/resourceGroups/{group}/moveResources",
            versions(of: "Microsoft.Resources/resources")
        ) { (exchange, timeline) throws(WireFailure) in
            try exchange.requireGroup(in: timeline.world)
            let texts = try RequestBody(of: exchange).texts("resources") ?? []
            let ids = texts.compactMap { timeline.world.names.find($0) }
            try refuseClusters(ids, in: timeline.world)
            let world = timeline.world
            let onboarded = ids.filter { world.sentinel.onboardings[$0]?.isOnboarded == true }
            if !onboarded.isEmpty {
                _ = try exchange.submit(&timeline) { _ in .sentinel(.moveWorkspaces(onboarded)) }
            }
            throw .notModeled("moving resources", nonGoal: "resources")
        }
    }

    private static func refuseClusters(_ ids: [ResourceID], in world: World) throws(WireFailure) {
        let cluster = ids.first { world.logAnalytics.clusters[$0].map { !$0.isDeleted } ?? false }
        guard let cluster else { return }
        throw WireFailure(
            Refusal(.moveNotSupported(cluster), because: LogAnalytics.ClusterRule.cannotMove), entry: nil,
            in: world)
    }
}
