import VirtualTime

/// The tenant's directory: people, the identities Azure makes for resources, and Azure Cosmos DB's own
/// principal.
///
/// An access policy names an *object id*; who holds it is looked up here. The object id of Azure Cosmos DB's
/// principal differs from tenant to tenant and is not its application id (COSMOS-REG-02).
///
/// Sources: managed identities documentation; "Configure customer-managed keys for Azure Cosmos DB".
public enum Identity: ResourceProvider {
    /// Azure Cosmos DB's first-party application, the same in every tenant of the public cloud.
    public static let cosmosApplication = "a232010e-820c-4083-83bb-3ace5fc29d0b"
    /// The people who own the subscription: `trainee` may do what `operator` may.
    static let owners = ["operator", "trainee"]
    static let cosmosNamespace = "microsoft.documentdb"

    static func objectID(of name: String, in tenant: String) -> String {
        NamedGUID.text("principal/\(name)", in: tenant)
    }
    /// The object id Azure Cosmos DB's principal has, or will have once it appears.
    public static func cosmosObjectID(in tenant: String) -> String {
        objectID(of: cosmosApplication, in: tenant)
    }
}
