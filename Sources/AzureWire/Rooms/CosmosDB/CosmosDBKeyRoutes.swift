import ControlPlane
import VirtualTime

/// What is asked of an account beside its own state: keys of its data plane, another region to write to.
enum CosmosDBKeyRoutes {
    static func add(to routes: inout RouteTable) {
        let known = versions(of: CosmosDBRoutes.type)
        let kinds = CosmosDB.AccountKeyKind.allCases
        for (action, method, shown) in [
            ("listKeys", "POST", kinds),
            ("readonlykeys", "POST", [.primaryReadonly, .secondaryReadonly]),
            ("readonlykeys", "GET", [.primaryReadonly, .secondaryReadonly]),
        ] {
            routes.read("\(CosmosDBRoutes.account)/\(action)", known, method: method) {
                (exchange, world) throws(WireFailure) in
                let row = try CosmosDBRoutes.row(of: exchange, in: world)
                let keys = shown.map {
                    ("\($0.rawValue)MasterKey", CosmosDBViews.key($0, of: row, in: world))
                }
                return WireResponse.json(200, .object(Members(keys))).withoutCharset
            }
        }
        routes.read("\(CosmosDBRoutes.account)/listConnectionStrings", known, method: "POST") {
            (exchange, world) throws(WireFailure) in
            connectionStrings(
                of: try CosmosDBRoutes.row(of: exchange, in: world), exchange.version, in: world)
        }
        addChanges(to: &routes, known)
    }

    private static func addChanges(to routes: inout RouteTable, _ known: KnownVersions) {
        routes.write("POST", "\(CosmosDBRoutes.account)/regenerateKey", known) {
            (exchange, timeline) throws(WireFailure) in
            let row = try CosmosDBRoutes.row(of: exchange, in: timeline.world)
            let body = try RequestBody(of: exchange)
            let word = try body.text("keyKind")?.lowercased()
            guard
                let kind = CosmosDB.AccountKeyKind.allCases.first(where: { $0.rawValue.lowercased() == word })
            else { throw body.wrong("keyKind", "primary, secondary, primaryReadonly or secondaryReadonly") }
            let entry = try exchange.submit(&timeline) { _ in .cosmosDB(.regenerateAccountKey(row.id, kind)) }
            return started(entry, row, action: "regenerateKey", exchange, in: timeline.world)
        }
        routes.write("POST", "\(CosmosDBRoutes.account)/failoverPriorityChange", known) {
            (exchange, timeline) throws(WireFailure) in
            let row = try CosmosDBRoutes.row(of: exchange, in: timeline.world)
            let body = try RequestBody(of: exchange)
            let regions = try CosmosDBBodies.regions("failoverPolicies", in: body) ?? []
            guard regions.sorted() == row.regions.sorted() else {
                throw body.wrong("failoverPolicies", "every region of the account, each once")
            }
            let settings = CosmosDB.AccountSettings(regions: regions)
            let entry = try exchange.submit(&timeline) { _ in .cosmosDB(.updateAccount(row.id, settings)) }
            return started(entry, row, action: "failoverPriorityChange", exchange, in: timeline.world)
        }
    }

    private static func started(
        _ entry: Entry, _ row: CosmosDB.DatabaseAccount, action: String, _ exchange: Exchange,
        in world: World
    ) -> WireResponse {
        guard let operation = entry.startedOperation else {
            preconditionFailure("a change of an account starts an operation")
        }
        return CosmosDBRoutes.enqueued(operation, row, action: action, exchange, in: world)
    }

    private static let firstWithKinds = APIVersion.known("2023-09-15")

    private static func connectionStrings(
        of row: CosmosDB.DatabaseAccount, _ version: APIVersion?, in world: World
    ) -> WireResponse {
        let host = "\(world.names[row.id].name.lowercased()).documents.azure.com"
        let names = ["Primary", "Secondary", "Primary Read-Only", "Secondary Read-Only"]
        let strings = zip(names, CosmosDB.AccountKeyKind.allCases).map { name, kind -> Document in
            let key = CosmosDBViews.key(kind, of: row, in: world).text ?? ""
            var members: Members = [
                "connectionString": .string("AccountEndpoint=https://\(host):443/;AccountKey=\(key);"),
                "description": .string("\(name) SQL Connection String"),
            ]
            if version.map({ $0 >= firstWithKinds }) ?? true {
                members.append("keyKind", .string(kind.word))
                members.append("type", "Sql")
            }
            return .object(members)
        }
        return WireResponse.json(200, ["connectionStrings": .array(strings)]).withoutCharset
    }
}

extension CosmosDB.AccountKeyKind {
    /// With a capital, as connection strings name it.
    fileprivate var word: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
