import ControlPlane
import VirtualTime

/// What is linked to a workspace: a cluster, and services that hold no data.
enum LogAnalyticsLinks {
    private static let link = "\(LogAnalyticsRoutes.workspace)/linkedServices/{link}"

    static func add(to routes: inout RouteTable) {
        let known = versions(of: "\(LogAnalyticsRoutes.workspaceType)/linkedServices")
        routes.read(
            link, known,
            settles: { exchange, world in
                (try? LogAnalyticsRoutes.workspaceRow(of: exchange, in: world))?.link.until
            }
        ) { (exchange, world) throws(WireFailure) in
            .json(200, try view(exchange, in: world)).upholding(LogAnalytics.Rule.linkStates.id)
        }
        routes.read("\(LogAnalyticsRoutes.workspace)/linkedServices", known) {
            (exchange, world) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
            let services = row.services.map { LogAnalyticsViews.service($0, of: row.id, in: world) }
            let links = [LogAnalyticsViews.link(of: row, in: world)].compactMap { $0 }
            return .json(200, ["value": .array(links + services)])
        }
        routes.write("PUT", link, known) { (exchange, timeline) throws(WireFailure) in
            let row = try row(of: exchange, missing: .linkWorkspaceMissing, in: timeline.world)
            guard exchange.isCluster else { return try putService(exchange, of: row, &timeline) }
            let cluster = try LogAnalyticsBodies.linkedCluster(exchange)
            let entry = try exchange.submit(&timeline) { names in
                .logAnalytics(.link(workspace: row.id, cluster: names.intern(cluster)))
            }
            return try answer(exchange, entry, status: status(in: timeline.world), in: timeline.world)
        }
        routes.write("DELETE", link, known) { (exchange, timeline) throws(WireFailure) in
            let row = try row(of: exchange, missing: .unlinkWorkspaceMissing, in: timeline.world)
            guard exchange.isCluster else { return try deleteService(exchange, of: row, &timeline) }
            guard row.link.cluster != nil || row.link.isInProgress else { return .empty(204) }
            let before = LogAnalyticsViews.link(of: row, in: timeline.world)
            let entry = try exchange.submit(&timeline) { _ in .logAnalytics(.unlink(workspace: row.id)) }
            return try answer(exchange, entry, status: 200, or: before, in: timeline.world)
        }
    }

    /// 200 with the body, as recorded, or 202, as documented (P-13).
    private static func status(in world: World) -> Int {
        world.settings.isDefault(.linkResponse) ? 200 : 202
    }

    private static func row(
        of exchange: Exchange, missing rule: LogAnalytics.ErrorRule, in world: World
    ) throws(WireFailure) -> LogAnalytics.Workspace {
        do throws(WireFailure) {
            return try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
        } catch {
            var failure = error
            if failure.code == "ResourceNotFound", exchange.isCluster {
                failure.rules += [LogAnalytics.Rule.linkErrors.id, rule.id]
            }
            throw failure
        }
    }

    private static let firstWithWriteAccess = APIVersion.known("2019-08-01-preview")

    private static func view(_ exchange: Exchange, in world: World) throws(WireFailure) -> Document {
        let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
        let name = exchange.parameters["link"]
        var found =
            exchange.isCluster
            ? LogAnalyticsViews.link(of: row, in: world)
            : row.services.first { $0.name.lowercased() == name.lowercased() }.map {
                LogAnalyticsViews.service($0, of: row.id, in: world)
            }
        if let version = exchange.version, version < firstWithWriteAccess, exchange.isCluster {
            // Before there was a member for what is written to, the one for what is linked named it.
            let cluster = found?["properties"]?["writeAccessResourceId"]
            found?["properties"]?["resourceId"] = cluster
        }
        guard let found else {
            throw .notFound(
                "\(LogAnalyticsRoutes.workspaceType)/\(exchange.parameters["workspace"])/linkedServices/"
                    + (exchange.isCluster ? "cluster" : name),
                group: exchange.parameters["group"])
        }
        return found
    }

    /// - Parameter before: what is shown of a link that is gone at once.
    private static func answer(
        _ exchange: Exchange, _ entry: Entry, status: Int, or before: Document? = nil, in world: World
    ) throws(WireFailure) -> WireResponse {
        let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
        let view = LogAnalyticsViews.link(of: row, in: world) ?? before ?? [:]
        guard let operation = entry.startedOperation else { return .json(200, view) }
        return .json(
            status, view,
            headers: LongRunningOperation.headers(for: operation, location: row.location, exchange, in: world)
        )
    }

    // MARK: Services that are no cluster

    private static func putService(
        _ exchange: Exchange, of row: LogAnalytics.Workspace, _ timeline: inout Timeline
    ) throws(WireFailure) -> WireResponse {
        let name = exchange.parameters["link"]
        guard name.lowercased() == "automation" else {
            throw .notModeled("the linked service '\(name)'", nonGoal: "loganalytics")
        }
        guard let properties = try RequestBody(of: exchange).object("properties"),
            try properties.text("resourceId") != nil
        else { throw .unreadable("properties.resourceId is required") }
        let carried = properties.without(["provisioningState"])
        _ = try exchange.submit(&timeline) { _ in
            .logAnalytics(.writeService(workspace: row.id, name: name, carried))
        }
        return .json(200, try view(exchange, in: timeline.world))
    }

    private static func deleteService(
        _ exchange: Exchange, of row: LogAnalytics.Workspace, _ timeline: inout Timeline
    ) throws(WireFailure) -> WireResponse {
        let name = exchange.parameters["link"]
        guard row.services.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
            return .empty(204)
        }
        let present = try view(exchange, in: timeline.world)
        _ = try exchange.submit(&timeline) { _ in
            .logAnalytics(.deleteService(workspace: row.id, name: name))
        }
        return .json(200, present)
    }
}

extension Exchange {
    /// Whether the linked service is the cluster's, in any casing.
    fileprivate var isCluster: Bool { parameters["link"].lowercased() == "cluster" }
}
