import AzureWire
import Testing

@Suite struct APIVersionTests {
    private func version(_ text: String) throws -> APIVersion {
        try #require(APIVersion(text))
    }

    @Test("versions are ordered: numbers, then dates; previews before the stable version of their day")
    func order() throws {
        let ascending = [
            "7.0", "7.5-preview.1", "7.5-preview.2", "7.5", "7.10", "2016-10-01", "2021-03-01-preview",
            "2021-03-01",
            "2021-03-02-preview", "2026-01-01-preview",
        ]
        let versions = try ascending.map(version)

        #expect(versions == versions.shuffled().sorted())
        #expect(try version("2021-03-01-Preview") == version("2021-03-01-preview"))
        #expect(versions.map(\.isPreview) == ascending.map { $0.contains("preview") })
        #expect(versions.map(\.description) == ascending)
    }

    @Test(
        "what is no version has none",
        arguments: [
            "", "latest", "2021", "2021-13-01", "2021-00-01", "2021-02-30", "2023-02-29", "2021-3-1",
            "21-03-01",
            "2021-03-01-", "2021-03-01-rc", "2021-03-01-preview-x", "2021-03-01-preview.1.2", "7", "7.",
            "7.x", "v7.4",
            "7.4.1", "2021-03-01'", "+7.4", "٧.٤",
        ])
    func malformed(text: String) {
        #expect(APIVersion(text) == nil)
    }

    @Test("a leap day is a day")
    func leapDay() {
        #expect(APIVersion("2024-02-29") != nil)
    }

