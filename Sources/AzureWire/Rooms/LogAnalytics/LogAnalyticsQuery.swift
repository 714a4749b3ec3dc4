import ControlPlane
import VirtualTime

/// Queries over what was sent to a workspace, in the part of the language that docs/non-goals/loganalytics.md
/// delimits: the rest is answered with 501, what is no query at all with 400.
enum LogAnalyticsQuery {
    static func add(to routes: inout RouteTable) {
        for method in ["GET", "POST"] {
            addQuery(method, to: &routes)
        }
        routes.write(
            "POST", "\(LogAnalyticsRoutes.workspace)/api/query", APIVersionCatalog.query, plane: .query
        ) { (exchange, timeline) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
            return try run(exchange, on: row.id, in: &timeline)
        }
    }

    private static func addQuery(_ method: String, to routes: inout RouteTable) {
        routes.write(
            method, "/v1/workspaces/{workspace}/query", nil, plane: .query, host: .logAnalyticsQuery
        ) { (exchange, timeline) throws(WireFailure) in
            let name = exchange.parameters["workspace"].lowercased()
            guard
                let row = timeline.world.logAnalytics.workspaces.first(where: { $0.customerID == name })
            else {
                throw WireFailure(
                    404, "PathNotFoundError", "The workspace '\(name)' does not exist.",
                    because: [
                        LogAnalytics.Rule.deletedNotQueried.id, LogAnalytics.WorkspaceRule.queryErrors.id,
                    ])
            }
            return try run(exchange, on: row.id, in: &timeline)
        }
    }

    /// The query and its time span: in a GET beside the path, else in the body.
    private static func asked(
        by exchange: Exchange
    ) throws(WireFailure) -> (query: String?, timespan: String?) {
        let request = exchange.request
        if request.method == "GET" { return (request.query["query"], request.query["timespan"]) }
        let body = try body(of: exchange)
        return (try body.text("query"), body["timespan"]?.text)
    }

    /// Whoever may not read the workspace may not ask it.
    private static func requireRight(
        _ exchange: Exchange, at workspace: ResourceID, in world: World
    ) throws(WireFailure) {
        let action = "Microsoft.OperationalInsights/workspaces/query/read"
        guard !Identity.permits(action, at: world.names[workspace].path, to: exchange.principal, in: world)
        else { return }
        throw WireFailure(
            403, "InsufficientAccessError",
            "The provided credentials have insufficient access to perform the requested operation",
            because: [Identity.Rule.authorized.id])
    }

    /// Most queries change nothing and leave no entry; one of old data brings it into the hot cache.
    private static func run(
        _ exchange: Exchange, on workspace: ResourceID, in timeline: inout Timeline
    ) throws(WireFailure) -> WireResponse {
        try requireRight(exchange, at: workspace, in: timeline.world)
        let asked = try asked(by: exchange)
        guard let text = asked.query else {
            throw badArgument("The request had some invalid properties: query is required.")
        }
        let row: LogAnalytics.Workspace
        do throws(Refusal) {
            row = try LogAnalytics.requireQueryable(workspace, in: timeline.world)
        } catch {
            throw failure(error, in: timeline.world)
        }
        let query = try understood { () throws(QueryFault) in try QueryParser.query(text) }
        for table in query.sources ?? [] where Sentinel.hides(table, of: workspace, in: timeline.world) {
            throw WireFailure(
                400, "BadArgumentError",
                "'where' operator: Failed to resolve table or column expression named '\(table)'",
                because: [Sentinel.Rule.tablesHidden.id])
        }
        let span = try QuerySpan(asked.timespan, at: timeline.now)
        if query.isOfPolls, !timeline.world.settings.isDefault(.pollLog) {
            return try polls(query, of: row, in: timeline.world)
        }
        var rules = LogAnalytics.rulesOfAnswer(row, in: timeline.world)
        let tables = query.sources.map { $0.map(Optional.some) } ?? [nil]
        for table in tables where row.data.isCold(table: table, at: timeline.now) {
            _ = try exchange.submit(&timeline) { _ in
                .logAnalytics(.queryOldData(workspace: workspace, table: table))
            }
        }
        if !tables.contains(where: { row.data.isCold(table: $0, at: timeline.now) }),
            row.data.hot(at: timeline.now) > 0
        {
            rules.append(LogAnalytics.KeyRule.hotCache.id)
        }
        let answer = try answer(query, span, of: row, in: timeline.world)
        return .json(200, ["tables": [answer.document]]).upholding(rules)
    }

