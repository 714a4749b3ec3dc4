import ControlPlane
import VirtualTime

/// Operations of Azure Cosmos DB: two URLs to ask at, and a status that says one word.
enum CosmosDBOperations {
    private static let provider = "providers/Microsoft.DocumentDB"
    private static let account =
        "/subscriptions/{subscription}/resourceGroups/{group}/\(provider)/databaseAccounts/{account}"
    /// What is waiting its turn, and what is under way.
    static let enqueued: Document = ["status": "Enqueued"]
    private static let running: Document = ["status": "Dequeued"]

    static func add(to routes: inout RouteTable) {
        let known = versions(of: CosmosDBRoutes.type)
        let settles = LongRunningOperation.settles
        routes.read(
            "/subscriptions/{subscription}/\(provider)/locations/{location}/operationsStatus/{operation}",
            known, settles: settles
        ) { (exchange, world) throws(WireFailure) in
            let operation = try LongRunningOperation.operation(of: exchange, in: world)
            return paced(status(of: operation, in: world), operation, exchange)
        }
        routes.read(
            "\(account)/operationResults/{operation}", known, settles: settles
        ) { (exchange, world) throws(WireFailure) in
            let operation = try LongRunningOperation.operation(of: exchange, in: world)
            guard operation.outcome != nil else {
                return .json(202, running, headers: LongRunningOperation.pacing(exchange)).withoutCharset
            }
            guard let row = world.cosmosDB.databaseAccounts[operation.resource] else { return .empty(204) }
            return .json(200, CosmosDBViews.account(row, in: exchange.version, of: world)).withoutCharset
        }
        routes.read(
            "\(account)/{action}/operationResults/{operation}", known, settles: settles
        ) { (exchange, world) throws(WireFailure) in
            let operation = try LongRunningOperation.operation(of: exchange, in: world)
            let isRunning = operation.outcome == nil
            return paced(status(of: operation, isRunning ? 202 : 200, in: world), operation, exchange)
        }
    }

    private static func status(
        of operation: Resources.Operation, _ status: Int = 200, in world: World
    ) -> WireResponse {
        let body: Document
        switch operation.outcome {
        case nil: body = running
        case .succeeded: body = ["status": "Succeeded"]
        case .canceled: body = ["status": "Canceled"]
        case .failed(let refusal):
            let failure = WireFailure(refusal, entry: nil, in: world)
            body = [
                "status": "Failed",
                "error": ["code": .string(failure.code), "message": .string(failure.message)],
            ]
        }
        return WireResponse.json(status, body).withoutCharset
    }

    private static func paced(
        _ response: WireResponse, _ operation: Resources.Operation, _ exchange: Exchange
    ) -> WireResponse {
        guard operation.outcome == nil else { return response }
        var response = response
        for header in LongRunningOperation.pacing(exchange) { response.headers[header.name] = header.value }
        return response
    }

    /// - Parameter action: nil for a change of the account itself.
    static func headers(
        for operation: OperationID, _ row: CosmosDB.DatabaseAccount, action: String? = nil,
        _ exchange: Exchange, in world: World
    ) -> HeaderFields {
        let name = LongRunningOperation.name(of: operation, in: world)
        let version = exchange.version.map { "?api-version=\($0)" } ?? ""
        let subscription = "\(exchange.baseURL)/subscriptions/\(world.subscription)/\(provider)"
        let resource = world.names[row.id].path + (action.map { "/\($0)" } ?? "")
        let status = "\(subscription)/locations/\(row.location)/operationsStatus/\(name)\(version)"
        let result = "\(exchange.baseURL)\(resource)/operationResults/\(name)\(version)"
        var headers: HeaderFields = [
            "Azure-AsyncOperation": exchange.signed(status, in: world),
            "Location": exchange.signed(result, in: world),
        ]
        for header in LongRunningOperation.pacing(exchange) { headers[header.name] = header.value }
        return headers
    }
}

extension WireResponse {
    /// `application/json` alone, as the service of Azure Cosmos DB says it.
    var withoutCharset: WireResponse {
        var response = self
        response.headers["Content-Type"] = "application/json"
        return response
    }
}
