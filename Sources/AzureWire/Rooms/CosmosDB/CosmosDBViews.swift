import ControlPlane
import VirtualTime

/// What an account of the customer's own shows.
enum CosmosDBViews {
    static func account(_ row: CosmosDB.DatabaseAccount, in world: World) -> Document {
        let name = world.names[row.id]
        var members: Members = [
            "id": .string(name.path), "name": .string(name.name), "location": .string(row.location),
            "type": .string(CosmosDBRoutes.type),
        ]
        for member in row.carried.members ?? [:] where member.name != "properties" {
            members.append(member.name, member.value)
        }
        if row.carried["kind"] == nil { members.append("kind", "GlobalDocumentDB") }
        members.append("identity", identity(row, in: world))
        members.append("properties", .object(properties(of: row, name: name.name, in: world)))
        members.append("systemData", ["createdAt": .string(row.createdAt.iso8601(fractionDigits: 7))])
        return .object(members)
    }

    private static func identity(_ row: CosmosDB.DatabaseAccount, in world: World) -> Document {
        var identity: Document = ["type": .string(row.identity.typeText)]
        if let objectID = row.identity.objectID {
            identity["principalId"] = .string(objectID)
            identity["tenantId"] = .string(world.tenant)
        }
        if !row.identity.userAssigned.isEmpty {
            identity["userAssignedIdentities"] = .object(
                Members(row.identity.userAssigned.map { ($0, [:]) }))
        }
        return identity
    }

    private static func properties(
        of row: CosmosDB.DatabaseAccount, name: String, in world: World
    ) -> Members {
        var properties = row.carried["properties"]?.members ?? [:]
        properties["provisioningState"] = .string(row.state.text)
        if case .creating = row.state {
        } else {
            properties["documentEndpoint"] = .string("https://\(name.lowercased()).documents.azure.com:443/")
        }
        properties["locations"] = .array(
            row.regions.enumerated().map { place, region in
                [
                    "id": .string("\(name)-\(region)"), "locationName": .string(region),
                    "failoverPriority": .integer(place),
                ]
            })
        properties["defaultIdentity"] = .string(row.defaultIdentity.text)
        properties["backupPolicy"] = ["type": .string(row.continuousBackup ? "Continuous" : "Periodic")]
        properties["capabilities"] = .array(row.capabilities.map { ["name": .string($0)] })
        guard let key = row.key else { return properties }
        properties["keyVaultKeyUri"] = .string(key.uri)
        guard let holder = world.cosmosDB.accounts[row.id] else { return properties }
        properties["customerManagedKeyStatus"] = .string(CosmosDB.keyStatus(of: holder, in: world))
        properties["keyVaultKeyUriVersion"] = .string("\(key.uri)/\(holder.wrappedWith)")
        return properties
    }
}
