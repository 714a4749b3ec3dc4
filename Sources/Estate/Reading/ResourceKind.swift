/// What a document is of, told from its id, its `kid` or its type: never from the name of its file.
enum ResourceKind: Hashable {
    case subscription, group, provider
    /// A user-assigned identity.
    case identity
    /// A principal of the directory, as `az ad sp show` prints it.
    case servicePrincipal
    case vault, deletedVault
    /// A key or one of its versions.
    case key
    case cluster, workspace, linkedService
    /// A Cosmos DB account of the customer's own.
    case databaseAccount
    case roleAssignment, onboardingState
    /// Any other type, with its namespace.
    case other(String)

    init(_ path: ResourcePath) {
        if path.isGroup {
            self = .group
        } else if path.isSubscription {
            self = .subscription
        } else if path.isProvider {
            self = .provider
        } else {
            self = Self.byType[path.type?.lowercased() ?? ""] ?? .other(path.type ?? "")
        }
    }

    private static let byType: [String: ResourceKind] = [
        "microsoft.managedidentity/userassignedidentities": .identity,
        "microsoft.keyvault/vaults": .vault,
        "microsoft.keyvault/locations/deletedvaults": .deletedVault,
        "microsoft.keyvault/vaults/keys": .key,
        "microsoft.keyvault/vaults/keys/versions": .key,
        "microsoft.operationalinsights/clusters": .cluster,
        "microsoft.operationalinsights/workspaces": .workspace,
        "microsoft.operationalinsights/workspaces/linkedservices": .linkedService,
        "microsoft.documentdb/databaseaccounts": .databaseAccount,
        "microsoft.authorization/roleassignments": .roleAssignment,
        "microsoft.securityinsights/onboardingstates": .onboardingState,
    ]

    /// The word reports have for it.
    var word: String {
        switch self {
        case .subscription: "subscription"
        case .group: "group"
        case .provider: "provider"
        case .identity: "identity"
        case .servicePrincipal: "service principal"
        case .vault: "vault"
        case .deletedVault: "deleted vault"
        case .key: "key"
        case .cluster: "cluster"
        case .workspace: "workspace"
        case .linkedService: "linked service"
        case .databaseAccount: "cosmos"
        case .roleAssignment: "role assignment"
        case .onboardingState: "onboarding state"
        case .other(let type): type.split(separator: "/").last.map(String.init) ?? type
        }
    }
}
