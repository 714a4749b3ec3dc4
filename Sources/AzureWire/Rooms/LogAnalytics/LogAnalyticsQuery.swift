import ControlPlane
import VirtualTime

/// Queries: the smallest part of the language that tells whether data can be read, and how much.
///
/// `Table`, `Table | count`, `Table | take n` and `union *` with `| count`. Anything else is answered with
/// 501.
enum LogAnalyticsQuery {
    static func add(to routes: inout RouteTable) {
        routes.read(
            "/v1/workspaces/{workspace}/query", nil, plane: .query, host: .logAnalyticsQuery, method: "POST"
        ) { (exchange, world) throws(WireFailure) in
            let name = exchange.parameters["workspace"].lowercased()
            guard let row = world.logAnalytics.workspaces.first(where: { $0.customerID == name }) else {
                throw WireFailure(
                    404, "PathNotFoundError", "The workspace '\(name)' does not exist.",
                    because: [LogAnalytics.Rule.deletedNotQueried.id])
            }
            return try run(exchange, on: row.id, in: world)
        }
        routes.read(
            "\(LogAnalyticsRoutes.workspace)/api/query", APIVersionCatalog.query, plane: .query,
            method: "POST"
        ) { (exchange, world) throws(WireFailure) in
            try run(exchange, on: LogAnalyticsRoutes.workspaceRow(of: exchange, in: world).id, in: world)
        }
    }

    private static func run(
        _ exchange: Exchange, on workspace: ResourceID, in world: World
    ) throws(WireFailure) -> WireResponse {
        guard let text = try RequestBody(of: exchange).text("query") else {
            throw WireFailure(
                400, "BadArgumentError", "The request had some invalid properties: query is required.")
        }
        let row: LogAnalytics.Workspace
        do throws(Refusal) {
            row = try LogAnalytics.requireQueryable(workspace, in: world)
        } catch {
            throw failure(error, in: world)
        }
        let query = try parse(text)
        if let table = query.table, Sentinel.hides(table, of: workspace, in: world) {
            throw WireFailure(
                400, "BadArgumentError",
                "'where' operator: Failed to resolve table or column expression named '\(table)'",
                because: [Sentinel.Rule.tablesHidden.id])
        }
        let count = row.data.stored(at: world.now, table: query.table)
        return .json(
            200, ["tables": [query.counts ? counted(count) : taken(min(count, query.limit), row, world)]])
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
                404, "PathNotFoundError", "The workspace is deleted.", because: refusal.because)
        }
        return failure
    }

    private struct Query {
        /// nil: all tables.
        let table: String?
        let counts: Bool
        let limit: Int64
    }

    private static func parse(_ text: String) throws(WireFailure) -> Query {
        let stages = text.split(separator: "|").map { stage in
            stage.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == ";" }.map(String.init)
        }
        guard let source = stages.first, !source.isEmpty, stages.count <= 2 else { throw unsupported(text) }
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
