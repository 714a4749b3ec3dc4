import ControlPlane
import VirtualTime

/// Dedicated clusters, workspaces and the link between them.
enum LogAnalyticsRoutes {
    static let clusterType = "Microsoft.OperationalInsights/clusters"
    static let workspaceType = "Microsoft.OperationalInsights/workspaces"
    static let provider = "providers/Microsoft.OperationalInsights"
    static let scope = "/subscriptions/{subscription}/resourceGroups/{group}/\(provider)"
    static let workspace = "\(scope)/workspaces/{workspace}"
    private static let cluster = "\(scope)/clusters/{cluster}"

    static func add(to routes: inout RouteTable) {
        addClusters(to: &routes)
        addWorkspaces(to: &routes)
        addWorkspaceLists(to: &routes)
        LogAnalyticsLinks.add(to: &routes)
        LogAnalyticsStorage.add(to: &routes)
        LogAnalyticsTables.add(to: &routes)
        WorkspaceActions.add(to: &routes)
        LogAnalyticsQuery.add(to: &routes)
        LogAnalyticsIngestion.add(to: &routes)
    }

    // MARK: Clusters

    private static func addClusters(to routes: inout RouteTable) {
        let known = versions(of: clusterType)
        routes.read(
            cluster, known,
            settles: { exchange, world in (try? clusterRow(of: exchange, in: world))?.state.until }
        ) { (exchange, world) throws(WireFailure) in
            .json(
                200,
                LogAnalyticsViews.cluster(
                    try clusterRow(of: exchange, in: world), exchange.version, in: world)
            ).upholding(LogAnalytics.ClusterRule.statusCodes.id)
        }
        routes.write("PUT", cluster, known) { (exchange, timeline) throws(WireFailure) in
            let settings = try LogAnalyticsBodies.cluster(exchange, in: timeline.world)
            let path = exchange.path(clusterType, "cluster", in: timeline.world)
            let entry = try exchange.submit(&timeline) { names in
                .logAnalytics(.createOrUpdateCluster(names.intern(path), settings(&names)))
            }
            return try clusterAnswer(exchange, entry, in: timeline.world)
        }
        routes.write("PATCH", cluster, known) { (exchange, timeline) throws(WireFailure) in
            // One that is being removed is not found by its reader, and says what it is to who updates it.
            let id = try clusterID(of: exchange, in: timeline.world)
            let row = timeline.world.logAnalytics.clusters[id]
            if row == nil { _ = try clusterRow(of: exchange, in: timeline.world) }
            let changes = try LogAnalyticsBodies.clusterChanges(exchange, of: row, in: timeline.world)
            let entry = try exchange.submit(&timeline) { names in
                .logAnalytics(.updateCluster(id, changes(&names)))
            }
            return try clusterAnswer(exchange, entry, in: timeline.world)
        }
        routes.write("DELETE", cluster, known) { (exchange, timeline) throws(WireFailure) in
            try exchange.requireGroup(in: timeline.world)
            guard let row = try? clusterRow(of: exchange, in: timeline.world) else { return .empty(204) }
            _ = try exchange.submit(&timeline) { _ in .logAnalytics(.deleteCluster(row.id)) }
            return .json(200, nil).upholding(LogAnalytics.ClusterRule.statusCodes.id)
        }
        routes.read("\(scope)/clusters", known) { (exchange, world) throws(WireFailure) in
            let group = try exchange.requireGroup(in: world)
            return clusters(exchange, in: world) { world.names[$0.id].group == group }
        }
        routes.read("/subscriptions/{subscription}/\(provider)/clusters", known) { exchange, world in
            clusters(exchange, in: world) { _ in true }
        }
    }

    private static func clusters(
        _ exchange: Exchange, in world: World, where isListed: (LogAnalytics.Cluster) -> Bool
    ) -> WireResponse {
        let rows = world.logAnalytics.clusters.filter { !$0.isDeleted && isListed($0) }
        return .json(
            200, ["value": .array(rows.map { LogAnalyticsViews.cluster($0, exchange.version, in: world) })])
    }

