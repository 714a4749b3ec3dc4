import ControlPlane
import VirtualTime

/// Queries: the smallest part of the language that tells whether data can be read, and how much.
///
/// `Table`, `Table | count`, `Table | take n` and `union *` with `| count`. Anything else is answered with
/// 501, what is no query at all with 400.
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

    /// The query: in a GET beside the path, else in the body.
    private static func text(of exchange: Exchange) throws(WireFailure) -> String? {
        if exchange.request.method == "GET" { return exchange.request.query["query"] }
        return try body(of: exchange).text("query")
    }

    /// Most queries change nothing and leave no entry; one of old data brings it into the hot cache.
    private static func run(
        _ exchange: Exchange, on workspace: ResourceID, in timeline: inout Timeline
    ) throws(WireFailure) -> WireResponse {
        guard let text = try text(of: exchange) else {
            throw badArgument("The request had some invalid properties: query is required.")
        }
        let row: LogAnalytics.Workspace
        do throws(Refusal) {
            row = try LogAnalytics.requireQueryable(workspace, in: timeline.world)
        } catch {
            throw failure(error, in: timeline.world)
        }
        let query = try parse(text)
        if let table = query.table, Sentinel.hides(table, of: workspace, in: timeline.world) {
            throw WireFailure(
                400, "BadArgumentError",
                "'where' operator: Failed to resolve table or column expression named '\(table)'",
                because: [Sentinel.Rule.tablesHidden.id])
        }
        if query.isOfPolls, !timeline.world.settings.isDefault(.pollLog) {
            return polls(query, of: row, in: timeline.world)
        }
        var rules = LogAnalytics.rulesOfAnswer(row, in: timeline.world)
        if row.data.isCold(table: query.table, at: timeline.now) {
            _ = try exchange.submit(&timeline) { _ in
                .logAnalytics(.queryOldData(workspace: workspace, table: query.table))
            }
        } else if row.data.hot(at: timeline.now) > 0 {
            rules.append(LogAnalytics.KeyRule.hotCache.id)
        }
        let world = timeline.world
        let count = LogAnalytics.found(row, table: query.table, in: world)
        let answer = query.counts ? counted(count) : taken(min(count, query.limit), row, world)
        return .json(200, ["tables": [answer]]).upholding(rules)
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
        _ query: Query, of row: LogAnalytics.Workspace, in world: World
    ) -> WireResponse {
        let answer: Document
        if query.counts {
            answer = counted(LogAnalytics.pollCount(of: row, in: world))
        } else {
            answer = [
                "name": "PrimaryResult",
                "columns": [
                    ["name": "TimeGenerated", "type": "datetime"],
                    ["name": "OperationName", "type": "string"], ["name": "id_s", "type": "string"],
                    ["name": "ResultSignature", "type": "string"],
                ],
                "rows": .array(
                    LogAnalytics.newestPolls(of: row, limit: Int(query.limit), in: world).map { poll in
                        [
                            .string(poll.at.iso8601), "KeyUnwrap",
                            .string("\(world.names[poll.key].path)/\(poll.version)"),
                            poll.isGranted ? "OK" : "Forbidden",
                        ]
                    }),
            ]
        }
        return .json(200, ["tables": [answer]]).upholding(LogAnalytics.Rule.polls.id)
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

    private struct Query {
        /// nil: all tables.
        let table: String?
        let counts: Bool
        let limit: Int64

        var isOfPolls: Bool { table?.lowercased() == "azkvauditlogs" }
    }

    private static func parse(_ text: String) throws(WireFailure) -> Query {
        let stages = text.split(separator: "|").map { stage in
            stage.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == ";" }.map(String.init)
        }
        // `split` drops empty stages: what has no name before, between or after its pipes is no query.
        let pieces = text.split(separator: "|", omittingEmptySubsequences: false)
        guard let source = stages.first, !stages.contains([]), pieces.count == stages.count else {
            throw badArgument("The query cannot be read: a stage is empty.", inner: "SyntaxError")
        }
        guard stages.count <= 2 else { throw unsupported(text) }
        let table: String?
        if source == ["union", "*"] {
            table = nil
        } else if source.count == 1, source[0].utf8.allSatisfy({ $0.isNameByte }) {
            table = source[0]
        } else {
            throw unsupported(text)
        }
        guard stages.count == 2 else { return Query(table: table, counts: false, limit: rowLimit) }
        let stage = stages[1].map { $0.lowercased() }
        if stage == ["count"] { return Query(table: table, counts: true, limit: 0) }
        if stage.count == 2, stage[0] == "take" || stage[0] == "limit", let limit = Int64(stage[1]),
            limit >= 0
        {
            return Query(table: table, counts: false, limit: min(limit, rowLimit))
        }
        throw unsupported(text)
    }

    private static let rowLimit: Int64 = 1_000

    private static func unsupported(_ text: String) -> WireFailure {
        .notModeled("this query; 'Table | count' and 'Table | take n' are", nonGoal: "loganalytics")
    }

    private static func counted(_ count: Int64) -> Document {
        [
            "name": "PrimaryResult", "columns": [["name": "Count", "type": "long"]],
            "rows": [[.integer(count)]],
        ]
    }

    private static func taken(_ count: Int64, _ row: LogAnalytics.Workspace, _ world: World) -> Document {
        let oldest = row.data.oldest(at: world.now) ?? world.now
        let rows = (0..<count).map { _ in Document.array([.string(oldest.iso8601), .string(row.customerID)]) }
        return [
            "name": "PrimaryResult",
            "columns": [
                ["name": "TimeGenerated", "type": "datetime"], ["name": "TenantId", "type": "string"],
            ],
            "rows": .array(rows),
        ]
    }
}

extension UInt8 {
    /// Letter, digit or underscore.
    fileprivate var isNameByte: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
            || self == 0x5F
    }
}
