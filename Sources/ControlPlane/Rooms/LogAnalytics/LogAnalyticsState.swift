public import VirtualTime

extension LogAnalytics {
    public struct State: Equatable, Codable, Sendable {
        public internal(set) var clusters = Table<Cluster>()
        public internal(set) var workspaces = Table<Workspace>()
        public internal(set) var tables = Table<DataTable>()
        public internal(set) var searches = Table<SavedSearch>()
        /// Data of workspaces that cannot be recovered any more, until it is purged.
        public internal(set) var departures = Table<Departure>()
        /// Which clusters must look again when a vault changes.
        public internal(set) var clustersByVault = Table<KeyConsumers>()

        init() {}
    }

    public struct Cluster: TableRow, Codable {
        public let id: ResourceID
        public let location: String
        /// Lower-case GUID.
        public let clusterGUID: String
        public let createdAt: Instant
        public var modifiedAt: Instant
        /// GB a day.
        public var capacity: Int
        public var lastSkuUpdate: Instant
        public var identity: ClusterIdentity
        /// The identity was taken away from a cluster under a key: only support brings it back (LA-ID-05).
        public internal(set) var identityForfeited = false
        /// What support brings back.
        public internal(set) var formerIdentity: ClusterIdentity?
        /// The vault does not answer, and has not since.
        public internal(set) var outage: Outage?
        /// The pinned version is no longer the newest, under the reading in which that revokes (P-56).
        public internal(set) var staleness: Staleness?
        public var state: ProvisioningState
        public internal(set) var update: ClusterUpdate?
        public internal(set) var key: ClusterKey?
        public internal(set) var access: KeyAccess = .held
        public internal(set) var rewrap: Rewrap?
        /// Workspaces linked now, in order of linking.
        public internal(set) var links: [ClusterLink] = []
        public internal(set) var deletion: NameReservation?
        public internal(set) var billingType = BillingType.cluster
        /// Fixed at creation, as are its zones (LA-CLUSTER-06, LA-CLUSTER-07).
        public internal(set) var isDoubleEncrypted = true
        public internal(set) var usesZones = true
        /// In order of time; the last one runs while the cluster exists.
        public internal(set) var meter: [MeterInterval] = []
        /// In order of time, the newest ones.
        public internal(set) var keyUses: [KeyUse] = []
        /// `tags` and what else was sent.
        public var carried: Document

        // What is asked of a row in its table is inlined: a row handed to a function is copied.
        public var isDeleted: Bool { deletion != nil }
        /// Whether stored data cannot be read and new data is dropped.
        public var isDark: Bool { withUnsafePointer(to: self) { RowView($0).isDark } }
        /// Whether no identity that its owner sets gives access back (LA-ID-05).
        public var isRevokedIrreversibly: Bool { identityForfeited && isDark }
        public var deadline: Instant? { withUnsafePointer(to: self) { Self.deadline(of: RowView($0)) } }
        public static func deadline(of row: RowView<Self>) -> Instant? { row.nextDeadline?.at }
    }

    public enum ClusterDeadline: String, Codable, Sendable {
        case provisioning, access, rewrap, outage, staleness, reservation
    }

    /// A vault that gives no answer. `until` is how long the cached key serves, nil for as long as it takes
    /// and once it is over.
    public struct Outage: Equatable, Codable, Sendable {
        public let since: Stamp
        public internal(set) var until: Instant?
        public internal(set) var isOver = false
    }

    /// A newer version than the one a cluster is pinned to. `until` is when not moving begins to revoke.
    public struct Staleness: Equatable, Codable, Sendable {
        public let version: String
        public let since: Stamp
        public internal(set) var until: Instant?
        public internal(set) var isOver = false
    }

    public enum ClusterIdentity: Equatable, Codable, Sendable {
        case none
        case systemAssigned(objectID: String)
        /// Full id of the one user-assigned identity, as sent.
        case userAssigned(String)

        public var typeText: String {
            switch self {
            case .none: "None"
            case .systemAssigned: "SystemAssigned"
            case .userAssigned: "UserAssigned"
            }
        }
    }

