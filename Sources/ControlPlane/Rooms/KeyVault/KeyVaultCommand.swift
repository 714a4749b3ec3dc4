public import VirtualTime

extension KeyVault {
    public enum Command: Equatable, Codable, Sendable {
        indirect case createOrUpdateVault(ResourceID, VaultSettings)
        indirect case updateVault(ResourceID, VaultChanges)
        case deleteVault(ResourceID)
        case recoverVault(ResourceID, location: String)
        case purgeVault(ResourceID)
        case editPolicies(ResourceID, PolicyEdit, [AccessPolicy])
        indirect case createKey(ResourceID, vault: ResourceID, KeySettings)
        indirect case importKey(ResourceID, vault: ResourceID, KeySettings)
        indirect case restoreKey(ResourceID, vault: ResourceID, [BackedUpVersion])
        /// Random bytes, drawn from the place of this command in the journal.
        case drawBytes(ResourceID)
        case rotateKey(ResourceID)
        indirect case setRotationPolicy(ResourceID, RotationPolicy)
        /// One transaction on a vault, counted where throttling is assumed.
        case count(ResourceID, Transaction)
        indirect case updateVersion(ResourceID, version: String?, VersionChanges)
        case deleteKey(ResourceID)
        case recoverKey(ResourceID)
        case purgeKey(ResourceID)
        /// No call of Azure's: a scenario lets the vault's data plane fail.
        indirect case beginFault(ResourceID, FaultOrder)
        case endFault(ResourceID, name: String)
        /// A request has met it, where a fault meets so many only.
        case meetFault(ResourceID, name: String)
    }

    public enum PolicyEdit: String, CaseIterable, Codable, Sendable {
        case add, replace, remove
    }

    /// A whole vault, as PUT gives it.
    public struct VaultSettings: Equatable, Codable, Sendable {
        public var location: String
        public var tenant: String
        /// nil: not given. A new vault then has none, an existing one keeps its own.
        public var accessPolicies: [AccessPolicy]?
        public var retentionDays: Int?
        public var purgeProtection: Bool?
        /// nil: not given. `usesRolesByDefault` then says what a new vault does; an existing one keeps its
        /// model.
        public var usesRoles: Bool?
        public var usesRolesByDefault = false
        /// `false` is taken from nobody but Microsoft's own hand (KV-VAULT-09).
        public var softDelete: Bool?
        public var isPremium: Bool?
        public var isManagedHSM: Bool?
        public var network: NetworkSettings?
        public var carried: Document

        public init(
            location: String, tenant: String, accessPolicies: [AccessPolicy]? = nil,
            retentionDays: Int? = nil, purgeProtection: Bool? = nil, usesRoles: Bool? = nil,
            network: NetworkSettings? = nil, carried: Document = [:]
        ) {
            self.location = location
            self.tenant = tenant
            self.accessPolicies = accessPolicies
            self.retentionDays = retentionDays
            self.purgeProtection = purgeProtection
            self.usesRoles = usesRoles
            self.network = network
            self.carried = carried
        }
    }

    /// The members PATCH names; nil leaves a property as it is.
    public struct VaultChanges: Equatable, Codable, Sendable {
        public var accessPolicies: [AccessPolicy]?
        public var retentionDays: Int?
        public var purgeProtection: Bool?
        public var usesRoles: Bool?
        public var softDelete: Bool?
        public var isPremium: Bool?
        public var network: NetworkSettings?
        public var carried: Document?

        public init(
            accessPolicies: [AccessPolicy]? = nil, retentionDays: Int? = nil, purgeProtection: Bool? = nil,
            usesRoles: Bool? = nil, softDelete: Bool? = nil, isPremium: Bool? = nil,
            network: NetworkSettings? = nil, carried: Document? = nil
        ) {
            self.accessPolicies = accessPolicies
            self.retentionDays = retentionDays
            self.purgeProtection = purgeProtection
            self.usesRoles = usesRoles
            self.softDelete = softDelete
            self.isPremium = isPremium
            self.network = network
            self.carried = carried
        }
    }

    public struct KeySettings: Equatable, Codable, Sendable {
        public var type: KeyType
        public var sizeBits: Int
        public var curve: Curve?
        public var operations: [KeyOperation]
        public var enabled: Bool
        public var notBefore: Instant?
        public var expires: Instant?
        public var carried: Document
        /// nil for a key that the service makes.
        public var material: KeyMaterial?

        public init(
            type: KeyType = .rsa, sizeBits: Int = 2048, curve: Curve? = nil,
            operations: [KeyOperation]? = nil, enabled: Bool = true, notBefore: Instant? = nil,
            expires: Instant? = nil, carried: Document = [:]
        ) {
            self.type = type
            self.sizeBits = sizeBits
            self.curve = curve
            self.operations = operations ?? type.operations
            self.enabled = enabled
            self.notBefore = notBefore
            self.expires = expires
            self.carried = carried
        }
    }

    public struct VersionChanges: Equatable, Codable, Sendable {
        public var enabled: Bool?
        public var notBefore: Instant?
        public var expires: Instant?
        public var operations: [KeyOperation]?
        public var carried: Document?
        /// Set when the change is decided, from the world's settings.
        var leewayMilliseconds: Int64?

        public init(
            enabled: Bool? = nil, notBefore: Instant? = nil, expires: Instant? = nil,
            operations: [KeyOperation]? = nil, carried: Document? = nil
        ) {
            self.enabled = enabled
            self.notBefore = notBefore
            self.expires = expires
            self.operations = operations
            self.carried = carried
        }
    }
}
