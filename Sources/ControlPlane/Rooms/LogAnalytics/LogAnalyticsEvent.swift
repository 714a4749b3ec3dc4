public import VirtualTime

extension LogAnalytics {
    /// Whole rows are boxed: the rulings of a turn are copied often, and rows are seldom made.
    public enum Event: Equatable, Codable, Sendable {
        indirect case clusterCreated(Cluster)
        case clusterProvisioned(ResourceID)
        case clusterChanged(ResourceID, capacity: Int, billingType: BillingType, carried: Document)
        indirect case clusterUpdateStarted(ResourceID, ClusterUpdate, until: Instant, OperationID)
        case clusterUpdateEnded(ResourceID)
        indirect case clusterKeyChanged(ResourceID, ClusterKey?)
        case clusterIdentityChanged(ResourceID, ClusterIdentity)
        case clusterDeleted(ResourceID)
        case clusterNameReserved(ResourceID, until: Instant)
        case clusterNameReleased(ResourceID)
        /// Support gave back the identity that was taken away (LA-ID-05).
        case clusterIdentityRestored(ResourceID)
        case supportContacted(ResourceID, topic: String)
        case keyAccessChanged(ResourceID, KeyAccess)
        /// `until` is when the cached key stops serving; nil for no limit.
        case vaultFellSilent(ResourceID, until: Instant?)
        case outageLimitReached(ResourceID)
        case vaultAnswered(ResourceID)
        /// A newer version than the pinned one: from `until` on not having moved revokes.
        case versionOutdated(ResourceID, version: String, until: Instant)
        case versionBecameStale(ResourceID)
        case rewrapScheduled(ResourceID, Rewrap)
        case rewrapAbandoned(ResourceID)
        case keyRewrapped(ResourceID, version: String)
        indirect case workspaceCreated(Workspace)
        case workspaceProvisioned(ResourceID)
        /// It is written anew, or comes back, by a long-running operation.
        case workspaceOperationStarted(ResourceID, ProvisioningState)
        indirect case workspaceChanged(ResourceID, WorkspaceChanges)
        /// The cluster it is linked to went dark, or is back: what is stored cannot be read, what is sent is
        /// dropped.
        case workspaceAccessChanged(ResourceID, isDark: Bool)
        case workspaceDeleted(ResourceID, recoverableUntil: Instant)
        case workspaceRecovered(ResourceID)
        /// A longer period is in force at once, a shorter one after the grace; both in milliseconds.
        case retentionSet(ResourceID, days: Int, lag: Int64, grace: Int64)
        case workspacePurged(ResourceID)
        /// Its name is free, its data is there until then; by customer id it is purged.
        case dataPurgeScheduled(ResourceID, until: Instant)
        case dataPurged(customerID: String)
        case linkStarted(ResourceID, to: ResourceID, until: Instant, OperationID)
        case workspaceLinked(ResourceID, to: ResourceID)
        case unlinkStarted(ResourceID, from: ResourceID, until: Instant, OperationID)
        case workspaceUnlinked(ResourceID, from: ResourceID)
        case serviceWritten(ResourceID, LinkedService)
        case serviceDeleted(ResourceID, name: String)
        case storageLinked(ResourceID, LinkedStorage)
        case storageUnlinked(ResourceID, StorageKind)
        case searchSaved(SavedSearch)
        case searchDeleted(ResourceID)
        case oldDataQueried(ResourceID, table: String?)
        case tableWritten(DataTable)
        case tableProvisioned(ResourceID)
        case tableDeleted(ResourceID)
        case sharedKeysRegenerated(ResourceID)
        case recordsStored(ResourceID, table: String, records: Int64, rows: [Document] = [])
        case recordsDropped(ResourceID, table: String, records: Int64)
        case trafficStarted(ResourceID, table: String, Flow)
        case trafficStopped(ResourceID)
    }
}
