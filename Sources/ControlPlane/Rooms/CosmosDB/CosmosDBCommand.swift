public import VirtualTime

extension CosmosDB {
    public enum Command: Equatable, Codable, Sendable {
        /// By Microsoft's own hand: no client sees the account (P-30).
        case deleteAccount(behind: ResourceID)
        /// A customer's own account: PUT, PATCH and DELETE.
        indirect case createOrUpdateAccount(ResourceID, AccountSettings)
        indirect case updateAccount(ResourceID, AccountSettings)
        case deleteDatabaseAccount(ResourceID)
        case regenerateAccountKey(ResourceID, AccountKeyKind)
        /// Data: a database, a container or a document, by its path below the account.
        case storeItem(account: ResourceID, path: String, body: Document)
        /// With all that is below it.
        case removeItem(account: ResourceID, path: String)
    }
}
