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
        case writeTable(ResourceID, workspace: ResourceID, Document)
        case deleteTable(ResourceID, workspace: ResourceID)
        case link(workspace: ResourceID, cluster: ResourceID)
        case unlink(workspace: ResourceID)
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
        public var capacity: Int?
        public var identity: IdentityRequest?
        public var key: KeyRequest?
        public var carried: Document

        public init(
            location: String, capacity: Int? = nil, identity: IdentityRequest? = nil, key: KeyRequest? = nil,
            carried: Document = [:]
        ) {
            self.location = location
            self.capacity = capacity
            self.identity = identity
            self.key = key
            self.carried = carried
        }
    }

    /// The members PATCH names; nil leaves a property as it is.
    public struct ClusterChanges: Equatable, Codable, Sendable {
        public var capacity: Int?
        public var identity: IdentityRequest?
        public var key: KeyRequest?
        public var carried: Document?

        public init(
            capacity: Int? = nil, identity: IdentityRequest? = nil, key: KeyRequest? = nil,
            carried: Document? = nil
        ) {
            self.capacity = capacity
            self.identity = identity
            self.key = key
            self.carried = carried
        }
    }

    public struct WorkspaceSettings: Equatable, Codable, Sendable {
        public var location: String
        public var sku: String?
        public var retentionDays: Int?
        public var carried: Document

        public init(location: String, sku: String? = nil, retentionDays: Int? = nil, carried: Document = [:])
        {
            self.location = location
            self.sku = sku
            self.retentionDays = retentionDays
            self.carried = carried
        }
    }

    public struct WorkspaceChanges: Equatable, Codable, Sendable {
        public var sku: String?
        public var retentionDays: Int?
        public var carried: Document?

        public init(sku: String? = nil, retentionDays: Int? = nil, carried: Document? = nil) {
            self.sku = sku
            self.retentionDays = retentionDays
            self.carried = carried
        }
    }
}
