extension CosmosDB {
    public enum Command: Equatable, Codable, Sendable {
        /// By Microsoft's own hand: no client sees the account (P-30).
        case deleteAccount(behind: ResourceID)
    }
}
