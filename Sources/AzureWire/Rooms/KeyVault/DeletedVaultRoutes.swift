import ControlPlane
import VirtualTime

/// Deleted vaults, their purge, and whether a name is free: what Key Vault answers at the subscription.
enum DeletedVaultRoutes {
    private static let provider = "/subscriptions/{subscription}/providers/Microsoft.KeyVault"
    private static let one = "\(provider)/locations/{location}/deletedVaults/{vault}"
    private static let seeing = "Microsoft.KeyVault/locations/deletedVaults/read"

    static func add(to routes: inout RouteTable) {
        addReads(to: &routes)
        addPurge(to: &routes)
        addNames(to: &routes)
    }

    private static func addReads(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.KeyVault/deletedVaults")
        routes.read("\(provider)/deletedVaults", known) { exchange, world in
            // Whoever may not see them gets an empty list, not a refusal (KV-DEL-03).
            let maySee = Identity.permits(
                seeing, at: exchange.request.path, to: exchange.principal, in: world)
            let rows = world.keyVault.vaults.filter {
                maySee && $0.deletion != nil && $0.isManagedHSM != true
            }
            return .json(200, ["value": .array(rows.map { VaultViews.deletedVault($0, in: world) })])
                .upholding(
                    maySee ? KeyVault.VaultRule.deletedListed.id : KeyVault.AccessRule.rightsOverDeleted.id)
        }
        routes.read(one, known) { (exchange, world) throws(WireFailure) in
            do throws(Refusal) {
                try Identity.require(
                    seeing, at: exchange.request.path, by: exchange.principal,
                    because: KeyVault.AccessRule.rightsOverDeleted, in: world)
            } catch {
                throw WireFailure(error, entry: nil, in: world)
            }
            return .json(200, VaultViews.deletedVault(try row(of: exchange, in: world), in: world))
                .upholding(KeyVault.VaultRule.deletedListed.id)
        }
    }

    private static func row(of exchange: Exchange, in world: World) throws(WireFailure) -> KeyVault.Vault {
        let name = exchange.parameters["vault"]
        guard let id = world.keyVault.vaultNames[name.lowercased()]?.vault,
            let row = world.keyVault.vaults[id], row.deletion != nil,
            Regions.normalized(row.location) == Regions.normalized(exchange.parameters["location"])
        else {
            throw WireFailure(
                Refusal(.deletedVaultNotFound(name), because: KeyVault.VaultRule.deletedListed), entry: nil,
                in: world)
        }
        return row
    }

    private static func addPurge(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.KeyVault/deletedVaults")
        routes.write("POST", "\(one)/purge", known) { (exchange, timeline) throws(WireFailure) in
            let id = try row(of: exchange, in: timeline.world).id
            let entry = try exchange.submit(&timeline) { _ in .keyVault(.purgeVault(id)) }
            let name = LongRunningOperation.name(
                of: OperationID(startedBy: entry.number), in: timeline.world)
            let location = Regions.normalized(exchange.parameters["location"])
            var response = WireResponse.empty(
                202, headers: LongRunningOperation.pacing(exchange, as: .vaultPurge))
            response.headers["Location"] =
                "\(exchange.baseURL)/subscriptions/\(timeline.world.subscription)/providers"
                + "/Microsoft.KeyVault/locations/\(location)/operationResults/\(name)"
                + "?api-version=\(exchange.version?.description ?? "2023-07-01")"
            if !exchange.isFaithful { response.headers["x-lockstep-operation"] = name }
            return response
        }
        routes.read(
            "\(provider)/locations/{location}/operationResults/{operation}",
            versions(of: "Microsoft.KeyVault/locations"),
            settles: { exchange, world in
                let operation = LongRunningOperation.find(exchange.parameters["operation"], in: world)
                return operation?.outcome == nil ? operation?.endsAt : nil
            }
        ) { (exchange, world) throws(WireFailure) in
            let name = exchange.parameters["operation"]
            guard let operation = LongRunningOperation.find(name, in: world) else {
                throw WireFailure(
                    404, "OperationNotFound", "The operation '\(name)' was not found.",
                    gateway: .operationStatus)
            }
            var body: Members = ["createdDateTime": .string(operation.startedAt.iso8601)]
            guard let endedAt = operation.endedAt else {
                body.append("status", "NotStarted")
                return .json(202, .object(body), headers: LongRunningOperation.pacing(exchange))
            }
            body.append("lastActionDateTime", .string(endedAt.iso8601))
            body.append("status", "Succeeded")
            return .json(200, .object(body)).upholding(KeyVault.VaultRule.purgedByHand.id)
        }
    }

    private static func addNames(to routes: inout RouteTable) {
        routes.read(
            "\(provider)/checkNameAvailability", versions(of: KeyVaultRoutes.type), method: "POST"
        ) { (exchange, world) throws(WireFailure) in
            let body = try RequestBody(of: exchange)
            guard let name = try body.text("name") else { throw body.wrong("name", "given") }
            let answer: Document =
                switch KeyVault.availability(of: name, in: world) {
                case .available: ["nameAvailable": true]
                case .invalid:
                    [
                        "nameAvailable": false, "reason": "AccountNameInvalid",
                        "message": .string("The vault name '\(name)' is invalid."),
                    ]
                case .taken:
                    [
                        "nameAvailable": false, "reason": "AlreadyExists",
                        "message": .string("The vault name '\(name)' is already in use."),
                    ]
                }
            return .json(200, answer).upholding(KeyVault.VaultRule.nameAvailability.id)
        }
    }
}
