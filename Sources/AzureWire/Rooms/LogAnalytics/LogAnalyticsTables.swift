import ControlPlane
import VirtualTime

/// Tables of a workspace: their retention is their own, their data the workspace's.
enum LogAnalyticsTables {
    private static let table = "\(LogAnalyticsRoutes.workspace)/tables/{table}"

    static func add(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.OperationalInsights/workspaces/tables")
        addList(to: &routes, known)
        addActions(to: &routes, known)
        routes.read(table, known, settles: { exchange, world in row(of: exchange, in: world)?.deadline }) {
            (exchange, world) throws(WireFailure) in
            let workspace = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
            let name = exchange.parameters["table"]
            let row = row(of: exchange, in: world)
            guard !Sentinel.hides(name, of: workspace.id, in: world) else {
                throw WireFailure(
                    404, "ResourceNotFound", "Table '\(name)' was not found.",
                    because: [Sentinel.Rule.tablesHidden.id, Resources.Rule.resourceExists.id])
            }
            guard row != nil || StandardTables.find(name) != nil else {
                throw WireFailure(
                    404, "ResourceNotFound", "Table '\(name)' was not found.",
                    because: [Resources.Rule.resourceExists.id])
            }
            return .json(200, view(name, row, of: workspace, in: world))
        }
        for method in ["PUT", "PATCH"] {
            routes.write(method, table, known) { (exchange, timeline) throws(WireFailure) in
                let workspace = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
                let body = try properties(of: exchange)
                let retention = try retention(
                    in: body, over: row(of: exchange, in: timeline.world)?.retention ?? .init())
                var carried = body.without([
                    "provisioningState", "retentionInDays", "totalRetentionInDays", "archiveRetentionInDays",
                ])
                if method == "PATCH", let present = row(of: exchange, in: timeline.world) {
                    carried = merged(carried, into: present.carried)
                }
                let path = path(of: exchange, in: timeline.world)
                let entry = try exchange.submit(&timeline) { names in
                    .logAnalytics(
                        .writeTable(
                            names.intern(path), workspace: workspace.id, carried, retention: retention))
                }
                return accepted(entry, exchange, of: workspace, path, in: timeline.world)
            }
        }
        routes.write("DELETE", table, known) { (exchange, timeline) throws(WireFailure) in
            let workspace = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
            guard let row = row(of: exchange, in: timeline.world) else { return .empty(204) }
            let path = path(of: exchange, in: timeline.world)
            let entry = try exchange.submit(&timeline) { _ in
                .logAnalytics(.deleteTable(row.id, workspace: workspace.id))
            }
            return accepted(entry, exchange, of: workspace, path, in: timeline.world)
        }
    }

    private static func addList(to routes: inout RouteTable, _ known: KnownVersions) {
        routes.read("\(LogAnalyticsRoutes.workspace)/tables", known) {
            (exchange, world) throws(WireFailure) in
            let workspace = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
            let own = world.logAnalytics.tables.filter { $0.workspace == workspace.id }
            let names = StandardTables.names + own.map(\.name).filter { StandardTables.find($0) == nil }
            let views = names.filter { !Sentinel.hides($0, of: workspace.id, in: world) }.map { name in
                let row = own.first { $0.name.lowercased() == name.lowercased() }
                return view(name, row, of: workspace, in: world)
            }
            return .json(200, ["value": .array(views)])
        }
    }

    /// Actions on one table: every table is of the newer kind already, and a search ends with its PUT.
    private static func addActions(to routes: inout RouteTable, _ known: KnownVersions) {
        for action in ["migrate", "cancelSearch"] {
            routes.read("\(table)/\(action)", known, method: "POST") {
                (exchange, world) throws(WireFailure) in
                _ = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
                let name = exchange.parameters["table"]
                guard row(of: exchange, in: world) != nil || StandardTables.find(name) != nil else {
                    throw WireFailure(
                        404, "ResourceNotFound", "Table '\(name)' was not found.",
                        because: [Resources.Rule.resourceExists.id])
                }
                guard action == "migrate" || name.uppercased().hasSuffix("_SRCH") else {
                    throw WireFailure(
                        400, "InvalidParameter", "Table '\(name)' holds no results of a search.")
                }
                return .empty(200)
            }
        }
    }

