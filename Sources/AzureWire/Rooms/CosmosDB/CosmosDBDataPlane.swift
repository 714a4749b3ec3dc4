import ControlPlane
import VirtualTime

/// `{account}.documents.azure.com`: what a lost key does to requests for data. Data itself is not modeled.
enum CosmosDBDataPlane {
    static func add(to routes: inout RouteTable) {
        let collection = "/dbs/{database}/colls"
        let templates = [
            "/", "/dbs", "/dbs/{database}", collection, "\(collection)/{container}",
            "\(collection)/{container}/docs", "\(collection)/{container}/docs/{document}",
        ]
        for template in templates {
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
                routes.read(template, nil, plane: .documents, host: .documents, method: method) {
                    (exchange, world) throws(WireFailure) in
                    try answer(exchange, in: world)
                }
            }
        }
    }

    private static func answer(_ exchange: Exchange, in world: World) throws(WireFailure) -> WireResponse {
        if let account = CosmosDB.account(named: exchange.parameters["account"], in: world),
            let holder = world.cosmosDB.accounts[account.id], holder.access.isDark
        {
            throw blocked(holder, exchange, in: world)
        }
        throw .notModeled(
            "\(exchange.request.method) \(exchange.request.path) of Azure Cosmos DB", nonGoal: "cosmosdb")
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
