public import VirtualTime

extension CosmosDB {
    public enum Event: Equatable, Codable, Sendable {
        indirect case accountCreated(Account)
        case keyAccessChanged(ResourceID, KeyAccess)
        case rewrapScheduled(ResourceID, Rewrap)
        case rewrapAbandoned(ResourceID)
        case keyRewrapped(ResourceID, version: String)
        indirect case databaseAccountCreated(DatabaseAccount)
        indirect case databaseAccountChanged(ResourceID, AccountSettings)
        case databaseAccountIdentityChanged(ResourceID, AccountIdentity, DefaultIdentity)
        case conversionStarted(ResourceID, AccountKey, until: Instant, OperationID)
        /// Under another key, by this version of it.
        case accountRekeyed(ResourceID, AccountKey, version: String)
        case databaseAccountUpdating(ResourceID, until: Instant, OperationID)
        case accountKeyRegenerated(ResourceID, AccountKeyKind)
        case databaseAccountSettled(ResourceID)
        case databaseAccountFailed(ResourceID)
        case databaseAccountDeletionStarted(ResourceID, until: Instant, OperationID)
        case databaseAccountDeleted(ResourceID)
        case deletionStarted(ResourceID, until: Instant, OperationID)
        case accountDeleted(ResourceID)
        /// Gone without a trace, with what it belonged to.
        case accountForgotten(ResourceID)
        indirect case itemStored(StoredItem)
        case itemRemoved(ResourceID, path: String)
    }
}
