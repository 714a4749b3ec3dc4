/// The resource providers Lockstep lists, with the types it tells apart: what is neither here nor modeled
/// is unknown.
struct ProviderCatalog {
    struct Provider: Sendable {
        let namespace: String
        /// The provider's first-party application and the role it takes, where they are public.
        var application: String?
        var roleDefinition: String?
        let types: [ProviderType]
        /// The page that says what is left out.
        let nonGoal: String
        var isRegistrationFree = false
        /// A retired provider that the subscription has left again.
        var wasUnregistered = false

        func type(_ name: String) -> ProviderType? {
            types.first { $0.name.lowercased() == name.lowercased() }
        }
        /// Whether Azure has the type, or the action on one, and Lockstep leaves it out.
        func leavesOut(_ name: String) -> Bool {
            Self.leftOut.contains("\(namespace)/\(name)".lowercased())
        }

        /// Child types and actions that clients use, lower case; the types of their own are in the catalog.
        private static let leftOut: Set<String> = {
            let names: [(namespace: String, types: String)] = [
                (
                    "microsoft.authorization",
                    "policyassignments policydefinitions permissions"
                ),
                (
                    "microsoft.documentdb",
                    "databaseaccounts/sqldatabases databaseaccounts/mongodbdatabases "
                        + "locations/restorabledatabaseaccounts"
                ),
                (
                    "microsoft.insights",
                    "datacollectionruleassociations scheduledqueryrules actiongroups metricalerts components"
                ),
                (
                    "microsoft.keyvault",
                    "vaults/secrets vaults/privateendpointconnections "
                        + "vaults/privatelinkresources"
                ),
                (
                    "microsoft.operationalinsights",
                    "workspaces/dataexports workspaces/datasources workspaces/intelligencepacks/enable "
                        + "workspaces/intelligencepacks/disable "
                        + "workspaces/purge workspaces/schema workspaces/search "
                        + "workspaces/availableservicetiers workspaces/failover workspaces/failback "
                ),
                (
                    "microsoft.resources",
                    "tags templatespecs deploymentscripts deployments/validate deployments/whatif"
                ),
                (
                    "microsoft.securityinsights",
                    "incidents/alerts incidents/bookmarks incidents/entities entities "
                        + "threatintelligence sourcecontrols metadata contentpackages contenttemplates"
                ),
            ]
            return Set(
                names.flatMap { entry in entry.types.split(separator: " ").map { "\(entry.namespace)/\($0)" }
                })
        }()
    }

    struct ProviderType: Sendable {
        let name: String
        let versions: [String]
        let capabilities: String
    }

    static func find(_ namespace: String) -> Provider? {
        providers.first { $0.namespace.lowercased() == namespace.lowercased() }
    }

    static let providers: [Provider] = [
        Provider(
            namespace: "Microsoft.Authorization",
            types: [
                modeled("Microsoft.Authorization", "locks"),
                modeled("Microsoft.Authorization", "roleAssignments"),
                modeled("Microsoft.Authorization", "roleDefinitions"),
            ],
            nonGoal: "identity", isRegistrationFree: true),
        Provider(
            namespace: "Microsoft.ClassicInfrastructureMigrate",
            application: "5e5abe2b-83cd-4786-826a-a05653ebb103",
            roleDefinition: "766c4d9b-ef83-4f73-8352-1450a506a69b",
            types: [
                ProviderType(
                    name: "classicInfrastructureResources", versions: ["2015-06-15"], capabilities: "None")
            ], nonGoal: "resources", wasUnregistered: true),
        Provider(
            namespace: "Microsoft.DocumentDB", application: "a232010e-820c-4083-83bb-3ace5fc29d0b",
            roleDefinition: "bd7d6ab5-8d39-4dd0-a4ce-9d6fbe8f2d4a",
            types: [modeled("Microsoft.DocumentDB", "databaseAccounts")], nonGoal: "cosmosdb"),
        Provider(
            namespace: "Microsoft.Insights",
            types: [
                modeled("Microsoft.Insights", "dataCollectionRules"),
                modeled("Microsoft.Insights", "dataCollectionEndpoints"), other("diagnosticSettings"),
            ],
            nonGoal: "loganalytics"),
        Provider(
            namespace: "Microsoft.KeyVault",
            types: [
                modeled("Microsoft.KeyVault", "vaults"), modeled("Microsoft.KeyVault", "deletedVaults"),
                modeled("Microsoft.KeyVault", "managedHSMs"),
            ],
            nonGoal: "keyvault"),
        Provider(
            namespace: "Microsoft.ManagedIdentity",
            types: [modeled("Microsoft.ManagedIdentity", "userAssignedIdentities")],
            nonGoal: "identity"),
        Provider(
            namespace: "Microsoft.OperationalInsights",
            types: [
                "clusters", "workspaces", "workspaces/linkedServices", "workspaces/tables",
                "deletedWorkspaces",
            ].map {
                modeled("Microsoft.OperationalInsights", $0)
            } + [other("workspaces/savedSearches"), other("queryPacks")],
            nonGoal: "loganalytics"),
        Provider(
            namespace: "Microsoft.OperationsManagement", types: [other("solutions")], nonGoal: "sentinel"),
        Provider(
            namespace: "Microsoft.Resources",
            types: [
                modeled("Microsoft.Resources", "subscriptions"),
                modeled("Microsoft.Resources", "resourceGroups"),
                other("deployments"),
            ], nonGoal: "resources", isRegistrationFree: true),
        Provider(
            namespace: "Microsoft.SecurityInsights",
            types: [
                "onboardingStates", "alertRules", "incidents", "bookmarks", "watchlists", "automationRules",
                "dataConnectors", "settings", "alertRules/actions", "incidents/comments",
                "incidents/relations", "incidents/tasks", "watchlists/watchlistItems",
            ].map { modeled("Microsoft.SecurityInsights", $0) },
            nonGoal: "sentinel"),
        Provider(namespace: "Microsoft.Storage", types: [other("storageAccounts")], nonGoal: "resources"),
    ]

    private static func modeled(_ namespace: String, _ type: String) -> ProviderType {
        let known = APIVersionCatalog.versions(of: "\(namespace)/\(type)")
        return ProviderType(
            name: type, versions: (known?.versions ?? []).reversed().map(\.description),
            capabilities: "SupportsTags, SupportsLocation")
    }

    /// A type that exists in Azure and is not modeled: asking for it is answered with 501.
    private static func other(_ type: String) -> ProviderType {
        ProviderType(name: type, versions: [], capabilities: "None")
    }
}
