import VirtualTime

@testable import ControlPlane

/// Roles, networks and user-assigned identities through the door.
extension Timeline {
    static let roleNames = "/providers/Microsoft.Authorization/roleAssignments/"

    @discardableResult
    mutating func assign(
        _ role: BuiltInRole = .keyVaultEncryptionUser, to objectID: String, at scope: String = Contoso.vault,
        named name: String = "a1", by principal: Principal = .owner
    ) -> Entry {
        submit(by: principal) {
            .identity(
                .assignRole(
                    Identity.RoleRequest(
                        path: scope + Self.roleNames + name, scope: $0.intern(scope), role: role.rawValue,
                        principal: objectID)))
        }
    }
    @discardableResult
    mutating func removeRole(_ name: String = "a1", at scope: String = Contoso.vault) -> Entry {
        submit { _ in .identity(.removeRole(scope + Self.roleNames + name)) }
    }
    @discardableResult
    mutating func setNetwork(_ network: KeyVault.NetworkSettings) -> Entry {
        updateVault(KeyVault.VaultChanges(network: network))
    }
    @discardableResult
    mutating func setFault(_ kind: KeyVault.FaultKind?, until: Instant? = nil) -> Entry {
        submit { names in
            let vault = names.intern(Contoso.vault)
            guard let kind else { return .keyVault(.endFault(vault, name: "fault")) }
            var order = KeyVault.FaultOrder(kind)
            order.until = until
            return .keyVault(.beginFault(vault, order))
        }
    }
    @discardableResult
    mutating func writeIdentity(_ path: String = Contoso.identity) -> Entry {
        submit { .identity(.writeIdentity($0.intern(path), location: "westeurope", carried: [:])) }
    }
    @discardableResult
    mutating func deleteIdentity(_ path: String = Contoso.identity) -> Entry {
        submit { .identity(.deleteIdentity($0.intern(path))) }
    }
    func objectID(_ name: String) -> String { Identity.objectID(named: name, in: world) ?? "nobody" }

    /// The story with a vault that looks at roles: both stores hold theirs, everything has arrived.
    static func contosoRoles(_ choices: Choices = Choices()) -> Timeline {
        var timeline = Timeline.contosoCMK(choices: choices)
        timeline.assign(to: timeline.clusterObjectID, named: "cluster")
        timeline.assign(to: Contoso.cosmosObjectID, named: "cosmos")
        timeline.advance(by: .minutes(10))
        timeline.updateVault(KeyVault.VaultChanges(usesRoles: true))
        return timeline
    }
}

extension Contoso {
    static let identity = "\(group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ua1"
}
