public import VirtualTime

extension CosmosDB {
    public enum Event: Equatable, Codable, Sendable {
        indirect case accountCreated(Account)
        case keyAccessChanged(ResourceID, KeyAccess)
        /// When validity next begins or ends; nil: it does not.
        case validityNoted(ResourceID, Instant?)
        case validityReached(ResourceID)
        case rewrapScheduled(ResourceID, Rewrap)
        case rewrapAbandoned(ResourceID)
        case keyRewrapped(ResourceID, version: String)
        case deletionStarted(ResourceID, until: Instant, OperationID)
        case accountDeleted(ResourceID)
    }
}
