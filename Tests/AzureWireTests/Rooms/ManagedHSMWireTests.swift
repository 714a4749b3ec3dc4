import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Managed HSMs over the wire") struct ManagedHSMWireTests {
    private let hsm = "\(Contoso.group)/providers/Microsoft.KeyVault/managedHSMs/contoso-hsm"
    private let host = "contoso-hsm.managedhsm.azure.net"

    private func made() -> AzureClient {
        var client = AzureClient.at(.cluster)
        let body: Document = [
            "location": "westeurope", "sku": ["family": "B", "name": "Standard_B1"],
            "properties": ["tenantId": .string(Genesis.defaultTenant), "enablePurgeProtection": true],
        ]
        _ = client.send("PUT", hsm, body, version: "2023-07-01")
        client.pass(.minutes(1))
        return client
    }

    @Test("KV-CMK-03 · a managed HSM holds keys under its own host, and roles alone open it")
    func managedHSM() {
        var client = made()
        let shown = client.send("GET", hsm, version: "2023-07-01")
        #expect(shown.text("properties", "hsmUri") == "https://contoso-hsm.managedhsm.azure.net/")
        #expect(shown["x-lockstep-upholds"] == "KV-CMK-03")
        let key = client.send(
            "POST", "/keys/cmk/create", ["kty": "RSA-HSM", "key_size": 3072], version: "7.4", host: host)
        #expect(key.text("key", "kid")?.hasPrefix("https://\(host)/keys/cmk/") == true)
        let wrongHost = client.send(
            "GET", "/keys/cmk", version: "7.4", host: "contoso-hsm.vault.azure.net")
        #expect(wrongHost.verdict == "404 VaultNotFound")
        #expect(client.get("\(Contoso.group)/providers/Microsoft.KeyVault/vaults").values.count == 1)

        let change: Document = [
            "properties": [
                "keyVaultProperties": [
                    "keyVaultUri": .string("https://\(host)"), "keyName": "cmk", "keyVersion": "",
                ]
            ]
        ]
        let refused = client.patch(Contoso.cluster, change)
        #expect(refused.rules.contains("KV-DP-06"))
        let principal = client.get(Contoso.cluster).at("identity", "principalId") ?? .null
        let role = BuiltInRole.keyVaultEncryptionUser.rawValue
        _ = client.put(
            "\(hsm)/providers/Microsoft.Authorization/roleAssignments/a1",
            ["properties": ["roleDefinitionId": .string(role), "principalId": principal]])
        client.pass(.minutes(10))
        #expect((200..<300).contains(client.patch(Contoso.cluster, change).status))
        client.pass(.minutes(10))
        #expect(
            client.timeline.world.logAnalytics.clusters.first { _ in true }?.key?.vaultURI
                == "https://\(host)")
    }
}