    /// 202 and an empty body when an operation runs, else 200 and the cluster (LA-CREATE-01, LA-KEY-02).
    private static func clusterAnswer(
        _ exchange: Exchange, _ entry: Entry, in world: World
    ) throws(WireFailure) -> WireResponse {
        let row = try clusterRow(of: exchange, in: world)
        let rules =
            [LogAnalytics.ClusterRule.statusCodes.id]
            + (LogAnalyticsBodies.sendsReadOnly(exchange) ? [LogAnalytics.ClusterRule.readOnly.id] : [])
        guard let operation = entry.startedOperation else {
            return .json(200, LogAnalyticsViews.cluster(row, exchange.version, in: world)).upholding(rules)
        }
        return .empty(
            202,
            headers: LongRunningOperation.headers(
                for: operation, location: row.location, result: world.names[row.id].path, exchange, in: world)
        ).upholding(rules)
    }

    static func clusterRow(of exchange: Exchange, in world: World) throws(WireFailure) -> LogAnalytics.Cluster
    {
        let id = try clusterID(of: exchange, in: world)
        guard let row = world.logAnalytics.clusters[id], !row.isDeleted else {
            var failure = WireFailure.notFound(
                "\(clusterType)/\(exchange.parameters["cluster"])", group: exchange.parameters["group"])
            failure.rules.append(LogAnalytics.ErrorRule.clusterMissing.id)
            throw failure
        }
        return row
    }

    private static func clusterID(of exchange: Exchange, in world: World) throws(WireFailure) -> ResourceID {
        let path = exchange.path(clusterType, "cluster", in: world)
        do throws(WireFailure) {
            return try exchange.known(path, clusterType, in: world)
        } catch {
            var failure = error
            if failure.code == "ResourceNotFound" {
                failure.rules.append(LogAnalytics.ErrorRule.clusterMissing.id)
            }
            throw failure
        }
    }

    /// The rule that says which versions of a type there are.
    static func rules(ofVersionsOf type: String) -> [RuleID] {
        type == clusterType ? [LogAnalytics.ClusterRule.versions.id] : []
    }

    // MARK: Workspaces

    private static func addWorkspaces(to routes: inout RouteTable) {
        let known = versions(of: workspaceType)
        routes.read(
            workspace, known,
            settles: { exchange, world in
                guard let row = try? workspaceRow(of: exchange, in: world) else { return nil }
                return [row.state.until, row.link.until].compactMap { $0 }.max()
            }
        ) { (exchange, world) throws(WireFailure) in
            let row = try workspaceRow(of: exchange, in: world)
            return .json(200, LogAnalyticsViews.workspace(row, exchange.version, in: world))
                .upholding(LogAnalytics.WorkspaceRule.quotaStatus.id)
        }
        routes.write("PUT", workspace, known) { (exchange, timeline) throws(WireFailure) in
            let path = exchange.path(workspaceType, "workspace", in: timeline.world)
            let present = timeline.world.names.find(path).flatMap {
                timeline.world.logAnalytics.workspaces[$0]
            }
            let settings = try LogAnalyticsBodies.workspace(exchange, over: present)
            let entry = try exchange.submit(&timeline) { names in
                .logAnalytics(.createOrUpdateWorkspace(names.intern(path), settings))
            }
            let row = try workspaceRow(of: exchange, in: timeline.world)
            return workspaceAnswer(exchange, entry, row, in: timeline.world)
        }
        routes.write("PATCH", workspace, known) { (exchange, timeline) throws(WireFailure) in
            let row = try workspaceRow(of: exchange, in: timeline.world)
            let changes = try LogAnalyticsBodies.workspaceChanges(exchange, of: row)
            _ = try exchange.submit(&timeline) { _ in .logAnalytics(.updateWorkspace(row.id, changes)) }
            let changed = try workspaceRow(of: exchange, in: timeline.world)
            return .json(200, LogAnalyticsViews.workspace(changed, exchange.version, in: timeline.world))
        }
        routes.write("DELETE", workspace, known) { (exchange, timeline) throws(WireFailure) in
            try exchange.requireGroup(in: timeline.world)
            guard let row = try? workspaceRow(of: exchange, in: timeline.world) else { return .empty(204) }
            let force = exchange.request.query["force"]?.lowercased() == "true"
            _ = try exchange.submit(&timeline) { _ in .logAnalytics(.deleteWorkspace(row.id, force: force)) }
            return .empty(200)
        }
    }

