/// The versions of every type served: those Azure publishes and those current clients send.
///
/// One line a year; `0301` is the stable version of 1 March, `0301p` the preview of that day.
public enum APIVersionCatalog {
    /// Looks a type up by its name with namespace, in any casing, as in `Microsoft.KeyVault/vaults`.
    public static func versions(of resourceType: String) -> KnownVersions? {
        byLowercasedType[resourceType.lowercased()]
    }

    /// Keys on a vault's own host.
    public static let keyVaultKeys = KnownVersions(
        "Key Vault keys",
        dated("2016: 1001", "2025: 0701", "2026: 0101p")
            + numbered(
                "7.0-preview", "7.0", "7.1-preview", "7.1-preview.1", "7.1", "7.2-preview", "7.2",
                "7.3-preview", "7.3", "7.4-preview.1", "7.4", "7.5-preview.1", "7.5", "7.6-preview.1",
                "7.6-preview.2", "7.6"))
    /// Queries through a workspace's ARM id; on the query service's own host the path says `v1`.
    public static let query = KnownVersions("Log Analytics query", workspaceVersions)
    /// The logs ingestion service.
    public static let ingestion = KnownVersions("Logs ingestion", dated("2023: 0101"))
    /// The HTTP data collector.
    public static let collector = KnownVersions("HTTP data collector", dated("2016: 0401"))
    /// `/metadata/endpoints`.
    public static let metadata = KnownVersions(
        "Metadata endpoints", dated("2015: 0101", "2019: 0501", "2020: 0601", "2022: 0901"))

    /// Every ARM type, in the order of its namespace.
    public static let resourceTypes: [KnownVersions] = [
        KnownVersions("Microsoft.Resources/subscriptions", subscriptionVersions),
        KnownVersions("Microsoft.Resources/tenants", subscriptionVersions),
        KnownVersions("Microsoft.Resources/resourceGroups", groupVersions),
        KnownVersions("Microsoft.Resources/providers", groupVersions),
        KnownVersions(
            "Microsoft.Resources/resources",
            groupVersions + dated("2019: 0901", "2022: 0701", "2023: 0201", "2025: 0501", "2026: 0201")),
        KnownVersions("Microsoft.Resources/deployments", groupVersions),
        KnownVersions(
            "Microsoft.Authorization/locks", dated("2015: 0101", "2016: 0901", "2017: 0401", "2020: 0501")),
        KnownVersions("Microsoft.KeyVault/vaults", vaultVersions),
        KnownVersions("Microsoft.KeyVault/deletedVaults", vaultVersions),
        KnownVersions("Microsoft.KeyVault/locations", vaultVersions),
        KnownVersions(
            "Microsoft.KeyVault/managedHSMs",
            dated(
                "2020: 0401p", "2021: 0401p 0601p 1001 1101p", "2022: 0201p 0701 1101", "2023: 0201 0701",
                "2024: 0401p 1101 1201p", "2025: 0501", "2026: 0201 0301p")),
        KnownVersions(
            "Microsoft.Authorization/roleAssignments",
            dated(
                "2015: 0701", "2017: 1001p", "2018: 0101p 0901p", "2020: 0301p 0401p 0801p 1001p",
                "2021: 0401p", "2022: 0401")),
        KnownVersions(
            "Microsoft.Authorization/roleDefinitions",
            dated("2015: 0701", "2018: 0101p", "2022: 0401 0501p", "2023: 0701p")),
        KnownVersions(
            "Microsoft.ManagedIdentity/userAssignedIdentities",
            dated(
                "2015: 0831p", "2018: 1130", "2021: 0930p", "2022: 0131p", "2023: 0131 0731p",
                "2024: 1130", "2025: 0131p 0531p")
        ),
        KnownVersions("Microsoft.Insights/dataCollectionRules", collectionVersions),
        KnownVersions("Microsoft.Insights/dataCollectionEndpoints", collectionVersions),
        KnownVersions("Microsoft.OperationalInsights/clusters", clusterVersions),
        KnownVersions("Microsoft.OperationalInsights/workspaces", workspaceVersions),
        KnownVersions(
            "Microsoft.OperationalInsights/workspaces/linkedServices",
            dated(
                "2015: 1101p", "2019: 0801p", "2020: 0301p 0801", "2023: 0901", "2025: 0201 0701",
                "2026: 0301")),
        KnownVersions(
            "Microsoft.OperationalInsights/workspaces/linkedStorageAccounts",
            dated("2019: 0801p", "2020: 0301p 0801", "2023: 0901", "2025: 0201 0701", "2026: 0301")),
        KnownVersions(
            "Microsoft.OperationalInsights/workspaces/savedSearches",
            dated("2015: 0320", "2020: 0301p 0801", "2023: 0901", "2025: 0201 0701", "2026: 0301")),
        KnownVersions(
            "Microsoft.OperationalInsights/workspaces/tables",
            dated(
                "2020: 0301p 0801 1001", "2021: 1201p", "2022: 1001", "2023: 0901", "2025: 0201 0701",
                "2026: 0301")),
        KnownVersions("Microsoft.OperationalInsights/deletedWorkspaces", workspaceVersions),
        KnownVersions("Microsoft.OperationalInsights/locations/operationStatuses", workspaceVersions),
        KnownVersions("Microsoft.DocumentDB/databaseAccounts", accountVersions),
        KnownVersions("Microsoft.SecurityInsights/onboardingStates", sentinelVersions),
        KnownVersions(
            "Microsoft.SecurityInsights/bookmarks", sentinelVersions + dated("2019: 0101p", "2020: 0101")),
        KnownVersions(
            "Microsoft.SecurityInsights/watchlists", sentinelVersions + dated("2019: 0101p", "2021: 0401")),
        KnownVersions(
            "Microsoft.SecurityInsights/automationRules", sentinelVersions + dated("2019: 0101p")),
        KnownVersions(
            "Microsoft.SecurityInsights/dataConnectors", sentinelVersions + dated("2019: 0101p", "2020: 0101")
        ),
        KnownVersions(
            "Microsoft.SecurityInsights/settings", sentinelVersions + dated("2019: 0101p")),
        KnownVersions(
            "Microsoft.SecurityInsights/alertRules/actions",
            sentinelVersions + dated("2019: 0101p", "2020: 0101")),
        KnownVersions(
            "Microsoft.SecurityInsights/incidents/comments",
            sentinelVersions + dated("2019: 0101p", "2020: 0101", "2021: 0401")),
        KnownVersions(
            "Microsoft.SecurityInsights/incidents/relations",
            sentinelVersions + dated("2019: 0101p", "2021: 0401")),
        KnownVersions(
            "Microsoft.SecurityInsights/incidents/tasks",
            sentinelVersions.filter { $0 >= APIVersion.known("2022-12-01-preview") }),
        KnownVersions(
            "Microsoft.SecurityInsights/watchlists/watchlistItems",
            sentinelVersions + dated("2019: 0101p", "2021: 0401")),
        KnownVersions(
            "Microsoft.SecurityInsights/alertRules", sentinelVersions + dated("2019: 0101p", "2020: 0101")),
        KnownVersions(
            "Microsoft.SecurityInsights/alertRuleTemplates",
            sentinelVersions + dated("2019: 0101p", "2020: 0101")),
        KnownVersions(
            "Microsoft.SecurityInsights/incidents",
            sentinelVersions + dated("2019: 0101p", "2020: 0101", "2021: 0401")),
    ]

