import ControlPlane
import Testing
import VirtualTime

@testable import AzureWire

@Suite("Names follow the way in") struct WayInTests {
    private let local = "localhost:8443"
    private let localVault = "contoso-kv.vault.localhost:8443"

    private func both(
        _ client: inout AzureClient, _ path: String, version: String? = "default", _ names: String...
    ) -> (azures: String?, local: String?) {
        let azures = client.send("GET", path, version: version)
        let local = client.send("GET", path, version: version, host: local)
        return (azures.body?.at(pointer: names)?.text, local.body?.at(pointer: names)?.text)
    }

    @Test("in vaultUri, keyUri and the addresses of a collection endpoint and an account")
    func resources() throws {
        var client = AzureClient.at(.onboarded)
        let vault = both(&client, Contoso.vault, "properties", "vaultUri")
        #expect(vault.azures == "https://contoso-kv.vault.azure.net/")
        #expect(vault.local == "https://contoso-kv.vault.localhost:8443/")
        let key = both(&client, "\(Contoso.vault)/keys/cmk", "properties", "keyUri")
        #expect(key.azures == "https://contoso-kv.vault.azure.net/keys/cmk")
        #expect(key.local == "https://contoso-kv.vault.localhost:8443/keys/cmk")
        let cluster = both(&client, Contoso.cluster, "properties", "keyVaultProperties", "keyVaultUri")
        #expect(cluster.azures?.hasPrefix("https://contoso-kv.vault.azure.net") == true)
        #expect(cluster.local?.hasPrefix("https://contoso-kv.vault.localhost:8443") == true)
        _ = client.send("POST", "\(Contoso.subscription)/providers/Microsoft.Insights/register")
        client.pass(.minutes(5))
        let endpoint = "\(Contoso.group)/providers/Microsoft.Insights/dataCollectionEndpoints/dce"
        let made = client.send(
            "PUT", endpoint, ["location": "westeurope", "properties": [:]], version: "2022-06-01", host: local
        )
        #expect(made.text("properties", "logsIngestion", "endpoint") == "https://localhost:8443")
        let account = "\(Contoso.group)/providers/Microsoft.DocumentDB/databaseAccounts/contoso-db"
        _ = client.put(
            account,
            [
                "location": "westeurope",
                "properties": [
                    "databaseAccountOfferType": "Standard",
                    "locations": [["locationName": "westeurope", "failoverPriority": 0]],
                ],
            ])
        client.pass(.hours(1))
        let document = both(&client, account, "properties", "documentEndpoint")
        #expect(document.azures == "https://contoso-db.documents.azure.com:443/")
        #expect(document.local == "https://contoso-db.documents.localhost:8443/")
    }

