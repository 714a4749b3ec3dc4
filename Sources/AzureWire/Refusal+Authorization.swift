import ControlPlane
import VirtualTime

extension WireFailure {
    /// How Key Vault names a caller: application, object and issuer.
    static func caller(_ principal: String, in world: World) -> String {
        let prefix = "identity/"
        let objectID =
            principal.hasPrefix(prefix)
            ? String(principal.dropFirst(prefix.count))
            : Identity.objectID(named: principal, in: world) ?? principal
        // People come by Azure's command line, whose application id is public.
        let application =
            principal.hasPrefix(prefix)
            ? NamedGUID.text("client/\(objectID)", in: world.tenant)
            : "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
        return "appid=\(application);oid=\(objectID);iss=https://sts.windows.net/\(world.tenant)/"
    }

    private static func place(of vault: ResourceID, in world: World) -> String {
        let location = world.keyVault.vaults.read(vault) { $0.location } ?? ""
        return "Vault: \(world.names[vault].name);location=\(location)"
    }

    /// What keeps a caller from a key, beside policies.
    static func access(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .networkDenied(let denial, let vault): networkDenied(denial, vault, in: world)
        case .roleMissing(let operation, let principal, let target, let vault):
            roleMissing(operation, principal, on: target, vault, in: world)
        default: momentary(reason)
        }
    }

    static func networkDenied(
        _ denial: KeyVault.NetworkDenial, _ vault: ResourceID, in world: World
    ) -> WireFailure {
        let address = "Client address: \(KeyVault.Network.clientAddress)\r\n"
        switch denial {
        case .connection, .perimeter:
            return WireFailure(
                403, "Forbidden",
                "Public network access is disabled and request is not from a trusted service nor via an "
                    + "approved private link.\r\n\(place(of: vault, in: world))",
                innerCode: "ForbiddenByConnection")
        case .bypassIsOff:
            return WireFailure(
                403, "Forbidden",
                "Client address is not authorized and caller was ignored because bypass is set to None\r\n"
                    + "\(address)\(place(of: vault, in: world))",
                innerCode: "ForbiddenByFirewall")
        case .address, .notListed:
            return WireFailure(
                403, "Forbidden",
                "Client address is not authorized and caller is not a trusted service.\r\n"
                    + "\(address)\(place(of: vault, in: world))",
                innerCode: "ForbiddenByFirewall")
        }
    }

    static func roleMissing(
        _ operation: KeyOperation, _ principal: String, on target: ResourceID, _ vault: ResourceID,
        in world: World
    ) -> WireFailure {
        WireFailure(
            403, "Forbidden",
            "Caller is not authorized to perform action on resource.\r\n"
                + "If role assignments, deny assignments or role definitions were changed recently, please "
                + "observe propagation time.\r\nCaller: \(caller(principal, in: world))\r\n"
                + "Action: 'Microsoft.KeyVault/vaults/\(operation.dataAction)'\r\n"
                + "Resource: '\(world.names[target].path.lowercased())'\r\nAssignment: (not found)\r\n"
                + "DenyAssignmentId: null\r\nDecisionReason: null \r\n\(place(of: vault, in: world))\r\n",
            innerCode: "ForbiddenByRbac")
    }

    static func authorization(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        func objectID(_ name: String) -> String { Identity.objectID(named: name, in: world) ?? name }
        switch reason {
        case .notAuthorized(let action, let scope, let principal):
            var failure = WireFailure(
                403, "AuthorizationFailed",
                "The client '\(principal)' with object id '\(objectID(principal))' does not have "
                    + "authorization to perform action '\(action)' over scope '\(scope)' or the scope is "
                    + "invalid. If access was recently granted, please refresh your credentials.")
            failure.isGateway = true
            return failure
        case .linkedNotAuthorized(let action, let scope, let linked, let principal):
            var failure = WireFailure(
                403, "LinkedAuthorizationFailed",
                "The client '\(principal)' with object id '\(objectID(principal))' has permission to "
                    + "perform its action on scope '\(scope)'; however, it does not have permission to perform "
                    + "action '\(action)' on the linked scope '\(linked)' or the linked scope is invalid.")
            failure.isGateway = true
            return failure
        case .principalNotFound(let principal):
            return WireFailure(
                400, "PrincipalNotFound",
                "Principal \(principal.filter { $0 != "-" }) does not exist in the directory \(world.tenant). "
                    + "If the principal was made just now, it may not have been replicated yet.")
        case .roleUnknown(let role):
            return WireFailure(
                400, "RoleDefinitionDoesNotExist",
                "The specified role definition with ID '\(role)' does not exist.")
        case .roleAssignmentExists:
            return WireFailure(409, "RoleAssignmentExists", "The role assignment already exists.")
        default: preconditionFailure("not a refusal of access control")
        }
    }
}
