import ControlPlane
import VirtualTime

/// `{account}.documents.azure.com`: databases, containers and documents by their ids, and what a lost key
/// does to them. Queries, procedures, and keys of the account as proof of anything are not modeled.
enum CosmosDBDataPlane {
    static func add(to routes: inout RouteTable) {
        read("/", in: &routes) { (exchange, account, world) throws(WireFailure) in
            .json(200, CosmosDBDataViews.account(account, in: world))
        }
        for kind in CosmosDBDataKind.allCases {
            addLists(of: kind, to: &routes)
            addItems(of: kind, to: &routes)
        }
        read("/dbs/{database}/colls/{container}/pkranges", in: &routes) {
            (exchange, account, world) throws(WireFailure) in
            let path = try CosmosDBDataKind.container.path(of: exchange)
            _ = try item(path, account, exchange, in: world)
            return .json(200, CosmosDBDataViews.ranges(of: path, in: world))
        }
    }

    // MARK: Lists, and what is put into them

    private static func addLists(of kind: CosmosDBDataKind, to routes: inout RouteTable) {
        read(kind.list, in: &routes) { (exchange, account, world) throws(WireFailure) in
            let parent = try kind.parentPath(of: exchange)
            if !parent.isEmpty { _ = try item(parent, account, exchange, in: world) }
            let path = parent.isEmpty ? kind.segment : "\(parent)/\(kind.segment)"
            let items = CosmosDB.items(below: path, of: account.id, in: world)
                .filter { kind.isOwn($0.id.path) }
            return .json(200, CosmosDBDataViews.list(items, kind, under: parent, in: world))
        }
        routes.write("POST", kind.list, nil, plane: .documents, host: .documents) {
            (exchange, timeline) throws(WireFailure) in
            let account = try account(of: exchange, in: timeline.world)
            guard exchange.request.headers["x-ms-documentdb-isquery"] == nil,
                exchange.request.headers["x-ms-cosmos-is-query-plan-request"] == nil
            else { throw notModeled("queries", exchange) }
            let parent = try kind.parentPath(of: exchange)
            if !parent.isEmpty { _ = try item(parent, account, exchange, in: timeline.world) }
            let body = try RequestBody(bytes: exchange.request.body)
            let path = try kind.path(of: body, below: parent, exchange, account, in: timeline.world)
            let existing = CosmosDB.item(path, of: account.id, in: timeline.world)
            let isUpsert = exchange.request.headers["x-ms-documentdb-is-upsert"]?.lowercased() == "true"
            guard existing == nil || isUpsert else {
                throw WireFailure(
                    409, "Conflict",
                    "Entity with the specified id already exists in the system.")
            }
            return try store(
                body.document, at: path, kind, account, exchange, &timeline, as: existing == nil ? 201 : 200)
        }
    }

    // MARK: One of them

    private static func addItems(of kind: CosmosDBDataKind, to routes: inout RouteTable) {
        let one = "\(kind.list)/{\(kind.rawValue)}"
        read(one, in: &routes) { (exchange, account, world) throws(WireFailure) in
            let found = try item(try kind.path(of: exchange), account, exchange, in: world)
            return CosmosDBDataViews.answer(200, found, kind, in: world)
        }
        routes.write("PUT", one, nil, plane: .documents, host: .documents) {
            (exchange, timeline) throws(WireFailure) in
            let account = try account(of: exchange, in: timeline.world)
            guard kind != .database else { throw notModeled("replacing a database", exchange) }
            let found = try item(try kind.path(of: exchange), account, exchange, in: timeline.world)
            try requireMatch(found, exchange, in: timeline.world)
            let body = try RequestBody(bytes: exchange.request.body)
            return try store(body.document, at: found.id.path, kind, account, exchange, &timeline, as: 200)
        }
        routes.write("DELETE", one, nil, plane: .documents, host: .documents) {
            (exchange, timeline) throws(WireFailure) in
            let account = try account(of: exchange, in: timeline.world)
            let found = try item(try kind.path(of: exchange), account, exchange, in: timeline.world)
            try requireMatch(found, exchange, in: timeline.world)
            _ = try exchange.submit(&timeline) { _ in
                .cosmosDB(.removeItem(account: account.id, path: found.id.path))
            }
            return .empty(204)
        }
        routes.read("\(one)", nil, plane: .documents, host: .documents, method: "PATCH") {
            (exchange, world) throws(WireFailure) in
            _ = try account(of: exchange, in: world)
            throw notModeled("patching", exchange)
        }
    }

