import ControlPlane
import VirtualTime

/// What access control and managed identities answer.
enum IdentityViews {
    static func assignment(_ row: Identity.RoleAssignment, in world: World) -> Document {
        let name = row.path.split(separator: "/").last.map(String.init) ?? ""
        var properties: Members = [
            "roleDefinitionId": .string(path(of: row.role, in: world)),
            "principalId": .string(row.principal), "principalType": .string(row.principalType),
            "scope": .string(world.names[row.scope].path), "condition": nil, "conditionVersion": nil,
        ]
        if let createdAt = row.createdAt {
            properties.append("createdOn", .string(createdAt.iso8601(fractionDigits: 7)))
            properties.append("updatedOn", .string(createdAt.iso8601(fractionDigits: 7)))
        }
        return [
            "properties": .object(properties), "id": .string(row.path),
            "type": "Microsoft.Authorization/roleAssignments", "name": .string(name),
        ]
    }

    private static func path(of role: BuiltInRole, in world: World) -> String {
        "/subscriptions/\(world.subscription)/providers/Microsoft.Authorization/roleDefinitions/"
            + role.rawValue
    }

    static func definition(_ role: BuiltInRole, in world: World) -> Document {
        func texts(_ list: [String]) -> Document { .array(list.map { .string($0) }) }
        return [
            "properties": [
                "roleName": .string(role.title), "type": "BuiltInRole",
                "description": .string("The built-in role \(role.title)."), "assignableScopes": ["/"],
                "permissions": [
                    [
                        "actions": texts(role.actions), "notActions": texts(role.notActions),
                        "dataActions": texts(role.dataActions), "notDataActions": [],
                    ]
                ],
            ],
            "id": .string(path(of: role, in: world)), "type": "Microsoft.Authorization/roleDefinitions",
            "name": .string(role.rawValue),
        ]
    }

    /// `userAssignedIdentities` of a resource: each id with what the identity is known by.
    static func assigned(_ ids: [String], in world: World) -> Document {
        .object(
            Members(
                ids.map { id in
                    let row = world.names.find(id).flatMap { world.identity.identities[$0] }
                    return (
                        id,
                        row.map {
                            ["clientId": .string($0.clientID), "principalId": .string($0.principalID)]
                        } ?? [:]
                    )
                }))
    }

    static func identity(_ row: Identity.UserAssignedIdentity, in world: World) -> Document {
        var members: Members = [
            "id": .string(world.names[row.id].path), "name": .string(world.names[row.id].name),
            "type": "Microsoft.ManagedIdentity/userAssignedIdentities", "location": .string(row.location),
            "tags": [:],
        ]
        for member in row.carried.members ?? [:] { members[member.name] = member.value }
        members.append(
            "properties",
            [
                "tenantId": .string(world.tenant), "principalId": .string(row.principalID),
                "clientId": .string(row.clientID),
            ])
        return .object(members)
    }
}
