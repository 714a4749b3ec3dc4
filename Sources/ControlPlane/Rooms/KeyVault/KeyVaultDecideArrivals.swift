import VirtualTime

/// Keys that come from elsewhere: sent by a client, or out of a backup.
extension KeyVault {
    /// A backup holds no more versions than this (KV-KEY-18).
    public static let backupLimit = 500

    static func decideImport(
        of id: ResourceID, into vault: ResourceID, _ settings: KeySettings, by principal: Principal,
        in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try require(.import, in: vault, key: id, by: principal, in: world)
        try decideCreation(of: id, in: vault, settings, isImported: true, world, &docket)
    }

    /// All versions come back under their names; the key's name has to be free.
    static func decideRestore(
        of id: ResourceID, into vault: ResourceID, _ versions: [BackedUpVersion], by principal: Principal,
        in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try require(.restore, in: vault, key: id, by: principal, in: world)
        try requireFree(id, in: world)
        guard (1...backupLimit).contains(versions.count) else {
            throw Refusal(
                .invalid(.init("value", "A backup holds from 1 to \(backupLimit) versions.")),
                because: KeyRule.keyLimits)
        }
        for version in versions {
            try require(version.settings, fit: id, in: world)
            try requirePremium(for: version.settings, vault, in: world)
        }
        for version in versions {
            let restored = made(
                version.settings, named: version.name, createdAt: version.createdAt,
                updatedAt: version.updatedAt, in: world)
            docket.rule(.keyVault(.versionCreated(id, vault: vault, restored)), because: KeyRule.keyLimits)
        }
    }

    private static func requireFree(_ id: ResourceID, in world: World) throws(Refusal) {
        try requireNotSoftDeleted(id, in: world)
        guard world.keyVault.keys[id] == nil else {
            throw Refusal(.keyNameInUse(world.names[id].name), because: KeyRule.keyLimits)
        }
    }
}
