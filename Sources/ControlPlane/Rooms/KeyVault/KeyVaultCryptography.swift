import VirtualTime

/// The decision table of KV-CRYPTO-02: which operation on a key is allowed, to whom, now. First matching row
/// wins.
extension KeyVault {
    /// Refuses what the vault or its policies do not let this caller do: rows 1, 3 and 6.
    public static func require(
        _ operation: KeyOperation, in vault: ResourceID, by principal: Principal, in world: World
    ) throws(Refusal) {
        if let obstacle = obstacle(to: operation, in: vault, by: principal, in: world) {
            throw obstacle.refusal(of: operation, in: vault, by: principal, world)
        }
    }

    /// Rows 7 to 14: whether the version lets itself be used for `operation`.
    public static func require(
        _ operation: KeyOperation, with key: ResourceID, version name: String?, by principal: Principal,
        in world: World
    ) throws(Refusal) -> KeyVersion {
        if let obstacle = obstacle(to: operation, with: key, version: name, by: principal, in: world) {
            throw obstacle.refusal(of: operation, with: key, version: name, by: principal, world)
        }
        guard let version = world.keyVault.keys[key]?.version(name) else {
            throw keyNotFound(key, version: name, in: world)
        }
        return version
    }

    /// What a store finds when it reaches for its key (LA-AEK-06, LA-AEK-07).
    public enum Reach: Equatable, Sendable {
        case usable
        /// Somebody took the key away: a revocation begins.
        case refused
        /// Nobody answers, which is no answer: the cached key serves on.
        case outage
    }

    /// What a store's polls would find, right now.
    public static func reach(
        _ operation: KeyOperation, with key: ResourceID, version: String?, by principal: Principal,
        in world: World
    ) -> Reach {
        switch obstacle(to: operation, with: key, version: version, by: principal, in: world) {
        case nil: .usable
        // A vault that is not in DNS yet is an outage, not an answer (LA-AEK-07).
        case .vault(.registering)?: .outage
        default: .refused
        }
    }

    /// Whether a store may go on as one that has its key: it can use it, or is left with the cached one.
    static func usable(
        _ operation: KeyOperation, with key: ResourceID, version: String?, by principal: Principal,
        in world: World
    ) -> Bool {
        reach(operation, with: key, version: version, by: principal, in: world) != .refused
    }

    private static func obstacle(
        to operation: KeyOperation, in vault: ResourceID, by principal: Principal, in world: World
    ) -> VaultObstacle? {
        let found = world.keyVault.vaults.read(vault) { row -> VaultObstacle? in
            if let deletion = row.deletion { return .deleted(by: deletion.since.entry) }
            if case .registering = row.dns { return .registering }
            return permits(operation, under: row.accessPolicies, to: principal, in: world)
                ? nil : .accessDenied
        }
        return found ?? .unknown
    }

    private static func obstacle(
        to operation: KeyOperation, with key: ResourceID, version name: String?, by principal: Principal,
        in world: World
    ) -> KeyObstacle? {
        let vault = vaultID(of: key, in: world)
        if let obstacle = obstacle(to: operation, in: vault, by: principal, in: world) {
            return .vault(obstacle)
        }
        let found = world.keyVault.keys.read(key) { row -> KeyObstacle? in
            guard row.deletion == nil else { return .keyNotFound }
            guard let place = row.place(of: name) else { return .versionNotFound }
            return row.versions[place].obstacle(to: operation, in: world)
        }
        return found ?? .keyNotFound
    }

    private static func permits(
        _ operation: KeyOperation, under policies: [AccessPolicy], to principal: Principal, in world: World
    ) -> Bool {
        // The owner stands for whoever set the vault up and holds every permission (B.12).
        if principal == .owner { return true }
        guard let objectID = Identity.objectID(of: principal, in: world) else { return false }
        // By place, because a policy that is passed on is copied.
        return policies.indices.contains {
            policies[$0].keys.contains(operation) && policies[$0].isFor(objectID)
        }
    }
}

extension KeyVault {
    /// What keeps a caller from a vault's data plane.
    enum VaultObstacle: Equatable {
        case unknown, registering, accessDenied
        case deleted(by: EntryNumber)

        func refusal(
            of operation: KeyOperation, in vault: ResourceID, by principal: Principal, _ world: World
        ) -> Refusal {
            let name = world.names[vault].name
            return switch self {
            case .unknown:
                Refusal(.vaultNotReachable(.unknown(name)), because: Rule.deletedVaultUnreachable)
            case .registering:
                Refusal(.vaultNotReachable(.registeringDNS(name)), because: Rule.registeringDNS)
            case .accessDenied:
                Refusal(
                    .accessDenied(operation, principal: principal.name, vault: vault),
                    because: Rule.operationPermission)
            case .deleted(let entry):
                Refusal(
                    .vaultNotReachable(.softDeleted(name)), because: Rule.deletedVaultUnreachable,
                    causes: [entry])
            }
        }
    }

    /// What keeps a caller from using a version of a key. Stores look at their key at every change of its
    /// vault: this is cheap to find, and becomes a refusal only for a caller who is to read it.
    enum KeyObstacle: Equatable {
        case vault(VaultObstacle)
        case keyNotFound, versionNotFound
        case disabled(by: EntryNumber)
        case expired, notYetValid, operationNotAllowed

        func refusal(
            of operation: KeyOperation, with key: ResourceID, version: String?, by principal: Principal,
            _ world: World
        ) -> Refusal {
            switch self {
            case .vault(let obstacle):
                obstacle.refusal(of: operation, in: vaultID(of: key, in: world), by: principal, world)
            case .keyNotFound: KeyVault.keyNotFound(key, version: nil, in: world)
            case .versionNotFound: KeyVault.keyNotFound(key, version: version, in: world)
            case .disabled(let entry):
                Refusal(.keyDisabled(operation), because: Rule.disabled, causes: [entry])
            case .expired:
                Refusal(.keyOutsideValidity(operation, expired: true), because: Rule.decisionTable)
            case .notYetValid:
                Refusal(.keyOutsideValidity(operation, expired: false), because: Rule.decisionTable)
            case .operationNotAllowed:
                Refusal(.keyOperationNotAllowed(operation), because: Rule.decisionTable)
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
            if let expires, world.now >= expires { return .expired }
            if let notBefore, world.now < notBefore { return .notYetValid }
        }
        return operations.contains(operation) ? nil : .operationNotAllowed
    }
}