    private static func accepted(
        _ entry: Entry, _ exchange: Exchange, of workspace: LogAnalytics.Workspace, _ path: String,
        in world: World
    ) -> WireResponse {
        // Versions before answered with the table at once, and a deletion with nothing.
        let isOld = exchange.version.map { $0 < firstWithOperations } ?? false
        guard let operation = entry.startedOperation, !isOld else {
            guard exchange.request.method != "DELETE" else { return .empty(200) }
            let row = row(of: exchange, in: world)
            let name = exchange.parameters["table"]
            return .json(200, view(name, row, state: "Succeeded", of: workspace, in: world))
        }
        return .empty(
            202,
            headers: LongRunningOperation.headers(
                for: operation, location: workspace.location, result: path,
                version: "2022-10-01", exchange, in: world))
    }

    /// PATCH adds columns before those that are there, and leaves what it does not name.
    private static func merged(_ patch: Document, into present: Document) -> Document {
        var result = present.merging(patch: patch)
        guard let sent = patch["schema"]?["columns"]?.items else { return result }
        let names = sent.compactMap { $0["name"]?.text?.lowercased() }
        let kept = (present["schema"]?["columns"]?.items ?? []).filter { column in
            !names.contains(column["name"]?.text?.lowercased() ?? "")
        }
        result["schema"]?["columns"] = .array(sent + kept)
        return result
    }

    private static let firstWithOperations = APIVersion.known("2022-10-01")

    private static func properties(of exchange: Exchange) throws(WireFailure) -> RequestBody {
        guard let properties = try RequestBody(of: exchange).object("properties") else {
            throw .unreadable("properties is required")
        }
        return properties
    }

    /// -1 goes back to the workspace's; what is not sent stays; a total follows an interactive part that is
    /// sent alone.
    private static func retention(
        in body: RequestBody, over present: LogAnalytics.TableRetention
    ) throws(WireFailure) -> LogAnalytics.TableRetention {
        var retention = present
        let interactive = try body.integer("retentionInDays")
        let total = try body.integer("totalRetentionInDays")
        if let interactive { retention.interactiveDays = interactive == -1 ? nil : interactive }
        if let total { retention.totalDays = total == -1 ? nil : total }
        if total == nil, let days = retention.interactiveDays, days > retention.totalDays ?? 0 {
            retention.totalDays = days
        }
        return retention
    }

    private static func path(of exchange: Exchange, in world: World) -> String {
        exchange.path(LogAnalyticsRoutes.workspaceType, "workspace", in: world)
            + "/tables/\(exchange.parameters["table"])"
    }

    private static func row(of exchange: Exchange, in world: World) -> LogAnalytics.DataTable? {
        world.names.find(path(of: exchange, in: world)).flatMap { world.logAnalytics.tables[$0] }
    }

    private static func view(
        _ name: String, _ row: LogAnalytics.DataTable?, state: String? = nil,
        of workspace: LogAnalytics.Workspace, in world: World
    ) -> Document {
        let total = row?.retention.totalDays ?? workspace.retentionDays
        let interactive = row?.retention.interactiveDays ?? min(workspace.retentionDays, total)
        let state = state ?? row?.state.text ?? "Succeeded"
        var properties: Members = [
            "totalRetentionInDays": .integer(total), "archiveRetentionInDays": .integer(total - interactive),
            "plan": row?.carried["plan"] ?? "Analytics",
        ]
        if let row, StandardTables.find(name) == nil {
            properties.append("lastPlanModifiedDate", .string(row.writtenAt.iso8601(fractionDigits: 7)))
        }
        properties.append("retentionInDaysAsDefault", .bool(row?.retention.interactiveDays == nil))
        properties.append("totalRetentionInDaysAsDefault", .bool(row?.retention.totalDays == nil))
        properties.append("schema", StandardTables.schema(of: name, row?.carried["schema"]))
        properties.append("provisioningState", .string(state))
        properties.append("retentionInDays", .integer(interactive))
        let path = "\(world.names[workspace.id].path)/tables/\(name)"
        return ["properties": .object(properties), "id": .string(path), "name": .string(name)]
    }
}

