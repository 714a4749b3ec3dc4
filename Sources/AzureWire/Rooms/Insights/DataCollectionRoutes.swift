import ControlPlane
import VirtualTime

/// Data collection rules and endpoints: where records are sent, and to which workspace they go.
enum DataCollectionRoutes {
    static let ruleType = "Microsoft.Insights/dataCollectionRules"
    static let endpointType = "Microsoft.Insights/dataCollectionEndpoints"

    static func add(to routes: inout RouteTable) {
        for type in [ruleType, endpointType] {
            let known = versions(of: type)
            let group = "/subscriptions/{subscription}/resourceGroups/{group}/providers/\(type)"
            addReads(of: type, known, group, to: &routes)
            addWrites(of: type, known, "\(group)/{resource}", to: &routes)
        }
    }

    private static func addReads(
        of type: String, _ known: KnownVersions, _ group: String, to routes: inout RouteTable
    ) {
        routes.read("\(group)/{resource}", known) { (exchange, world) throws(WireFailure) in
            .json(200, DataCollectionViews.resource(try row(of: exchange, type, in: world), in: world))
        }
        routes.read(group, known) { (exchange, world) throws(WireFailure) in
            let group = try exchange.requireGroup(in: world)
            let rows = world.resources.plain.filter { $0.type == type && world.names[$0.id].group == group }
            return list(rows, world)
        }
        routes.read("/subscriptions/{subscription}/providers/\(type)", known) { _, world in
            list(world.resources.plain.filter { $0.type == type }, world)
        }
    }

    private static func list(_ rows: [Resources.PlainResource], _ world: World) -> WireResponse {
        .json(200, ["value": .array(rows.map { DataCollectionViews.resource($0, in: world) })])
    }

    private static func addWrites(
        of type: String, _ known: KnownVersions, _ one: String, to routes: inout RouteTable
    ) {
        routes.write("PUT", one, known) { (exchange, timeline) throws(WireFailure) in
            let path = exchange.path(type, "resource", in: timeline.world)
            let isNew = (try? row(of: exchange, type, in: timeline.world)) == nil
            let body = try RequestBody(of: exchange)
            let location = try body.location()
            let carried = try carried(body, type)
            _ = try exchange.submit(&timeline) { names in
                .resources(
                    .writePlain(names.intern(path), type: type, location: location, carried: carried))
            }
            let row = try row(of: exchange, type, in: timeline.world)
            return .json(isNew ? 201 : 200, DataCollectionViews.resource(row, in: timeline.world))
        }
        routes.write("PATCH", one, known) { (exchange, timeline) throws(WireFailure) in
            let row = try row(of: exchange, type, in: timeline.world)
            let body = try RequestBody(of: exchange)
            // Nothing but tags and identity can be changed this way.
            var patch: Document = [:]
            for name in ["tags", "identity"] { patch[name] = body[name] }
            let carried = row.carried.patched(with: patch)
            _ = try exchange.submit(&timeline) { _ in
                .resources(.writePlain(row.id, type: type, location: row.location, carried: carried))
            }
            let changed = try self.row(of: exchange, type, in: timeline.world)
            return .json(200, DataCollectionViews.resource(changed, in: timeline.world))
        }
        routes.write("DELETE", one, known) { (exchange, timeline) throws(WireFailure) in
            try exchange.requireGroup(in: timeline.world)
            guard let row = try? row(of: exchange, type, in: timeline.world) else { return .empty(204) }
            _ = try exchange.submit(&timeline) { _ in .resources(.deletePlain(row.id)) }
            return .empty(200)
        }
    }

    /// What is kept: everything but the envelope and what the service sets.
    private static func carried(_ body: RequestBody, _ type: String) throws(WireFailure) -> Document {
        var kept = body.without(["location", "id", "name", "type", "etag", "systemData", "properties"])
        guard let properties = try body.object("properties") else {
            throw .unreadable("properties is required")
        }
        kept["properties"] = properties.without([
            "immutableId", "provisioningState", "endpoints", "metadata", "configurationAccess",
            "logsIngestion", "metricsIngestion", "privateLinkScopedResources",
        ])
        guard type == ruleType else { return kept }
        for destination in try properties.object("destinations")?.items("logAnalytics") ?? [] {
            for name in ["workspaceResourceId", "name"] {
                guard try destination.text(name) != nil else { throw destination.wrong(name, "given") }
            }
        }
        return kept
    }

    private static func row(
        of exchange: Exchange, _ type: String, in world: World
    ) throws(WireFailure) -> Resources.PlainResource {
        let id = try exchange.known(exchange.path(type, "resource", in: world), type, in: world)
        guard let row = world.resources.plain[id] else {
            throw .notFound("\(type)/\(exchange.parameters["resource"])", group: exchange.parameters["group"])
        }
        return row
    }

    // MARK: Where records go

    /// The workspace and the table that a stream of a rule goes to; nil if there is no such rule.
    static func destination(
        ofRule immutableID: String, stream: String, in world: World
    ) throws(WireFailure) -> (workspace: ResourceID, table: String)? {
        let rule = world.resources.plain.first {
            $0.type == ruleType
                && DataCollectionViews.immutableID(of: $0, in: world) == immutableID.lowercased()
        }
        guard let rule else { return nil }
        let properties = rule.carried["properties"] ?? [:]
        let flow = properties["dataFlows"]?.items?.first { flow in
            flow["streams"]?.items?.contains { $0.text?.lowercased() == stream.lowercased() } == true
        }
        guard let flow, let name = flow["destinations"]?.items?.first?.text,
            let target = properties["destinations"]?["logAnalytics"]?.items?.first(where: {
                $0["name"]?.text == name
            }), let path = target["workspaceResourceId"]?.text,
            let workspace = world.names.find(path),
            let row = world.logAnalytics.workspaces[workspace], !row.isDeleted
        else {
            throw WireFailure(
                400, "InvalidStream",
                "The stream '\(stream)' of the rule '\(immutableID)' goes to no workspace that is there.")
        }
        return (workspace, flow["outputStream"]?.text ?? stream)
    }
}
