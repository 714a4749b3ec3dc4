import ControlPlane
import VirtualTime

/// What an account of the customer's own shows.
enum CosmosDBViews {
    private static let firstWithIdentity = APIVersion.known("2021-01-15")
    private static let firstWithSystemData = APIVersion.known("2020-03-01")
    /// Sent, taken note of, and never shown again.
    private static let writeOnly = ["apiproperties", "createmode", "locations", "restoreparameters"]

    /// - Parameter version: nil asks for the newest.
    /// - Parameter state: another than the account's own, where it is shown as it was.
    static func account(
        _ row: CosmosDB.DatabaseAccount, state: CosmosDB.AccountState? = nil, in version: APIVersion?,
        of world: World
    ) -> Document {
        let name = world.names[row.id]
        var members: Members = [
            "id": .string(name.path), "name": .string(name.name),
            "location": .string(Regions.display(of: row.location)), "type": .string(CosmosDBRoutes.type),
            "kind": row.carried.member(anyCase: "kind") ?? "GlobalDocumentDB",
            "tags": row.carried.member(anyCase: "tags") ?? [:],
        ]
        for member in row.carried.members ?? [:]
        where !["kind", "tags", "properties"].contains(member.name.lowercased()) {
            members.append(member.name, member.value)
        }
        if version.map({ $0 >= firstWithSystemData }) ?? true {
            members.append("systemData", ["createdAt": .string(row.createdAt.iso8601(fractionDigits: 7))])
        }
        let look = CosmosDBMembers.Look(
            row: row, name: name.name, state: state ?? row.state, version: version, world: world)
        members.append("properties", .object(properties(look)))
        if version.map({ $0 >= firstWithIdentity }) ?? true {
            members.append("identity", identity(look))
        }
        return .object(members)
    }

    private static func properties(_ look: CosmosDBMembers.Look) -> Members {
        var properties: Members = [:]
        for member in CosmosDBMembers.all where member.isShown(in: look.version) {
            if let value = member.value(look) { properties.append(member.name, value) }
        }
        let shown = CosmosDBMembers.all.map { $0.name.lowercased() } + writeOnly
        for member in look.sent.members ?? [:] where !shown.contains(member.name.lowercased()) {
            properties.append(member.name, member.value)
        }
        return properties
    }

    private static func identity(_ look: CosmosDBMembers.Look) -> Document {
        let row = look.row
        // One that is being restored has not got its identity yet.
        if look.isRestored, !look.isReady { return ["type": "None"] }
        var identity: Members = ["type": .string(row.identity.typeText)]
        if let objectID = row.identity.objectID { identity.append("principalId", .string(objectID)) }
        // Of identities that the customer assigned, only a new account says the tenant, and a restored one.
        let tellsTenant = !row.identity.userAssigned.isEmpty && (!look.isReady || look.isRestored)
        if row.identity.objectID != nil || tellsTenant {
            identity.append("tenantId", .string(look.world.tenant))
        }
        if !row.identity.userAssigned.isEmpty {
            identity.append(
                "userAssignedIdentities",
                look.isReady
                    ? IdentityViews.assigned(row.identity.userAssigned, in: look.world)
                    : .object(Members(row.identity.userAssigned.map { ($0, [:]) })))
        }
        return .object(identity)
    }

    static func key(
        _ kind: CosmosDB.AccountKeyKind, of row: CosmosDB.DatabaseAccount, in world: World
    ) -> Document {
        let path = world.names[row.id].path.lowercased()
        return .string(
            accessKey(of: "cosmosdb", world.tenant, path, kind.rawValue, generation: row.keys[kind]))
    }
}