/// The tables every workspace has, by name and columns.
enum StandardTables {
    private static let common = [
        ("TenantId", "guid"), ("SourceSystem", "string"), ("TimeGenerated", "datetime"), ("MG", "guid"),
        ("ManagementGroupName", "string"), ("Computer", "string"),
    ]
    private static let own: [(name: String, columns: [(String, String)])] = [
        ("AzureActivity", [("OperationName", "string"), ("Caller", "string"), ("ResourceId", "string")]),
        ("CommonSecurityLog", [("DeviceVendor", "string"), ("Activity", "string"), ("SourceIP", "string")]),
        ("Heartbeat", [("OSType", "string"), ("Version", "string"), ("ComputerIP", "string")]),
        (
            "SecurityAlert",
            [("AlertName", "string"), ("AlertSeverity", "string"), ("ProviderName", "string")]
        ),
        ("SecurityEvent", [("Account", "string"), ("EventID", "int"), ("Activity", "string")]),
        ("SecurityIncident", [("IncidentNumber", "int"), ("Title", "string"), ("Severity", "string")]),
        ("SigninLogs", [("UserPrincipalName", "string"), ("ResultType", "string"), ("IPAddress", "string")]),
        (
            "Syslog",
            [
                ("TimeCollected", "datetime"), ("EventTime", "datetime"), ("Facility", "string"),
                ("HostName", "string"), ("SeverityLevel", "string"), ("SyslogMessage", "string"),
                ("ProcessID", "int"), ("HostIP", "string"), ("ProcessName", "string"),
                ("CollectorHostName", "string"),
            ]
        ),
    ]

    static let names = own.map(\.name)

    static func find(_ name: String) -> [(String, String)]? {
        own.first { $0.name.lowercased() == name.lowercased() }.map { common + $0.columns }
    }

    /// The schema of a table: the service's columns, and the customer's own once the table was written.
    static func schema(of name: String, _ written: Document?) -> Document {
        guard let columns = find(name) else { return ownSchema(of: name, written) }
        var schema: Members = [
            "tableSubType": written == nil ? "Any" : "DataCollectionRuleBased", "name": .string(name),
            "tableType": "Microsoft",
        ]
        if let written { schema.append("columns", .array((written["columns"]?.items ?? []).map(column))) }
        let standard = columns.map { name, type -> Document in
            [
                "name": .string(name), "type": .string(type), "isDefaultDisplay": true,
                "isHidden": .bool(["TenantId", "MG", "TimeCollected"].contains(name)),
            ]
        }
        schema.append("standardColumns", .array(standard))
        schema.append("solutions", ["LogManagement"])
        schema.append("isTroubleshootingAllowed", false)
        return .object(schema)
    }

    /// A table of the customer's own has one column of the service's.
    private static func ownSchema(of name: String, _ written: Document?) -> Document {
        [
            "tableSubType": "DataCollectionRuleBased", "name": .string(name), "tableType": "CustomLog",
            "columns": .array((written?["columns"]?.items ?? []).map(column)),
            "standardColumns": [
                ["name": "TenantId", "type": "guid", "isDefaultDisplay": false, "isHidden": false]
            ],
            "solutions": ["LogManagement"], "isTroubleshootingAllowed": true,
        ]
    }

    private static func column(_ sent: Document) -> Document {
        var members = sent.members ?? [:]
        for name in ["isDefaultDisplay", "isHidden"] where members[name] == nil {
            members.append(name, false)
        }
        return .object(members)
    }
}
