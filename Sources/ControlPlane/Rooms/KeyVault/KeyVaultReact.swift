import VirtualTime

extension KeyVault {
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {
        guard case .resources(.groupEmptied(let group, .vaults)) = event else { return }
        for vault in world.keyVault.vaults where world.names[vault.id].group == group && vault.deletion == nil
        {
            docket.rule(
                .keyVault(.vaultDeleted(vault.id, scheduledPurge: world.now + .days(vault.retentionDays))),
                because: Rule.vaultSoftDeleted)
        }
    }
}
