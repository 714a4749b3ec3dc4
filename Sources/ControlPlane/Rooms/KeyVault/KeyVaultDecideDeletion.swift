import VirtualTime

/// Deleting, recovering and purging vaults, and who holds a vault's name meanwhile.
extension KeyVault {
    static func decideDeletion(
        of id: ResourceID, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let vault = try liveVault(id, in: world)
        guard vault.softDelete else {
            docket.rule(.keyVault(.vaultPurged(id)), because: VaultRule.goneAtOnce)
            return
        }
        let purge = world.now + .days(vault.retentionDays)
        docket.rule(.keyVault(.vaultDeleted(id, scheduledPurge: purge)), because: Rule.vaultSoftDeleted)
    }

    static func decideRecovery(
        of id: ResourceID, _ location: String, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try Resources.requireWritable(id, namespace: namespace, in: world, &docket)
        let name = world.names[id].name
        guard let vault = world.keyVault.vaults[id], vault.deletion != nil,
            vault.location.isSameRegion(as: location)
        else { throw Refusal(.vaultNotSoftDeleted(name), because: Rule.vaultRecovers) }
        try requireIdle(vault)
        docket.rule(
            .keyVault(.vaultRecovered(id)), because: Rule.vaultRecovers, also: [VaultRule.createMode])
    }

    static func decidePurge(of id: ResourceID, in world: World, _ docket: inout Docket) throws(Refusal) {
        let name = world.names[id].name
        guard let vault = world.keyVault.vaults[id], let deletion = vault.deletion else {
            throw Refusal(.deletedVaultNotFound(name), because: VaultRule.deletedListed)
        }
        guard !vault.purgeProtection else {
            throw Refusal(
                .vaultPurgeNotAllowed(name), because: VaultRule.protectedFromPurge,
                causes: [deletion.since.entry])
        }
        try requireIdle(vault)
        let until = world.choose(.vaultPurge, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        docket.rule(.keyVault(.purgeStarted(id, until: until, operation)), because: VaultRule.purgedByHand)
    }

    /// A purge that runs is a write under way: a second one meets it (KV-VAULT-20).
    private static func requireIdle(_ vault: Vault) throws(Refusal) {
        guard let purge = vault.purge else { return }
        throw Refusal(.vaultBusy(vault.name), because: VaultRule.oneWriteAtATime, causes: [purge.since.entry])
    }

    /// Whoever holds the name: the same region's deleted vault can be had back, any other is somebody's.
    static func nameRefusal(_ name: String, _ location: String, in world: World) -> Refusal? {
        guard let holder = world.keyVault.vaultNames[name.lowercased()],
            let vault = world.keyVault.vaults[holder.vault]
        else { return nil }
        guard let deletion = vault.deletion, vault.location.isSameRegion(as: location) else {
            return Refusal(
                .vaultNameTaken(name), because: [VaultRule.nameTaken.id, Rule.vaultNameUnique.id])
        }
        return Refusal(
            .vaultNameSoftDeleted(name), because: [VaultRule.nameSoftDeleted.id, Rule.vaultNameUnique.id],
            causes: [deletion.since.entry])
    }

    /// What `checkNameAvailability` says (KV-VAULT-14).
    public enum NameAvailability: Sendable {
        case available, invalid, taken
    }

    public static func availability(of name: String, in world: World) -> NameAvailability {
        guard isVaultName(name) else { return .invalid }
        return world.keyVault.vaultNames[name.lowercased()] == nil ? .available : .taken
    }
}
