public import VirtualTime

extension LogAnalytics {
    public enum Command: Equatable, Codable, Sendable {
        indirect case createOrUpdateCluster(ResourceID, ClusterSettings)
        indirect case updateCluster(ResourceID, ClusterChanges)
        case deleteCluster(ResourceID)
        /// No call of Azure's: the customer writes to Microsoft about a cluster.
        case contactSupport(cluster: ResourceID, topic: String)
        /// Creates, updates, or recovers a soft-deleted workspace (WS-DEL-05).
        indirect case createOrUpdateWorkspace(ResourceID, WorkspaceSettings)
        indirect case updateWorkspace(ResourceID, WorkspaceChanges)
        case deleteWorkspace(ResourceID, force: Bool)
        case writeTable(
            ResourceID, workspace: ResourceID, Document, retention: TableRetention = TableRetention())
        case deleteTable(ResourceID, workspace: ResourceID)
        case regenerateSharedKeys(ResourceID)
        case link(workspace: ResourceID, cluster: ResourceID)
        case unlink(workspace: ResourceID)
        case writeService(workspace: ResourceID, name: String, Document)
        case deleteService(workspace: ResourceID, name: String)
        /// The whole list of accounts for one kind of data, by its name as sent (LA-BYOS-01).
        case linkStorage(workspace: ResourceID, kind: String, accounts: [String])
        case unlinkStorage(workspace: ResourceID, kind: String)
        case saveSearch(ResourceID, workspace: ResourceID, Document)
        case deleteSearch(ResourceID, workspace: ResourceID)
        /// A query that reads what is not in the hot cache: nil for every table (LA-QUERY-04).
        case queryOldData(workspace: ResourceID, table: String?)
        case ingest(workspace: ResourceID, table: String, records: Int64)
        /// `records` every `periodMilliseconds`, the first ones `backfillMilliseconds` ago.
        case startTraffic(
            workspace: ResourceID, table: String, records: Int64, periodMilliseconds: Int64,
            backfillMilliseconds: Int64)
        case stopTraffic(workspace: ResourceID)
    }

    public enum IdentityRequest: Equatable, Codable, Sendable {
        case none, systemAssigned
        case userAssigned(String)
    }

    /// `keyVaultProperties` as sent; `vault` and `key` are nil when there is no such vault.
    public struct KeyRequest: Equatable, Codable, Sendable {
        public let vaultURI: String
        public let name: String
        public let version: String
        public let minimumBits: Int?
        public let vault: ResourceID?
        public let key: ResourceID?

        public init(
            vaultURI: String, name: String, version: String, minimumBits: Int? = nil, vault: ResourceID?,
            key: ResourceID?
        ) {
            self.vaultURI = vaultURI
            self.name = name
            self.version = version
            self.minimumBits = minimumBits
            self.vault = vault
            self.key = key
        }
        /// Only the three empty strings take the key away (P-18).
        public var clears: Bool { vaultURI.isEmpty && name.isEmpty && version.isEmpty }
        /// A whole `https` URI of a host and a key name (LA-KEY-01).
        var isWellFormed: Bool {
            let scheme = "https://"
            return vaultURI.lowercased().hasPrefix(scheme) && vaultURI.utf8.count > scheme.utf8.count
                && !name.isEmpty && !name.contains("/")
        }
    }

    public struct ClusterSettings: Equatable, Codable, Sendable {
        public var location: String
        public var skuName: String?
        public var capacity: Int?
        public var billingType: String?
        public var isDoubleEncrypted: Bool?
        public var usesZones: Bool?
        public var identity: IdentityRequest?
        public var key: KeyRequest?
        public var carried: Document

        public init(
            location: String, skuName: String? = nil, capacity: Int? = nil, billingType: String? = nil,
            isDoubleEncrypted: Bool? = nil, usesZones: Bool? = nil, identity: IdentityRequest? = nil,
            key: KeyRequest? = nil, carried: Document = [:]
        ) {
            self.location = location
            self.skuName = skuName
            self.capacity = capacity
            self.billingType = billingType
            self.isDoubleEncrypted = isDoubleEncrypted
            self.usesZones = usesZones
            self.identity = identity
            self.key = key
            self.carried = carried
        }
    }

    /// The members PATCH names; nil leaves a property as it is.
    public struct ClusterChanges: Equatable, Codable, Sendable {
        public var skuName: String?
        public var capacity: Int?
        public var billingType: String?
        public var isDoubleEncrypted: Bool?
        public var usesZones: Bool?
        public var identity: IdentityRequest?
        public var key: KeyRequest?
        public var carried: Document?

        public init(
            skuName: String? = nil, capacity: Int? = nil, billingType: String? = nil,
            isDoubleEncrypted: Bool? = nil, usesZones: Bool? = nil, identity: IdentityRequest? = nil,
            key: KeyRequest? = nil, carried: Document? = nil
        ) {
            self.skuName = skuName
            self.capacity = capacity
            self.billingType = billingType
            self.isDoubleEncrypted = isDoubleEncrypted
            self.usesZones = usesZones
            self.identity = identity
            self.key = key
            self.carried = carried
        }
    }

    public struct WorkspaceSettings: Equatable, Codable, Sendable {
        public var location: String
        public var changes: WorkspaceChanges

        public init(
            location: String, sku: String? = nil, capacityLevel: Int? = nil, retentionDays: Int? = nil,
            forcesCustomerStorage: Bool? = nil, purgesOnDay30: Bool? = nil, carried: Document = [:]
        ) {
            self.location = location
            changes = WorkspaceChanges(
                sku: sku, capacityLevel: capacityLevel, retentionDays: retentionDays,
                forcesCustomerStorage: forcesCustomerStorage, purgesOnDay30: purgesOnDay30,
                carried: carried)
        }
    }

    /// The members a request names; nil leaves a property as it is.
    public struct WorkspaceChanges: Equatable, Codable, Sendable {
        public var sku: String?
        /// GB a day, with the sku CapacityReservation.
        public var capacityLevel: Int?
        public var retentionDays: Int?
        public var forcesCustomerStorage: Bool?
        public var purgesOnDay30: Bool?
        public var carried: Document?

        public init(
            sku: String? = nil, capacityLevel: Int? = nil, retentionDays: Int? = nil,
            forcesCustomerStorage: Bool? = nil, purgesOnDay30: Bool? = nil, carried: Document? = nil
        ) {
            self.sku = sku
            self.capacityLevel = capacityLevel
            self.retentionDays = retentionDays
            self.forcesCustomerStorage = forcesCustomerStorage
            self.purgesOnDay30 = purgesOnDay30
            self.carried = carried
        }
    }
}
