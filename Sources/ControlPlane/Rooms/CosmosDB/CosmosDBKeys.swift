import VirtualTime

/// What an account's key must be when it is set, and what a lost one is called afterwards.
extension CosmosDB {
    /// Form → vault → what the identity may do → recoverable → the key's kind.
    static func validated(
        _ reference: KeyReference, by principal: Principal, for account: ResourceID, in world: World,
        _ docket: inout Docket
    ) throws(Refusal) -> AccountKey {
        guard reference.isWellFormed else {
            throw invalid(
                "keyVaultKeyUri", "Provided KeyVaultKeyUri \(reference.uri) is Invalid.", Rule.versionlessURI)
        }
        guard reference.version == nil || !world.settings.isDefault(.cosmosKeyVersion) else {
            throw invalid(
                "keyVaultKeyUri", "Provided KeyVaultKeyUri \(reference.uri) is Invalid: it names a version.",
                Rule.versionlessURI)
        }
        guard let vault = reference.vault, let key = reference.key else {
            throw Refusal(.vaultUnavailable, because: Rule.vaultReachable)
        }
        try require(.get, with: key, by: principal, in: world)
        guard let version = world.keyVault.keys[key]?.latest, version.type == .rsa || version.type == .rsaHSM
        else { throw invalid("keyVaultKeyUri", "The key must be an RSA key.", Rule.keyKind) }
        for operation in [KeyOperation.wrapKey, .unwrapKey] {
            try require(operation, with: key, by: principal, in: world)
        }
        guard world.keyVault.vaults[vault]?.purgeProtection == true else {
            throw invalid(
                "keyVaultKeyUri", "The key vault needs soft delete and purge protection.", Rule.recoverable)
        }
        if version.sizeBits < 3_072 {
            docket.advise(Rule.keyKind, on: account, "3072 bits or more are recommended")
        }
        let uri = reference.version.map { String(reference.uri.dropLast($0.utf8.count + 1)) } ?? reference.uri
        return AccountKey(uri: uri, key: key, vault: vault)
    }

    private static func require(
        _ operation: KeyOperation, with key: ResourceID, by principal: Principal, in world: World
    ) throws(Refusal) {
        do throws(Refusal) {
            _ = try KeyVault.require(operation, with: key, version: nil, by: principal, in: world)
        } catch {
            if case .vaultNotReachable = error.reason {
                throw Refusal(
                    .vaultUnavailable, because: [Rule.vaultReachable.id] + error.because, causes: error.causes
                )
            }
            let rule = rule(of: error)
            throw Refusal(
                .accountKeyRefused(isNetwork: rule == .vaultOpen), because: [rule.id] + error.because,
                causes: error.causes)
        }
    }

    /// The firewall's no is told apart from the policies' by the rules it names.
    static func rule(of refusal: Refusal) -> Rule {
        isOfNetwork(refusal) ? Rule.vaultOpen : Rule.grantNeeded
    }

    private static func isOfNetwork(_ refusal: Refusal) -> Bool {
        refusal.because.contains { $0.code.hasPrefix("KV-NET") }
    }

    /// Why an account has no access to its key, by the number the service gives it (COSMOS-REVOKE-04).
    public enum SubStatus: Int, CaseIterable, Codable, Sendable {
        case noToken = 4000
        case noPermission = 4002
        case keyNotFound = 4003
        case vaultUnavailable = 4004
        case wrapFailed = 4005
        case vaultNotResolved = 4009
        case keyRotated = 4012
        case noIdentity = 4015
        case networkDenied = 4016
        case vaultNotFound = 4017
        case keyDisabled = 4018

        public var reason: String {
            switch self {
            case .noToken: "no token could be had for the default identity"
            case .noPermission: "the default identity lacks permission on the key"
            case .keyNotFound: "the key was not found in the key vault"
            case .vaultUnavailable: "the key vault is not available"
            case .wrapFailed: "the key could not wrap or unwrap"
            case .vaultNotResolved: "the name of the key vault could not be resolved"
            case .keyRotated: "the key was rotated and its former version can no longer be used"
            case .noIdentity: "the default identity is undefined or invalid"
            case .networkDenied: "the network rules of the key vault deny the request"
            case .vaultNotFound: "the key vault was not found"
            case .keyDisabled: "the key is disabled or expired"
            }
        }
    }

    /// nil while the account could use its key.
    public static func subStatus(of account: Account, in world: World) -> SubStatus? {
        if case .identity(let objectID) = account.principal {
            if objectID.isEmpty { return .noIdentity }
            if Identity.objectID(of: account.principal, in: world) == nil { return .noToken }
        }
        return subStatus(of: account, version: account.wrappedWith, in: world)
            ?? subStatus(of: account, version: nil, in: world)
    }

    private static func subStatus(of account: Account, version: String?, in world: World) -> SubStatus? {
        do throws(Refusal) {
            _ = try KeyVault.require(
                .unwrapKey, with: account.key, version: version, by: account.principal, in: world)
        } catch {
            if isOfNetwork(error) { return .networkDenied }
            switch error.reason {
            case .vaultNotReachable(.softDeleted): return .vaultNotFound
            case .vaultNotReachable(.registeringDNS): return .vaultUnavailable
            case .vaultNotReachable(.unknown): return .vaultNotResolved
            case .keyNotFound: return .keyNotFound
            case .keyDisabled:
                let isOld = world.keyVault.keys[account.key]?.hasDisabledOlder(account.wrappedWith) == true
                return version != nil && isOld ? .keyRotated : disabled(in: world)
            case .keyOutsideValidity: return disabled(in: world)
            case .keyOperationNotAllowed: return .wrapFailed
            default: return .noPermission
            }
        }
        return isValidIfLatest(account.key, version: version, in: world) ? nil : disabled(in: world)
    }

    /// Two pages number a disabled key differently.
    private static func disabled(in world: World) -> SubStatus {
        world.settings.isDefault(.cosmosDisabledCode) ? .keyDisabled : .noPermission
    }

    public static let keyConfirmed = "Access to the configured customer managed key confirmed."

    /// What `customerManagedKeyStatus` says.
    public static func keyStatus(of account: Account, in world: World) -> String {
        guard account.access.isDark else { return keyConfirmed }
        // Back already, and not restored yet: what took it away is over.
        let status = subStatus(of: account, in: world)
        return "Access to your account is currently revoked because "
            + "\(status?.reason ?? "access is being restored"). For more details see "
            + "https://learn.microsoft.com/azure/cosmos-db/cmk-troubleshooting-guide"
            + (status.map { " (\($0.rawValue))" } ?? "")
    }
}
