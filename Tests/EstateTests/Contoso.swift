import ControlPlane
import Estate
import VirtualTime

/// A small estate as `az … list -o json` prints it: Sentinel on a workspace, on a cluster, under a key.
enum Contoso {
    static let subscription = "/subscriptions/5a5a0000-0000-0000-0000-000000000001"
    static let group = "\(subscription)/resourceGroups/soc-rg"
    static let tenant = "7e7e0000-0000-0000-0000-000000000001"
    static let clusterPrincipal = "c1c10000-0000-0000-0000-000000000001"
    static let cosmosPrincipal = "d0d00000-0000-0000-0000-000000000001"
    static let vault = "\(group)/providers/Microsoft.KeyVault/vaults/contoso-kv"
    static let cluster = "\(group)/providers/Microsoft.OperationalInsights/clusters/contoso-la"
    static let workspace = "\(group)/providers/Microsoft.OperationalInsights/workspaces/contoso-soc"
    static let onboarding =
        "\(workspace)/providers/Microsoft.SecurityInsights/onboardingStates/default"
    static let version = "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"

    /// - Parameters:
    ///   - clusterHolds: permissions of the cluster's identity in the vault.
    ///   - network: the vault's `networkAcls`.
    static func vaults(
        clusterHolds: [String] = ["get", "wrapKey", "unwrapKey"], network: Document = nil
    ) -> Document {
        [
            [
                "id": .string(vault), "location": "westeurope", "name": "contoso-kv",
                "resourceGroup": "soc-rg",
                "tags": ["env": "prod"], "type": "Microsoft.KeyVault/vaults",
                "properties": [
                    "accessPolicies": [
                        policy(clusterPrincipal, clusterHolds),
                        policy(cosmosPrincipal, ["get", "unwrapKey", "wrapKey"]),
                    ],
                    "enablePurgeProtection": true, "enableRbacAuthorization": false, "enableSoftDelete": true,
                    "networkAcls": network, "provisioningState": "Succeeded",
                    "sku": ["family": "A", "name": "standard"], "softDeleteRetentionInDays": 90,
                    "tenantId": .string(tenant), "vaultUri": "https://contoso-kv.vault.azure.net/",
                ],
            ]
        ]
    }

    private static func policy(_ objectID: String, _ keys: [String]) -> Document {
        [
            "applicationId": nil, "objectId": .string(objectID), "tenantId": .string(tenant),
            "permissions": ["certificates": nil, "keys": .array(keys.map { .string($0) }), "secrets": []],
        ]
    }

    /// Key Vault Crypto Service Encryption User at the vault, flattened as `az role assignment list` prints.
    static func role(_ name: String, _ principal: String) -> Document {
        [
            "condition": nil,
            "id": .string("\(vault)/providers/Microsoft.Authorization/roleAssignments/\(name)"),
            "name": .string(name), "principalId": .string(principal), "principalType": "ServicePrincipal",
            "roleDefinitionId": .string(
                "\(subscription)/providers/Microsoft.Authorization/roleDefinitions/"
                    + "e147488a-f6f5-4113-8e2d-b22465e65bf6"),
            "roleDefinitionName": "Key Vault Crypto Service Encryption User", "scope": .string(vault),
            "type": "Microsoft.Authorization/roleAssignments",
        ]
    }

    static func keys(enabled: Bool = true, expires: Document = nil) -> Document {
        [
            [
                "attributes": [
                    "created": "2024-05-02T10:00:00+00:00", "enabled": .bool(enabled), "expires": expires,
                    "notBefore": nil, "recoveryLevel": "Recoverable", "updated": "2024-05-02T10:00:00+00:00",
                ],
                "kid": .string("https://contoso-kv.vault.azure.net/keys/cmk/\(version)"), "managed": nil,
                "name": "cmk", "tags": nil,
            ]
        ]
    }

    /// Flattened, as the commands of Log Analytics print.
    static func clusters(location: String = "westeurope", pinned: Bool = false) -> Document {
        [
            [
                "associatedWorkspaces": [], "billingType": "Cluster",
                "clusterId": "c1d00000-0000-0000-0000-000000000001",
                "createdDate": "Thu, 02 May 2024 10:00:00 GMT", "id": .string(cluster),
                "identity": [
                    "principalId": .string(clusterPrincipal), "tenantId": .string(tenant),
                    "type": "SystemAssigned",
                ],
                "keyVaultProperties": [
                    "keyName": "cmk", "keyVaultUri": "https://contoso-kv.vault.azure.net",
                    "keyVersion": .string(pinned ? version : ""),
                ],
                "location": .string(location), "name": "contoso-la", "provisioningState": "Succeeded",
                "resourceGroup": "soc-rg", "sku": ["capacity": 100, "name": "CapacityReservation"],
                "tags": [:], "type": "Microsoft.OperationalInsights/clusters",
            ]
        ]
    }

    static let workspaces: Document = [
        [
            "createdDate": "2024-05-01T10:00:00.0000000Z",
            "customerId": "a0a00000-0000-0000-0000-000000000001",
            "features": ["legacy": 0, "searchVersion": 1], "id": .string(workspace), "location": "westeurope",
            "name": "contoso-soc", "provisioningState": "Succeeded", "resourceGroup": "soc-rg",
            "retentionInDays": 90, "sku": ["lastSkuUpdate": "2024-05-03T10:00:00Z", "name": "LACluster"],
            "type": "Microsoft.OperationalInsights/workspaces",
        ]
    ]

    static let links: Document = [
        [
            "id": .string("\(workspace.lowercased())/linkedservices/cluster"), "name": "contoso-soc/Cluster",
            "provisioningState": "Succeeded", "resourceGroup": "soc-rg",
            "type": "Microsoft.OperationalInsights/workspaces/linkedServices",
            "writeAccessResourceId": .string(cluster),
        ]
    ]

    static let onboardings: Document = [
        "value": [
            [
                "id": .string(onboarding), "name": "default", "properties": ["customerManagedKey": true],
                "systemData": [:], "type": "Microsoft.SecurityInsights/onboardingStates",
            ]
        ]
    ]

    /// The whole of it, a file a list.
    static func files(
        vaults: Document = vaults(), keys: Document = keys(), clusters: Document = clusters()
    ) -> [EstateFile] {
        [
            ("vaults", vaults), ("keys", keys), ("clusters", clusters), ("workspaces", workspaces),
            ("links", links), ("onboarding", onboardings),
        ].map { file($0.0, $0.1) }
    }

    static func file(_ name: String, _ document: Document) -> EstateFile {
        EstateFile(name: "\(name).json", text: document.json(indent: 2))
    }

    static func imported(_ files: [EstateFile], at now: Instant? = nil) throws -> ImportedEstate {
        try Estate(reading: files).imported(at: now)
    }
}

extension ImportReport {
    /// The one report of a value, by its place.
    func leaf(_ place: String) -> LeafReport? { leaves.first { $0.place.description == place } }
    func verdict(_ place: String) -> LeafReport.Verdict? { leaf(place)?.verdict }
    var rulesOfRefusals: [String] { refusals.flatMap { $0.rules.map(\.code) } }
}

extension Document {
    /// A vault with one of its properties set.
    func setting(_ value: Document, _ property: String) -> Document {
        var copy = self
        var properties = copy["properties"] ?? [:]
        properties[property] = value
        copy["properties"] = properties
        return copy
    }
}
