import VirtualTime

/// The decision table of KV-CRYPTO-02: which operation on a key is allowed, to whom, now. First matching row
/// wins.
extension KeyVault {
    /// What a store finds when it reaches for its key (LA-AEK-06, LA-AEK-07).
    public enum Reach: Equatable, Sendable {
        case usable
        /// Somebody took the key away: a revocation begins.
        case refused
        /// Nobody answers, which is no answer: the cached key serves on.
        case outage
    }

    /// Whose rights count while a change of roles makes its way through Azure (KV-ACC-05).
    enum Sight {
        /// Those of before, until the change has arrived: what callers meet.
        case propagated
        /// Those of after, from the change on: what the bounds of a revocation count from (P-09).
        case assigned
    }

    /// Refuses what the vault or its rights do not let this caller do: rows 1 to 6.
    /// - Parameter key: the key that `operation` is for, if it is for one: a role may be held at it alone.
    public static func require(
        _ operation: KeyOperation, in vault: ResourceID, key: ResourceID? = nil, by principal: Principal,
        in world: World
    ) throws(Refusal) {
        let found = obstacle(to: operation, in: vault, key, by: principal, .propagated, in: world)
        if let found { throw found.refusal(of: operation, in: vault, key, by: principal, world) }
    }

    /// Rows 1 to 14: whether the version lets itself be used for `operation`.
    public static func require(
        _ operation: KeyOperation, with key: ResourceID, version name: String?, by principal: Principal,
        in world: World
    ) throws(Refusal) -> KeyVersion {
        let found = obstacle(to: operation, with: key, version: name, by: principal, .propagated, in: world)
        if let found { throw found.refusal(of: operation, with: key, version: name, by: principal, world) }
        guard let version = world.keyVault.keys[key]?.version(name) else {
            throw keyNotFound(key, version: name, in: world)
        }
        return version
    }

    /// What a store's polls would find, right now.
    public static func reach(
        _ operation: KeyOperation, with key: ResourceID, version: String?, by principal: Principal,
        in world: World
    ) -> Reach {
        switch obstacle(to: operation, with: key, version: version, by: principal, .assigned, in: world) {
        case nil: .usable
        // A vault that is not in DNS yet is an outage, not an answer (LA-AEK-07).
        case .vault(.registering)?, .vault(.outage)?, .vault(.throttled)?: .outage
        case .vault(.network)? where !world.settings.isDefault(.vaultFirewallDenial): .outage
        default: .refused
        }
    }

    /// Whether a store can use its key this way, right now.
    static func usable(
        _ operation: KeyOperation, with key: ResourceID, version: String?, by principal: Principal,
        in world: World
    ) -> Bool {
        reach(operation, with: key, version: version, by: principal, in: world) == .usable
    }

    private static func obstacle(
        to operation: KeyOperation, in vault: ResourceID, _ key: ResourceID?, by principal: Principal,
        _ sight: Sight, in world: World
    ) -> VaultObstacle? {
        let found = world.keyVault.vaults.read(vault) { row -> VaultObstacle? in
            if row.whole.isFailing, let failure = failure(of: row.whole, for: principal, isRefusal: false) {
                return failure
            }
            if let deletion = row.deletion { return .deleted(by: deletion.since.entry) }
            if case .registering = row.dns { return .registering }
            if row.whole.isFailing, let failure = failure(of: row.whole, for: principal, isRefusal: true) {
                return failure
            }
            if let denial = row.networkInForce.denial(of: principal, in: world) { return .network(denial) }
            // The owner stands for whoever set the vault up and holds every permission (B.12).
            if principal == .owner { return nil }
            let isPermitted =
                row.usesRoles
                ? Identity.permits(operation, on: key ?? vault, to: principal, sight, in: world)
                : permits(operation, under: row.accessPolicies, to: principal, in: world)
                    || principal == .cosmosDB && row.tenant.lowercased() != world.tenant.lowercased()
                        && admitsStranger(operation, row.accessPolicies, in: world)
            return isPermitted ? nil : row.usesRoles ? .roleMissing : .accessDenied
        }
        return found ?? .unknown
    }

