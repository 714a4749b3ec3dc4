import ControlPlane
import VirtualTime

/// Sentinel's own data: rules, incidents and what hangs on them, one way for all types.
enum SentinelItemRoutes {
    /// Versions before never asked whether the workspace is onboarded (SENT-ONB-11, docs/decisions/0018).
    private static let firstToAsk = APIVersion.known("2022-07-01-preview")

    static func add(to routes: inout RouteTable) {
        for type in SentinelItemType.all {
            let known = versions(of: "Microsoft.SecurityInsights/\(type.name)")
            addReads(of: type, known, to: &routes)
            addWrites(of: type, known, to: &routes)
        }
    }

    private static func addReads(
        of type: SentinelItemType, _ known: KnownVersions, to routes: inout RouteTable
    ) {
        routes.read(type.template, known) { (exchange, world) throws(WireFailure) in
            let (workspace, onboarding) = try readable(exchange, in: world)
            let parent = try parent(of: exchange, type, in: world)
            let rows = world.sentinel.items.filter { row in
                row.workspace == workspace && row.kind == type.kind
                    && (parent == nil || world.names[row.id].path.lowercased().hasPrefix("\(parent ?? "")/"))
            }
            let page = try Page(rows, of: exchange, standard: 1_000, maximum: 1_000)
            let response = page.response { SentinelItemViews.item($0, in: world) }
            return describing(response, type, onboarding, exchange, in: world)
        }
        routes.read("\(type.template)/{item}", known) { (exchange, world) throws(WireFailure) in
            let (_, onboarding) = try readable(exchange, in: world)
            _ = try parent(of: exchange, type, in: world)
            guard let row = item(exchange, type, in: world) else {
                throw SentinelRoutes.absent(exchange, type.name, "item")
            }
            let response = WireResponse.json(200, SentinelItemViews.item(row, in: world))
            return describing(response, type, onboarding, exchange, in: world)
        }
    }

    private static func addWrites(
        of type: SentinelItemType, _ known: KnownVersions, to routes: inout RouteTable
    ) {
        routes.write("PUT", "\(type.template)/{item}", known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try SentinelRoutes.workspace(exchange, in: timeline.world)
            _ = try parent(of: exchange, type, in: timeline.world)
            let present = item(exchange, type, in: timeline.world)
            let carried = try SentinelBodies.item(exchange, type)
            try requireCurrent(exchange, present, in: timeline.world)
            let path = path(exchange, type, in: timeline.world)
            let checks = asks(exchange)
            _ = try exchange.submit(&timeline) { names in
                .sentinel(
                    .putItem(
                        names.intern(path), workspace: workspace, type.kind, carried,
                        checksOnboarding: checks))
            }
            guard let row = item(exchange, type, in: timeline.world) else {
                preconditionFailure("an accepted item is there")
            }
            var response = WireResponse.json(
                present == nil ? type.created : 200, SentinelItemViews.item(row, in: timeline.world))
            if !exchange.isFaithful { response.headers["x-lockstep-outcome"] = "stored" }
            let onboarding = SentinelRoutes.onboarding(workspace, in: timeline.world)
            return describing(response, type, onboarding, exchange, in: timeline.world)
        }
        routes.write("DELETE", "\(type.template)/{item}", known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try SentinelRoutes.workspace(exchange, in: timeline.world)
            let path = path(exchange, type, in: timeline.world)
            let isThere = item(exchange, type, in: timeline.world) != nil
            let checks = asks(exchange)
            _ = try exchange.submit(&timeline) { names in
                .sentinel(
                    .deleteItem(names.intern(path), workspace: workspace, checksOnboarding: checks))
            }
            return isThere ? .json(200, [:]) : .empty(204)
        }
    }

    private static func asks(_ exchange: Exchange) -> Bool {
        exchange.version.map { $0 >= firstToAsk } ?? true
    }

    private static func describing(
        _ response: WireResponse, _ type: SentinelItemType, _ onboarding: Sentinel.Onboarding?,
        _ exchange: Exchange, in world: World
    ) -> WireResponse {
        guard let onboarding else { return response }
        return response.describing(type.kind, of: onboarding, in: world, isFaithful: exchange.isFaithful)
    }

    /// Reads of Sentinel's own data need its store, as writes do (SENT-REVOKE-03).
    private static func readable(
        _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> (ResourceID, Sentinel.Onboarding?) {
        let workspace = try SentinelRoutes.workspace(exchange, in: world)
        if !asks(exchange), SentinelRoutes.onboarding(workspace, in: world) == nil {
            return (workspace, nil)
        }
        do throws(Refusal) {
            return (workspace, try Sentinel.requireWritable(workspace, in: world))
        } catch {
            throw WireFailure(error, entry: nil, in: world)
        }
    }

    /// An etag in the body names the version that is written over; `*` and none name any (ARM-ERR-20).
    private static func requireCurrent(
        _ exchange: Exchange, _ present: Sentinel.Item?, in world: World
    ) throws(WireFailure) {
        let sent = try RequestBody(of: exchange).text("etag")
        let given = exchange.request.headers["If-Match"] ?? sent
        guard let given, given != "*" else { return }
        guard given != present.map({ SentinelItemViews.etag(of: $0, in: world) }) else { return }
        throw WireFailure.stale(world)
    }

    // MARK: What the path names

    /// The path of the item that this one is below, lower case; nil for a type that is below none.
    private static func parent(
        of exchange: Exchange, _ type: SentinelItemType, in world: World
    ) throws(WireFailure) -> String? {
        guard type.hasParent else { return nil }
        let path = collection(exchange, type, in: world).split(separator: "/").dropLast()
            .joined(separator: "/")
        guard let id = world.names.find("/\(path)"), world.sentinel.items[id] != nil else {
            throw SentinelRoutes.absent(exchange, type.name, "parent")
        }
        return "/\(path)".lowercased()
    }

    private static func collection(
        _ exchange: Exchange, _ type: SentinelItemType, in world: World
    ) -> String {
        let name = type.hasParent ? exchange.parameters["parent"] : ""
        return exchange.path(LogAnalyticsRoutes.workspaceType, "workspace", in: world)
            + "/providers/Microsoft.SecurityInsights/"
            + type.collection.replacing("{parent}", with: name)
    }

    private static func path(_ exchange: Exchange, _ type: SentinelItemType, in world: World) -> String {
        "\(collection(exchange, type, in: world))/\(exchange.parameters["item"])"
    }

    private static func item(
        _ exchange: Exchange, _ type: SentinelItemType, in world: World
    ) -> Sentinel.Item? {
        world.names.find(path(exchange, type, in: world)).flatMap { world.sentinel.items[$0] }
    }
}
