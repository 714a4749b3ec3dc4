import ControlPlane
import Testing
import VirtualTime

@testable import AzureWire

@Suite("The directory over Microsoft Graph") struct GraphTests {
    private func get(
        _ client: inout AzureClient, _ path: String, host: String = "graph.microsoft.com"
    ) -> Answer {
        client.send("GET", "/v1.0/\(path)", version: nil, host: host)
    }
    private func filter(_ text: String) -> String { "servicePrincipals?$filter=\(text)" }
    private func reader(_ client: AzureClient) -> WorldPrincipal {
        WorldPrincipals.all(in: client.timeline.world)[2]
    }

    @Test("finds principals by application, name and id, and nothing where there is nobody")
    func principals() {
        var client = AzureClient.at(.group)
        let reader = reader(client)
        let filters = [
            "servicePrincipalNames/any(c:c%20eq%20'\(reader.clientID.uppercased())')",
            "appId%20eq%20'\(reader.clientID)'", "displayName%20eq%20'Reader'",
            "startswith(displayName,'read')",
        ]
        for text in filters {
            let found = get(&client, filter(text)).values
            #expect(found.map { $0["id"]?.text } == [reader.objectID], "\(text)")
        }
        #expect(get(&client, filter("appId%20eq%20'nobody'")).values.isEmpty)
        #expect(get(&client, "servicePrincipals/\(reader.objectID)").text("appId") == reader.clientID)
        #expect(
            get(&client, "servicePrincipals(appId='\(reader.clientID)')", host: "localhost:8443").text("id")
                == reader.objectID)
        #expect(get(&client, "servicePrincipals/x").verdict == "404 Request_ResourceNotFound")
        #expect(get(&client, filter("tags/any(t:t%20eq%20'x')")).status == 501)
        #expect(get(&client, "groups").status == 501)
    }

    @Test("shows Azure Cosmos DB once it is registered, and the identity of a cluster")
    func services() {
        var empty = AzureClient()
        let cosmos = filter("appId%20eq%20'\(Identity.cosmosApplication)'")
        #expect(get(&empty, cosmos).values.isEmpty)
        var client = AzureClient.at(.onboarded)
        #expect(get(&client, cosmos).values.first?["displayName"]?.text == "Azure Cosmos DB")
        let identity = client.get(Contoso.cluster).text("identity", "principalId") ?? ""
        let found = get(&client, "servicePrincipals/\(identity)")
        #expect(found.text("servicePrincipalType") == "ManagedIdentity")
        #expect(found.at("alternativeNames", "1")?.text == Contoso.cluster)
    }

    @Test("knows the application that asks, whatever its id")
    func stranger() {
        var client = AzureClient()
        let owner = WorldPrincipals.owner(in: client.timeline.world)
        client.authorization = token(["appid": "any", "idtyp": "app", "oid": .string(owner.objectID)])
        let found = get(&client, filter("servicePrincipalNames/any(c:c%20eq%20'any')")).values
        #expect(found.map { $0["id"]?.text } == [owner.objectID])
    }

    @Test("tells people who they are, and applications that they are none")
    func me() {
        var client = AzureClient()
        let owner = WorldPrincipals.owner(in: client.timeline.world)
        #expect(get(&client, "me").verdict == "400 BadRequest")
        client.authorization = token(["idtyp": "user", "oid": .string(owner.objectID)])
        #expect(get(&client, "me").text("userPrincipalName") == "operator@contoso.test")
        #expect(get(&client, "users/operator@contoso.test").text("id") == owner.objectID)
        client.authorization = nil
        #expect(get(&client, "me").status == 401)
    }

    @Test("gives objects of several types by their ids, each once")
    func byIDs() {
        var client = AzureClient()
        let world = client.timeline.world
        let dana = Identity.objectID(named: "dana@contoso", in: world) ?? ""
        let reader = reader(client).objectID
        let answer = client.send(
            "POST", "/v1.0/directoryObjects/getByIds",
            ["ids": [.string(dana), .string(reader), "none"]], version: nil, host: "graph.microsoft.com")
        #expect(
            answer.values.map { $0["@odata.type"]?.text }
                == ["#microsoft.graph.user", "#microsoft.graph.servicePrincipal"])
        #expect(answer.values.map { $0["id"]?.text } == [dana, reader])
    }
}