    private static func obstacle(
        to operation: KeyOperation, with key: ResourceID, version name: String?, by principal: Principal,
        _ sight: Sight, in world: World
    ) -> KeyObstacle? {
        let vault = vaultID(of: key, in: world)
        if let obstacle = obstacle(to: operation, in: vault, key, by: principal, sight, in: world) {
            return .vault(obstacle)
        }
        let found = world.keyVault.keys.read(key) { row -> KeyObstacle? in
            guard row.deletion == nil else { return .keyNotFound }
            guard let place = row.whole.place(of: name) else { return .versionNotFound }
            return row.versions[place].obstacle(to: operation, in: world)
        }
        return found ?? .keyNotFound
    }

    /// The principal of Azure Cosmos DB has another object id in each tenant. The directory of a tenant that
    /// is not the world's is unknown: a policy there for a stranger may be for it (docs/decisions/0018).
    private static func admitsStranger(
        _ operation: KeyOperation, _ policies: [AccessPolicy], in world: World
    ) -> Bool {
        policies.contains {
            $0.keys.contains(operation) && world.identity.entries[$0.objectID.lowercased()] == nil
        }
    }

    private static func permits(
        _ operation: KeyOperation, under policies: [AccessPolicy], to principal: Principal, in world: World
    ) -> Bool {
        guard let objectID = Identity.objectID(of: principal, in: world) else { return false }
        let allIncludesPurge = operation == .purge && !world.settings.isDefault(.allPermission)
        // By place, because a policy that is passed on is copied.
        return policies.indices.contains {
            (policies[$0].keys.contains(operation) || allIncludesPurge && policies[$0].keys.all)
                && policies[$0].isFor(objectID)
        }
    }
}

extension KeyVault {
    /// What keeps a caller from a vault's data plane.
    enum VaultObstacle: Equatable {
        case unknown, registering, accessDenied, roleMissing
        case deleted(by: EntryNumber)
        case outage(by: EntryNumber)
        case throttled(by: EntryNumber)
        case network(NetworkDenial)

        func refusal(
            of operation: KeyOperation, in vault: ResourceID, _ key: ResourceID?, by principal: Principal,
            _ world: World
        ) -> Refusal {
            let name = world.names[vault].name
            return switch self {
            case .unknown:
                Refusal(.vaultNotReachable(.unknown(name)), because: Rule.deletedVaultUnreachable)
            case .registering:
                Refusal(.vaultNotReachable(.registeringDNS(name)), because: Rule.registeringDNS)
            case .outage(let entry):
                Refusal(
                    .vaultNotReachable(.noConnection(name)), because: Rule.decisionTable, causes: [entry])
            case .throttled(let entry):
                Refusal(
                    .vaultThrottled(retryAfterSeconds: retryAfter(of: vault, since: entry, in: world)),
                    because: [ProtocolRule.tooMany.id, Rule.decisionTable.id], causes: [entry])
            case .network(let denial):
                Refusal(.networkDenied(denial, vault: vault), because: denial.rules)
            case .accessDenied:
                Refusal(
                    .accessDenied(operation, principal: principal.name, vault: vault),
                    because: [Rule.operationPermission.id] + passed(vault, principal, world)
                        + operation.rights(of: principal) + [ProtocolRule.policyRefusal.id])
            case .roleMissing:
                Refusal(
                    .roleMissing(operation, principal: principal.name, on: key ?? vault, vault: vault),
                    because: [Rule.operationPermission.id] + ignored(vault, principal, operation, world)
                        + passed(vault, principal, world)
                        + operation.rights(of: principal) + [ProtocolRule.roleRefusal.id])
            case .deleted(let entry):
                Refusal(
                    .vaultNotReachable(.softDeleted(name)), because: Rule.deletedVaultUnreachable,
                    causes: [entry])
            }
        }

        /// The bypass let a trusted service in, and right it still needs (KV-NET-04).
        private func passed(_ vault: ResourceID, _ principal: Principal, _ world: World) -> [RuleID] {
            if case .user = principal { return [] }
            let isClosed = world.keyVault.vaults.read(vault) { $0.networkInForce.isClosed } == true
            return isClosed ? [NetworkRule.bypassGrantsNothing.id] : []
        }

