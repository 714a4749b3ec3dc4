public import VirtualTime

extension KeyVault {
    public struct State: Equatable, Codable, Sendable {
        public internal(set) var vaults = Table<Vault>()
        public internal(set) var keys = Table<Key>()
        /// Names held across the cloud, live and soft-deleted alike (KV-VAULT-02).
        public internal(set) var vaultNames = Table<VaultName>()

        init() {}
    }

    public struct Vault: TableRow, Codable {
        public let id: ResourceID
        public let name: String
        public let location: String
        public let createdAt: Instant
        public var tenant: String
        public var accessPolicies: [AccessPolicy]
        public var retentionDays: Int
        public var purgeProtection: Bool
        /// Whether roles decide over keys, and access policies are only stored (KV-ACC-01).
        public var usesRoles = false
        /// As set; `networkInForce` is what callers meet (KV-NET-06).
        public var network = Network()
        public internal(set) var networkInForce = Network()
        /// When the rules as set come into force, if they have not yet.
        public internal(set) var networkDue: Instant?
        public var dns: DNS
        public var deletion: SoftDeletion?
        /// Running by hand, before the retention ends (KV-DEL-07).
        public internal(set) var purge: Purge?
        /// Whether what is deleted can come back: only in vaults of old it cannot (KV-DEL-11).
        public internal(set) var softDelete = true
        /// The sku that HSM-protected keys need (KV-VAULT-07).
        public internal(set) var isPremium = false
        /// Every other settable property, as sent.
        public var carried: Document
        /// Keys in the vault, in order of creation.
        public internal(set) var keys: [ResourceID] = []

        public var deadline: Instant? {
            if let deletion { return min(deletion.scheduledPurge, purge?.until ?? deletion.scheduledPurge) }
            guard case .registering(let until) = dns else { return networkDue }
            return min(until, networkDue ?? until)
        }
        /// What `recoveryLevel` says of every key in it (KV-KEY-10).
        public var recoveryLevel: String {
            guard softDelete else { return "Purgeable" }
            let level = purgeProtection ? "Recoverable" : "Recoverable+Purgeable"
            return retentionDays < 90 ? "Customized\(level)" : level
        }

        public enum DNS: Equatable, Codable, Sendable {
            case registering(until: Instant)
            case registered
        }
    }

    public struct VaultName: TableRow, Codable {
        /// The name in lower case.
        public let id: String
        public let vault: ResourceID
        public var deadline: Instant? { nil }
    }

    public struct AccessPolicy: Equatable, Codable, Sendable {
        public let objectID: String
        /// A second discriminator beside the object id, if given.
        public let application: String?
        public var keys: KeyPermissions
        /// Permissions to secrets, certificates and storage, as sent: no rule reads them.
        public var carried: Document

        public init(
            objectID: String, application: String? = nil, keys: KeyPermissions, carried: Document = [:]
        ) {
            self.objectID = objectID
            self.application = application
            self.keys = keys
            self.carried = carried
        }
        /// Object ids of the directory are in lower case; a policy keeps the spelling it came with.
        func isFor(_ objectID: String) -> Bool {
            self.objectID == objectID
                || self.objectID.utf8.elementsEqual(objectID.utf8) {
                    $0 == $1 || $0 ^ $1 == 0x20 && $0.isASCIILetter
                }
        }
        func isFor(_ other: AccessPolicy) -> Bool {
            objectID.lowercased() == other.objectID.lowercased()
                && application?.lowercased() == other.application?.lowercased()
        }
    }

    public struct Purge: Equatable, Codable, Sendable {
        public let since: Stamp
        public let until: Instant
        public let operation: OperationID
    }

    public struct SoftDeletion: Equatable, Codable, Sendable {
        public let since: Stamp
        public let scheduledPurge: Instant
    }

    public struct Key: TableRow, Codable {
        /// `{vault}/keys/{name}`
        public let id: ResourceID
        public let vault: ResourceID
        /// In order of creation: the last one is the latest, enabled or not (KV-KEY-04).
        public internal(set) var versions: [KeyVersion]
        public internal(set) var deletion: SoftDeletion?

        public var deadline: Instant? { deletion?.scheduledPurge }
        public var latest: KeyVersion { versions[versions.count - 1] }

        public func version(_ name: String?) -> KeyVersion? { place(of: name).map { versions[$0] } }

        /// Whether this version was disabled while a newer one is the latest: before its user had moved on.
        func hasDisabledOlder(_ name: String) -> Bool {
            guard deletion == nil, latest.name != name, let place = place(of: name) else { return false }
            return !versions[place].enabled
        }

        /// Where among `versions` this one stands: the latest when no name is given.
        func place(of name: String?) -> Int? {
            guard let name, !name.isEmpty else { return versions.count - 1 }
            return versions.indices.last { versions[$0].name == name }
                ?? versions.indices.last { versions[$0].name == name.lowercased() }
        }
    }

    public struct KeyVersion: Equatable, Codable, Sendable {
        public let name: String
        public let createdAt: Instant
        public var updatedAt: Instant
        public var enabled: Bool
        public var notBefore: Instant?
        public var expires: Instant?
        public let type: KeyType
        public let sizeBits: Int
        public var operations: [KeyOperation]
        /// `tags` and what else was sent.
        public var carried: Document
        /// What last changed `enabled`: why a consumer went dark or came back.
        public internal(set) var changedBy: EntryNumber
    }

    public enum KeyType: String, CaseIterable, Codable, Sendable {
        case rsa = "RSA"
        case rsaHSM = "RSA-HSM"
        case ec = "EC"
        case ecHSM = "EC-HSM"

        var isHSM: Bool {
            switch self {
            case .rsaHSM, .ecHSM: true
            case .rsa, .ec: false
            }
        }
    }
}
