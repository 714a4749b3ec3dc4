import ControlPlane
import VirtualTime

/// Accounts of the customer's own, and whether a name is free.
enum CosmosDBRoutes {
    static let type = "Microsoft.DocumentDB/databaseAccounts"
    private static let provider = "providers/Microsoft.DocumentDB"
    private static let scope = "/subscriptions/{subscription}/resourceGroups/{group}/\(provider)"
    static let account = "\(scope)/databaseAccounts/{account}"

    static func add(to routes: inout RouteTable) {
        addAccounts(to: &routes)
        addLists(to: &routes)
        CosmosDBKeyRoutes.add(to: &routes)
        CosmosDBOperations.add(to: &routes)
        CosmosDBDataPlane.add(to: &routes)
    }

    private static func addAccounts(to routes: inout RouteTable) {
        let known = versions(of: type)
        routes.read(
            account, known, settles: { exchange, world in (try? row(of: exchange, in: world))?.state.until }
        ) { (exchange, world) throws(WireFailure) in
            answer(try row(of: exchange, in: world), exchange, in: world)
        }
        routes.write("PUT", account, known) { (exchange, timeline) throws(WireFailure) in
            let before = try? row(of: exchange, in: timeline.world)
            let settings = try CosmosDBBodies.settings(exchange, changing: nil, in: timeline.world)
            let path = exchange.path(type, "account", in: timeline.world)
            let entry = try exchange.submit(&timeline) { names in
                .cosmosDB(.createOrUpdateAccount(names.intern(path), settings(&names)))
            }
            return try accepted(entry, from: before, exchange, in: timeline.world)
        }
        routes.write("PATCH", account, known) { (exchange, timeline) throws(WireFailure) in
            let before = try row(of: exchange, in: timeline.world)
            let settings = try CosmosDBBodies.settings(exchange, changing: before, in: timeline.world)
            let entry = try exchange.submit(&timeline) { names in
                .cosmosDB(.updateAccount(before.id, settings(&names)))
            }
            return try accepted(entry, from: before, exchange, in: timeline.world)
        }
        routes.write("DELETE", account, known) { (exchange, timeline) throws(WireFailure) in
            try exchange.requireGroup(in: timeline.world)
            guard let row = try? row(of: exchange, in: timeline.world) else { return .empty(204) }
            let entry = try exchange.submit(&timeline) { _ in .cosmosDB(.deleteDatabaseAccount(row.id)) }
            guard let operation = entry.startedOperation ?? row.state.operation else { return .empty(204) }
            return enqueued(operation, row, exchange, in: timeline.world)
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
            let group = try exchange.requireGroup(in: world)
            return list(exchange, in: world) { world.names[$0.id].group == group }
        }
        routes.read("/subscriptions/{subscription}/\(provider)/databaseAccounts", known) { exchange, world in
            list(exchange, in: world) { _ in true }
        }
    }

    private static func list(
        _ exchange: Exchange, in world: World, where isListed: (CosmosDB.DatabaseAccount) -> Bool
    ) -> WireResponse {
        let rows = world.cosmosDB.databaseAccounts.filter(isListed)
        let views = rows.map { CosmosDBViews.account($0, in: exchange.version, of: world) }
        return .json(200, ["value": .array(views)]).withoutCharset
    }

    static func row(
        of exchange: Exchange, in world: World
    ) throws(WireFailure) -> CosmosDB.DatabaseAccount {
        let id = try exchange.known(exchange.path(type, "account", in: world), type, in: world)
        guard let row = world.cosmosDB.databaseAccounts[id] else {
            throw .notFound("\(type)/\(exchange.parameters["account"])", group: exchange.parameters["group"])
        }
        return row
    }

    /// 200 with the account as it was until now, on its way to what it will be.
    private static func accepted(
        _ entry: Entry, from before: CosmosDB.DatabaseAccount?, _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> WireResponse {
        let row = try row(of: exchange, in: world)
        var response = answer(before ?? row, state: row.state, exchange, in: world)
        guard let operation = entry.startedOperation else { return response }
        for header in CosmosDBOperations.headers(for: operation, row, exchange, in: world) {
            response.headers[header.name] = header.value
        }
        return response
    }

    /// 202: the operation waits its turn.
    static func enqueued(
        _ operation: OperationID, _ row: CosmosDB.DatabaseAccount, action: String? = nil,
        _ exchange: Exchange, in world: World
    ) -> WireResponse {
        .json(
            202, CosmosDBOperations.enqueued,
            headers: CosmosDBOperations.headers(for: operation, row, action: action, exchange, in: world)
        ).withoutCharset
    }

    private static func answer(
        _ row: CosmosDB.DatabaseAccount, state: CosmosDB.AccountState? = nil, _ exchange: Exchange,
        in world: World
    ) -> WireResponse {
        let view = CosmosDBViews.account(row, state: state, in: exchange.version, of: world)
        let response = WireResponse.json(200, view).withoutCharset
        guard world.cosmosDB.accounts[row.id] != nil else { return response }
        return response.upholding(
            CosmosDB.Rule.showsKey.id, CosmosDB.Rule.statusTells.id, CosmosDB.Rule.notUnderKey.id)
    }
}
