import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Accounts of Azure Cosmos DB over the wire") struct CosmosDBWireTests {
    private static let path = "\(Contoso.group)/providers/Microsoft.DocumentDB/databaseAccounts/contoso-db"
    private static let uri = "https://contoso-kv.vault.azure.net/keys/cmk"

    private func body(_ uri: Document? = .string(uri), _ more: Members = [:]) -> Document {
        var properties: Members = [
            "databaseAccountOfferType": "Standard",
            "locations": [["locationName": "West Europe", "failoverPriority": 0]],
        ]
        if let uri { properties.append("keyVaultKeyUri", uri) }
        for member in more { properties[member.name] = member.value }
        return ["location": "West Europe", "kind": "GlobalDocumentDB", "properties": .object(properties)]
    }
    private func client(_ settings: Settings = Settings(), isCreated: Bool = true) -> AzureClient {
        var client = AzureClient.at(.underKey, settings)
        guard isCreated else { return client }
        _ = client.put(Self.path, body())
        client.pass(.minutes(5))
        return client
    }
    private func documents(_ method: String, _ path: String, of client: inout AzureClient) -> Answer {
        client.authorization = "type%3Dmaster%26ver%3D1.0%26sig%3Dx"
        defer { client.authorization = "Bearer lockstep" }
        return client.send(method, path, version: nil, host: "contoso-db.documents.azure.com")
    }
    private func upheld(_ answer: Answer) -> [String] { answer.response.upheld.map(\.code) }

    @Test("COSMOS-CMK-06 · PUT 200 with a status to follow, HEAD of the name, lists, DELETE 202 and 204")
    func life() {
        var client = client(isCreated: false)
        let name = "/providers/Microsoft.DocumentDB/databaseAccountNames/contoso-db"
        #expect(client.send("HEAD", name).status == 404)
        let created = client.put(Self.path, body())
        #expect(created.status == 200)
        #expect(created.text("properties", "provisioningState") == "Creating")
        #expect(client.follow(created["Azure-AsyncOperation"]).text("status") == "Dequeued")
        client.pass(.minutes(5))
        #expect(client.follow(created["Azure-AsyncOperation"]).text("status") == "Succeeded")
        #expect(client.send("HEAD", name).status == 200)
        for scope in [Contoso.group, Contoso.subscription] {
            let list = client.get("\(scope)/providers/Microsoft.DocumentDB/databaseAccounts")
            #expect(list.values.map { $0["name"] } == ["contoso-db"])
        }
        let deleted = client.delete(Self.path)
        #expect(deleted.status == 202)
        #expect(client.get(Self.path).text("properties", "provisioningState") == "Deleting")
        client.pass(.minutes(20))
        #expect(client.get(Self.path).verdict == "404 ResourceNotFound")
        #expect(client.delete(Self.path).status == 204)
    }

    @Test("COSMOS-CMK-11, COSMOS-CMK-12 · an account shows its key, the version in use and how access stands")
    func showsKey() {
        var client = client()
        let answer = client.get(Self.path, version: "2026-03-15")
        #expect(answer.text("properties", "keyVaultKeyUri") == Self.uri)
        #expect(client.get(Self.path).at("properties", "keyVaultKeyUriVersion") == nil)
        #expect(answer.text("properties", "keyVaultKeyUriVersion") == "\(Self.uri)/\(client.keyVersion)")
        #expect(
            answer.text("properties", "customerManagedKeyStatus")
                == "Access to the configured customer managed key confirmed. ")
        #expect(answer.text("properties", "defaultIdentity") == "FirstPartyIdentity")
        #expect(upheld(answer) == ["COSMOS-CMK-12", "COSMOS-REVOKE-04", "COSMOS-CMK-11"])
        var plain = self.client(isCreated: false)
        _ = plain.put(Self.path, body(nil))
        plain.pass(.minutes(5))
        let keyless = plain.get(Self.path)
        #expect(keyless.at("properties", "keyVaultKeyUri") == nil)
        #expect(keyless.at("properties", "customerManagedKeyStatus") == nil)
        #expect(upheld(keyless) == [])
    }

    @Test("COSMOS-CMK-04, COSMOS-CMK-05 · malformed addresses, versions in them, and old contracts")
    func uris() {
        var client = client(isCreated: false)
        for uri in [
            "http://contoso-kv.vault.azure.net/keys/cmk", "https://contoso-kv.vault.azure.net/secrets/cmk",
            "https://contoso-kv.vault.azure.net/keys/", "\(Self.uri)/", "cmk",
            "\(Self.uri)/\(client.keyVersion)",
        ] {
            let answer = client.put(Self.path, body(.string(uri)))
            #expect(answer.status == 400)
            #expect(answer.rules.first == "COSMOS-CMK-04", "\(uri)")
        }
        let old = client.send("PUT", Self.path, body(), version: "2019-08-01")
        #expect(old.message == "Updating KeyVaultKeyUri is not supported")
        #expect(old.rules == ["COSMOS-CMK-05"])
        #expect(client.send("PUT", Self.path, body(), version: "2019-12-12").status == 200)
    }

    @Test("COSMOS-CMK-08, COSMOS-CMK-13 · a vault that is not there is 503, a key taken away 400")
    func words() {
        var client = client(isCreated: false)
        let missing = client.put(Self.path, body("https://nowhere.vault.azure.net/keys/k"))
        #expect(missing.verdict == "503 ServiceUnavailable")
        #expect(missing.message == "Error contacting the Azure Key Vault resource. Please try again.")
        _ = client.put(Self.path, body())
        client.pass(.minutes(5))
        for cleared in [Document.null, ""] {
            let answer = client.patch(Self.path, ["properties": ["keyVaultKeyUri": cleared]])
            #expect(answer.message == "Updating KeyVaultKeyUri is not supported")
            #expect(answer.rules.first == "COSMOS-CMK-13")
        }
        // A change is answered with what it changes, as recorded.
        let changed = client.patch(Self.path, ["tags": ["a": "b"]])
        #expect(changed.at("tags") == [:])
        #expect(changed.text("properties", "provisioningState") == "Updating")
        client.pass(.minutes(1))
        #expect(client.get(Self.path).at("tags") == ["a": "b"])
    }

    @Test("COSMOS-DATA-01, COSMOS-REVOKE-05 · while revoked data answers 403 with the number of the reason")
    func dataBlocked() {
        var client = client()
        #expect(documents("GET", "/dbs", of: &client).status == 200)
        _ = client.setKey(enabled: false)
        #expect(documents("GET", "/dbs", of: &client).status == 200)
        client.pass(.hours(1))
        for (method, path) in [("GET", "/dbs"), ("POST", "/dbs/d/colls/c/docs"), ("GET", "/")] {
            let answer = documents(method, path, of: &client)
            #expect(answer.status == 403)
            #expect(answer.text("message")?.contains("Customer Managed Key not being accessible") == true)
            #expect(answer["x-ms-substatus"] == "4018")
            #expect(answer.rules == ["COSMOS-DATA-01", "COSMOS-REVOKE-05"])
        }
        let status = client.get(Self.path).text("properties", "customerManagedKeyStatus")
        #expect(status?.hasSuffix("(4018) ") == true)
        let update = client.patch(Self.path, ["tags": ["a": "b"]])
        #expect(update.status == 400)
        #expect(update.rules.first == "COSMOS-REVOKE-03")
        #expect(client.delete(Self.path).status == 202)
    }

    @Test("COSMOS-CMK-07 · identities as ARM shows them")
    func identities() {
        var client = client()
        #expect(client.patch(Self.path, ["identity": ["type": "SystemAssigned"]]).status == 200)
        client.pass(.minutes(1))
        let answer = client.get(Self.path)
        #expect(answer.text("identity", "type") == "SystemAssigned")
        #expect(answer.text("identity", "principalId")?.count == 36)
        #expect(client.patch(Self.path, ["identity": ["type": "Both"]]).status == 400)
        let refused = client.patch(Self.path, ["properties": ["defaultIdentity": "UserAssignedIdentity=x"]])
        #expect(refused.rules.first == "COSMOS-CMK-07")
    }
}
