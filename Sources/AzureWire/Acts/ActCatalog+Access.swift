import ControlPlane
import Simulation
import VirtualTime

extension Act {
    /// The object id of the `principal` or `application` that an act names.
    func holder(in world: World) throws(ActProblem) -> String {
        let named = try text("principal")
        let application = try text("application")
        guard let given = named ?? application else {
            throw ActProblem("\(name) needs principal or application")
        }
        let principal = given.hasPrefix("identity/") ? String(given.dropFirst("identity/".count)) : given
        guard let objectID = Identity.objectID(named: principal, in: world) else {
            throw ActProblem(
                "the tenant has no principal '\(given)'; Azure Cosmos DB's appears with its registration")
        }
        return objectID
    }

    // MARK: Roles at a vault, and its network

    func accessPlan(in world: World) throws(ActProblem) -> Plan {
        let path = try path(in: world)
        switch name {
        case "role.assign":
            let (role, principal) = (try role(), try holder(in: world))
            return arm(
                "PUT", assignment(role, principal, at: path, in: world),
                "Microsoft.Authorization/roleAssignments",
                [
                    "properties": [
                        "roleDefinitionId": .string(
                            "/subscriptions/\(world.subscription)/providers/Microsoft.Authorization"
                                + "/roleDefinitions/\(role.rawValue)"),
                        "principalId": .string(principal),
                    ]
                ])
        case "role.remove":
            let (role, principal) = (try role(), try holder(in: world))
            let scope = world.names.find(path)
            // Whoever assigned it may have named the assignment otherwise.
            let known = world.identity.assignments.first {
                $0.scope == scope && $0.role == role && $0.principal == principal && !$0.isFading
            }
            return arm(
                "DELETE", known?.path ?? assignment(role, principal, at: path, in: world),
                "Microsoft.Authorization/roleAssignments")
        case "network.deny":
            return arm(
                "PATCH", path, "Microsoft.KeyVault/vaults",
                ["properties": ["networkAcls": ["defaultAction": "Deny", "bypass": "None"]]])
        case "network.allow":
            return arm(
                "PATCH", path, "Microsoft.KeyVault/vaults",
                ["properties": ["networkAcls": ["defaultAction": "Allow", "bypass": "AzureServices"]]])
        default: throw unknown
        }
    }

    private func role() throws(ActProblem) -> BuiltInRole {
        let given = try text("role") ?? BuiltInRole.keyVaultEncryptionUser.title
        let found = BuiltInRole.allCases.first {
            $0.title.lowercased() == given.lowercased() || $0.rawValue == given.lowercased()
        }
        guard let found else { throw ActProblem("\(name): there is no role '\(given)'") }
        return found
    }

    /// The same role, holder and scope give the same name: assigned twice, it is one assignment.
    private func assignment(_ role: BuiltInRole, _ holder: String, at path: String, in world: World) -> String
    {
        let name = NamedGUID.text("\(role.rawValue)/\(holder)/\(path.lowercased())", in: world.tenant)
        return "\(path)/providers/Microsoft.Authorization/roleAssignments/\(name)"
    }

    // MARK: Vaults of old

    /// A vault without soft delete: nobody but Microsoft's own hand can make one (KV-VAULT-09, KV-DEL-11).
    func legacyVaultPlan(_ path: String, in world: World) throws(ActProblem) -> Plan {
        var settings = KeyVault.VaultSettings(
            location: try text("location") ?? "westeurope", tenant: world.tenant, accessPolicies: [],
            usesRoles: false)
        settings.softDelete = false
        let made = settings
        return .command(.microsoft) { .keyVault(.createOrUpdateVault($0.intern(path), made)) }
    }
}
