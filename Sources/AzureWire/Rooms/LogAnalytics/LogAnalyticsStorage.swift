import ControlPlane
import VirtualTime

/// Storage accounts of the customer's own, and the saved searches that may lie in them.
enum LogAnalyticsStorage {
    private static let accounts = "\(LogAnalyticsRoutes.workspace)/linkedStorageAccounts"
    private static let searches = "\(LogAnalyticsRoutes.workspace)/savedSearches"

    static func add(to routes: inout RouteTable) {
        addAccounts(to: &routes)
        addSearches(to: &routes)
    }

    private static func addAccounts(to routes: inout RouteTable) {
        let known = versions(of: "\(LogAnalyticsRoutes.workspaceType)/linkedStorageAccounts")
        routes.read(accounts, known) { (exchange, world) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
            return .json(
                200,
                ["value": .array(row.storage.map { LogAnalyticsViews.storage($0, of: row.id, in: world) })])
        }
        routes.read("\(accounts)/{kind}", known) { (exchange, world) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
            return .json(
                200, LogAnalyticsViews.storage(try linked(exchange, to: row), of: row.id, in: world))
        }
        routes.write("PUT", "\(accounts)/{kind}", known) { (exchange, timeline) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
            let properties = try RequestBody(of: exchange).object("properties")
            guard let ids = try properties?.texts("storageAccountIds") else {
                throw .unreadable("properties.storageAccountIds must be a list of ids")
            }
            _ = try exchange.submit(&timeline) { _ in
                .logAnalytics(
                    .linkStorage(
                        workspace: row.id, kind: exchange.parameters["kind"], accounts: ids))
            }
            let changed = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
            return .json(
                200,
                LogAnalyticsViews.storage(
                    try linked(exchange, to: changed), of: row.id, in: timeline.world))
        }
        routes.write("DELETE", "\(accounts)/{kind}", known) { (exchange, timeline) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
            _ = try exchange.submit(&timeline) { _ in
                .logAnalytics(.unlinkStorage(workspace: row.id, kind: exchange.parameters["kind"]))
            }
            // No other status is documented, whether or not something was linked.
            return .empty(200)
        }
    }

    private static func linked(
        _ exchange: Exchange, to row: LogAnalytics.Workspace
    ) throws(WireFailure) -> LogAnalytics.LinkedStorage {
        let name = exchange.parameters["kind"]
        guard let storage = row.storage.first(where: { $0.kind.rawValue.lowercased() == name.lowercased() })
        else {
            throw .notFound(
                "\(LogAnalyticsRoutes.workspaceType)/\(exchange.parameters["workspace"])"
                    + "/linkedStorageAccounts/\(name)",
                group: exchange.parameters["group"])
        }
        return storage
    }

    // MARK: Saved searches

    private static func addSearches(to routes: inout RouteTable) {
        let known = versions(of: "\(LogAnalyticsRoutes.workspaceType)/savedSearches")
        routes.read(searches, known) { (exchange, world) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
            let found = world.logAnalytics.searches.filter { $0.workspace == row.id && !$0.isInStorage }
            return .json(200, ["value": .array(found.map { LogAnalyticsViews.search($0, in: world) })])
        }
        routes.read("\(searches)/{search}", known) { (exchange, world) throws(WireFailure) in
            _ = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
            return .json(200, LogAnalyticsViews.search(try search(of: exchange, in: world), in: world))
        }
        routes.write("PUT", "\(searches)/{search}", known) { (exchange, timeline) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
            let body = try RequestBody(of: exchange)
            guard let properties = try body.object("properties"), try properties.text("query") != nil else {
                throw .unreadable("properties.query is required")
            }
            let path = searchPath(of: exchange, in: timeline.world)
            let carried: Document = ["properties": properties.without([])]
            _ = try exchange.submit(&timeline) { names in
                .logAnalytics(.saveSearch(names.intern(path), workspace: row.id, carried))
            }
            return .json(
                200,
                LogAnalyticsViews.search(try search(of: exchange, in: timeline.world), in: timeline.world))
        }
        routes.write("DELETE", "\(searches)/{search}", known) { (exchange, timeline) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
            guard let search = try? search(of: exchange, in: timeline.world) else { return .empty(204) }
            _ = try exchange.submit(&timeline) { _ in
                .logAnalytics(.deleteSearch(search.id, workspace: row.id))
            }
            return .empty(200)
        }
    }

    private static func searchPath(of exchange: Exchange, in world: World) -> String {
        exchange.path(LogAnalyticsRoutes.workspaceType, "workspace", in: world)
            + "/savedSearches/\(exchange.parameters["search"])"
    }

    private static func search(
        of exchange: Exchange, in world: World
    ) throws(WireFailure) -> LogAnalytics.SavedSearch {
        let found = world.names.find(searchPath(of: exchange, in: world)).flatMap {
            world.logAnalytics.searches[$0]
        }
        guard let found, !found.isInStorage else {
            throw .notFound(
                "\(LogAnalyticsRoutes.workspaceType)/\(exchange.parameters["workspace"])"
                    + "/savedSearches/\(exchange.parameters["search"])",
                group: exchange.parameters["group"])
        }
        return found
    }
}
