public import VirtualTime

/// A "no" that the documentation requires. Expected and journaled; only `AzureWire` gives it an HTTP status.
public struct Refusal: Error, Equatable, Codable, Sendable {
    public let reason: Reason
    /// The rules that say no, the one enforced first (P-26: more may be named).
    public let because: [RuleID]
    /// The entries that brought about the state which stands in the way.
    public let causes: [EntryNumber]

    public init(_ reason: Reason, because rules: [RuleID], causes: [EntryNumber] = []) {
        self.reason = reason
        because = rules + (reason.error.map { rules.contains($0) ? [] : [$0] } ?? [])
        self.causes = causes
    }
    public init(_ reason: Reason, because rule: some DocumentedRule, causes: [EntryNumber] = []) {
        self.init(reason, because: [rule.id], causes: causes)
    }

    /// What stands in the way. Never an HTTP word.
    public enum Reason: Equatable, Codable, Sendable {
        // ARM itself
        case subscriptionNotFound(String)
        case groupNotFound(String)
        case resourceNotFound(ResourceID)
        case providerNotRegistered(namespace: String)
        case operationInProgress(ResourceID)
        case operationInterrupted(code: String)
        case locationFixed(ResourceID)
        case scopeLocked(String, Resources.ScopedOperation, locked: [String])
        case groupNameInvalid(String)
        case groupBeingDeleted(String)
        case providerInUse(String)
        case registrationFixed(String)
        case throttled(Resources.RequestKind, isHourly: Bool, retryAfterSeconds: Int)
        case invalid(Invalid)
        // KeyVault
        case vaultNameInvalid(String)
        case vaultNameTaken(String)
        case vaultNameSoftDeleted(String)
        case vaultNotSoftDeleted(String)
        case vaultNotReachable(VaultFault)
        case vaultPropertyFixed(property: String)
        case purgeProtectionIrreversible
        case purgeProtected(vault: ResourceID)
        case accessDenied(KeyOperation, principal: String, vault: ResourceID)
        case keyNotFound(String)
        case deletedKeyNotFound(String)
        case keySoftDeleted(String)
        case keyStillLive(String)
        case keyNameInUse(String)
        case keyDisabled(KeyOperation)
        case keyOutsideValidity(KeyOperation, expired: Bool)
        case keyOperationNotAllowed(KeyOperation)
        case softDeleteStays
        case vaultBusy(String)
        case vaultPurgeNotAllowed(String)
        case deletedVaultNotFound(String)
        /// Being deleted, or being recovered; `isCreation`: a key of that name was to be made.
        case keyInTransition(String, isDeletion: Bool, isCreation: Bool)
        case vaultThrottled(retryAfterSeconds: Int)
        case networkDenied(KeyVault.NetworkDenial, vault: ResourceID)
        /// On a key, or on the vault.
        case roleMissing(KeyOperation, principal: String, on: ResourceID, vault: ResourceID)
        // Identity
        case notAuthorized(action: String, scope: String, principal: String)
        case linkedNotAuthorized(action: String, scope: String, linked: String, principal: String)
        case principalNotFound(String)
        case roleUnknown(String)
        case roleAssignmentExists
        // LogAnalytics
        case clusterNotReady(ResourceID)
        case clusterNameReserved(ResourceID, until: Instant)
        case clusterNotFound(String)
        case keyPropertiesMalformed
        case keyNotValid(String)
        case keyNotRecoverable(vault: ResourceID)
        case linkInProgress(ResourceID)
        case linkedElsewhere(workspace: ResourceID, cluster: ResourceID)
        case linkLimit(ResourceID)
        case ingestionDropped(workspace: ResourceID)
        case keyRevoked(ResourceID)
        case clusterDeleting(ResourceID)
        /// The region in which there are too many.
        case clusterQuota(String)
        case workspaceNameTaken(String)
        case moveNotSupported(ResourceID)
        // CosmosDB
        case accountNameTaken(String)
        case vaultUnavailable
        case accountKeyRefused(isNetwork: Bool)
        case accountRevoked(ResourceID)
        // Sentinel
        case notOnboarded(workspace: ResourceID)
        case unsupportedChange(String)
        case preconditionFailed(String)
    }

    /// A value outside what the type accepts, for the rules that only say "otherwise 400".
    public struct Invalid: Equatable, Codable, Sendable {
        public let property: String
        public let message: String
        public init(_ property: String, _ message: String) {
            self.property = property
            self.message = message
        }
    }

    /// Why a vault's data plane does not answer.
    public enum VaultFault: Equatable, Codable, Sendable {
        case unknown(String)
        case registeringDNS(String)
        case noConnection(String)
        case softDeleted(String)
    }
}

extension Refusal.Reason {
    /// The line of ARM's catalogue of errors for what any type may meet: named beside the rule of the type.
    fileprivate var error: RuleID? {
        switch self {
        case .operationInProgress: Resources.Rule.conflict.id
        case .operationInterrupted: Resources.Rule.gatewayFails.id
        case .locationFixed: Resources.Rule.locationFixed.id
        default: nil
        }
    }
}
