public import VirtualTime

extension Identity {
    public struct State: Equatable, Codable, Sendable {
        public internal(set) var entries = Table<DirectoryEntry>()
        /// Where Azure Cosmos DB's principal is, once it appears: asked at each look at a key, derived once.
        let cosmosObjectID: String

        /// The three people every world has (B.12): they differ only in name and role.
        init(tenant: String) {
            cosmosObjectID = Identity.cosmosObjectID(in: tenant)
            for name in owners + ["dana@contoso"] {
                entries.put(
                    DirectoryEntry(id: objectID(of: name, in: tenant), name: name, kind: .person))
            }
        }
    }

    /// A principal of the tenant, by its object id.
    public struct DirectoryEntry: TableRow, Codable {
        /// Object id, a lower-case GUID.
        public let id: String
        /// What people call it: `operator`, `contoso-la`, `Azure Cosmos DB`.
        public let name: String
        public let kind: Kind
        public var deadline: Instant? { nil }

        public enum Kind: Equatable, Codable, Sendable {
            case person
            case systemAssigned(of: ResourceID)
            case firstParty(application: String)
        }
    }
}
