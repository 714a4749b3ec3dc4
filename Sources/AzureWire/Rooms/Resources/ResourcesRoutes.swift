import ControlPlane
import VirtualTime

/// ARM's own operations: subscriptions, providers, resource groups, operation status.
enum ResourcesRoutes {
    private static let group = "/subscriptions/{subscription}/resourceGroups/{group}"
    private static let provider = "/subscriptions/{subscription}/providers/{namespace}"

    static func add(to routes: inout RouteTable) {
        addSubscriptions(to: &routes)
        addProviders(to: &routes)
        addGroups(to: &routes)
        addOperations(to: &routes)
        addGroupOperations(to: &routes)
        LocksRoutes.add(to: &routes)
    }

    private static func addSubscriptions(to routes: inout RouteTable) {
        let subscriptions = versions(of: "Microsoft.Resources/subscriptions")
        routes.read("/subscriptions", subscriptions) { exchange, world in
            // Of those that the caller may see: all of one, or none.
            let isSeen = Identity.sees(
                "/subscriptions/\(world.subscription)", as: exchange.principal, in: world)
            let shown =
                isSeen ? [ResourcesViews.subscription(in: world, for: exchange.tenant(in: world))] : []
            return .json(
                200,
                [
                    "value": .array(shown), "count": ["type": "Total", "value": .integer(shown.count)],
                ])
        }
        routes.read("/subscriptions/{subscription}", subscriptions) { exchange, world in
            .json(200, ResourcesViews.subscription(in: world, for: exchange.tenant(in: world)))
        }
        routes.read("/subscriptions/{subscription}/locations", subscriptions) { _, world in
            .json(200, ["value": .array(ResourcesViews.locations(in: world))])
        }
        routes.read("/tenants", versions(of: "Microsoft.Resources/tenants")) { exchange, world in
            .json(200, ["value": [ResourcesViews.tenant(exchange.tenant(in: world))]])
        }
    }

    private static func addProviders(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.Resources/providers")
        routes.read("/subscriptions/{subscription}/providers", known) { _, world in
            .json(
                200,
                ["value": .array(ProviderCatalog.providers.map { ResourcesViews.provider($0, in: world) })])
        }
        routes.read(
            provider, known,
            settles: { exchange, world in
                Resources.registration(of: exchange.parameters["namespace"], in: world).deadline
            }
        ) { (exchange, world) throws(WireFailure) in
            let provider = try provider(of: exchange)
            let response = WireResponse.json(200, ResourcesViews.provider(provider, in: world))
            return provider.isRegistrationFree
                ? response.upholding(Resources.Rule.registrationPolicy.id) : response
        }
        // Seen from the tenant, a provider has types and no registration.
        routes.read("/providers", known) { _, _ in
            .json(200, ["value": .array(ProviderCatalog.providers.map(ResourcesViews.provider))])
        }
        routes.read("/providers/{namespace}", known) { (exchange, _) throws(WireFailure) in
            .json(200, ResourcesViews.provider(try provider(of: exchange)))
        }
        for (verb, opts) in [("register", true), ("unregister", false)] {
            routes.write("POST", "\(provider)/\(verb)", known) { (exchange, timeline) throws(WireFailure) in
                let provider = try provider(of: exchange)
                let path = "/subscriptions/\(timeline.world.subscription)/providers/\(provider.namespace)"
                _ = try exchange.submit(&timeline) { names in
                    let id = names.intern(path)
                    return .resources(
                        opts
                            ? .register(id, namespace: provider.namespace)
                            : .unregister(id, namespace: provider.namespace))
                }
                return .json(200, ResourcesViews.provider(provider, in: timeline.world))
            }
        }
    }

    private static func provider(of exchange: Exchange) throws(WireFailure) -> ProviderCatalog.Provider {
        let namespace = exchange.parameters["namespace"]
        guard let provider = ProviderCatalog.find(namespace) else {
            throw .namespaceUnknown(namespace)
        }
        return provider
    }

