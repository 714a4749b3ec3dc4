public import VirtualTime

extension KeyVault {
    public struct State: Equatable, Codable, Sendable {
        public internal(set) var vaults = Table<Vault>()
        public internal(set) var keys = Table<Key>()
        /// Names held across the cloud, live and soft-deleted alike (KV-VAULT-02).
        public internal(set) var vaultNames = Table<VaultName>()
        /// What was used of each vault and region lately; empty unless throttling is assumed (KV-LIM-01).
        var meters = Table<Meter>()

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
        /// Failures that a scenario asked for, in order; nil without any, as in nearly every stored row.
        var failures: [Fault]?
        public internal(set) var faults: [Fault] {
            get { failures ?? [] }
            set { failures = newValue.isEmpty ? nil : newValue }
        }
        var isFailing: Bool { failures != nil }
        public var dns: DNS
        public var deletion: SoftDeletion?
        /// Running by hand, before the retention ends (KV-DEL-07).
        public internal(set) var purge: Purge?
        /// Whether what is deleted can come back: only in vaults of old it cannot (KV-DEL-11).
        public internal(set) var softDelete = true
        /// The sku that HSM-protected keys need (KV-VAULT-07).
        public internal(set) var isPremium = false
        /// A managed HSM: a vault under another host, whose keys roles alone decide over (KV-CMK-03).
        public internal(set) var isManagedHSM: Bool?
        /// Every other settable property, as sent.
        public var carried: Document
        /// Keys in the vault, in order of creation.
        public internal(set) var keys: [ResourceID] = []

        public var deadline: Instant? {
            if let deletion { return min(deletion.scheduledPurge, purge?.until ?? deletion.scheduledPurge) }
            let failing = isFailing ? faults.compactMap(\.deadline).min() : nil
            let due = [networkDue, failing].compactMap { $0 }.min()
            guard case .registering(let until) = dns else { return due }
            return min(until, due ?? until)
        }
        /// All that falls due, the `deadline` among them.
        var deadlines: [Instant] {
            if let deletion { return [deletion.scheduledPurge] + (purge.map { [$0.until] } ?? []) }
            var all = faults.compactMap(\.deadline)
            if let networkDue { all.append(networkDue) }
            if case .registering(let until) = dns { all.append(until) }
            return all
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
            self.objectID == objectID || self.objectID.equalsIgnoringASCIICase(objectID)
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
}
