import VirtualTime

extension KeyVault {
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {
        switch event {
        case .resources(.groupEmptied(let group, .vaults)):
            for vault in world.keyVault.vaults
            where world.names[vault.id].group == group && vault.deletion == nil {
                docket.rule(
                    .keyVault(
                        .vaultDeleted(vault.id, scheduledPurge: world.now + .days(vault.retentionDays))),
                    because: Rule.vaultSoftDeleted)
            }
        case .identity(.roleAssigned(let assignment)):
            rightsChanged(by: assignment, in: world, &docket)
        case .identity(.roleRemoved(let id, _)):
            if let assignment = world.identity.assignments[id] {
                rightsChanged(by: assignment, in: world, &docket)
            }
        case .identity(.identityDeleted(_, let objectID)):
            identityDeleted(objectID, in: world, &docket)
        default: return
        }
    }

    /// A role reaches every vault that its scope covers, and the vault of a key that it is held at. The
    /// stores look again at the change itself, however long it takes to arrive (P-09).
    private static func rightsChanged(
        by assignment: Identity.RoleAssignment, in world: World, _ docket: inout Docket
    ) {
        guard assignment.role.hasKeyActions else { return }
        for vault in world.keyVault.vaults where vault.usesRoles && vault.deletion == nil {
            let scope = assignment.scope
            guard world.names.covers(scope, vault.id) || world.names.covers(vault.id, scope) else { continue }
            docket.rule(.keyVault(.rightsChanged(vault.id)), because: AccessRule.scopes)
        }
    }

    /// A deleted identity has no rights any more, whatever policies and roles still name it; tokens it
    /// holds are not asked about (ARM-MI-03).
    private static func identityDeleted(_ objectID: String, in world: World, _ docket: inout Docket) {
        for vault in world.keyVault.vaults where vault.deletion == nil {
            let isNamed =
                vault.usesRoles
                ? Identity.holdsRole(objectID, at: vault.id, in: world)
                : vault.accessPolicies.contains { $0.isFor(objectID) }
            guard isNamed else { continue }
            docket.rule(
                .keyVault(.rightsChanged(vault.id)), because: Identity.Rule.deletedInUse,
                also: [Identity.Rule.tokensIgnored])
        }
    }
}