    @Test("known versions are accepted, newer ones with a warning, any other refused")
    func verdicts() throws {
        let known = try #require(APIVersionCatalog.versions(of: "microsoft.keyvault/VAULTS"))

        #expect(known.judge("2023-07-01") == .accepted(try version("2023-07-01")))
        #expect(
            known.judge("2099-01-01")
                == .acceptedNewer(try version("2099-01-01"), newestKnown: try version("2026-05-15")))
        #expect(known.judge("2023-07-02") == .unknown(try version("2023-07-02")))
        #expect(known.judge("7.4") == .unknown(try version("7.4")))
        #expect(known.judge("x") == .malformed("x"))
        #expect(known.judge("") == .missing)
        #expect(known.judge(nil) == .missing)
    }

    @Test("the numbers of versions are those of the published lists and the clients")
    func counts() {
        let counts = APIVersionCatalog.resourceTypes.map { "\($0.resourceType) \($0.versions.count)" }

        #expect(
            counts == [
                "Microsoft.Resources/subscriptions 8", "Microsoft.Resources/tenants 8",
                "Microsoft.Resources/resourceGroups 25", "Microsoft.Resources/providers 25",
                "Microsoft.Resources/resources 30",
                "Microsoft.Resources/deployments 25", "Microsoft.Authorization/locks 4",
                "Microsoft.KeyVault/vaults 22",
                "Microsoft.KeyVault/deletedVaults 22", "Microsoft.KeyVault/locations 22",
                "Microsoft.KeyVault/managedHSMs 16", "Microsoft.Authorization/roleAssignments 10",
                "Microsoft.Authorization/roleDefinitions 5",
                "Microsoft.ManagedIdentity/userAssignedIdentities 9",
                "Microsoft.Insights/dataCollectionRules 6", "Microsoft.Insights/dataCollectionEndpoints 6",
                "Microsoft.OperationalInsights/clusters 10", "Microsoft.OperationalInsights/workspaces 11",
                "Microsoft.OperationalInsights/workspaces/linkedServices 8",
                "Microsoft.OperationalInsights/workspaces/linkedStorageAccounts 7",
                "Microsoft.OperationalInsights/workspaces/savedSearches 7",
                "Microsoft.OperationalInsights/workspaces/tables 9",
                "Microsoft.OperationalInsights/deletedWorkspaces 11",
                "Microsoft.OperationalInsights/locations/operationStatuses 11",
                "Microsoft.DocumentDB/databaseAccounts 50", "Microsoft.SecurityInsights/onboardingStates 40",
                "Microsoft.SecurityInsights/bookmarks 42",
                "Microsoft.SecurityInsights/watchlists 42", "Microsoft.SecurityInsights/automationRules 41",
                "Microsoft.SecurityInsights/dataConnectors 42", "Microsoft.SecurityInsights/settings 41",
                "Microsoft.SecurityInsights/alertRules/actions 42",
                "Microsoft.SecurityInsights/incidents/comments 43",
                "Microsoft.SecurityInsights/incidents/relations 42",
                "Microsoft.SecurityInsights/incidents/tasks 25",
                "Microsoft.SecurityInsights/watchlists/watchlistItems 42",
                "Microsoft.SecurityInsights/alertRules 42",
                "Microsoft.SecurityInsights/alertRuleTemplates 42",
                "Microsoft.SecurityInsights/incidents 43",
            ])
    }

    @Test(
        "what current clients send is known",
        arguments: [
            (
                "Microsoft.OperationalInsights/clusters",
                ["2022-10-01", "2023-09-01", "2025-02-01", "2025-07-01"]
            ),
            (
                "Microsoft.OperationalInsights/workspaces",
                ["2020-08-01", "2022-10-01", "2023-09-01", "2025-07-01"]
            ),
            ("Microsoft.OperationalInsights/workspaces/linkedServices", ["2020-08-01", "2025-07-01"]),
            ("Microsoft.OperationalInsights/deletedWorkspaces", ["2021-12-01-preview", "2025-07-01"]),
            ("Microsoft.OperationalInsights/locations/operationStatuses", ["2015-11-01-preview"]),
            (
                "Microsoft.SecurityInsights/onboardingStates",
                [
                    "2021-03-01-preview", "2021-10-01", "2022-06-01-preview", "2022-11-01",
                    "2025-10-01-preview",
                ]
            ),
            ("Microsoft.SecurityInsights/alertRules", ["2023-12-01-preview", "2024-03-01"]),
            ("Microsoft.KeyVault/vaults", ["2026-02-01", "2026-05-15"]),
            ("Microsoft.Resources/resourceGroups", ["2023-07-01", "2024-11-01", "2025-04-01"]),
            ("Microsoft.Resources/resources", ["2015-11-01"]),
            ("Microsoft.Resources/providers", ["2022-09-01"]),
            ("Microsoft.Resources/subscriptions", ["2016-06-01", "2021-10-01", "2022-12-01"]),
        ])
    func clients(type: String, sent: [String]) throws {
        let known = try #require(APIVersionCatalog.versions(of: type))

        for text in sent { #expect(known.judge(text) == .accepted(try version(text))) }
    }

    @Test("the data planes know what their clients send")
    func dataPlanes() throws {
        for text in ["2016-10-01", "7.0", "7.4", "7.6", "2025-07-01", "2026-01-01-preview"] {
            #expect(APIVersionCatalog.keyVaultKeys.judge(text) == .accepted(try version(text)))
        }
        #expect(APIVersionCatalog.keyVaultKeys.judge("7.7") == .unknown(try version("7.7")))
        #expect(APIVersionCatalog.query.judge("2020-08-01") == .accepted(try version("2020-08-01")))
        #expect(APIVersionCatalog.ingestion.judge("2023-01-01") == .accepted(try version("2023-01-01")))
    }

    @Test("ARM-ERR-03…05 · a refused version is answered in Azure's words, newest version first")
    func refusals() throws {
        let groups = try #require(APIVersionCatalog.versions(of: "Microsoft.Resources/resourceGroups"))
        let clusters = try #require(APIVersionCatalog.versions(of: "Microsoft.OperationalInsights/clusters"))
        let unknown = clusters.judge("2001-01-01")

        #expect(clusters.refusal(of: clusters.judge("2022-10-01"), location: "westeurope") == nil)
        #expect(clusters.refusal(of: .missing, location: nil)?.code == "MissingApiVersionParameter")
        let plain = try #require(groups.refusal(of: groups.judge("x"), location: nil))
        #expect(plain.code == "InvalidApiVersionParameter")
        #expect(
            plain.message.hasPrefix(
                "The api-version 'x' is invalid. The supported versions are '2025-04-01, 2025-03-01, "
            ))
        #expect(
            clusters.refusal(of: unknown, location: "westeurope", locations: ["westeurope", "eastus"])
                == AzureError(
                    code: "NoRegisteredProviderFound",
                    message: """
                        No registered resource provider found for location 'westeurope' and API version \
                        '2001-01-01' for type 'clusters'. The supported api-versions are '2026-03-01, \
                        2025-07-01, 2025-02-01, 2023-09-01, 2022-10-01, 2021-06-01, 2020-10-01, 2020-08-01, \
                        2020-03-01-preview, 2019-08-01-preview'. The supported locations are \
                        'westeurope, eastus'.
                        """))
    }
}