        /// A policy would allow it, were it looked at (KV-ACC-01).
        private func ignored(
            _ vault: ResourceID, _ principal: Principal, _ operation: KeyOperation, _ world: World
        ) -> [RuleID] {
            let isIgnored = world.keyVault.vaults.read(vault) {
                permits(operation, under: $0.accessPolicies, to: principal, in: world)
            }
            return isIgnored == true ? [AccessRule.oneModel.id] : []
        }
    }

    /// What keeps a caller from using a version of a key. Stores look at their key at every change of its
    /// vault: this is cheap to find, and becomes a refusal only for a caller who is to read it.
    enum KeyObstacle: Equatable {
        case vault(VaultObstacle)
        case keyNotFound, versionNotFound
        case disabled(by: EntryNumber)
        case expired, notYetValid
        case operationNotAllowed(KeyType)

        func refusal(
            of operation: KeyOperation, with key: ResourceID, version: String?, by principal: Principal,
            _ world: World
        ) -> Refusal {
            switch self {
            case .vault(let obstacle):
                obstacle.refusal(of: operation, in: vaultID(of: key, in: world), key, by: principal, world)
            case .keyNotFound: KeyVault.keyNotFound(key, version: nil, in: world)
            case .versionNotFound: KeyVault.keyNotFound(key, version: version, in: world)
            case .disabled(let entry):
                Refusal(.keyDisabled(operation), because: Rule.disabled, causes: [entry])
            case .expired:
                Refusal(
                    .keyOutsideValidity(operation, expired: true),
                    because: [Rule.decisionTable.id, KeyRule.validity.id])
            case .notYetValid:
                Refusal(
                    .keyOutsideValidity(operation, expired: false),
                    because: [Rule.decisionTable.id, KeyRule.validity.id])
            case .operationNotAllowed(let type):
                Refusal(
                    .keyOperationNotAllowed(operation),
                    because: [Rule.decisionTable.id, KeyRule.operationsLimited.id]
                        + (type.operations.contains(operation) ? [] : operation.rulesOfKinds))
            }
        }
    }
}

extension KeyVault.KeyVersion {
    /// Inlined, because a version that is passed on is copied.
    @inline(__always)
    fileprivate func obstacle(to operation: KeyOperation, in world: World) -> KeyVault.KeyObstacle? {
        // Disabled or not: its attributes can be read (KV-KEY-19).
        if operation == .get { return nil }
        guard enabled || (operation == .wrapKey && !world.settings.isDefault(.disabledKeyWrap)) else {
            return .disabled(by: changedBy)
        }
        // Encrypting, wrapping and signing make new things under the key; outside its validity that is
        // refused, while what was made before can still be opened.
        if operation == .encrypt || operation == .wrapKey || operation == .sign {
            if let ends, world.now >= ends { return .expired }
            if let begins, world.now < begins { return .notYetValid }
        }
        return operations.contains(operation) ? nil : .operationNotAllowed(type)
    }
}

extension KeyOperation {
    /// What the documents say of the right to this operation beside the general rule.
    fileprivate func rights(of principal: Principal) -> [RuleID] {
        switch self {
        case .rotate, .getRotationPolicy, .setRotationPolicy: return [KeyVault.KeyRule.rotationRights.id]
        case .get, .wrapKey, .unwrapKey:
            // People are no consumers of a customer-managed key.
            if case .user = principal { return [] }
            return [KeyVault.Rule.grantsForCMK.id]
        case .list, .create, .update, .delete, .recover, .purge, .import, .backup, .restore, .release,
            .decrypt, .encrypt, .sign, .verify:
            return []
        }
    }

    /// Kinds of keys that cannot wrap cannot serve as a customer-managed key (KV-KEY-20).
    fileprivate var rulesOfKinds: [RuleID] {
        self == .wrapKey || self == .unwrapKey ? [KeyVault.KeyRule.rsaForCMK.id] : []
    }
}
