import ControlPlane
import VirtualTime

/// Records of a workspace as the rows of a query: the columns that every table has, those of the table's
/// schema, and those that were sent.
struct QueryRows {
    private let workspace: LogAnalytics.Workspace
    private let schema: [QueryTable.Column]

    /// - Parameter sources: names of tables; nil for all.
    init(of workspace: LogAnalytics.Workspace, _ sources: [String]?, in world: World) {
        self.workspace = workspace
        var columns: [QueryTable.Column] = [
            .init(name: "TimeGenerated", type: "datetime"), .init(name: "TenantId", type: "string"),
        ]
        let own = world.logAnalytics.tables.filter { $0.workspace == workspace.id }
        for name in sources ?? workspace.data.tables {
            let written = own.first { $0.name.lowercased() == name.lowercased() }?.carried["schema"]
            let known =
                (StandardTables.find(name) ?? [])
                + (written?["columns"]?.items ?? []).compactMap { column in
                    column["name"]?.text.map { ($0, column["type"]?.text ?? "string") }
                }
            for (name, type) in known where !columns.contains(where: { $0.name == name }) {
                columns.append(.init(name: name, type: Self.type(type)))
            }
        }
        schema = columns
    }

    func table(of records: [DataLedger.Record]) -> QueryTable {
        var columns = schema
        var places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
        for record in records {
            for member in record.content?.members ?? [:] where places[member.name] == nil {
                places[member.name] = columns.count
                columns.append(.init(name: member.name, type: QueryValue(member.value).type))
            }
        }
        if places["Type"] == nil {
            places["Type"] = columns.count
            columns.append(.init(name: "Type", type: "string"))
        }
        return QueryTable(columns: columns, rows: records.map { row(of: $0, columns, places) })
    }

    private func row(
        of record: DataLedger.Record, _ columns: [QueryTable.Column], _ places: [String: Int]
    ) -> [QueryValue] {
        var row = [QueryValue](repeating: .null, count: columns.count)
        row[places["TimeGenerated"] ?? 0] = .datetime(record.at)
        row[places["TenantId"] ?? 0] = .string(workspace.customerID)
        row[places["Type"] ?? 0] = .string(record.table)
        for member in record.content?.members ?? [:] {
            guard let place = places[member.name] else { continue }
            let value = QueryValue(member.value)
            row[place] =
                columns[place].type == "datetime"
                ? value.instant.map(QueryValue.datetime) ?? row[place] : value
        }
        return row
    }

    /// Types of table schemas in the words of queries.
    private static func type(_ name: String) -> String {
        switch name.lowercased() {
        case "int": "long"
        case "guid": "string"
        case "boolean": "bool"
        default: name.lowercased()
        }
    }
}

/// `timespan`: the stretch of time that a query is about, beside what it says itself.
struct QuerySpan {
    private let from: Instant?
    private let through: Instant?

    /// `PT1H` and `P30D` before now, `2024-02-16T09:00:00Z/PT1H` and `START/END`.
    init(_ exchange: Exchange, at now: Instant) throws(WireFailure) {
        let sent =
            exchange.request.method == "GET"
            ? exchange.request.query["timespan"] : try? RequestBody(of: exchange).text("timespan")
        guard let text = sent, !text.isEmpty else {
            (from, through) = (nil, nil)
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let instants = parts.map { Instant(iso8601: $0) }
        let spans = parts.map { Duration(text: $0) }
        switch parts.count {
        case 1 where spans[0] != nil: (from, through) = (spans[0].map { now - $0 }, now)
        case 2 where instants[0] != nil && instants[1] != nil: (from, through) = (instants[0], instants[1])
        case 2 where instants[0] != nil && spans[1] != nil:
            (from, through) = (instants[0], instants[0].flatMap { start in spans[1].map { start + $0 } })
        case 2 where spans[0] != nil && instants[1] != nil:
            (from, through) = (instants[1].flatMap { end in spans[0].map { end - $0 } }, instants[1])
        default:
            throw WireFailure(400, "BadArgumentError", "The timespan '\(text.prefix(100))' cannot be read.")
        }
    }

    var isWhole: Bool { from == nil && through == nil }

    func holds(_ record: DataLedger.Record) -> Bool {
        if let from, record.at < from { return false }
        if let through, record.at > through { return false }
        return true
    }
}
