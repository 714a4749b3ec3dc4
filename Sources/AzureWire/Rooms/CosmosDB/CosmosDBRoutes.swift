import ControlPlane
import VirtualTime

/// Accounts of the customer's own, and whether a name is free.
enum CosmosDBRoutes {
    static let type = "Microsoft.DocumentDB/databaseAccounts"
    private static let provider = "providers/Microsoft.DocumentDB"
    private static let scope = "/subscriptions/{subscription}/resourceGroups/{group}/\(provider)"
    private static let account = "\(scope)/databaseAccounts/{account}"

    static func add(to routes: inout RouteTable) {
        addAccounts(to: &routes)
        addLists(to: &routes)
        CosmosDBDataPlane.add(to: &routes)
    }

    private static func addAccounts(to routes: inout RouteTable) {
        let known = versions(of: type)
        routes.read(
            account, known, settles: { exchange, world in (try? row(of: exchange, in: world))?.state.until }
        ) { (exchange, world) throws(WireFailure) in
            answer(try row(of: exchange, in: world), in: world)
        }
        routes.write("PUT", account, known) { (exchange, timeline) throws(WireFailure) in
            let settings = try CosmosDBBodies.settings(exchange, isNew: true, in: timeline.world)
            let path = exchange.path(type, "account", in: timeline.world)
            let entry = try exchange.submit(&timeline) { names in
                .cosmosDB(.createOrUpdateAccount(names.intern(path), settings(&names)))
            }
            return try accepted(entry, exchange, in: timeline.world)
        }
        routes.write("PATCH", account, known) { (exchange, timeline) throws(WireFailure) in
            let id = try row(of: exchange, in: timeline.world).id
            let settings = try CosmosDBBodies.settings(exchange, isNew: false, in: timeline.world)
            let entry = try exchange.submit(&timeline) { names in
                .cosmosDB(.updateAccount(id, settings(&names)))
            }
            return try accepted(entry, exchange, in: timeline.world)
        }
        routes.write("DELETE", account, known) { (exchange, timeline) throws(WireFailure) in
            try exchange.requireGroup(in: timeline.world)
            guard let row = try? row(of: exchange, in: timeline.world) else { return .empty(204) }
            let entry = try exchange.submit(&timeline) { _ in .cosmosDB(.deleteDatabaseAccount(row.id)) }
            guard let operation = entry.startedOperation ?? row.state.operation else { return .empty(204) }
            return .empty(202, headers: headers(for: operation, row, exchange, in: timeline.world))
        }
        routes.read(
            "/\(provider)/databaseAccountNames/{account}", versions(of: type), method: "HEAD"
        ) { exchange, world in
            let isTaken = CosmosDB.account(named: exchange.parameters["account"], in: world) != nil
            return WireResponse.empty(isTaken ? 200 : 404).upholding(CosmosDB.Rule.accountDeletion.id)
        }
    }

    private static func addLists(to routes: inout RouteTable) {
        let known = versions(of: type)
        routes.read("\(scope)/databaseAccounts", known) { (exchange, world) throws(WireFailure) in
            try exchange.requireGroup(in: world)
            let group = world.names.find(exchange.groupPath(in: world))
            return list(in: world) { world.names[$0.id].group == group }
        }
        routes.read("/subscriptions/{subscription}/\(provider)/databaseAccounts", known) { _, world in
            list(in: world) { _ in true }
        }
    }

    private static func list(
        in world: World, where isListed: (CosmosDB.DatabaseAccount) -> Bool
    ) -> WireResponse {
        let rows = world.cosmosDB.databaseAccounts.filter(isListed)
        return .json(200, ["value": .array(rows.map { CosmosDBViews.account($0, in: world) })])
    }

    private static func row(
        of exchange: Exchange, in world: World
    ) throws(WireFailure) -> CosmosDB.DatabaseAccount {
        let id = try exchange.known(exchange.path(type, "account", in: world), type, in: world)
        guard let row = world.cosmosDB.databaseAccounts[id] else {
            throw .notFound("\(type)/\(exchange.parameters["account"])", group: exchange.parameters["group"])
        }
        return row
    }

    /// 200 with the account as it is being made, and where to ask how that stands.
    private static func accepted(
        _ entry: Entry, _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> WireResponse {
        let row = try row(of: exchange, in: world)
        var response = answer(row, in: world)
        guard let operation = entry.startedOperation else { return response }
        for header in headers(for: operation, row, exchange, in: world) {
            response.headers[header.name] = header.value
        }
        return response
    }

    private static func headers(
        for operation: OperationID, _ row: CosmosDB.DatabaseAccount, _ exchange: Exchange, in world: World
    ) -> HeaderFields {
        LongRunningOperation.headers(for: operation, location: row.location, exchange, in: world)
    }

    private static func answer(_ row: CosmosDB.DatabaseAccount, in world: World) -> WireResponse {
        let response = WireResponse.json(200, CosmosDBViews.account(row, in: world))
        guard world.cosmosDB.accounts[row.id] != nil else { return response }
        return response.upholding(
            CosmosDB.Rule.showsKey.id, CosmosDB.Rule.statusTells.id, CosmosDB.Rule.notUnderKey.id)
    }
}
