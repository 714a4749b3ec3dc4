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