    /// How many records a query may have before it; counting alone has no bound.
    private static let recordLimit = 30_000

    private static func answer(
        _ query: TabularQuery, _ span: QuerySpan, of row: LogAnalytics.Workspace, in world: World
    ) throws(WireFailure) -> QueryTable {
        let tables = query.sources.map { $0.map(Optional.some) } ?? [nil]
        let found = tables.reduce(Int64(0)) { $0 + LogAnalytics.found(row, table: $1, in: world) }
        if query.stages == [.count], span.isWhole { return .counted(found) }
        guard found <= recordLimit else {
            throw .notModeled(
                "a query over more than \(recordLimit) records, here \(found); '| count' alone is",
                nonGoal: "loganalytics")
        }
        let records = tables.flatMap {
            LogAnalytics.records(row, table: $0, limit: recordLimit, in: world)
        }
        let table = QueryRows(of: row, query.sources, in: world).table(of: records.filter(span.holds))
        return try applied(query.stages, to: table, in: world)
    }

    private static func applied(
        _ stages: [TabularQuery.Stage], to table: QueryTable, in world: World
    ) throws(WireFailure) -> QueryTable {
        try understood { () throws(QueryFault) in
            var table = table
            for stage in stages { try table.apply(stage, now: world.now) }
            return table
        }
    }

    /// A fault of the query in the words of the service.
    private static func understood<Value>(
        _ work: () throws(QueryFault) -> Value
    ) throws(WireFailure) -> Value {
        do throws(QueryFault) {
            return try work()
        } catch {
            switch error {
            case .syntax(let message, let position):
                throw badArgument(
                    "A recognition error occurred in the query at \(position): \(message).",
                    inner: "SyntaxError")
            case .semantic(let message):
                throw badArgument("A semantic error occurred: \(message).", inner: "SemanticError")
            case .notModeled(let what):
                throw .notModeled("\(what) in queries", nonGoal: "loganalytics")
            }
        }
    }

    private static func body(of exchange: Exchange) throws(WireFailure) -> RequestBody {
        do throws(WireFailure) {
            return try RequestBody(of: exchange)
        } catch {
            throw badArgument(error.message)
        }
    }

    private static func badArgument(_ message: String, inner: String? = nil) -> WireFailure {
        WireFailure(
            400, "BadArgumentError", message, because: [LogAnalytics.WorkspaceRule.queryErrors.id],
            innerCode: inner)
    }

    /// The vault's audit log of the cluster's visits, under the name Key Vault gives its table.
    private static func polls(
        _ query: TabularQuery, of row: LogAnalytics.Workspace, in world: World
    ) throws(WireFailure) -> WireResponse {
        let table: QueryTable
        if query.stages == [.count] {
            table = .counted(LogAnalytics.pollCount(of: row, in: world))
        } else {
            let rows = LogAnalytics.newestPolls(of: row, limit: 1_000, in: world).map { poll in
                [
                    QueryValue.datetime(poll.at), .string("KeyUnwrap"),
                    .string("\(world.names[poll.key].path)/\(poll.version)"),
                    .string(poll.isGranted ? "OK" : "Forbidden"),
                ]
            }
            let columns = [
                ("TimeGenerated", "datetime"), ("OperationName", "string"), ("id_s", "string"),
                ("ResultSignature", "string"),
            ]
            table = try applied(
                query.stages, to: QueryTable(columns: columns.map(QueryTable.Column.init), rows: rows),
                in: world)
        }
        return .json(200, ["tables": [table.document]]).upholding(LogAnalytics.Rule.polls.id)
    }

    private static func failure(_ refusal: Refusal, in world: World) -> WireFailure {
        var failure: WireFailure
        if case .keyRevoked = refusal.reason {
            failure = WireFailure(
                403, "InsufficientAccessError",
                "The data of this workspace cannot be read: its customer-managed key is not accessible.",
                because: refusal.because, innerCode: "CustomerManagedKeyRevoked")
            failure.isInferred = true
        } else {
            failure = WireFailure(
                404, "PathNotFoundError", "The workspace is deleted.",
                because: refusal.because + [LogAnalytics.WorkspaceRule.queryErrors.id])
        }
        return failure
    }
}

extension TabularQuery {
    fileprivate var isOfPolls: Bool { sources?.map { $0.lowercased() } == ["azkvauditlogs"] }
}

extension QueryTable {
    fileprivate static func counted(_ count: Int64) -> QueryTable {
        QueryTable(columns: [Column(name: "Count", type: "long")], rows: [[.long(count)]])
    }
}