    private static func store(
        _ body: Document, at path: String, _ kind: CosmosDBDataKind, _ account: CosmosDB.DatabaseAccount,
        _ exchange: Exchange, _ timeline: inout Timeline, as status: Int
    ) throws(WireFailure) -> WireResponse {
        _ = try exchange.submit(&timeline) { _ in
            .cosmosDB(.storeItem(account: account.id, path: path, body: kind.kept(of: body)))
        }
        let found = try item(path, account, exchange, in: timeline.world)
        return CosmosDBDataViews.answer(status, found, kind, in: timeline.world)
    }

    // MARK: What all of them ask

    private static func read(
        _ template: String, in routes: inout RouteTable,
        _ answer:
            @escaping @Sendable (Exchange, CosmosDB.DatabaseAccount, World) throws(WireFailure) ->
            WireResponse
    ) {
        routes.read(template, nil, plane: .documents, host: .documents) {
            (exchange, world) throws(WireFailure) in
            try answer(exchange, try account(of: exchange, in: world), world)
        }
    }

    /// The account that the host names, if its key is not lost.
    private static func account(
        of exchange: Exchange, in world: World
    ) throws(WireFailure) -> CosmosDB.DatabaseAccount {
        guard exchange.request.headers["Authorization"] != nil else {
            throw WireFailure(
                401, "Unauthorized", "Required Header authorization is missing. Ensure a valid one is passed."
            )
        }
        guard let account = CosmosDB.account(named: exchange.parameters["account"], in: world) else {
            throw WireFailure(
                404, "NotFound", "There is no account '\(exchange.parameters["account"])' in this world.")
        }
        if let holder = world.cosmosDB.accounts[account.id], holder.access.isDark {
            throw blocked(holder, exchange, in: world)
        }
        return account
    }

    private static func item(
        _ path: String, _ account: CosmosDB.DatabaseAccount, _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> CosmosDB.StoredItem {
        guard let item = CosmosDB.item(path, of: account.id, in: world) else {
            var failure = WireFailure(
                404, "NotFound", "Entity with the specified id does not exist in the system.")
            failure.headers = ["x-ms-substatus": "0"]
            throw failure
        }
        return item
    }

    private static func requireMatch(
        _ item: CosmosDB.StoredItem, _ exchange: Exchange, in world: World
    ) throws(WireFailure) {
        guard let wanted = exchange.request.headers["If-Match"], wanted != "*",
            wanted != CosmosDBDataViews.tag(of: item, in: world)
        else { return }
        throw WireFailure(
            412, "PreconditionFailed", "One of the specified pre-condition is not met: the etag has changed.")
    }

    private static func notModeled(_ what: String, _ exchange: Exchange) -> WireFailure {
        .notModeled("\(what) of Azure Cosmos DB (\(exchange.request.path))", nonGoal: "cosmosdb")
    }

    /// 403 whatever is asked for, and the number of the reason beside it.
    private static func blocked(
        _ holder: CosmosDB.Account, _ exchange: Exchange, in world: World
    ) -> WireFailure {
        let activity = NamedGUID.text("activity/\(exchange.request.path)@\(world.sequence)", in: world.tenant)
        var failure = WireFailure(
            403, "Forbidden",
            "{\"Errors\":[\"Request is blocked due to Customer Managed Key not being accessible.\"]}\r\n"
                + "ActivityId: \(activity), Microsoft.Azure.Documents.Common/2.14.0",
            because: [CosmosDB.Rule.dataBlocked.id, CosmosDB.Rule.subStatusCodes.id])
        // While access is being restored nothing is wrong any more, and the last reason stands.
        let status = CosmosDB.subStatus(of: holder, in: world) ?? .keyDisabled
        failure.headers = ["x-ms-substatus": "\(status.rawValue)", "x-ms-activity-id": activity]
        return failure
    }
}
