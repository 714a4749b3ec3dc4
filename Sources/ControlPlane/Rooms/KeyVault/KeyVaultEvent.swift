public import VirtualTime

extension KeyVault {
    /// Whole rows are boxed: the rulings of a turn are copied often, and rows are seldom made.
    public enum Event: Equatable, Codable, Sendable {
        indirect case vaultCreated(Vault)
        indirect case vaultChanged(ResourceID, VaultChanges)
        case vaultReachable(ResourceID)
        case vaultDeleted(ResourceID, scheduledPurge: Instant)
        case vaultRecovered(ResourceID)
        case vaultPurged(ResourceID)
        case purgeStarted(ResourceID, until: Instant, OperationID)
        case policiesChanged(ResourceID, [AccessPolicy])
        /// The rules of the vault's network as set; `due`: when callers meet them, if not at once.
        indirect case networkSet(ResourceID, Network, due: Instant?)
        case networkInForce(ResourceID)
        /// The vault's faults from now on.
        case faultsSet(ResourceID, [Fault])
        /// What somebody may do with the vault's keys has changed outside the vault: a role, an identity.
        case rightsChanged(ResourceID)
        indirect case versionCreated(ResourceID, vault: ResourceID, KeyVersion)
        indirect case versionChanged(ResourceID, vault: ResourceID, version: String, VersionChanges)
        case keyDeleted(ResourceID, vault: ResourceID, scheduledPurge: Instant)
        case keyRecovered(ResourceID, vault: ResourceID)
        case keyPurged(ResourceID, vault: ResourceID)
        /// Being deleted or recovered until then (KV-KEY-13).
        case keyInTransition(ResourceID, until: Instant)
        /// The validity of a version began or ended by itself.
        case validityChanged(ResourceID, vault: ResourceID, version: String, isValid: Bool)
        indirect case rotationPolicySet(ResourceID, RotationPolicy)
        /// The latest version will expire before long.
        case nearExpiry(ResourceID, version: String)
        case transactionCounted(vault: ResourceID, region: String, weight: Int)

        /// The vault whose answers to a consumer may differ after this event.
        public var affectedVault: ResourceID? {
            switch self {
            case .vaultCreated, .purgeStarted, .keyInTransition, .rotationPolicySet, .nearExpiry,
                .transactionCounted:
                nil
            case .vaultChanged(let vault, let changes):
                changes.accessPolicies == nil && changes.usesRoles == nil ? nil : vault
            case .networkSet(let vault, _, let due): due == nil ? vault : nil
            case .networkInForce(let vault), .rightsChanged(let vault), .faultsSet(let vault, _): vault
            case .vaultReachable(let vault), .vaultDeleted(let vault, _), .vaultRecovered(let vault),
                .vaultPurged(let vault), .policiesChanged(let vault, _), .versionCreated(_, let vault, _),
                .versionChanged(_, let vault, _, _), .keyDeleted(_, let vault, _),
                .keyRecovered(_, let vault), .validityChanged(_, let vault, _, _),
                .keyPurged(_, let vault):
                vault
            }
        }
    }
}
