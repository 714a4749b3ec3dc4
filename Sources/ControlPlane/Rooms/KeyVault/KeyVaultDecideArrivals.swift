import VirtualTime

/// Keys that come from elsewhere: sent by a client, or out of a backup.
extension KeyVault {
    /// A backup holds no more versions than this (KV-KEY-18).
    public static let backupLimit = 500

    static func decideArrival(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .importKey(let id, let vault, let settings):
            try require(.import, in: vault, key: id, by: principal, in: world)
            try decideCreation(of: id, in: vault, settings, world, &docket)
        case .restoreKey(let id, let vault, let versions):
            try require(.restore, in: vault, key: id, by: principal, in: world)
            try decideRestore(id, into: vault, versions, in: world, &docket)
        // Nothing changes: that it was asked, and when, is what makes the bytes differ from the last ones.
        case .drawBytes(let vault): try require(.get, in: vault, by: principal, in: world)
        default: preconditionFailure("what comes from elsewhere is imported, restored or drawn")
        }
    }

    /// All versions come back under their names; the key's name has to be free.
    private static func decideRestore(
        _ id: ResourceID, into vault: ResourceID, _ versions: [BackedUpVersion], in world: World,
        _ docket: inout Docket
    ) throws(Refusal) {
        try requireFree(id, in: world)
        guard (1...backupLimit).contains(versions.count) else {
            throw Refusal(
                .invalid(.init("value", "A backup holds from 1 to \(backupLimit) versions.")),
                because: KeyRule.keyLimits)
        }
        for version in versions {
            try require(version.settings, fit: id, in: vault, world)
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
