import ControlPlane
import VirtualTime

/// Onboarding states, alert rules and incidents: extensions of a workspace.
enum SentinelRoutes {
    static let onboardingType = "Microsoft.SecurityInsights/onboardingStates"
    private static let scope = "\(LogAnalyticsRoutes.workspace)/providers/Microsoft.SecurityInsights"

    static func add(to routes: inout RouteTable) {
        addOnboarding(to: &routes)
        addItems(.alertRule, "alertRules", to: &routes)
        addItems(.incident, "incidents", to: &routes)
        addItems(.bookmark, "bookmarks", to: &routes)
        addItems(.watchlist, "watchlists", to: &routes)
        addItems(.automationRule, "automationRules", to: &routes)
        addItems(.dataConnector, "dataConnectors", to: &routes)
        addItems(.setting, "settings", to: &routes)
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

    private static func addItems(_ kind: Sentinel.ItemKind, _ type: String, to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.SecurityInsights/\(type)")
        let item = "\(scope)/\(type)/{item}"
        routes.read("\(scope)/\(type)", known) { (exchange, world) throws(WireFailure) in
            let onboarding = try readable(exchange, in: world)
            let rows = world.sentinel.items.filter { $0.workspace == onboarding.id && $0.kind == kind }
            return WireResponse.json(
                200, ["value": .array(rows.map { SentinelViews.item($0, in: world) })]
            ).describing(kind, of: onboarding, in: world, isFaithful: exchange.isFaithful)
        }
        routes.read(item, known) { (exchange, world) throws(WireFailure) in
            let onboarding = try readable(exchange, in: world)
            guard let row = self.item(exchange, type, in: world) else { throw absent(exchange, type, "item") }
            return WireResponse.json(200, SentinelViews.item(row, in: world))
                .describing(kind, of: onboarding, in: world, isFaithful: exchange.isFaithful)
        }
        routes.write("PUT", item, known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try workspace(exchange, in: timeline.world)
            let known = self.item(exchange, type, in: timeline.world)
            let isNew = known == nil
            let carried = try SentinelBodies.item(exchange, kind)
            try requireCurrent(exchange, known, in: timeline.world)
            let path = path(exchange, type, in: timeline.world)
            _ = try exchange.submit(&timeline) { names in
                .sentinel(.putItem(names.intern(path), workspace: workspace, kind, carried))
            }
            guard let row = self.item(exchange, type, in: timeline.world) else {
                preconditionFailure("an accepted item is there")
            }
            var response = WireResponse.json(
                isNew && kind.answersCreated ? 201 : 200, SentinelViews.item(row, in: timeline.world))
            if !exchange.isFaithful { response.headers["x-lockstep-outcome"] = "stored" }
            guard let onboarding = onboarding(workspace, in: timeline.world) else { return response }
            return response.describing(
                kind, of: onboarding, in: timeline.world, isFaithful: exchange.isFaithful)
        }
        routes.write("DELETE", item, known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try workspace(exchange, in: timeline.world)
            let path = path(exchange, type, in: timeline.world)
            let isThere = self.item(exchange, type, in: timeline.world) != nil
            _ = try exchange.submit(&timeline) { names in
                .sentinel(.deleteItem(names.intern(path), workspace: workspace))
            }
            return isThere ? .json(200, [:]) : .empty(204)
        }
    }

    // MARK: What the path names

    private static func workspace(_ exchange: Exchange, in world: World) throws(WireFailure) -> ResourceID {
        do throws(WireFailure) {
            return try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world).id
        } catch {
            guard error.code == "ResourceNotFound" else { throw error }
            throw .parentNotFound(exchange.parameters["workspace"])
        }
    }

    /// Reads of Sentinel's own data need its store, as writes do (SENT-REVOKE-03).
    private static func readable(
        _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> Sentinel.Onboarding {
        let workspace = try workspace(exchange, in: world)
        do throws(Refusal) {
            return try Sentinel.requireWritable(workspace, in: world)
        } catch {
            throw WireFailure(error, entry: nil, in: world)
        }
    }

    /// An etag in the body names the version that is written over; `*` and none name any (ARM-ERR-20).
    private static func requireCurrent(
        _ exchange: Exchange, _ known: Sentinel.Item?, in world: World
    ) throws(WireFailure) {
        let sent = try RequestBody(of: exchange).text("etag")
        let given = exchange.request.headers["If-Match"] ?? sent
        guard let given, given != "*" else { return }
        let present = known.map { SentinelViews.etag(of: $0, in: world) }
        guard given != present else { return }
        throw WireFailure.stale(world)
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

extension Sentinel.ItemKind {
    /// Settings are there from the start, and a new watchlist is answered as an old one, as recorded.
    fileprivate var answersCreated: Bool {
        switch self {
        case .setting, .watchlist: false
        case .alertRule, .incident, .bookmark, .automationRule, .dataConnector: true
        }
    }
}
