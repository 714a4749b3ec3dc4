import VirtualTime

/// The built-in roles that the story needs, by the ids Azure gives them in every tenant (KV-ACC-04).
public enum BuiltInRole: String, CaseIterable, Codable, Sendable {
    case owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
    case contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c"
    case reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
    case userAccessAdministrator = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"
    case keyVaultAdministrator = "00482a5a-887f-4fb3-b363-3b7fe8e74483"
    case keyVaultContributor = "f25e0fa2-a7c8-4377-a976-54943a77a395"
    case keyVaultCryptoOfficer = "14b46e9e-c2b7-41b4-b07b-48a6ebf60603"
    case keyVaultEncryptionUser = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
    case keyVaultCryptoUser = "12338af0-0e69-4776-bea7-57ae8d297424"
    case keyVaultPurgeOperator = "a68e7c17-0ab2-4c09-9a58-125dae29748c"
    case keyVaultReader = "21090545-7ca7-4776-b22c-e363652d74d2"
    case logAnalyticsContributor = "92aaf0da-9dab-42b6-94a3-d43ce8d16293"
    case managedIdentityOperator = "f1a07417-d97a-45cb-824c-7a7467783830"
    case sentinelContributor = "ab8e14d6-4a74-4a29-9ba8-549422addade"

    /// Azure's name for it.
    public var title: String { row.title }
    /// What it may do through ARM; `*` stands for any run of characters.
    public var actions: [String] { row.actions }
    /// What `actions` would allow and the role leaves out.
    public var notActions: [String] { row.notActions }
    /// What it may do with keys, on vaults that look at roles.
    public var dataActions: [String] { row.dataActions }

    /// Whether it says anything about keys.
    var hasKeyActions: Bool { !dataActions.isEmpty }

    func permits(_ action: String) -> Bool {
        Self.matches(actions, action) && !Self.matches(notActions, action)
    }
    func permitsData(_ action: String) -> Bool { Self.matches(dataActions, action) }

    private static func matches(_ patterns: [String], _ action: String) -> Bool {
        patterns.contains { Glob.matches($0.lowercased(), action.lowercased()) }
    }

    private struct Row {
        let title: String
        var actions: [String] = []
        var notActions: [String] = []
        var dataActions: [String] = []
    }

    private static let keys = "Microsoft.KeyVault/vaults/keys"
    /// What all readers of vaults may see of them through ARM.
    private static let vaultReads = [
        "Microsoft.Authorization/*/read", "Microsoft.KeyVault/checkNameAvailability/read",
        "Microsoft.KeyVault/deletedVaults/read", "Microsoft.KeyVault/locations/*/read",
        "Microsoft.KeyVault/vaults/*/read", "Microsoft.KeyVault/vaults/read",
        "Microsoft.Resources/subscriptions/resourceGroups/read",
    ]

    private var row: Row {
        switch self {
        case .owner: Row(title: "Owner", actions: ["*"])
        case .contributor:
            Row(
                title: "Contributor", actions: ["*"],
                notActions: [
                    "Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write",
                    "Microsoft.Authorization/elevateAccess/Action",
                    "Microsoft.KeyVault/locations/deletedVaults/purge/action",
                ])
        case .reader: Row(title: "Reader", actions: ["*/read"])
        case .userAccessAdministrator:
            Row(title: "User Access Administrator", actions: ["*/read", "Microsoft.Authorization/*"])
        case .logAnalyticsContributor:
            Row(
                title: "Log Analytics Contributor",
                actions: ["*/read", "Microsoft.OperationalInsights/*", "Microsoft.OperationsManagement/*"])
        case .managedIdentityOperator:
            Row(
                title: "Managed Identity Operator",
                actions: [
                    "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
                    "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
                    "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
                ])
        case .sentinelContributor:
            Row(
                title: "Microsoft Sentinel Contributor",
                actions: [
                    "Microsoft.SecurityInsights/*", "Microsoft.OperationalInsights/workspaces/*/read",
                ])
        case .keyVaultAdministrator, .keyVaultContributor, .keyVaultCryptoOfficer, .keyVaultEncryptionUser,
            .keyVaultCryptoUser, .keyVaultPurgeOperator, .keyVaultReader:
            vaultRow
        }
    }

    private var vaultRow: Row {
        let keys = Self.keys, reads = Self.vaultReads
        return switch self {
        case .keyVaultAdministrator:
            Row(
                title: "Key Vault Administrator", actions: reads,
                dataActions: ["Microsoft.KeyVault/vaults/*"])
        case .keyVaultContributor:
            Row(
                title: "Key Vault Contributor",
                actions: [
                    "Microsoft.Authorization/*/read", "Microsoft.KeyVault/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                ],
                notActions: [
                    "Microsoft.KeyVault/locations/deletedVaults/purge/action",
                    "Microsoft.KeyVault/hsmPools/*",
                    "Microsoft.KeyVault/managedHsms/*",
                ])
        case .keyVaultCryptoOfficer:
            Row(
                title: "Key Vault Crypto Officer", actions: reads,
                dataActions: ["\(keys)/*", "Microsoft.KeyVault/vaults/keyrotationpolicies/*"])
        case .keyVaultEncryptionUser:
            Row(
                title: "Key Vault Crypto Service Encryption User",
                dataActions: ["\(keys)/read", "\(keys)/wrap/action", "\(keys)/unwrap/action"])
        case .keyVaultCryptoUser:
            Row(
                title: "Key Vault Crypto User",
                dataActions: [
                    "read", "update/action", "backup/action", "encrypt/action", "decrypt/action",
                    "wrap/action", "unwrap/action", "sign/action", "verify/action",
                ].map { "\(keys)/\($0)" })
        case .keyVaultPurgeOperator:
            Row(
                title: "Key Vault Purge Operator",
                actions: [
                    "Microsoft.KeyVault/deletedVaults/read",
                    "Microsoft.KeyVault/locations/deletedVaults/purge/action",
                    "Microsoft.KeyVault/locations/deletedVaults/read",
                    "Microsoft.KeyVault/locations/operationResults/read",
                ])
        default:
            Row(
                title: "Key Vault Reader", actions: reads,
                dataActions: ["Microsoft.KeyVault/vaults/*/read"])
        }
    }
}