    private static let subscriptionVersions = dated(
        "2015: 1101", "2016: 0601", "2019: 0601 1101", "2020: 0101", "2021: 0101 1001", "2022: 1201")

    private static let groupVersions = dated(
        "2015: 1101", "2016: 0201 0701 0901", "2017: 0510", "2018: 0201 0501",
        "2019: 0301 0501 0510 0701 0801 1001", "2020: 0601 0801 1001", "2021: 0101 0401", "2022: 0901",
        "2023: 0701", "2024: 0301 0701 1101", "2025: 0301 0401")

    private static let vaultVersions = dated(
        "2015: 0601", "2016: 1001", "2018: 0214p 0214", "2019: 0901", "2020: 0401p",
        "2021: 0401p 0601p 1001 1101p",
        "2022: 0201p 0701 1101", "2023: 0201 0701", "2024: 0401p 1101 1201p", "2025: 0501",
        "2026: 0201 0301p 0515")

    private static let collectionVersions = dated(
        "2019: 1101p", "2021: 0401 0901p", "2022: 0601", "2023: 0311", "2024: 0311")

    private static let clusterVersions = dated(
        "2019: 0801p", "2020: 0301p 0801 1001", "2021: 0601", "2022: 1001", "2023: 0901", "2025: 0201 0701",
        "2026: 0301")

    private static let workspaceVersions = dated(
        "2015: 1101p", "2020: 0301p 0801 1001", "2021: 0601 1201p", "2022: 1001", "2023: 0901",
        "2025: 0201 0701",
        "2026: 0301")

    private static let accountVersions = dated(
        "2015: 0401 0408 1106",
        "2016: 0319 0331",
        "2019: 0801 1212",
        "2020: 0301 0401 0601p 0901",
        "2021: 0115 0301p 0315 0401p 0415 0515 0615 0701p 1015 1015p 1115p",
        "2022: 0215p 0515 0515p 0815 0815p 1115 1115p",
        "2023: 0301p 0315 0315p 0415 0915 0915p 1115 1115p",
        "2024: 0215p 0515 0515p 0815 0901p 1115 1201p",
        "2025: 0415 0501p 1015 1101p",
        "2026: 0315 0401p")

    private static let sentinelVersions = dated(
        "2021: 0301p 0901p 1001p 1001",
        "2022: 0101p 0401p 0501p 0601p 0701p 0801p 0801 0901p 1001p 1101p 1101 1201p",
        "2023: 0201p 0201 0301p 0401p 0501p 0601p 0701p 0801p 0901p 1001p 1101 1201p",
        "2024: 0101p 0301 0401p 0901 1001p", "2025: 0101p 0301 0401p 0601 0701p 0901 1001p")

    private static let byLowercasedType = Dictionary(
        uniqueKeysWithValues: resourceTypes.map { ($0.resourceType.lowercased(), $0) })

    private static func dated(_ years: String...) -> [APIVersion] {
        years.flatMap { line in
            line.dropFirst(6).split(separator: " ").map { day in
                let date = "\(line.prefix(4))-\(day.prefix(2))-\(day.dropFirst(2).prefix(2))"
                return APIVersion.known(day.hasSuffix("p") ? date + "-preview" : date)
            }
        }
    }

    private static func numbered(_ texts: String...) -> [APIVersion] {
        texts.map(APIVersion.known)
    }
}
