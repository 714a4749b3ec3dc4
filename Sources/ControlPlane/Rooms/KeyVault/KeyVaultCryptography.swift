import VirtualTime

/// The decision table of KV-CRYPTO-02: which operation on a key is allowed, to whom, now. First matching row
/// wins.
extension KeyVault {
    /// Refuses what the vault or its policies do not let this caller do: rows 1, 3 and 6.
    public static func require(
        _ operation: KeyOperation, in vault: ResourceID, by principal: Principal, in world: World
    ) throws(Refusal) {
        guard
            let refusal = world.keyVault.vaults.read(
                vault, { refusal(of: operation, in: $0, by: principal, world) })
        else {
            throw Refusal(
                .vaultNotReachable(.unknown(world.names[vault].name)), because: Rule.deletedVaultUnreachable)
        }
        if let refusal { throw refusal }
    }

    private static func refusal(
        of operation: KeyOperation, in vault: Vault, by principal: Principal, _ world: World
    ) -> Refusal? {
        if let deletion = vault.deletion {
            return Refusal(
                .vaultNotReachable(.softDeleted(vault.name)), because: Rule.deletedVaultUnreachable,
                causes: [deletion.since.entry])
        }
        if case .registering = vault.dns {
            return Refusal(.vaultNotReachable(.registeringDNS(vault.name)), because: Rule.registeringDNS)
        }
        guard !permits(operation, in: vault, to: principal, in: world) else { return nil }
        return Refusal(
            .accessDenied(operation, principal: principal.name, vault: vault.id),
            because: Rule.operationPermission)
    }

    /// Rows 7 to 14: whether the version lets itself be used for `operation`.
    public static func require(
        _ operation: KeyOperation, with key: ResourceID, version name: String?, by principal: Principal,
        in world: World
    ) throws(Refusal) -> KeyVersion {
        let row = try liveKey(key, for: operation, by: principal, in: world)
        guard let version = row.version(name) else { throw keyNotFound(key, version: name, in: world) }
        // Disabled or not: its attributes can be read (KV-KEY-19).
        guard operation != .get else { return version }
        let enabled =
            version.enabled || (operation == .wrapKey && !world.settings.isDefault(.disabledKeyWrap))
        guard enabled else {
            throw Refusal(.keyDisabled(operation), because: Rule.disabled, causes: [version.changedBy])
        }
        if forwardOperations.contains(operation) {
            if let expires = version.expires, world.now >= expires {
                throw Refusal(.keyOutsideValidity(operation, expired: true), because: Rule.decisionTable)
            }
            if let notBefore = version.notBefore, world.now < notBefore {
                throw Refusal(.keyOutsideValidity(operation, expired: false), because: Rule.decisionTable)
            }
        }
        guard version.operations.contains(operation) else {
            throw Refusal(.keyOperationNotAllowed(operation), because: Rule.decisionTable)
        }
        return version
    }

    /// Whether a store's identity could use the key this way, right now: what its polls would find.
    static func usable(
        _ operation: KeyOperation, with key: ResourceID, version: String?, by principal: Principal,
        in world: World
    ) -> Bool {
        do throws(Refusal) {
            _ = try require(operation, with: key, version: version, by: principal, in: world)
            return true
        } catch {
            // A vault that is not in DNS yet is an outage, not an answer (LA-AEK-07): the cached key serves
            // on (LA-AEK-06).
            if case .vaultNotReachable(.registeringDNS) = error.reason { return true }
            return false
        }
    }

    /// Encrypting, wrapping and signing make new things under the key; outside its validity that is refused,
    /// while what was made before can still be opened.
    private static let forwardOperations: [KeyOperation] = [.encrypt, .wrapKey, .sign]

    private static func permits(
        _ operation: KeyOperation, in vault: Vault, to principal: Principal, in world: World
    ) -> Bool {
        // The owner stands for whoever set the vault up and holds every permission (B.12).
        if principal == .owner { return true }
        guard let objectID = Identity.objectID(of: principal, in: world) else { return false }
        return vault.accessPolicies.contains {
            $0.keys.contains(operation) && $0.isFor(objectID)
        }
    }
}