    /// 201 for one that is new, or comes back by an operation; its own URL is what that is polled by.
    private static func workspaceAnswer(
        _ exchange: Exchange, _ entry: Entry, _ row: LogAnalytics.Workspace, in world: World
    ) -> WireResponse {
        let version = exchange.version?.description ?? ""
        let path = exchange.path(workspaceType, "workspace", in: world)
        let view = LogAnalyticsViews.workspace(row, exchange.version, in: world)
        let operation = entry.startedOperation
        let isNew =
            switch (entry.rulings.first?.event, row.state) {
            case (.logAnalytics(.workspaceCreated), _), (_, .restoring): true
            default: false
            }
        guard isNew || operation != nil else { return .json(200, view) }
        var headers =
            operation.map {
                LongRunningOperation.headers(
                    for: $0, location: row.location, result: path, pace: .workspace, exchange, in: world)
            } ?? LongRunningOperation.pacing(exchange)
        if isNew {
            let own = "\(exchange.baseURL)\(path)?api-version=\(version)"
            headers["Location"] = operation == nil ? own : exchange.signed(own, in: world)
        }
        return .json(isNew ? 201 : 200, view, headers: headers)
    }

    private static func addWorkspaceLists(to routes: inout RouteTable) {
        for (name, isDeleted) in [("workspaces", false), ("deletedWorkspaces", true)] {
            let known = versions(of: "Microsoft.OperationalInsights/\(name)")
            routes.read("\(scope)/\(name)", known) { (exchange, world) throws(WireFailure) in
                let group = try exchange.requireGroup(in: world)
                return workspaces(exchange, areDeleted: isDeleted, in: world) {
                    $0.isDeleted == isDeleted && world.names[$0.id].group == group
                }
            }
            routes.read("/subscriptions/{subscription}/\(provider)/\(name)", known) { exchange, world in
                workspaces(exchange, areDeleted: isDeleted, in: world) { $0.isDeleted == isDeleted }
            }
        }
    }

    private static func workspaces(
        _ exchange: Exchange, areDeleted: Bool, in world: World,
        where isListed: (LogAnalytics.Workspace) -> Bool
    ) -> WireResponse {
        let rows = world.logAnalytics.workspaces.filter(isListed)
        let views = rows.map { row in
            let version = areDeleted ? WorkspaceWriting(row, in: world).listed : exchange.version
            return LogAnalyticsViews.workspace(row, version, in: world)
        }
        let response = WireResponse.json(200, ["value": .array(views)])
        return areDeleted ? response.upholding(LogAnalytics.WorkspaceRule.deletedList.id) : response
    }

    static func workspaceRow(of exchange: Exchange, in world: World) throws(WireFailure)
        -> LogAnalytics.Workspace
    {
        let path = exchange.path(workspaceType, "workspace", in: world)
        let id = try exchange.known(path, workspaceType, in: world)
        guard let row = world.logAnalytics.workspaces[id], !row.isDeleted else {
            throw .notFound(
                "\(workspaceType)/\(exchange.parameters["workspace"])", group: exchange.parameters["group"])
        }
        return row
    }
}

extension Entry {
    /// The long-running operation this entry started, if it did.
    var startedOperation: OperationID? {
        for case .resources(.operationStarted(let operation)) in rulings.map(\.event) { return operation.id }
        return nil
    }
}
