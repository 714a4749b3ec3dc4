import AzureWire
import ControlPlane
import VirtualTime

/// How a resource of a type is brought into the world that a request needs: the least body that creates it.
struct ResourceRecipe {
    let version: String
    let body: @Sendable (_ path: String) -> Document?

    init(_ version: String, _ body: @escaping @Sendable (_ path: String) -> Document?) {
        self.version = version
        self.body = body
    }

    /// By type with its namespace, lower case. Types that are not here are made by an example.
    static let all: [String: ResourceRecipe] = [
        "microsoft.operationalinsights/workspaces": .init("2023-09-01") { _ in ["location": "westeurope"] },
        "microsoft.operationalinsights/clusters": .init("2022-10-01") { _ in
            [
                "location": "westeurope", "identity": ["type": "SystemAssigned"],
                "sku": ["name": "CapacityReservation", "capacity": 1000],
            ]
        },
        "microsoft.operationalinsights/workspaces/linkedservices": .init("2020-08-01") { path in
            ["properties": ["writeAccessResourceId": .string(cluster(beside: path))]]
        },
        "microsoft.operationalinsights/workspaces/tables": .init("2022-10-01") { path in
            [
                "properties": [
                    "schema": [
                        "name": .string(String(path.split(separator: "/").last ?? "")),
                        "columns": [["name": "TimeGenerated", "type": "datetime"]],
                    ]
                ]
            ]
        },
        "microsoft.keyvault/vaults": .init("2023-07-01") { _ in
            [
                "location": "westeurope",
                "properties": [
                    "tenantId": .string(Genesis.defaultTenant), "sku": ["family": "A", "name": "premium"],
                    "accessPolicies": [], "enablePurgeProtection": true,
                ],
            ]
        },
        "microsoft.documentdb/databaseaccounts": .init("2024-05-15") { _ in
            [
                "location": "westeurope",
                "properties": [
                    "databaseAccountOfferType": "Standard",
                    "locations": [["locationName": "westeurope", "failoverPriority": 0]],
                ],
            ]
        },
        "microsoft.managedidentity/userassignedidentities": .init("2023-01-31") { _ in
            ["location": "westeurope"]
        },
        "microsoft.securityinsights/onboardingstates": .init("2024-03-01") { _ in ["properties": [:]] },
    ]

    /// A cluster in the group of a workspace, for a link that names none.
    static func cluster(beside path: String) -> String {
        let group = path.split(separator: "/").prefix(4).joined(separator: "/")
        return "/\(group)/providers/Microsoft.OperationalInsights/clusters/beside"
    }
}
