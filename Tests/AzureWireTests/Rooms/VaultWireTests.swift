import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Vaults over the wire") struct VaultWireTests {
    private let list = "\(Contoso.group)/providers/Microsoft.KeyVault/vaults"

    @Test("a vault is made with 200, registers its name, and shows Azure's defaults")
    func creation() {
        var client = AzureClient.at(.group)
        let created = client.put(Contoso.vault, AzureClient.vaultBody)
        #expect(created.status == 200)
        #expect(created.text("properties", "provisioningState") == "RegisteringDns")
        client.pass(.seconds(30))

        let vault = client.get(Contoso.vault)
        #expect(vault.text("id") == Contoso.vault)
        #expect(vault.text("name") == "contoso-kv")
        #expect(vault.text("type") == "Microsoft.KeyVault/vaults")
        #expect(vault.text("location") == "westeurope")
        #expect(vault.at("tags") == ["env": "test"])
        #expect(vault.text("systemData", "createdAt") == "2024-02-16T09:00:00.000Z")
        #expect(
            vault.at("properties")
                == [
                    "sku": ["family": "A", "name": "standard"], "tenantId": .string(Genesis.defaultTenant),
                    "accessPolicies": [], "enabledForDeployment": false, "enableSoftDelete": true,
                    "softDeleteRetentionInDays": 90, "enablePurgeProtection": true,
                    "vaultUri": "https://contoso-kv.vault.azure.net/", "provisioningState": "Succeeded",
                    "publicNetworkAccess": "Enabled",
                ])
    }

    @Test("KV-VAULT-05 · PUT of a vault that exists updates it; DELETE of one that does not answers 204")
    func updates() {
        var client = AzureClient.at(.vault)
        var body = AzureClient.vaultBody
        body["tags"] = ["env": "prod"]
        let updated = client.put(Contoso.vault, body)
        #expect(updated.status == 200)
        #expect(updated.at("tags") == ["env": "prod"])
        #expect(updated.text("properties", "provisioningState") == "Succeeded")
        #expect(client.get(list).values.count == 1)

        let before = client.entries
        #expect(client.delete("\(list)/none").status == 204)
        #expect(client.entries == before)
        #expect(client.delete(Contoso.vault).status == 200)
        #expect(client.delete(Contoso.vault).status == 204)
    }

    @Test("a patch changes what it names, replaces the tags, and leaves the rest")
    func patch() {
        var client = AzureClient.at(.vault)
        client.grant("33333333-3333-3333-3333-333333333333")
        let patched = client.patch(
            Contoso.vault, ["tags": ["a": "b"], "properties": ["enabledForDeployment": true]])
        #expect(patched.status == 200)
        #expect(patched.at("tags") == ["a": "b"])
        #expect(patched.at("properties", "enabledForDeployment") == true)
        #expect(patched.at("properties", "enablePurgeProtection") == true)
        #expect(patched.at("properties", "accessPolicies")?.items?.count == 1)

        let replaced = client.patch(Contoso.vault, ["properties": ["accessPolicies": []]])
        #expect(replaced.at("properties", "accessPolicies") == [])
        #expect(replaced.at("tags") == ["a": "b"])
    }

    @Test("soft delete cannot be turned off, purge protection not taken back, retention not changed")
    func fixed() {
        var client = AzureClient.at(.vault)
        var body = AzureClient.vaultBody
        body["properties"]?["enableSoftDelete"] = false
        #expect(client.put("\(Contoso.vault)-2", body).at("properties", "enableSoftDelete") == true)

        let before = client.get(Contoso.vault)
        let protection = client.patch(Contoso.vault, ["properties": ["enablePurgeProtection": false]])
        #expect(protection.verdict == "400 BadRequest")
        #expect(
            protection.message
                == "The property \"enablePurgeProtection\" cannot be set to false. "
                + "Enabling the purge protection for a vault is an irreversible action.")
        #expect(protection.rules == ["KV-VAULT-12"])
        let retention = client.patch(Contoso.vault, ["properties": ["softDeleteRetentionInDays": 30]])
        #expect(retention.verdict == "400 BadRequest")
        #expect(retention.rules == ["KV-VAULT-10"])
        #expect(client.get(Contoso.vault).body == before.body)
    }

    @Test("a vault outside what Key Vault takes is refused in Key Vault's words")
    func limits() {
        var client = AzureClient.at(.vault)
        func put(_ name: String, _ change: (inout Document) -> Void) -> Answer {
            var body = AzureClient.vaultBody
            change(&body)
            return client.put("\(list)/\(name)", body)
        }
        #expect(put("1vault") { _ in }.verdict == "400 VaultNameNotValid")
        #expect(put("kv--soc") { _ in }.verdict == "400 VaultNameNotValid")
        #expect(
            put("a-vault") { $0["properties"]?["softDeleteRetentionInDays"] = 6 }.verdict == "400 BadRequest")
        #expect(put("a-vault") { $0["properties"]?["createMode"] = "clone" }.verdict == "400 BadRequest")
        let twice = AzureClient.policies("33333333-3333-3333-3333-333333333333")
        let policy = twice.at(pointer: ["properties", "accessPolicies", "0"]) ?? .null
        #expect(
            put("a-vault") { $0["properties"]?["accessPolicies"] = [policy, policy] }.verdict
                == "400 BadRequest")
        #expect(put("contoso-kv") { $0["location"] = "eastus" }.verdict == "409 InvalidResourceLocation")
        _ = client.put("\(Contoso.subscription)/resourceGroups/other", ["location": "westeurope"])
        let taken = client.put(Contoso.vault.replacing("sec-rg", with: "other"), AzureClient.vaultBody)
        #expect(taken.verdict == "409 VaultAlreadyExists")
    }

    @Test("policies are added, replaced and removed, one entry at a time")
    func policies() {
        var client = AzureClient.at(.vault)
        let objectID = "33333333-3333-3333-3333-333333333333"
        func edit(_ verb: String, _ keys: Document) -> Answer {
            client.put("\(Contoso.vault)/accessPolicies/\(verb)", AzureClient.policies(objectID, keys))
        }
        let added = edit("add", ["Get", "WRAPKEY"])
        #expect(added.status == 200)
        #expect(added.text("type") == "Microsoft.KeyVault/vaults/accessPolicies")
        #expect(added.at("properties", "accessPolicies", "0", "permissions", "keys") == ["get", "wrapKey"])
        #expect(added.text("properties", "accessPolicies", "0", "objectId") == objectID)
        #expect(
            edit("add", ["unwrapKey"]).at("properties", "accessPolicies", "0", "permissions", "keys")
                == ["get", "wrapKey", "unwrapKey"])
        #expect(
            edit("Replace", ["list"]).at("properties", "accessPolicies", "0", "permissions", "keys") == [
                "list"
            ])
        #expect(edit("remove", ["list"]).at("properties", "accessPolicies") == [])
        #expect(client.get(Contoso.vault).at("properties", "accessPolicies") == [])

        let before = client.entries
        #expect(edit("swap", ["get"]).verdict == "400 BadRequest")
        let unknown = edit("add", ["fly"])
        #expect(unknown.verdict == "400 BadRequest")
        #expect(unknown.rules == ["KV-ACC-02"])
        var foreign = AzureClient.policies(objectID)
        foreign = .object(
            Members([
                (
                    "properties",
                    [
                        "accessPolicies": [
                            [
                                "tenantId": "44444444-4444-4444-4444-444444444444",
                                "objectId": .string(objectID),
                                "permissions": ["keys": ["get"]],
                            ]
                        ]
                    ]
                )
            ]))
        let refused = client.put("\(Contoso.vault)/accessPolicies/add", foreign)
        #expect(refused.verdict == "400 BadRequest")
        #expect(refused.rules == ["KV-VAULT-08"])
        #expect(client.entries == before)
    }

    @Test("lists tell of the group's vaults and the subscription's, live ones alone")
    func lists() {
        var client = AzureClient.at(.vault)
        _ = client.put("\(Contoso.subscription)/resourceGroups/other", ["location": "westeurope"])
        _ = client.put(Contoso.vault.replacing("sec-rg", with: "other") + "-2", AzureClient.vaultBody)
        let all = "\(Contoso.subscription)/providers/Microsoft.KeyVault/vaults"

        #expect(client.get(list).values.map { $0["name"] } == ["contoso-kv"])
        #expect(client.get(all).values.map { $0["name"] } == ["contoso-kv", "contoso-kv-2"])
        _ = client.delete(Contoso.vault)
        #expect(client.get(list).values.isEmpty)
        #expect(client.get(all).values.map { $0["name"] } == ["contoso-kv-2"])
    }

    @Test("a deleted vault is shown, holds its name, and is recovered with its keys and policies")
    func recovery() {
        var client = AzureClient.at(.underKey)
        let policies = client.get(Contoso.vault).at("properties", "accessPolicies")
        #expect(client.delete(Contoso.vault).status == 200)
        #expect(client.get(Contoso.vault).verdict == "404 ResourceNotFound")
        #expect(client.key("GET", "/keys/cmk").verdict == "404 VaultNotFound")

        let provider = "\(Contoso.subscription)/providers/Microsoft.KeyVault"
        let deleted = client.get("\(provider)/locations/westeurope/deletedVaults/contoso-kv")
        #expect(deleted.status == 200)
        #expect(deleted.text("properties", "vaultId") == Contoso.vault)
        #expect(deleted.text("properties", "deletionDate") == client.timeline.now.iso8601)
        #expect(
            deleted.text("properties", "scheduledPurgeDate") == (client.timeline.now + .days(90)).iso8601)
        #expect(deleted.at("properties", "purgeProtectionEnabled") == true)
        #expect(client.get("\(provider)/deletedVaults").values == [deleted.body].compactMap { $0 })
        #expect(
            client.get("\(provider)/locations/westeurope/deletedVaults/none").verdict
                == "404 DeletedVaultNotFound")
        #expect(client.put(Contoso.vault, AzureClient.vaultBody).verdict == "409 ConflictError")

        let recover: Document = ["location": "westeurope", "properties": ["createMode": "recover"]]
        let recovered = client.put(Contoso.vault, recover)
        #expect(recovered.status == 200)
        #expect(recovered.at("properties", "accessPolicies") == policies)
        #expect(client.key("GET", "/keys/cmk").status == 200)
        #expect(client.get("\(provider)/deletedVaults").values.isEmpty)
        #expect(client.put(Contoso.vault, recover).verdict == "404 SoftDeletedVaultDoesNotExist")
    }
}
