import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("The article over the wire") struct StoryTests {
    @Test("sets a workspace up under the customer's key, loses the key and gets it back")
    func wholeStory() throws {
        var client = AzureClient()
        try setUp(&client)

        #expect(client.ingest([["a": 1], ["a": 2], ["a": 3]]).status == 204)
        #expect(client.query("Contoso_CL | count").at("tables", "0", "rows") == [[3]])
        let rule = "\(Contoso.insights)/alertRules/r1"
        let body = AzureClient.scheduledRule("r1")
        #expect(client.put(rule, body).status == 201)

        #expect(client.setKey(enabled: false).at("attributes", "enabled") == false)
        client.pass(.minutes(59))
        #expect(client.query("Contoso_CL | count").status == 200)
        client.pass(.minutes(1))

        #expect(client.query("Contoso_CL | count").verdict == "403 InsufficientAccessError")
        #expect(client.ingest([["a": 4]]).status == 204)
        #expect(client.put(rule, body).verdict == "403 CustomerManagedKeyRevoked")
        #expect(client.get(rule).verdict == "403 CustomerManagedKeyRevoked")
        #expect(client.get(Contoso.workspace).status == 200)
        #expect(client.get(Contoso.cluster).status == 200)

        #expect(client.setKey(enabled: true).status == 200)
        client.pass(.hours(1))
        #expect(client.query("Contoso_CL | count").at("tables", "0", "rows") == [[3]])
        #expect(client.put(rule, body).status == 200)

        #expect(client.delete(Contoso.onboarding).status == 200)
        #expect(client.get(Contoso.onboarding).status == 404)
    }

    private func setUp(_ client: inout AzureClient) throws {
        #expect(client.put(Contoso.group, ["location": "westeurope"]).status == 201)
        let registering = client.send("POST", "\(Contoso.documentDB)/register")
        #expect(registering.text("registrationState") == "Registering")
        #expect(client.put(Contoso.vault, AzureClient.vaultBody).status == 200)
        client.pass(.minutes(1))
        #expect(client.get(Contoso.documentDB).text("registrationState") == "Registered")
        #expect(client.key("POST", "/keys/cmk/create", ["kty": "RSA", "key_size": 3072]).status == 200)

        let accepted = client.put(Contoso.cluster, AzureClient.clusterBody)
        #expect(accepted.status == 202)
        let status = accepted["Azure-AsyncOperation"]
        #expect(client.follow(status).text("status") == "InProgress")
        // The identity is there from acceptance, so that it can be granted while the cluster is made.
        let identity = try #require(client.get(Contoso.cluster).text("identity", "principalId"))
        client.grant(identity)
        client.grant(Identity.cosmosObjectID(in: Genesis.defaultTenant))
        client.pass(.hours(2))
        #expect(client.follow(status).text("status") == "Succeeded")

        #expect(client.patch(Contoso.cluster, AzureClient.keyBody(version: client.keyVersion)).status == 202)
        #expect(client.get(Contoso.cluster).text("properties", "provisioningState") == "Updating")
        client.pass(.minutes(10))
        #expect(
            client.get(Contoso.cluster).text("properties", "keyVaultProperties", "keyVersion")
                == client.keyVersion)

        #expect(client.put(Contoso.workspace, ["location": "westeurope"]).status == 201)
        client.pass(.seconds(10))
        let link: Document = ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]]
        #expect(
            client.put(Contoso.link, link).text("properties", "provisioningState") == "ProvisioningAccount")
        client.pass(.minutes(90))
        #expect(client.get(Contoso.link).text("properties", "provisioningState") == "Succeeded")
        let flag: Document = ["properties": ["customerManagedKey": true]]
        #expect(client.put(Contoso.onboarding, flag).status == 201)
        client.pass(.minutes(15))
        #expect(client.get(Contoso.onboarding).at("properties", "customerManagedKey") == true)
    }

    @Test("answers equal requests to equal worlds with equal bytes")
    func deterministic() {
        var first = AzureClient.at(.onboarded), second = AzureClient.at(.onboarded)

        for path in [Contoso.cluster, Contoso.workspace, Contoso.vault, Contoso.onboarding, Contoso.link] {
            #expect(first.get(path).response == second.get(path).response)
        }
        #expect(first.entries == second.entries)
    }

    @Test("costs one poll for each operation where the clock is poll-driven")
    func pollDriven() throws {
        var client = AzureClient()
        client.isPollDriven = true
        _ = client.put(Contoso.group, ["location": "westeurope"])
        let accepted = client.put(Contoso.cluster, AzureClient.clusterBody)
        let start = client.timeline.now

        let status = client.follow(accepted["Azure-AsyncOperation"])
        #expect(status.text("status") == "Succeeded")
        #expect(status["Retry-After"] == nil)
        #expect(client.timeline.now == start + .hours(2))
        #expect(client.follow(accepted["Location"]).status == 200)
        #expect(client.get(Contoso.cluster).text("properties", "provisioningState") == "Succeeded")
        #expect(client.timeline.now == start + .hours(2))
    }

    @Test("moves the clock with the first GET of what is in transition, and not otherwise")
    func pollsOfResources() {
        var client = AzureClient()
        client.isPollDriven = true
        _ = client.put(Contoso.group, ["location": "westeurope"])
        let start = client.timeline.now
        _ = client.put(Contoso.vault, AzureClient.vaultBody)
        #expect(client.get(Contoso.group).status == 200)
        #expect(client.get("\(Contoso.group)/providers/Microsoft.KeyVault/vaults").status == 200)
        #expect(client.timeline.now == start)

        #expect(client.get(Contoso.vault).text("properties", "provisioningState") == "Succeeded")
        #expect(client.timeline.now == start + .seconds(30))
        _ = client.send("POST", "\(Contoso.documentDB)/register")
        #expect(client.get(Contoso.documentDB).text("registrationState") == "Registered")
        #expect(client.timeline.now == start + .seconds(90))
        _ = client.put(Contoso.workspace, ["location": "westeurope"])
        #expect(client.get(Contoso.workspace).text("properties", "provisioningState") == "Succeeded")
        #expect(client.timeline.now == start + .seconds(100))
    }

    @Test("leaves the clock alone when what would be a poll is refused")
    func refusedPoll() {
        var client = AzureClient()
        client.isPollDriven = true
        _ = client.put(Contoso.group, ["location": "westeurope"])
        _ = client.put(Contoso.vault, AzureClient.vaultBody)
        let before = client.timeline.world

        client.authorization = nil
        #expect(client.get(Contoso.vault).status == 401)
        client.authorization = "Bearer lockstep"
        #expect(client.get(Contoso.vault, version: nil).status == 400)
        #expect(client.get(Contoso.vault, version: "1999-01-01").status == 400)
        #expect(client.timeline.world == before)
    }
}
