import ControlPlane
import Estate
import Simulation
import Testing
import VirtualTime

@Suite("stores and keys of an estate") struct StoreImportTests {
    private static let older = "00000000000000000000000000000001"
    private static let newer = "00000000000000000000000000000002"

    private func version(_ name: String, created: String, enabled: Bool = true) -> Document {
        [
            "attributes": [
                "created": .string(created), "enabled": .bool(enabled), "updated": .string(created),
            ],
            "kid": .string("https://contoso-kv.vault.azure.net/keys/cmk/\(name)"), "name": "cmk",
        ]
    }

    @Test("versions are made in the order of their dates, and a pinned one is the one it was")
    func versions() throws {
        let keys: Document = [
            version(Self.newer, created: "2024-05-02T10:00:00+00:00"),
            version(Self.older, created: "2023-05-02T10:00:00+00:00"),
        ]
        var cluster = try #require(Contoso.clusters().items?.first)
        cluster["keyVaultProperties"]?["keyVersion"] = .string(Self.older)
        let imported = try Contoso.imported(Contoso.files(keys: keys, clusters: [cluster]))
        let key = try #require(imported.timeline.world.key("cmk", in: "contoso-kv"))

        #expect(key.versions.count == 2)
        #expect(
            imported.timeline.world.cluster(named: "contoso-la")?.key?.version == key.versions.first?.name)
        let weakness = Assessment(of: imported.timeline).findings(.weaknesses).first {
            $0.outcome == "pinned"
        }
        #expect(weakness?.severity == .medium)
    }

    @Test("a pinned version that no list shows is an older one, and the premise says so")
    func unseenVersion() throws {
        let keys: Document = [version(Self.newer, created: "2024-05-02T10:00:00+00:00")]
        var cluster = try #require(Contoso.clusters().items?.first)
        cluster["keyVaultProperties"]?["keyVersion"] = .string(Self.older)
        let imported = try Contoso.imported(Contoso.files(keys: keys, clusters: [cluster]))
        let key = try #require(imported.timeline.world.key("cmk", in: "contoso-kv"))

        #expect(key.versions.count == 2)
        #expect(
            imported.timeline.world.cluster(named: "contoso-la")?.key?.version == key.versions.first?.name)
        #expect(imported.report.premises.contains { $0.rules.map(\.code) == ["LA-KEY-04"] })
    }

    @Test("a key that nobody lists is supposed, because a store is under it")
    func unseenKey() throws {
        let files = Contoso.files().filter { $0.name != "keys.json" }
        let imported = try Contoso.imported(files)

        #expect(imported.timeline.world.cluster(named: "contoso-la")?.access == .held)
        #expect(imported.report.premises.contains { $0.resource?.hasSuffix("/keys/cmk") == true })
    }

    @Test("a deleted key is deleted at its date, and recoverable until the date it shows")
    func deletedKey() throws {
        let deleted: Document = [
            [
                "attributes": ["created": "2024-01-01T10:00:00+00:00", "enabled": true],
                "deletedDate": "2024-05-03T10:00:00+00:00",
                "kid": "https://contoso-kv.vault.azure.net/keys/cmk",
                "name": "cmk", "recoveryId": "https://contoso-kv.vault.azure.net/deletedkeys/cmk",
                "scheduledPurgeDate": "2024-08-01T10:00:00+00:00",
            ]
        ]
        let files = Contoso.files(keys: deleted)
        let now = try #require(Instant(iso8601: "2024-05-10T00:00:00Z"))
        let imported = try Contoso.imported(files, at: now)
        let world = imported.timeline.world

        #expect(imported.report.verdict("keys.json#/0/scheduledPurgeDate") == .understood)
        #expect(imported.report.verdict("keys.json#/0/deletedDate") == .understood)
        #expect(world.cluster(named: "contoso-la")?.isDark == true)
        #expect(try Coverage.faults(of: imported.report, over: files) == [])
    }

    @Test("a deleted vault is made and deleted, and its purge date is the one it shows")
    func deletedVault() throws {
        let deleted: Document = [
            [
                "id": .string(
                    "\(Contoso.subscription)/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/old-kv"
                ),
                "name": "old-kv", "type": "Microsoft.KeyVault/deletedVaults",
                "properties": [
                    "deletionDate": "2024-05-03T10:00:00+00:00", "location": "westeurope",
                    "purgeProtectionEnabled": true, "scheduledPurgeDate": "2024-07-02T10:00:00+00:00",
                    "tags": [:], "vaultId": .string(Contoso.vault.replacing("contoso-kv", with: "old-kv")),
                ],
            ]
        ]
        let file = Contoso.file("deleted", deleted)
        let report = try Contoso.imported([file]).report

        #expect(report.refusals.map(\.message) == [])
        #expect(report.verdict("deleted.json#/0/properties/scheduledPurgeDate") == .understood)
        #expect(report.verdict("deleted.json#/0/properties/purgeProtectionEnabled") == .understood)
    }

    @Test("Azure Cosmos DB is told by its application, by its name in a role, or as the only holder left")
    func cosmosPrincipal() throws {
        let principal: Document = [
            [
                "appId": "a232010e-820c-4083-83bb-3ace5fc29d0b", "displayName": "Azure Cosmos DB",
                "id": .string(Contoso.cosmosPrincipal),
            ]
        ]
        let told = try Contoso.imported(Contoso.files() + [Contoso.file("sp", principal)]).report
        let guessed = try Contoso.imported(Contoso.files()).report

        #expect(told.verdict("sp.json#/0/displayName") == .understood)
        #expect(told.verdict("sp.json#/0/id") == .assumed)
        #expect(!told.premises.contains { $0.rules.map(\.code).contains("COSMOS-REG-02") })
        #expect(guessed.premises.contains { $0.rules.map(\.code).contains("COSMOS-REG-02") })
    }

    @Test("where several could be Azure Cosmos DB, none is taken for it, and it may use the key")
    func severalHolders() throws {
        var vault = try #require(Contoso.vaults().items?.first)
        let more: Document = [
            "objectId": "ffff0000-0000-0000-0000-000000000001", "tenantId": .string(Contoso.tenant),
            "permissions": ["keys": ["get", "wrapKey", "unwrapKey"]],
        ]
        vault = vault.setting(
            .array((vault["properties"]?["accessPolicies"]?.items ?? []) + [more]), "accessPolicies")
        let imported = try Contoso.imported(Contoso.files(vaults: [vault]))
        let sentinel = ThingReference(kind: "sentinel", name: "contoso-soc")

        #expect(Probe.read("status", of: sentinel, in: imported.timeline.world) == "available")
        #expect(imported.report.premises.contains { $0.sentence.contains("several principals") })
    }

    @Test("a capacity of older days becomes the tier below it, and the refusal says why")
    func oldCapacity() throws {
        var cluster = try #require(Contoso.clusters().items?.first)
        cluster["sku"]?["capacity"] = 1_100
        let imported = try Contoso.imported([Contoso.file("clusters", [cluster])])
        let leaf = imported.report.leaf("clusters.json#/0/sku/capacity")

        #expect(imported.timeline.world.cluster(named: "contoso-la")?.capacity == 1_000)
        #expect(leaf?.verdict == .assumed)
        #expect(leaf?.rules.map(\.code).contains("LA-SKU-02") == true)
    }

    @Test("a role held above the subscription reaches what is in it")
    func managementGroup() throws {
        let vault = try #require(Contoso.vaults().items?.first).setting(true, "enableRbacAuthorization")
        var role = Contoso.role("r2000000-0000-0000-0000-000000000001", Contoso.clusterPrincipal)
        let scope = "/providers/Microsoft.Management/managementGroups/contoso"
        role["id"] = .string(
            "\(scope)/providers/Microsoft.Authorization/roleAssignments/r2000000-0000-0000-0000-000000000001")
        role["scope"] = .string(scope)
        let files = [
            Contoso.file("vaults", [vault]), Contoso.file("keys", Contoso.keys()),
            Contoso.file("clusters", Contoso.clusters()), Contoso.file("roles", [role]),
        ]
        let imported = try Contoso.imported(files)

        #expect(imported.report.refusals.map(\.message) == [])
        #expect(imported.timeline.world.cluster(named: "contoso-la")?.access == .held)
        #expect(imported.report.verdict("roles.json#/0/scope") == .assumed)
        #expect(imported.report.verdict("roles.json#/0/roleDefinitionName") == .understood)
    }

    // MARK: Identities and accounts

    private static let identity =
        "\(Contoso.group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-id"

    @Test("an identity that a cluster uses is made, and its grants are found by its principal")
    func userAssigned() throws {
        var cluster = try #require(Contoso.clusters().items?.first)
        cluster["identity"] = [
            "type": "UserAssigned",
            "userAssignedIdentities": .object([
                Self.identity: ["principalId": .string(Contoso.clusterPrincipal), "clientId": "c"]
            ]),
        ]
        let files = [
            Contoso.file("vaults", Contoso.vaults()), Contoso.file("keys", Contoso.keys()),
            Contoso.file("clusters", [cluster]),
        ]
        let imported = try Contoso.imported(files)

        #expect(imported.report.refusals.map(\.message) == [])
        #expect(imported.timeline.world.cluster(named: "contoso-la")?.access == .held)
        #expect(imported.report.premises.contains { $0.resource == Self.identity })
        #expect(try Coverage.faults(of: imported.report, over: files) == [])
    }

    private func account(_ identity: Document, default name: String) -> Document {
        [
            [
                "id": .string("\(Contoso.group)/providers/Microsoft.DocumentDB/databaseAccounts/contoso-db"),
                "identity": identity, "kind": "GlobalDocumentDB", "location": "West Europe",
                "name": "contoso-db", "type": "Microsoft.DocumentDB/databaseAccounts",
                "databaseAccountOfferType": "Standard", "defaultIdentity": .string(name),
                "keyVaultKeyUri": "https://contoso-kv.vault.azure.net/keys/cmk",
                "locations": [["failoverPriority": 0, "locationName": "West Europe"]],
                "provisioningState": "Succeeded", "resourceGroup": "soc-rg",
            ]
        ]
    }

    @Test("an account is under its key by the identity of the service, or by its own")
    func accounts() throws {
        let own: Document = [
            "principalId": .string(Contoso.clusterPrincipal), "tenantId": .string(Contoso.tenant),
            "type": "SystemAssigned",
        ]
        for (identity, name) in [
            (["type": "None"] as Document, "FirstPartyIdentity"), (own, "SystemAssignedIdentity"),
        ] {
            let files = [
                Contoso.file("vaults", Contoso.vaults()), Contoso.file("keys", Contoso.keys()),
                Contoso.file("cosmos", account(identity, default: name)),
            ]
            let imported = try Contoso.imported(files)
            let cosmos = ThingReference(kind: "cosmos", name: "contoso-db")

            #expect(imported.report.refusals.map(\.message) == [], "\(name)")
            #expect(Probe.read("keyAccess", of: cosmos, in: imported.timeline.world) == "granted", "\(name)")
            #expect(imported.report.verdict("cosmos.json#/0/defaultIdentity") == .understood, "\(name)")
            #expect(try Coverage.faults(of: imported.report, over: files) == [])
        }
    }
}
