import ControlPlane
import VirtualTime

/// Onboarding states, alert rules and incidents: extensions of a workspace.
enum SentinelRoutes {
    private static let scope = "\(LogAnalyticsRoutes.workspace)/providers/Microsoft.SecurityInsights"

    static func add(to routes: inout RouteTable) {
        addOnboarding(to: &routes)
        addItems(.alertRule, "alertRules", to: &routes)
        addItems(.incident, "incidents", to: &routes)
    }

    private static func addOnboarding(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.SecurityInsights/onboardingStates")
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
                    case .onboarding(_, let until) = row.state
                else { return nil }
                return until
            }
        ) { (exchange, world) throws(WireFailure) in
            guard exchange.parameters["state"].lowercased() == "default",
                let row = onboarding(try workspace(exchange, in: world), in: world)
            else { throw absent(exchange, "onboardingStates", "state") }
            return .json(200, SentinelViews.onboarding(row, in: world))
        }
        routes.write("PUT", state, known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try workspace(exchange, in: timeline.world)
            let isNew = onboarding(workspace, in: timeline.world) == nil
            let flag = try RequestBody(of: exchange).object("properties")?.flag("customerManagedKey") ?? false
            _ = try exchange.submit(&timeline) { _ in
                .sentinel(.onboard(workspace, name: exchange.parameters["state"], customerManagedKey: flag))
            }
            guard let row = onboarding(workspace, in: timeline.world) else {
                preconditionFailure("an accepted onboarding leaves a state")
            }
            return .json(
                isNew ? 201 : 200, SentinelViews.onboarding(row, in: timeline.world, showsSystemData: true))
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

    private static func addItems(_ kind: Sentinel.ItemKind, _ type: String, to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.SecurityInsights/\(type)")
        let item = "\(scope)/\(type)/{item}"
        routes.read("\(scope)/\(type)", known) { (exchange, world) throws(WireFailure) in
            let workspace = try readable(exchange, in: world)
            let rows = world.sentinel.items.filter { $0.workspace == workspace && $0.kind == kind }
            return .json(200, ["value": .array(rows.map { SentinelViews.item($0, in: world) })])
        }
        routes.read(item, known) { (exchange, world) throws(WireFailure) in
            _ = try readable(exchange, in: world)
            guard let row = self.item(exchange, type, in: world) else { throw absent(exchange, type, "item") }
            return .json(200, SentinelViews.item(row, in: world))
        }
        routes.write("PUT", item, known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try workspace(exchange, in: timeline.world)
            let isNew = self.item(exchange, type, in: timeline.world) == nil
            let carried = try SentinelBodies.item(exchange, kind)
            let path = path(exchange, type, in: timeline.world)
            _ = try exchange.submit(&timeline) { names in
                .sentinel(.putItem(names.intern(path), workspace: workspace, kind, carried))
            }
            guard let row = self.item(exchange, type, in: timeline.world) else {
                preconditionFailure("an accepted item is there")
            }
            return .json(isNew ? 201 : 200, SentinelViews.item(row, in: timeline.world))
        }
        routes.write("DELETE", item, known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try workspace(exchange, in: timeline.world)
            let path = path(exchange, type, in: timeline.world)
            let isThere = self.item(exchange, type, in: timeline.world) != nil
            _ = try exchange.submit(&timeline) { names in
                .sentinel(.deleteItem(names.intern(path), workspace: workspace))
            }
            return .empty(isThere ? 200 : 204)
        }
    }

    // MARK: What the path names

    private static func workspace(_ exchange: Exchange, in world: World) throws(WireFailure) -> ResourceID {
        do throws(WireFailure) {
            return try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world).id
        } catch {
            guard error.code == "ResourceNotFound" else { throw error }
            // An extension's parent must be there (ARM-ERR-11).
            throw WireFailure(
                404, "ParentResourceNotFound",
                "Can not perform requested operation on nested resource. Parent resource "
                    + "'\(exchange.parameters["workspace"])' not found.", gateway: .resourceExists)
        }
    }

    /// Reads of Sentinel's own data need its store, as writes do (SENT-REVOKE-03).
    private static func readable(_ exchange: Exchange, in world: World) throws(WireFailure) -> ResourceID {
        let workspace = try workspace(exchange, in: world)
        do throws(Refusal) {
            try Sentinel.requireWritable(workspace, in: world)
        } catch {
            throw WireFailure(error, entry: nil, in: world)
        }
        return workspace
    }

    private static func onboarding(_ workspace: ResourceID, in world: World) -> Sentinel.Onboarding? {
        world.sentinel.onboardings[workspace].flatMap { $0.isOnboarded ? $0 : nil }
    }

    private static func path(_ exchange: Exchange, _ type: String, in world: World) -> String {
        exchange.path(LogAnalyticsRoutes.workspaceType, "workspace", in: world)
            + "/providers/Microsoft.SecurityInsights/\(type)/\(exchange.parameters["item"])"
    }

    private static func item(_ exchange: Exchange, _ type: String, in world: World) -> Sentinel.Item? {
        world.names.find(path(exchange, type, in: world)).flatMap { world.sentinel.items[$0] }
    }

    private static func absent(_ exchange: Exchange, _ type: String, _ parameter: String) -> WireFailure {
        WireFailure(
            404, "NotFound", "Resource '\(type)/\(exchange.parameters[parameter])' was not found.",
            because: [Sentinel.Rule.stateReads.id])
    }
}