    private static func addGroups(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.Resources/resourceGroups")
        routes.read("/subscriptions/{subscription}/resourceGroups", known) { _, world in
            .json(200, ["value": .array(world.resources.groups.map { ResourcesViews.group($0, in: world) })])
        }
        routes.read(
            group, known,
            settles: { exchange, world in (try? row(of: exchange, in: world))?.deletion?.until }
        ) { (exchange, world) throws(WireFailure) in
            .json(200, ResourcesViews.group(try row(of: exchange, in: world), in: world))
        }
        routes.read(group, known, method: "HEAD") { exchange, world in
            (try? row(of: exchange, in: world)) == nil ? .empty(404) : .empty(204)
        }
        routes.write("PUT", group, known) { (exchange, timeline) throws(WireFailure) in
            let body = try RequestBody(of: exchange)
            let location = try body.location()
            let path = exchange.groupPath(in: timeline.world)
            let isNew = timeline.world.names.find(path).flatMap { timeline.world.resources.groups[$0] } == nil
            _ = try exchange.submit(&timeline) { names in
                .resources(
                    .createOrUpdateGroup(
                        names.intern(path), location: location,
                        carried: body.without(["location", "id", "name", "type", "properties"])))
            }
            let view = ResourcesViews.group(try row(of: exchange, in: timeline.world), in: timeline.world)
            return .json(isNew ? 201 : 200, view)
        }
        routes.write("PATCH", group, known) { (exchange, timeline) throws(WireFailure) in
            let body = try RequestBody(of: exchange)
            let row = try row(of: exchange, in: timeline.world)
            let carried = row.carried.patched(
                with: body.without(["location", "id", "name", "type", "properties"]))
            _ = try exchange.submit(&timeline) { _ in .resources(.updateGroup(row.id, carried: carried)) }
            return .json(
                200, ResourcesViews.group(try self.row(of: exchange, in: timeline.world), in: timeline.world))
        }
        routes.write("DELETE", group, known) { (exchange, timeline) throws(WireFailure) in
            let row = try row(of: exchange, in: timeline.world)
            let entry = try exchange.submit(&timeline) { _ in .resources(.deleteGroup(row.id)) }
            guard let operation = entry.startedOperation ?? row.deletion?.operation else {
                preconditionFailure("a group that is deleted has an operation")
            }
            return .empty(
                202,
                headers: LongRunningOperation.resultHeaders(
                    for: operation, exchange, in: timeline.world))
        }
    }

    private static func row(of exchange: Exchange, in world: World) throws(WireFailure) -> Resources.Group {
        guard let id = world.names.find(exchange.groupPath(in: world)), let row = world.resources.groups[id]
        else {
            throw .groupNotFound(exchange.parameters["group"])
        }
        return row
    }

    private static func addOperations(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.OperationalInsights/locations/operationStatuses")
        routes.read(
            "/subscriptions/{subscription}/providers/Microsoft.OperationalInsights/locations/{location}"
                + "/operationStatuses/{operation}", known, settles: LongRunningOperation.settles
        ) { (exchange, world) throws(WireFailure) in
            let operation = try LongRunningOperation.operation(of: exchange, in: world)
            var response = WireResponse.json(
                200,
                LongRunningOperation.status(
                    of: operation, id: "/" + exchange.request.segments.joined(separator: "/"), in: world))
            // Recordings leave it out.
            let isPaced = operation.outcome == nil && !exchange.isFaithful
            let pacing = isPaced ? LongRunningOperation.pacing(exchange) : [:]
            for header in pacing { response.headers[header.name] = header.value }
            return response.upholding(
                [Resources.Rule.statusURL.id] + (isPaced ? [Resources.Rule.terminalStates.id] : []))
        }
        routes.read(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.OperationalInsights"
                + "/{type}/{name}/operationResults/{operation}", known, settles: LongRunningOperation.settles
        ) { (exchange, world) throws(WireFailure) in
            let operation = try LongRunningOperation.operation(of: exchange, in: world)
            return result(of: operation, exchange, in: world).upholding(Resources.Rule.operationResult.id)
        }
    }

    /// What the operation has come to: the resource, if there still is one, as the newest version shows it.
    /// The version of this URL is ours, not the client's.
    private static func result(
        of operation: Resources.Operation, _ exchange: Exchange, in world: World
    ) -> WireResponse {
        guard operation.outcome != nil else {
            return .empty(202, headers: LongRunningOperation.pacing(exchange))
        }
        if let workspace = world.logAnalytics.workspaces[operation.resource], !workspace.isDeleted {
            return .json(200, LogAnalyticsViews.workspace(workspace, nil, in: world))
        }
        guard let cluster = world.logAnalytics.clusters[operation.resource], !cluster.isDeleted else {
            return .empty(204)
        }
        return .json(200, LogAnalyticsViews.cluster(cluster, nil, in: world))
    }

    private static func groupResult(
        of operation: Resources.Operation, _ exchange: Exchange, in world: World
    ) -> WireResponse {
        guard operation.outcome == nil else { return .empty(200) }
        var headers = LongRunningOperation.resultHeaders(for: operation.id, exchange, in: world)
        // Answers repeat where to ask since its signature changes with each of them.
        if !world.settings.has(.signedOperationURLs) { headers["Location"] = nil }
        return .empty(202, headers: headers)
    }

    /// What a group's deletion is polled at: a `Location`, and no status URL.
    private static func addGroupOperations(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.Resources/resourceGroups")
        routes.read(
            "/subscriptions/{subscription}/operationresults/{operation}", known,
            settles: LongRunningOperation.settles
        ) {
            (exchange, world) throws(WireFailure) in
            let operation = try LongRunningOperation.operation(of: exchange, in: world)
            return groupResult(of: operation, exchange, in: world)
                .upholding(Resources.Rule.operationResult.id)
        }
    }
}

extension Document {
    /// PATCH, done once for all types: a merge of documents, in which `tags` replaces the whole map.
    func patched(with patch: Document) -> Document {
        var result = merging(patch: patch)
        if let tags = patch.member(anyCase: "tags") { result["tags"] = tags }
        return result
    }
}
