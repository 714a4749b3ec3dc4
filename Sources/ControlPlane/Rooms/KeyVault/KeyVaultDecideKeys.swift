import VirtualTime

extension KeyVault {
    /// Commands of the data plane: each needs its permission, whoever sends it (KV-ACC-03).
    static func decideKey(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .createKey(let id, let vault, let settings):
            try require(.create, in: vault, key: id, by: principal, in: world)
            try decideCreation(of: id, in: vault, settings, world, &docket)
        case .importKey(let id, let vault, let settings):
            try decideImport(of: id, into: vault, settings, by: principal, in: world, &docket)
        case .restoreKey(let id, let vault, let versions):
            try decideRestore(of: id, into: vault, versions, by: principal, in: world, &docket)
        // Nothing changes: that it was asked, and when, is what makes the bytes differ from the last ones.
        case .drawBytes(let vault): try require(.get, in: vault, by: principal, in: world)
        case .rotateKey(let id):
            let key = try liveKey(id, for: .rotate, by: principal, in: world)
            rotate(key, in: world, because: Rule.rotates, &docket)
        case .setRotationPolicy(let id, let policy):
            let key = try liveKey(id, for: .setRotationPolicy, by: principal, in: world)
            try decidePolicy(policy, for: key, in: world, &docket)
        case .count(let vault, let transaction):
            try decideCount(transaction, on: vault, in: world, &docket)
        case .updateVersion(let id, let name, let changes):
            let key = try liveKey(id, for: .update, by: principal, in: world)
            try decideUpdate(of: key, version: name, changes, in: world, &docket)
        case .deleteKey(let id):
            let key = try liveKey(id, for: .delete, by: principal, in: world)
            guard let vault = world.keyVault.vaults[key.vault], vault.softDelete else {
                docket.rule(.keyVault(.keyPurged(id, vault: key.vault)), because: VaultRule.goneAtOnce)
                return
            }
            let days = vault.retentionDays
            docket.rule(
                .keyVault(.keyDeleted(id, vault: key.vault, scheduledPurge: world.now + .days(days))),
                because: Rule.keySoftDeleted)
            pass(id, in: world, &docket)
        case .recoverKey(let id):
            let key = try deletedKey(id, for: .recover, by: principal, in: world)
            docket.rule(.keyVault(.keyRecovered(id, vault: key.vault)), because: Rule.keyRecovers)
            pass(id, in: world, &docket)
        case .purgeKey(let id):
            let key = try deletedKey(id, for: .purge, by: principal, in: world)
            if world.keyVault.vaults[key.vault]?.purgeProtection == true {
                throw Refusal(.purgeProtected(vault: key.vault), because: Rule.purgeProtectedKey)
            }
            docket.rule(.keyVault(.keyPurged(id, vault: key.vault)), because: Rule.keyRecovers)
        case .beginFault, .endFault, .meetFault, .createOrUpdateVault, .updateVault, .deleteVault,
            .recoverVault, .purgeVault,
            .editPolicies:
            preconditionFailure("a vault command is decided in KeyVaultDecide.swift")
        }
    }

    private static func decideUpdate(
        of key: Key, version name: String?, _ changes: VersionChanges, in world: World,
        _ docket: inout Docket
    ) throws(Refusal) {
        guard let place = key.place(of: name) else { throw keyNotFound(key.id, version: name, in: world) }
        let version = key.versions[place]
        try require(
            notBefore: changes.notBefore ?? version.notBefore, expires: changes.expires ?? version.expires)
        try require(operations: changes.operations, suit: version.type)
        docket.rule(
            .keyVault(
                .versionChanged(
                    key.id, vault: key.vault, version: version.name, stretched(changes, in: world))),
            because: Rule.versionAttributes)
        adviseOnOlder(version, of: key, changes, in: world, &docket)
    }

    static func decideCreation(
        of id: ResourceID, in vault: ResourceID, _ settings: KeySettings, isImported: Bool = false,
        _ world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try require(settings, fit: id, in: world)
        if !isImported || world.settings.has(.premiumForImportedHSMKeys) {
            try requirePremium(for: settings, vault, in: world)
        }
        try requireNotSoftDeleted(id, in: world)
        var settings = settings
        if settings.operations == [.import], settings.expires == nil {
            settings.expires = world.now + exchangeKeyLife
        }
        add(settings, to: id, vault: vault, in: world, because: Rule.keyCreated, &docket)
    }

    /// How long a key lasts that takes in others, unless it says so itself: as the service answered in 2020.
    private static let exchangeKeyLife = Duration.hours(48)

    static func require(
        _ settings: KeySettings, fit id: ResourceID, in world: World
    ) throws(Refusal) {
        let name = world.names[id].name
        guard (1...127).contains(name.utf8.count), name.utf8.allSatisfy(\.isASCIINameCharacter) else {
            throw Refusal(
                .invalid(.init("key-name", "The key name '\(name)' must be 1-127 of 0-9, a-z, A-Z and -.")),
                because: Rule.keyName)
        }
        try require(kindOf: settings)
        try require(notBefore: settings.notBefore, expires: settings.expires)
        try require(operations: settings.operations, suit: settings.type)
    }

    static func requirePremium(
        for settings: KeySettings, _ vault: ResourceID, in world: World
    ) throws(Refusal) {
        guard !settings.type.isHSM || world.keyVault.vaults.read(vault, { $0.isPremium }) == true else {
            throw Refusal(
                .invalid(.init("kty", "\(settings.type.rawValue) keys take a premium vault.")),
                because: VaultRule.skuNamed)
        }
    }

    static func requireNotSoftDeleted(_ id: ResourceID, in world: World) throws(Refusal) {
        guard let key = world.keyVault.keys[id], key.deletion != nil else { return }
        try require(settled: key, creating: true, in: world)
        throw Refusal(.keySoftDeleted(world.names[id].name), because: Rule.keyNameHeld)
    }

    static func add(
        _ settings: KeySettings, to id: ResourceID, vault: ResourceID, in world: World,
        because rule: any DocumentedRule, also others: [any DocumentedRule] = [], _ docket: inout Docket
    ) {
        let ordinal = (world.keyVault.keys[id]?.versions.count ?? 0) + 1
        let version = made(
            settings, named: versionName(of: id, ordinal: ordinal, in: world), createdAt: world.now,
            updatedAt: world.now, in: world)
        docket.rule(
            .keyVault(.versionCreated(id, vault: vault, version)), because: rule.id,
            also: others.map { $0.id })
    }

    static func made(
        _ settings: KeySettings, named name: String, createdAt: Instant, updatedAt: Instant, in world: World
    ) -> KeyVersion {
        let leeway = world.settings.fixed(.keyLeeway).wholeMilliseconds
        return KeyVersion(
            name: name, createdAt: createdAt, updatedAt: updatedAt,
            enabled: settings.enabled, notBefore: settings.notBefore, expires: settings.expires,
            type: settings.type, sizeBits: settings.sizeBits, curve: settings.curve,
            leewayMilliseconds: leeway == 0 ? nil : leeway, operations: settings.operations,
            carried: settings.carried, material: settings.material, changedBy: world.stamp.entry)
    }

    /// A live key the caller may do `operation` with.
    static func liveKey(
        _ id: ResourceID, for operation: KeyOperation, by principal: Principal, in world: World
    ) throws(Refusal) -> Key {
        try require(operation, in: vaultID(of: id, in: world), key: id, by: principal, in: world)
        guard let key = world.keyVault.keys[id], key.deletion == nil else {
            throw keyNotFound(id, version: nil, in: world)
        }
        try require(settled: key, creating: false, in: world)
        return key
    }

    static func deletedKey(
        _ id: ResourceID, for operation: KeyOperation, by principal: Principal, in world: World
    ) throws(Refusal) -> Key {
        try require(operation, in: vaultID(of: id, in: world), key: id, by: principal, in: world)
        let name = world.names[id].name
        guard let key = world.keyVault.keys[id] else {
            throw Refusal(.deletedKeyNotFound(name), because: Rule.keyRecovers)
        }
        guard key.deletion != nil else {
            throw Refusal(
                .keyStillLive(name), because: [KeyRule.liveIsNotDeleted.id, Rule.keyRecovers.id])
        }
        try require(settled: key, creating: false, in: world)
        return key
    }

    static func vaultID(of key: ResourceID, in world: World) -> ResourceID {
        if let known = world.keyVault.keys.read(key, { $0.vault }) { return known }
        guard let vault = world.names[key].parent else { preconditionFailure("a key hangs off its vault") }
        return vault
    }

    static func keyNotFound(_ id: ResourceID, version: String?, in world: World) -> Refusal {
        let name = world.names[id].name
        let text = version.map { "\(name)/\($0)" } ?? name
        return Refusal(
            .keyNotFound(text), because: [Rule.decisionTable.id, ProtocolRule.notFoundRefusal.id])
    }
}
