import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Subscriptions, providers and groups over the wire") struct ResourcesWireTests {
    @Test("the subscription and the tenant are shown")
    func subscription() {
        var client = AzureClient()
        let listed = client.get("/subscriptions")
        #expect(listed.status == 200)
        #expect(listed.values.count == 1)
        #expect(listed.at("count") == ["type": "Total", "value": 1])
        #expect(client.get(Contoso.subscription).body == listed.values.first)
        #expect(listed.text("value", "0", "subscriptionId") == Genesis.defaultSubscription)
        #expect(listed.text("value", "0", "tenantId") == Genesis.defaultTenant)
        #expect(listed.text("value", "0", "state") == "Enabled")
        #expect(client.get("/tenants").text("value", "0", "tenantId") == Genesis.defaultTenant)
        let locations = client.get("\(Contoso.subscription)/locations").values
        #expect(locations.contains { $0["name"] == "westeurope" && $0["displayName"] == "West Europe" })
    }

    @Test("a provider that is not registered registers, within a minute, and is shown on the way")
    func registration() {
        var client = AzureClient()
        let before = client.get(Contoso.documentDB)
        #expect(before.status == 200)
        #expect(before.text("id") == Contoso.documentDB)
        #expect(before.text("namespace") == "Microsoft.DocumentDB")
        #expect(before.text("registrationState") == "NotRegistered")
        #expect(before.text("registrationPolicy") == "RegistrationRequired")
        #expect(
            before.at("resourceTypes")?.items?.contains { $0["resourceType"] == "databaseAccounts" } == true)

        let started = client.send("POST", "\(Contoso.documentDB)/register")
        #expect(started.status == 200)
        #expect(started.text("registrationState") == "Registering")
        client.pass(.minutes(1))
        #expect(client.get(Contoso.documentDB).text("registrationState") == "Registered")
        // Again: it stays.
        #expect(
            client.send("POST", "\(Contoso.documentDB)/register").text("registrationState") == "Registered")
        #expect(
            client.send("POST", "\(Contoso.documentDB)/unregister").text("registrationState")
                == "Unregistering")
    }

    @Test("a provider is found under any casing of its name and listed under its own")
    func casing() {
        var client = AzureClient()
        let lowered = Contoso.documentDB.replacing("Microsoft.DocumentDB", with: "microsoft.documentdb")
        #expect(client.send("POST", "\(lowered)/register").text("id") == Contoso.documentDB)
        #expect(client.get(Contoso.documentDB).text("registrationState") == "Registering")

        let providers = client.get("\(Contoso.subscription)/providers").values
        #expect(
            providers.contains {
                $0["namespace"] == "Microsoft.DocumentDB" && $0["registrationState"] == "Registering"
            })
        #expect(
            providers.contains {
                $0["namespace"] == "Microsoft.KeyVault" && $0["registrationState"] == "Registered"
            })
        #expect(
            providers.contains {
                $0["namespace"] == "Microsoft.Authorization" && $0["registrationPolicy"] == "RegistrationFree"
            })
    }

    @Test("a group is created, updated, patched, listed, probed and deleted")
    func groups() {
        var client = AzureClient()
        #expect(client.send("HEAD", Contoso.group).status == 404)
        let created = client.put(Contoso.group, ["location": "West Europe", "tags": ["a": "1", "b": "2"]])
        #expect(created.status == 201)
        #expect(
            created.body
                == [
                    "id": .string(Contoso.group), "name": "sec-rg",
                    "type": "Microsoft.Resources/resourceGroups",
                    "location": "westeurope", "tags": ["a": "1", "b": "2"],
                    "properties": ["provisioningState": "Succeeded"],
                ])
        #expect(client.get(Contoso.group).body == created.body)
        let head = client.send("HEAD", Contoso.group)
        #expect(head.status == 204)
        #expect(head.body == nil)
        #expect(client.put(Contoso.group, ["location": "westeurope"]).status == 200)
        #expect(client.get(Contoso.group).at("tags") == nil)
        // A patch replaces the whole map of tags.
        _ = client.patch(Contoso.group, ["tags": ["a": "1", "b": "2"]])
        #expect(client.patch(Contoso.group, ["tags": ["c": "3"]]).at("tags") == ["c": "3"])
        #expect(client.get("\(Contoso.subscription)/resourcegroups").values.map { $0["name"] } == ["sec-rg"])

        let moved = client.put(Contoso.group, ["location": "northeurope"])
        #expect(moved.verdict == "409 InvalidResourceGroupLocation")
        let deleted = client.delete(Contoso.group)
        #expect(deleted.status == 202)
        #expect(client.get(Contoso.group).text("properties", "provisioningState") == "Deleting")
        #expect(client.follow(deleted["Location"]).status == 202)
        client.pass(.minutes(10))
        #expect(client.follow(deleted["Location"]).status == 200)
        #expect(client.get(Contoso.group).verdict == "404 ResourceGroupNotFound")
        #expect(client.delete(Contoso.group).verdict == "404 ResourceGroupNotFound")
    }

    @Test("deleting a group soft-deletes its vaults and workspaces and reserves its clusters' names")
    func cascade() {
        var client = AzureClient.at(.workspace)
        #expect(client.delete(Contoso.group).status == 202)
        client.pass(.minutes(10))
        #expect(client.get(Contoso.vault).verdict == "404 ResourceGroupNotFound")
        #expect(
            client.get("\(Contoso.subscription)/providers/Microsoft.KeyVault/deletedVaults").values.count == 1
        )

        _ = client.put(Contoso.group, ["location": "westeurope"])
        #expect(client.get(Contoso.vault).verdict == "404 ResourceNotFound")
        #expect(client.put(Contoso.vault, AzureClient.vaultBody).verdict == "409 ConflictError")
        #expect(client.put(Contoso.cluster, AzureClient.clusterBody).verdict == "409 Conflict")
        let customer = client.customerID
        let recovered = client.put(Contoso.workspace, ["location": "westeurope"])
        #expect(recovered.status == 200)
        #expect(recovered.text("properties", "customerId") == customer)
    }
}