    /// The key a cluster is configured with, as its owner wrote it, and the version that wraps its data key.
    public struct ClusterKey: Equatable, Codable, Sendable {
        /// `https://{vault}.vault.azure.net`, as sent.
        public let vaultURI: String
        public let name: String
        /// As sent: empty follows the latest version, anything else is pinned (LA-KEY-04).
        public let version: String
        public let minimumBits: Int?
        public let key: ResourceID
        public let vault: ResourceID
        /// The version that wrapped the account key: what must be able to unwrap it.
        public var wrappedWith: String

        public var followsLatest: Bool { version.isEmpty }
    }

    public struct ClusterUpdate: Equatable, Codable, Sendable {
        public var key: KeyTarget?
        public var identity: ClusterIdentity?
        public var since: EntryNumber
        /// What a validation that is reported late found (`key-validation: async`).
        public var failure: Refusal?

        public enum KeyTarget: Equatable, Codable, Sendable {
            indirect case use(ClusterKey)
            case clear
        }
    }

    public struct ClusterLink: Equatable, Codable, Sendable {
        public let workspace: ResourceID
        public let at: Instant
    }

    public struct NameReservation: Equatable, Codable, Sendable {
        public let since: Stamp
        public internal(set) var until: Instant
        /// Whether an operation ran when the cluster was deleted.
        public let interruptedOperation: Bool
    }

    public struct Workspace: TableRow, Codable {
        public let id: ResourceID
        public let location: String
        /// Lower-case GUID, for life.
        public let customerID: String
        public let createdAt: Instant
        public var modifiedAt: Instant
        public var sku: String
        public var state: ProvisioningState
        public internal(set) var link: WorkspaceLink = .none
        /// Starts of links within the window (LA-LINK-06).
        public internal(set) var linkStarts: [Instant] = []
        public internal(set) var data: DataLedger
        public internal(set) var deletion: SoftDeletion?
        /// Whether saved searches must lie in the customer's storage (LA-BYOS-06).
        public internal(set) var forcesCustomerStorage = false
        /// Whether 30 days of retention are kept to the day (WS-06).
        public internal(set) var purgesOnDay30 = false
        /// The customer's storage by kind of data, in the order it was linked.
        public internal(set) var storage: [LinkedStorage] = []
        /// Linked services beside the cluster, in the order they came.
        public internal(set) var services: [LinkedService] = []
        /// Counts writes: what the etag is made of.
        public internal(set) var revision = 1
        /// How often the shared keys were made anew.
        public internal(set) var keyCount = 0
        public var carried: Document

        public var isDeleted: Bool { deletion != nil }
        public var retentionDays: Int { data.retentionDays }
        @inline(__always)
        public var deadline: Instant? { nextDeadline?.at }

        @inline(__always)
        var nextDeadline: (at: Instant, kind: WorkspaceDeadline)? {
            if let deletion { return (deletion.recoverableUntil, .purge) }
            if let until = state.until, until <= (link.until ?? .distantFuture) {
                return (until, .provisioning)
            }
            return link.until.map { ($0, .link) }
        }

        var deadlines: [(at: Instant, kind: WorkspaceDeadline)] {
            if let deletion { return [(deletion.recoverableUntil, .purge)] }
            return [(state.until, WorkspaceDeadline.provisioning), (link.until, .link)].compactMap {
                at, kind in
                at.map { ($0, kind) }
            }
        }
    }

    public enum WorkspaceDeadline: String, Codable, Sendable {
        case provisioning, link, purge
    }

    /// A table whose settings were written.
    public struct DataTable: TableRow, Codable {
        /// `{workspace}/tables/{name}`
        public let id: ResourceID
        public let workspace: ResourceID
        public let name: String
        public internal(set) var state: ProvisioningState
        /// In force once the table is provisioned.
        public internal(set) var retention = TableRetention()
        public let writtenAt: Instant
        public internal(set) var carried: Document
        public var deadline: Instant? { state.until }
    }

    public struct SoftDeletion: Equatable, Codable, Sendable {
        public let since: Stamp
        public let recoverableUntil: Instant
        /// Its cluster was deleted meanwhile (WS-DEL-09).
        public internal(set) var lostCluster = false
        /// Linked services that went with it (WS-DEL-06).
        public internal(set) var droppedServices = false
    }

    /// The live cluster a workspace's data goes to now, if it is linked.
    public static func cluster(of workspace: Workspace, in world: World) -> Cluster? {
        workspace.link.cluster.flatMap { world.logAnalytics.clusters[$0] }
    }
}
