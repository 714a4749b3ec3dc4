import ControlPlane
import VirtualTime

/// Resources of every kind in one list: how clients find a resource by its name alone.
enum GenericResources {
    static func add(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.Resources/resources")
        routes.read("/subscriptions/{subscription}/resources", known) {
            (exchange, world) throws(WireFailure) in
            try list(exchange, in: world) { _ in true }
        }
        routes.read("/subscriptions/{subscription}/resourceGroups/{group}/resources", known) {
            (exchange, world) throws(WireFailure) in
            let group = try exchange.requireGroup(in: world)
            return try list(exchange, in: world) { world.names[$0.id].group == group }
        }
    }

    /// What the list tells of a resource.
    private struct Item {
        let id: ResourceID
        let type: String
        let location: String
        let tags: Document?
    }

    private static func list(
        _ exchange: Exchange, in world: World, where isListed: (Item) -> Bool
    ) throws(WireFailure) -> WireResponse {
        let filter = try ResourceFilter(exchange.request.query["$filter"])
        let items = items(in: world).filter { item in
            isListed(item) && filter.admits(subject(item, in: world))
        }.sorted { world.names[$0.id].path.lowercased() < world.names[$1.id].path.lowercased() }
        let page = try Page(items, of: exchange, standard: 1_000, maximum: 1_000)
        return page.response { item in
            [
                "id": .string(world.names[item.id].path), "name": .string(world.names[item.id].name),
                "type": .string(item.type), "location": .string(item.location), "tags": item.tags ?? [:],
            ]
        }
    }

    private static func subject(_ item: Item, in world: World) -> ResourceFilter.Subject {
        let name = world.names[item.id]
        return .init(
            name: name.name, type: item.type, group: name.group.map { world.names[$0].name } ?? "",
            location: item.location, tags: item.tags?.members ?? [:])
    }

    private static func items(in world: World) -> [Item] {
        var items: [Item] = []
        for row in world.keyVault.vaults where row.deletion == nil {
            let type = row.isManagedHSM == true ? "Microsoft.KeyVault/managedHSMs" : KeyVaultRoutes.type
            items.append(Item(id: row.id, type: type, location: row.location, tags: row.carried["tags"]))
        }
        for row in world.logAnalytics.clusters where !row.isDeleted {
            items.append(
                Item(
                    id: row.id, type: LogAnalyticsRoutes.clusterType, location: row.location,
                    tags: row.carried["tags"]))
        }
        for row in world.logAnalytics.workspaces where !row.isDeleted {
            items.append(
                Item(
                    id: row.id, type: LogAnalyticsRoutes.workspaceType, location: row.location,
                    tags: row.carried["tags"]))
        }
        for row in world.cosmosDB.databaseAccounts {
            items.append(
                Item(
                    id: row.id, type: CosmosDBRoutes.type, location: row.location, tags: row.carried["tags"]))
        }
        for row in world.identity.identities {
            items.append(
                Item(
                    id: row.id, type: "Microsoft.ManagedIdentity/userAssignedIdentities",
                    location: row.location, tags: row.carried["tags"]))
        }
        for row in world.resources.plain {
            items.append(Item(id: row.id, type: row.type, location: row.location, tags: row.carried["tags"]))
        }
        return items
    }
}
