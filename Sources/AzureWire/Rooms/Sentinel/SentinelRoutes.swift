import ControlPlane
import VirtualTime

/// Onboarding states: extensions of a workspace, as all of Sentinel is.
enum SentinelRoutes {
    static let onboardingType = "Microsoft.SecurityInsights/onboardingStates"
    static let scope = "\(LogAnalyticsRoutes.workspace)/providers/Microsoft.SecurityInsights"

    static func add(to routes: inout RouteTable) {
        addOnboarding(to: &routes)
        SentinelItemRoutes.add(to: &routes)
        SentinelTemplates.add(to: &routes)
        SentinelDetours.add(to: &routes)
    }

    private static func addOnboarding(to routes: inout RouteTable) {
        let known = versions(of: onboardingType)
        let state = "\(scope)/onboardingStates/{state}"
        routes.read("\(scope)/onboardingStates", known) { (exchange, world) throws(WireFailure) in
            let row = onboarding(try workspace(exchange, in: world), in: world)
            return .json(
                200,
                ["value": .array([row].compactMap { $0 }.map { SentinelViews.onboarding($0, in: world) })])
        }
        routes.read(
            state, known,
            settles: { exchange, world in
                guard let row = (try? workspace(exchange, in: world)).flatMap({ onboarding($0, in: world) }),
                    row.state != .onboarded
                else { return nil }
                return row.state.deadline
            }
        ) { (exchange, world) throws(WireFailure) in
            guard exchange.parameters["state"].lowercased() == "default",
                let row = onboarding(try workspace(exchange, in: world), in: world)
            else { throw absent(exchange, "onboardingStates", "state") }
            return WireResponse.json(200, SentinelViews.onboarding(row, in: world))
                .describing(row, isFaithful: exchange.isFaithful)
        }
        routes.write("PUT", state, known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try workspace(exchange, in: timeline.world)
            let isNew = onboarding(workspace, in: timeline.world) == nil
            let flag = try RequestBody(of: exchange).object("properties")?.flag("customerManagedKey") ?? false
            _ = try exchange.submit(&timeline) { _ in
                .sentinel(.onboard(workspace, name: exchange.parameters["state"], customerManagedKey: flag))
            }
            // One that has failed already is shown as it was accepted.
            guard let row = timeline.world.sentinel.onboardings[workspace] else {
                preconditionFailure("an accepted onboarding leaves a state")
            }
            return WireResponse.json(
                isNew ? 201 : 200, SentinelViews.onboarding(row, in: timeline.world, showsSystemData: true)
            ).describing(row, isFaithful: exchange.isFaithful)
        }
        routes.write("DELETE", state, known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try workspace(exchange, in: timeline.world)
            guard exchange.parameters["state"].lowercased() == "default",
                onboarding(workspace, in: timeline.world) != nil
            else { return .empty(204) }
            _ = try exchange.submit(&timeline) { _ in .sentinel(.offboard(workspace)) }
            return .json(200, [:])
        }
    }

    // MARK: What the path names

    static func workspace(_ exchange: Exchange, in world: World) throws(WireFailure) -> ResourceID {
        do throws(WireFailure) {
            return try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world).id
        } catch {
            guard error.code == "ResourceNotFound" else { throw error }
            throw .parentNotFound(exchange.parameters["workspace"])
        }
    }

    static func onboarding(_ workspace: ResourceID, in world: World) -> Sentinel.Onboarding? {
        world.sentinel.onboardings[workspace].flatMap { $0.isOnboarded ? $0 : nil }
    }

    static func absent(_ exchange: Exchange, _ type: String, _ parameter: String) -> WireFailure {
        WireFailure(
            404, "NotFound", "Resource '\(type)/\(exchange.parameters[parameter])' was not found.",
            because: [Sentinel.Rule.stateReads.id])
    }
}