    @Test(
        "and stay Azure's for who comes without TLS, where no client sends its token",
        arguments: [true, false])
    func withoutTLS(secure: Bool) throws {
        var client = AzureClient.at(.key)
        let request = try WireRequest(
            method: "GET", target: "\(Contoso.vault)?api-version=2023-07-01",
            headers: ["Host": "127.0.0.1:8443", "Authorization": "Bearer x"], secure: secure)
        let answer = client.service.respond(to: request, in: &client.timeline, pollDriven: false)
        guard case .document(let body) = answer.body else { throw Absent() }
        let uri = body.at(pointer: ["properties", "vaultUri"])?.text
        #expect(
            uri
                == (secure
                    ? "https://contoso-kv.vault.localhost:8443/" : "https://contoso-kv.vault.azure.net/"))
    }
    private struct Absent: Error {}

    @Test("in kid and recoveryId of a vault, and in its lists")
    func keys() {
        var client = AzureClient.at(.key)
        let shown = client.send("GET", "/keys/cmk", version: "7.4", host: localVault)
        let kid = shown.text("key", "kid") ?? ""
        #expect(kid.hasPrefix("https://contoso-kv.vault.localhost:8443/keys/cmk/"))
        #expect(client.key("GET", "/keys/cmk").text("key", "kid")?.contains(".vault.azure.net/") == true)
        let deleted = client.send("DELETE", "/keys/cmk", version: "7.4", host: localVault)
        #expect(
            deleted.text("recoveryId") == "https://contoso-kv.vault.localhost:8443/deletedkeys/cmk")
        _ = client.key("POST", "/keys/a/create", ["kty": "RSA"])
        let list = client.send("GET", "/keys", version: "7.4", host: localVault)
        #expect(list.values.map { $0["kid"]?.text } == ["https://contoso-kv.vault.localhost:8443/keys/a"])
    }

    @Test("in the challenge of a vault, whose resource has the port", arguments: [false, true])
    func challenge(isFaithful: Bool) {
        var client = AzureClient.at(.vault, isFaithful: isFaithful)
        client.authorization = nil
        let tenant = Genesis.defaultTenant
        #expect(
            client.key("GET", "/keys")["WWW-Authenticate"]
                == "Bearer authorization=\"https://login.microsoftonline.com/\(tenant)\", "
                + "resource=\"https://vault.azure.net\"")
        #expect(
            client.send("GET", "/keys", version: "7.4", host: localVault)["WWW-Authenticate"]
                == "Bearer authorization=\"https://localhost:8443/\(tenant)\", "
                + "resource=\"https://vault.localhost:8443\"")
        let arm = client.send("GET", "/subscriptions", host: local)["WWW-Authenticate"]
        #expect(arm?.contains("authorization_uri=\"https://localhost:8443/\(tenant)\"") == true)
    }

    @Test("in status URLs, with the scheme of the request")
    func statusURLs() throws {
        var client = AzureClient.at(.workspace)
        let body: Document = [
            "location": "westeurope", "sku": ["name": "CapacityReservation", "capacity": 100],
        ]
        for (scheme, host) in [("https", "management.azure.com"), ("https", local), ("http", local)] {
            let name = "\(scheme)-\(host.prefix(4))"
            let request = try WireRequest(
                method: "PUT",
                target: "\(Contoso.operationalInsights)/clusters/\(name)?api-version=2023-09-01",
                headers: ["Host": host, "Authorization": "Bearer x"], body: Array(body.json.utf8),
                secure: scheme == "https")
            let answer = client.service.respond(to: request, in: &client.timeline, pollDriven: false)
            let url = answer.headers["Azure-AsyncOperation"] ?? ""
            #expect(url.hasPrefix("\(scheme)://\(host)/subscriptions/"), "\(url)")
        }
    }

    @Test("and are understood in either style, without a trace in the journal")
    func understood() {
        var azures = AzureClient.at(.cluster), own = AzureClient.at(.cluster)
        func body(_ uri: String) -> Document {
            [
                "properties": [
                    "keyVaultProperties": ["keyVaultUri": .string(uri), "keyName": "cmk", "keyVersion": ""]
                ]
            ]
        }
        let objectID = azures.get(Contoso.cluster).text("identity", "principalId") ?? ""
        azures.grant(objectID)
        own.grant(objectID)
        let one = azures.patch(Contoso.cluster, body("https://contoso-kv.vault.azure.net"))
        let other = own.send(
            "PATCH", Contoso.cluster, body("https://contoso-kv.vault.localhost:8443"), host: local)
        #expect([200, 202].contains(one.status))
        #expect(one.status == other.status)
        #expect(own.timeline.world == azures.timeline.world)
        own.pass(.minutes(10))
        let shown = own.get(Contoso.cluster)
        #expect(
            shown.text("properties", "keyVaultProperties", "keyVaultUri")
                == "https://contoso-kv.vault.azure.net")
    }

    @Test("but tags, and what people store and ask for, stay as they are")
    func data() {
        var client = AzureClient.at(.group)
        let url = "https://contoso-kv.vault.azure.net/"
        let group = client.send(
            "PUT", "\(Contoso.subscription)/resourceGroups/tagged",
            ["location": "westeurope", "tags": ["see": .string(url)]], host: local)
        #expect(group.text("tags", "see") == url)
        var onboarded = AzureClient.at(.workspace)
        let answer = onboarded.send(
            "POST", "/v1/workspaces/\(onboarded.customerID)/query",
            ["query": .string("print u = '\(url)'")], version: nil, host: local)
        #expect(answer.response.bodyBytes.isEmpty || !answer.body!.json.contains("vault.localhost"))
    }

    @Test("and a path that names the world stays before the services of one host")
    func prefix() throws {
        let request = try WireRequest(
            method: "GET", target: "/_lockstep/w/a/subscriptions", headers: ["Host": "localhost:8443"],
            secure: true)
        let way = WayIn(request.below(segments: 3))
        #expect(way.shown("https://login.microsoftonline.com/x") == "https://localhost:8443/_lockstep/w/a/x")
        #expect(
            way.shown("see https://kv.vault.azure.net/keys") == "see https://kv.vault.localhost:8443/keys")
        #expect(way.shown("https://portal.azure.com/#a") == "https://portal.azure.com/#a")
    }
}
