/// Who acts. The simulator is a principal too: alarms are journaled under its name.
public enum Principal: Hashable, Codable, Sendable {
    /// A person or service principal known to the tenant, by name: `operator`, `dana@contoso`.
    case user(String)
    /// The identity Azure made for a resource, by its object id.
    case identity(objectID: String)
    /// Azure Cosmos DB's first-party service, which reaches the vault for Sentinel (COSMOS-REG-02).
    case cosmosDB
    /// Microsoft's own hand on resources that no customer sees (SENT-ONB-12).
    case microsoft
    case simulator

    /// Owner of the subscription, holder of every key permission: the default actor.
    public static let owner = Principal.user("operator")

    public var name: String {
        switch self {
        case .user(let name): name
        case .identity(let objectID): "identity/\(objectID)"
        case .cosmosDB: "Azure Cosmos DB"
        case .microsoft: "Microsoft"
        case .simulator: "simulator"
        }
    }
}
