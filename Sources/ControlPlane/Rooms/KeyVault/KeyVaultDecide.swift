import VirtualTime

extension KeyVault {
    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .createOrUpdateVault(let id, let settings):
            try decideVault(id, settings, by: principal, in: world, &docket)
        case .updateVault(let id, let changes):
            let vault = try liveVault(id, in: world)
            try change(vault, changes, by: principal, in: world, &docket)
        case .deleteVault(let id):
            try decideDeletion(of: id, in: world, &docket)
        case .purgeVault(let id):
            try decidePurge(of: id, in: world, &docket)
        case .recoverVault(let id, let location):
            try decideRecovery(of: id, location, in: world, &docket)
        case .editPolicies(let id, let edit, let policies):
            let vault = try liveVault(id, in: world)
            let result = edited(vault.accessPolicies, edit, policies)
            try require(policies: result)
            docket.rule(
                .keyVault(.policiesChanged(id, result)), because: Rule.policyPermissions,
                also: [AccessRule.policiesReplaced])
            if vault.usesRoles {
                docket.advise(
                    AccessRule.oneModel, on: id, "roles decide in this vault: the policies only lie there")
            }
        case .beginFault(let id, let order): try decideFault(id, order, in: world, &docket)
        case .endFault(let id, let name): try decideFaultEnd(id, name, in: world, &docket)
        case .meetFault(let id, let name): decideFaultHit(id, name, in: world, &docket)
        case .createKey, .importKey, .restoreKey, .drawBytes, .rotateKey, .updateVersion, .deleteKey,
            .recoverKey, .purgeKey, .setRotationPolicy,
            .count:
            try decideKey(command, by: principal, in: world, &docket)
        }
    }

    // MARK: Vaults

    private static func decideVault(
        _ id: ResourceID, _ settings: VaultSettings, by principal: Principal, in world: World,
        _ docket: inout Docket
    ) throws(Refusal) {
        try Resources.requireWritable(id, namespace: namespace, in: world, &docket)
        let name = world.names[id].name
        guard isVaultName(name) else { throw Refusal(.vaultNameInvalid(name), because: Rule.vaultName) }
        if let vault = world.keyVault.vaults[id], vault.deletion == nil {
            guard vault.location.isSameRegion(as: settings.location) else {
                throw Refusal(.locationFixed(id), because: Rule.vaultIsUpdated)
            }
            let changes = VaultChanges(
                accessPolicies: settings.accessPolicies, retentionDays: settings.retentionDays,
                purgeProtection: settings.purgeProtection, usesRoles: settings.usesRoles,
                softDelete: settings.softDelete, isPremium: settings.isPremium, network: settings.network,
                carried: settings.carried)
            return try change(vault, changes, by: principal, in: world, &docket)
        }
        if let held = nameRefusal(name, settings.location, in: world) { throw held }
        try require(retentionDays: settings.retentionDays)
        try require(purgeProtection: settings.purgeProtection)
        try require(policies: settings.accessPolicies ?? [])
        let hasSoftDelete = principal == .microsoft ? settings.softDelete ?? true : true
        try require(softDelete: hasSoftDelete, for: settings.purgeProtection)
        var vault = Vault(
            id: id, name: name, location: settings.location, createdAt: world.now, tenant: settings.tenant,
            accessPolicies: settings.accessPolicies ?? [],
            retentionDays: settings.retentionDays ?? standardRetentionDays(in: world),
            purgeProtection: settings.purgeProtection ?? false,
            usesRoles: usesRoles(settings, in: world),
            dns: .registering(until: world.choose(.vaultDNS, at: id, &docket)), softDelete: hasSoftDelete,
            isPremium: settings.isPremium ?? false, carried: settings.carried)
        if settings.isManagedHSM == true {
            vault.isManagedHSM = true
            vault.usesRoles = true
            vault.isPremium = true
        }
        if let network = settings.network {
            vault.network = try merged(network, into: Network())
            vault.networkInForce = vault.network
        }
        docket.rule(
            .keyVault(.vaultCreated(vault)), because: Rule.registeringDNS,
            also: defaults(of: vault, settings))
    }

    /// Whether roles decide over the keys of a new vault: what the request says of them, else its version. A
    /// request that brings access policies says that they are to count, unless the world takes the document
    /// to the letter (`vault-access-model`).
    private static func usesRoles(_ settings: VaultSettings, in world: World) -> Bool {
        if let said = settings.usesRoles { return said }
        guard settings.usesRolesByDefault else { return false }
        return settings.accessPolicies == nil || !world.settings.isDefault(.vaultAccessModel)
    }

    /// The rules that say what a new vault is where the request says nothing, or is not listened to.
    private static func defaults(of vault: Vault, _ settings: VaultSettings) -> [any DocumentedRule] {
        var rules: [any DocumentedRule] = []
        if !vault.network.isClosed { rules.append(NetworkRule.openAtFirst) }
        if settings.usesRoles == nil, vault.usesRoles { rules.append(AccessRule.rolesByDefault) }
        if settings.purgeProtection == nil { rules.append(Rule.purgeProtectionOptional) }
        if vault.isManagedHSM == true { rules.append(VaultRule.managedHSM) }
        if settings.softDelete == false, vault.softDelete { rules.append(VaultRule.softDeleteStays) }
        return rules
    }

    /// What PUT of a live vault and PATCH have in common.
    private static func change(
        _ vault: Vault, _ given: VaultChanges, by principal: Principal, in world: World,
        _ docket: inout Docket
    ) throws(Refusal) {
        try require(given, suit: vault)
        var changes = given
        changes.network = nil
        if given.usesRoles == vault.usesRoles { changes.usesRoles = nil }
        var also: [any DocumentedRule] = []
        if given.accessPolicies != nil { also.append(AccessRule.policiesReplaced) }
        if given.purgeProtection == true, !vault.purgeProtection {
            also.append(Rule.purgeProtectionOptional)
        }
        if changes.usesRoles != nil {
            try Identity.require(
                "Microsoft.Authorization/roleAssignments/write", at: world.names[vault.id].path,
                by: principal, because: AccessRule.switchesAtOnce, in: world)
            also.append(AccessRule.switchesAtOnce)
        }
        docket.rule(.keyVault(.vaultChanged(vault.id, changes)), because: Rule.vaultIsUpdated, also: also)
        try setNetwork(given.network, of: vault, in: world, &docket)
        if changes.usesRoles == true, !vault.accessPolicies.isEmpty {
            docket.advise(
                AccessRule.switchesAtOnce, on: vault.id, "the access policies stay, and nobody looks at them")
        }
    }

    /// A vault that is there to be read or changed; a soft-deleted one is not (KV-DEL-04).
    static func liveVault(_ id: ResourceID, in world: World) throws(Refusal) -> Vault {
        if let group = world.names[id].group { try Resources.requireGroup(group, in: world) }
        guard let vault = world.keyVault.vaults[id], vault.deletion == nil else { throw Resources.absent(id) }
        return vault
    }

    private static func require(_ changes: VaultChanges, suit vault: Vault) throws(Refusal) {
        try require(purgeProtection: changes.purgeProtection)
        guard changes.softDelete != false || !vault.softDelete else {
            throw Refusal(.softDeleteStays, because: VaultRule.softDeleteStays)
        }
        try require(softDelete: changes.softDelete ?? vault.softDelete, for: changes.purgeProtection)
        if let days = changes.retentionDays, days != vault.retentionDays {
            try require(retentionDays: days)
            throw Refusal(
                .vaultPropertyFixed(property: "softDeleteRetentionInDays"), because: Rule.retentionFixed)
        }
        if let policies = changes.accessPolicies { try require(policies: policies) }
    }

    private static func require(retentionDays days: Int?) throws(Refusal) {
        guard let days, !(7...90).contains(days) else { return }
        throw Refusal(
            .invalid(.init("softDeleteRetentionInDays", "The retention must be between 7 and 90 days.")),
            because: Rule.retentionFixed)
    }

    private static func require(purgeProtection: Bool?) throws(Refusal) {
        guard purgeProtection == false else { return }
        throw Refusal(.purgeProtectionIrreversible, because: Rule.purgeProtectionIrreversible)
    }

    private static func require(softDelete: Bool, for purgeProtection: Bool?) throws(Refusal) {
        guard purgeProtection == true, !softDelete else { return }
        throw Refusal(
            .invalid(.init("enablePurgeProtection", "Purge protection takes a vault with soft delete.")),
            because: Rule.purgeProtectionOptional)
    }

    private static func require(policies: [AccessPolicy]) throws(Refusal) {
        guard policies.count <= 1024 else {
            throw Refusal(
                .invalid(.init("accessPolicies", "A vault holds at most 1024 access policies.")),
                because: Rule.policyEntries)
        }
        for (position, policy) in policies.enumerated()
        where policies[..<position].contains(where: { $0.isFor(policy) }) {
            throw Refusal(
                .invalid(.init("accessPolicies", "Object id \(policy.objectID) occurs twice in the list.")),
                because: Rule.policyEntries)
        }
    }

    private static func edited(
        _ present: [AccessPolicy], _ edit: PolicyEdit, _ given: [AccessPolicy]
    ) -> [AccessPolicy] {
        var result = present
        for policy in given {
            let position = result.firstIndex { $0.isFor(policy) }
            switch (edit, position) {
            case (.add, let position?): result[position].keys.formUnion(policy.keys)
            case (.add, nil), (.replace, nil): result.append(policy)
            case (.replace, let position?): result[position] = policy
            case (.remove, let position?):
                // A permission set that is named is taken off; an entry with nothing left, or nothing named,
                // goes.
                result[position].keys.subtract(policy.keys)
                if policy.keys.isEmpty || result[position].keys.isEmpty { result.remove(at: position) }
            case (.remove, nil): break
            }
        }
        return result
    }

    static func isVaultName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard (3...24).contains(bytes.count), bytes[0].isASCIILetter,
            bytes[bytes.count - 1] != UInt8(ascii: "-")
        else { return false }
        return zip(bytes, bytes.dropFirst()).allSatisfy { $0 != UInt8(ascii: "-") || $1 != UInt8(ascii: "-") }
            && bytes.allSatisfy(\.isASCIINameCharacter)
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    /// Letter, digit or hyphen: what most Azure names are made of.
    var isASCIINameCharacter: Bool { isASCIILetter || isASCIIDigit || self == 0x2D }
}

extension KeyVault {
    /// What a vault keeps deleted things for unless it is told otherwise, in whole days (KV-VAULT-10).
    fileprivate static func standardRetentionDays(in world: World) -> Int {
        Int(world.settings.fixed(.vaultSoftDelete).wholeMilliseconds / 86_400_000)
    }
}