@Suite("Casing over the wire") struct CasingTests {
    @Test("every resource is found by its path in lower case, and its id keeps the casing it was made with")
    func lowered() {
        var client = AzureClient.at(.onboarded)
        for path in [Contoso.group, Contoso.vault, Contoso.cluster, Contoso.workspace, Contoso.onboarding] {
            let lowered = path.lowercased(), upper = "/SUBSCRIPTIONS" + path.dropFirst(14).uppercased()
            let answer = client.get(path)
            #expect(answer.status == 200)
            #expect(answer.text("id") == path)
            #expect(client.get(lowered).body == answer.body)
            #expect(client.get(upper).body == answer.body, "\(upper)")
        }
        let link = client.get(Contoso.link.lowercased())
        #expect(link.status == 200)
        #expect(link.text("id") == "\(Contoso.workspace)/linkedServices/Cluster")
        #expect(link.body == client.get(Contoso.link).body)
    }

    @Test("a name keeps its creator's casing, whatever later requests use")
    func creatorsCasing() {
        var client = AzureClient()
        _ = client.put("\(Contoso.subscription)/resourceGroups/Sec-RG", ["location": "westeurope"])
        let path =
            "\(Contoso.subscription)/resourcegroups/SEC-rg/providers/microsoft.keyvault/vaults/Contoso-KV"
        _ = client.put(path, AzureClient.vaultBody)

        let answer = client.get(path.lowercased())
        #expect(
            answer.text("id")
                == "\(Contoso.subscription)/resourceGroups/Sec-RG/providers/Microsoft.KeyVault/vaults/"
                + "Contoso-KV"
        )
        #expect(answer.text("name") == "Contoso-KV")
        #expect(answer.text("properties", "vaultUri") == "https://contoso-kv.vault.azure.net/")
        _ = client.put(
            path.uppercased().replacing("/SUBSCRIPTIONS", with: "/subscriptions"), AzureClient.vaultBody)
        #expect(client.get(path).text("name") == "Contoso-KV")
        client.pass(.minutes(1))
        #expect(client.key("POST", "/keys/CMK/create", ["kty": "RSA"]).status == 200)
        #expect(client.key("GET", "/keys/cmk").text("key", "kid")?.contains("/keys/CMK/") == true)
    }

    @Test("property names are read in any casing")
    func properties() {
        var client = AzureClient.at(.workspace)
        let body: Document = ["Properties": ["WriteAccessResourceId": .string(Contoso.cluster.lowercased())]]
        let answer = client.put(Contoso.link, body)

        #expect(answer.status == 200)
        #expect(answer.text("properties", "writeAccessResourceId") == Contoso.cluster)
    }
}
