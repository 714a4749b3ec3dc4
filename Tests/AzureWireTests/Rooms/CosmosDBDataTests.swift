import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Data in accounts of Azure Cosmos DB") struct CosmosDBDataTests {
    private static let account = "\(Contoso.group)/providers/Microsoft.DocumentDB/databaseAccounts/contoso-db"
    private static let key: HeaderFields = ["x-ms-documentdb-partitionkey": "[\"a\"]"]

    private func client() -> AzureClient {
        var client = AzureClient.at(.underKey)
        _ = client.put(
            Self.account,
            [
                "location": "West Europe",
                "properties": [
                    "databaseAccountOfferType": "Standard",
                    "locations": [["locationName": "West Europe", "failoverPriority": 0]],
                    "keyVaultKeyUri": "https://contoso-kv.vault.azure.net/keys/cmk",
                ],
            ])
        client.pass(.minutes(5))
        return client
    }

    private func ask(
        _ method: String, _ path: String, _ body: Document? = nil, _ headers: HeaderFields = [:],
        of client: inout AzureClient
    ) -> Answer {
        client.send(
            method, path, body, version: nil, host: "contoso-db.documents.azure.com", headers: headers)
    }

    /// A database, a container by `/pk`, a document.
    private func filled() -> AzureClient {
        var client = client()
        #expect(ask("POST", "/dbs", ["id": "d"], of: &client).status == 201)
        let container: Document = ["id": "c", "partitionKey": ["paths": ["/pk"], "kind": "Hash"]]
        #expect(ask("POST", "/dbs/d/colls", container, of: &client).status == 201)
        let document: Document = ["id": "1", "pk": "a", "v": 1]
        #expect(ask("POST", "/dbs/d/colls/c/docs", document, Self.key, of: &client).status == 201)
        return client
    }

    @Test("an account says where it may be read and written, by the name that leads here") func account() {
        var client = client()
        let answer = ask("GET", "/", of: &client)
        let place = answer.at("writableLocations")?[0]
        #expect(place?["databaseAccountEndpoint"] == "https://contoso-db.documents.azure.com:443/")
        #expect(place?["name"] == "West Europe")
        client.authorization = nil
        #expect(ask("GET", "/", of: &client).verdict == "401 Unauthorized")
    }

    @Test("documents are the customer's: no name in them is changed, whatever the way in")
    func names() {
        var client = filled()
        let host = "contoso-db.documents.localhost:8443"
        let texts: Document = [
            "id": "n", "pk": "a", "azures": "https://contoso-kv.vault.azure.net/keys/cmk",
            "ours": "https://contoso-kv.vault.localhost:8443/keys/cmk",
        ]
        func send(_ method: String, _ path: String, _ body: Document? = nil, to host: String) -> Answer {
            client.send(method, path, body, version: nil, host: host, headers: Self.key)
        }
        #expect(send("POST", "/dbs/d/colls/c/docs", texts, to: host).status == 201)
        for host in [host, "contoso-db.documents.azure.com"] {
            let read = send("GET", "/dbs/d/colls/c/docs/n", to: host)
            for name in ["azures", "ours"] { #expect(read.at(name) == texts[name], "\(host)") }
        }
        #expect(
            send("GET", "/", to: host).at("writableLocations")?[0]?["databaseAccountEndpoint"]
                == "https://contoso-db.documents.localhost:8443/")
    }

    @Test("what is put into an account is found again, by id and in lists, until it is removed")
    func life() {
        var client = filled()
        #expect(ask("GET", "/dbs/d", of: &client).text("id") == "d")
        #expect(ask("GET", "/dbs/d/colls/c", of: &client).at("partitionKey", "paths") == ["/pk"])
        let one = "/dbs/d/colls/c/docs/1"
        let found = ask("GET", one, nil, Self.key, of: &client)
        #expect(found.at("v") == 1)
        #expect(found["etag"] == found.text("_etag"))
        #expect(ask("GET", one, nil, ["x-ms-documentdb-partitionkey": "[\"b\"]"], of: &client).status == 404)
        #expect(ask("GET", one, of: &client).verdict == "400 BadRequest")
        for (list, name) in [
            ("/dbs", "Databases"), ("/dbs/d/colls", "DocumentCollections"),
            ("/dbs/d/colls/c/docs", "Documents"), ("/dbs/d/colls/c/pkranges", "PartitionKeyRanges"),
        ] {
            let answer = ask("GET", list, of: &client)
            #expect(answer.at("_count") == 1 && answer.at(name)?.items?.count == 1, "\(list)")
        }
        #expect(ask("DELETE", one, nil, Self.key, of: &client).status == 204)
        #expect(ask("GET", one, nil, Self.key, of: &client).status == 404)
        #expect(ask("DELETE", "/dbs/d", of: &client).status == 204)
        #expect(ask("GET", "/dbs/d/colls/c", of: &client).status == 404)
    }

    @Test("a second of one id is a conflict, and an upsert a new version of the first") func upsert() {
        var client = filled()
        let again: Document = ["id": "1", "pk": "a", "v": 2]
        let docs = "/dbs/d/colls/c/docs"
        #expect(ask("POST", docs, again, Self.key, of: &client).verdict == "409 Conflict")
        let before = ask("GET", "\(docs)/1", nil, Self.key, of: &client)
        // Without the header the value at the container's path counts.
        let upserted = ask("POST", docs, again, ["x-ms-documentdb-is-upsert": "True"], of: &client)
        #expect(upserted.status == 200 && upserted.at("v") == 2)
        #expect(upserted["etag"] != before["etag"])
        var stale = Self.key
        stale["If-Match"] = before["etag"]
        #expect(ask("PUT", "\(docs)/1", again, stale, of: &client).verdict == "412 PreconditionFailed")
        stale["If-Match"] = upserted["etag"]
        #expect(ask("PUT", "\(docs)/1", again, stale, of: &client).status == 200)
    }

    @Test("what cannot be stored is refused, and what is not modeled says so") func refusals() {
        var client = filled()
        #expect(ask("POST", "/dbs", ["id": "a/b"], of: &client).verdict == "400 BadRequest")
        #expect(ask("POST", "/dbs", [:], of: &client).verdict == "400 BadRequest")
        #expect(ask("POST", "/dbs/d/colls", ["id": "x"], of: &client).verdict == "400 BadRequest")
        #expect(ask("POST", "/dbs/no/colls", ["id": "x"], of: &client).status == 404)
        let query: HeaderFields = ["x-ms-documentdb-isquery": "True"]
        let asked = ask("POST", "/dbs/d/colls/c/docs", ["query": "SELECT *"], query, of: &client)
        #expect(asked.verdict == "501 NotModeled")
        #expect(ask("PATCH", "/dbs/d/colls/c/docs/1", [:], Self.key, of: &client).status == 501)
    }

    @Test(
        "COSMOS-DATA-01 · while the key is lost nothing is read or written, and all of it is there afterwards"
    )
    func dark() {
        var client = filled()
        let one = "/dbs/d/colls/c/docs/1"
        _ = client.key("PATCH", "/keys/cmk", ["attributes": ["enabled": false]])
        client.pass(.hours(1))
        for (method, path, body) in [
            ("GET", one, nil), ("GET", "/", nil), ("POST", "/dbs", ["id": "e"] as Document),
            ("DELETE", one, nil),
        ] {
            let refused = ask(method, path, body, Self.key, of: &client)
            #expect(refused.status == 403 && refused.rules.contains("COSMOS-DATA-01"), "\(method) \(path)")
        }
        _ = client.key("PATCH", "/keys/cmk", ["attributes": ["enabled": true]])
        client.pass(.hours(1))
        #expect(ask("GET", one, nil, Self.key, of: &client).at("v") == 1)
        #expect(ask("GET", "/dbs/e", of: &client).status == 404)
    }

    @Test("an account that is deleted takes its data with it") func deleted() {
        var client = filled()
        #expect(client.timeline.world.cosmosDB.items?.count == 3)
        _ = client.delete(Self.account)
        client.pass(.minutes(20))
        #expect(client.timeline.world.cosmosDB.items == nil)
        #expect(ask("GET", "/dbs/d", of: &client).status == 404)
    }
}
