public import VirtualTime

/// Accounts of the customer's own, beside the one behind Sentinel.
///
/// ```
///   account:  (none) ──PUT──► creating ──≤ 5 min──► succeeded ──DELETE──► deleting ──≤ 20 min──► (none)
///                                 └── key lost ──► failed
///   update:   succeeded ──PATCH, PUT, failover, new key──► updating ──≤ 1 min──► succeeded
///   key:      none ──PATCH──► converting ──≤ 24 h──► under the key, for good
/// ```
/// What the account holds under its key is an `Account` of the same id: there as soon as it is under one.
extension CosmosDB {
    /// Who reaches the vault for an account (COSMOS-CMK-07).
    public enum DefaultIdentity: Equatable, Codable, Sendable {
        case firstParty
        case systemAssigned
        /// ARM id of the identity.
        case userAssigned(String)

        public var text: String {
            switch self {
            case .firstParty: "FirstPartyIdentity"
            case .systemAssigned: "SystemAssignedIdentity"
            case .userAssigned(let id): "UserAssignedIdentity=\(id)"
            }
        }
    }

    /// The identities of an account.
    public struct AccountIdentity: Equatable, Codable, Sendable {
        /// Object id of the system-assigned one, nil if it has none.
        public var objectID: String?
        /// ARM ids.
        public var userAssigned: [String]

        public init(objectID: String? = nil, userAssigned: [String] = []) {
            self.objectID = objectID
            self.userAssigned = userAssigned
        }
        public var typeText: String {
            switch (objectID == nil, userAssigned.isEmpty) {
            case (true, true): "None"
            case (false, true): "SystemAssigned"
            case (true, false): "UserAssigned"
            case (false, false): "SystemAssigned,UserAssigned"
            }
        }
    }

    public enum AccountState: Equatable, Codable, Sendable {
        case creating(until: Instant, operation: OperationID)
        case succeeded
        /// Data that is there is wrapped anew under the key to come.
        case converting(until: Instant, operation: OperationID)
        /// A change is on its way to every region; what it asks for counts from its start.
        case updating(until: Instant, operation: OperationID)
        case deleting(until: Instant, operation: OperationID)
        case failed

        public var until: Instant? {
            switch self {
            case .creating(let until, _), .converting(let until, _), .updating(let until, _),
                .deleting(let until, _):
                until
            case .succeeded, .failed: nil
            }
        }
        public var operation: OperationID? {
            switch self {
            case .creating(_, let operation), .converting(_, let operation), .updating(_, let operation),
                .deleting(_, let operation):
                operation
            case .succeeded, .failed: nil
            }
        }
        /// Azure's word for it.
        public var text: String {
            switch self {
            case .creating: "Creating"
            case .succeeded: "Succeeded"
            case .converting, .updating: "Updating"
            case .deleting: "Deleting"
            case .failed: "Failed"
            }
        }
    }

    public struct DatabaseAccount: TableRow, Codable {
        public let id: ResourceID
        public let location: String
        public let createdAt: Instant
        public internal(set) var identity: AccountIdentity
        public internal(set) var defaultIdentity: DefaultIdentity
        public internal(set) var state: AccountState
        /// The key it is under, or will be when its operation ends; without a version.
        public internal(set) var key: AccountKey?
        /// Names of regions, the first one written to.
        public internal(set) var regions: [String]
        public internal(set) var continuousBackup: Bool
        public internal(set) var capabilities: [String]
        /// How often each of its keys was made anew.
        public internal(set) var keys = AccountKeyCounts()
        /// Every other settable property, as sent.
        public internal(set) var carried: Document
        public var deadline: Instant? { state.until }
    }

    /// The keys that open an account's data plane; the words are the API's.
    public enum AccountKeyKind: String, CaseIterable, Codable, Sendable {
        case primary, secondary, primaryReadonly, secondaryReadonly
    }

    public struct AccountKeyCounts: Equatable, Codable, Sendable {
        private var counts = [Int](repeating: 0, count: AccountKeyKind.allCases.count)

        public internal(set) subscript(kind: AccountKeyKind) -> Int {
            get { counts[Self.place(of: kind)] }
            set { counts[Self.place(of: kind)] = newValue }
        }
        private static func place(of kind: AccountKeyKind) -> Int {
            AccountKeyKind.allCases.firstIndex(of: kind) ?? 0
        }
    }

    public struct AccountKey: Equatable, Codable, Sendable {
        /// `https://{vault}.vault.azure.net/keys/{key}`
        public let uri: String
        public let key: ResourceID
        public let vault: ResourceID

        func isSame(as other: AccountKey?) -> Bool { key == other?.key }
    }

    /// `keyVaultKeyUri` as sent; `vault` and `key` are nil when there is no such vault.
    public struct KeyReference: Equatable, Codable, Sendable {
        public let uri: String
        public let isWellFormed: Bool
        public let version: String?
        public let vault: ResourceID?
        public let key: ResourceID?

        public init(uri: String, isWellFormed: Bool, version: String?, vault: ResourceID?, key: ResourceID?) {
            self.uri = uri
            self.isWellFormed = isWellFormed
            self.version = version
            self.vault = vault
            self.key = key
        }
    }

    public struct IdentityRequest: Equatable, Codable, Sendable {
        public let isSystemAssigned: Bool
        public let userAssigned: [String]
        public init(isSystemAssigned: Bool, userAssigned: [String] = []) {
            self.isSystemAssigned = isSystemAssigned
            self.userAssigned = userAssigned
        }
    }

    /// What PUT gives and PATCH names; nil leaves a property as it is.
    public struct AccountSettings: Equatable, Codable, Sendable {
        public var location: String?
        public var regions: [String]?
        public var identity: IdentityRequest?
        public var defaultIdentity: String?
        public var key: KeyReference?
        /// The uri was sent, and is null or empty.
        public var clearsKey = false
        public var continuousBackup: Bool?
        public var capabilities: [String]?
        public var carried: Document?

        public init(
            location: String? = nil, regions: [String]? = nil, identity: IdentityRequest? = nil,
            defaultIdentity: String? = nil, key: KeyReference? = nil, clearsKey: Bool = false,
            continuousBackup: Bool? = nil, capabilities: [String]? = nil, carried: Document? = nil
        ) {
            self.location = location
            self.regions = regions
            self.identity = identity
            self.defaultIdentity = defaultIdentity
            self.key = key
            self.clearsKey = clearsKey
            self.continuousBackup = continuousBackup
            self.capabilities = capabilities
            self.carried = carried
        }

        /// Whether nothing but who reaches the vault is to change.
        var repairsIdentity: Bool {
            (identity != nil || defaultIdentity != nil) && key == nil && !clearsKey && regions == nil
                && continuousBackup == nil && capabilities == nil && carried?.members?.isEmpty != false
        }
    }

    static func principal(of identity: DefaultIdentity, _ identities: AccountIdentity) -> Principal {
        switch identity {
        case .firstParty: .cosmosDB
        case .systemAssigned: .identity(objectID: identities.objectID ?? "")
        case .userAssigned(let id): KeyVault.principal(of: .userAssigned(id))
        }
    }
}
