import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("ARM's front door") struct FrontDoorTests {
    @Test("ARM-ERR-01 · a request without a token is refused, whatever it asks for")
    func authenticated() {
        var client = AzureClient.at(.group)
        let before = client.entries
        client.authorization = nil
        for (method, path) in [
            ("GET", Contoso.group), ("PUT", Contoso.vault), ("DELETE", Contoso.group), ("GET", "/nowhere"),
            ("GET", "/subscriptions/other/resourceGroups/g"),
        ] {
            let answer = client.send(method, path, ["location": "westeurope"], version: nil)
            #expect(answer.verdict == "401 AuthenticationFailed")
            #expect(answer.message == "Authentication failed. The 'Authorization' header is missing.")
            #expect(
                answer["WWW-Authenticate"]?.hasPrefix(
                    "Bearer authorization_uri=\"https://login.microsoftonline.com/\(Genesis.defaultTenant)\"")
                    == true)
            #expect(answer.rules == ["ARM-ERR-01"])
        }
        #expect(client.entries == before)
    }

    @Test(
        "refuses a token that is none, by another code",
        arguments: ["Bearer", "Basic eDp5", "Bearer a b", "x"])
    func malformedToken(authorization: String) {
        var client = AzureClient.at(.group)
        client.authorization = authorization

        let answer = client.get(Contoso.group)
        #expect(answer.status == 401)
        #expect(["AuthenticationFailed", "InvalidAuthenticationToken"].contains(answer.code))
    }

    @Test("ARM-ERR-03 · every request needs an api-version, before anything else of it is looked at")
    func versionGiven() {
        var client = AzureClient.at(.group)
        let before = client.entries
        for path in [
            Contoso.group, Contoso.vault, Contoso.cluster, Contoso.onboarding, "/subscriptions",
            Contoso.documentDB,
            "/subscriptions/other/resourceGroups/g",
            "\(Contoso.group)/providers/Microsoft.Storage/storageAccounts/s",
            "\(Contoso.group)/providers/Microsoft.Nothing/things/t",
        ] {
            let answer = client.get(path, version: nil)
            #expect(answer.verdict == "400 MissingApiVersionParameter", "\(path)")
            #expect(
                answer.message
                    == "The api-version query parameter (?api-version=) is required for all requests.")
            #expect(answer.rules == ["ARM-ERR-03"])
            #expect(answer["x-ms-failure-cause"] == "gateway")
        }
        #expect(client.send("PUT", Contoso.vault, AzureClient.vaultBody, version: nil).status == 400)
        #expect(client.send("PUT", Contoso.vault, AzureClient.vaultBody, version: "").status == 400)
        #expect(client.entries == before)
    }

    @Test("takes the api-version under any casing of its name")
    func versionInAnyCase() {
        var client = AzureClient.at(.group)

        #expect(client.get("\(Contoso.group)?API-Version=2023-07-01", version: nil).status == 200)
        #expect(client.get("\(Contoso.group)?api-VERSION=2023-07-01&x=y", version: nil).status == 200)
    }

    @Test("ARM-ERR-05 · an api-version the type does not have is refused with those it has")
    func versionKnown() {
        var client = AzureClient.at(.group)
        let before = client.entries
        for version in ["2019-01-01", "2022-10-01-preview", "tomorrow", "2022-13-01", "7.4"] {
            let answer = client.send("PUT", Contoso.cluster, AzureClient.clusterBody, version: version)
            #expect(answer.verdict == "400 NoRegisteredProviderFound", "\(version)")
            #expect(answer.message?.contains("API version '\(version)' for type 'clusters'") == true)
            #expect(answer.message?.contains("2022-10-01") == true)
            #expect(answer.message?.contains("The supported locations are 'westeurope") == true)
            #expect(answer.rules.first == "ARM-ERR-05")
        }
        #expect(client.entries == before)
    }

    @Test("ARM-ERR-04 · an unknown version of a type of ARM's own is refused by another code")
    func versionOfARM() {
        var client = AzureClient.at(.group)
        let answer = client.get(Contoso.group, version: "2000-01-01")

        #expect(answer.verdict == "400 InvalidApiVersionParameter")
        #expect(
            answer.message?.hasPrefix("The api-version '2000-01-01' is invalid. The supported versions are '")
                == true)
        #expect(answer.rules == ["ARM-ERR-04"])
    }

    @Test("accepts a version newer than any known: clients move faster")
    func newerVersion() {
        var client = AzureClient.at(.group)

        #expect(client.get(Contoso.group, version: "2031-01-01").status == 200)
        #expect(
            client.send("PUT", Contoso.cluster, AzureClient.clusterBody, version: "2031-01-01").status == 202)
    }

    @Test("ARM-ERR-06 · a type the namespace does not have is refused, and a namespace there is not")
    func typeKnown() {
        var client = AzureClient.at(.group)
        let type = client.get("\(Contoso.group)/providers/Microsoft.KeyVault/safes/s", version: "2023-07-01")
        #expect(type.verdict == "404 InvalidResourceType")
        #expect(
            type.message?.hasPrefix(
                "The resource type 'safes' could not be found in the namespace 'Microsoft.KeyVault' for "
                    + "api version "
                    + "'2023-07-01'.") == true)
        #expect(type.rules == ["ARM-ERR-06"])
        #expect(type["x-ms-failure-cause"] == "gateway")

        let namespace = client.get(
            "\(Contoso.group)/providers/Microsoft.Nothing/things/t", version: "2023-07-01")
        #expect(namespace.verdict == "404 InvalidResourceNamespace")
        #expect(namespace.message == "The resource namespace 'Microsoft.Nothing' is invalid.")
        let provider = client.get("\(Contoso.subscription)/providers/Microsoft.Nothing")
        #expect(provider.verdict == "404 InvalidResourceNamespace")
    }

    @Test("ARM-ERR-08 · a subscription that does not exist is refused, by whatever way it is named")
    func subscriptionKnown() {
        var client = AzureClient.at(.workspace)
        let before = client.entries
        let other = "22222222-2222-2222-2222-222222222222"
        for path in [
            Contoso.subscription, Contoso.group, Contoso.vault, Contoso.cluster, Contoso.onboarding,
            Contoso.documentDB,
            "\(Contoso.group)/providers/Microsoft.Storage/storageAccounts/s",
            "\(Contoso.group)/providers/Microsoft.Nothing/things/t",
        ] {
            let elsewhere = path.replacing(Genesis.defaultSubscription, with: other)
            for method in ["GET", "PUT"] where method == "GET" || path != Contoso.subscription {
                let answer = client.send(method, elsewhere, ["location": "westeurope"])
                guard answer.status != 405 else { continue }
                #expect(answer.verdict == "404 SubscriptionNotFound", "\(method) \(path)")
                #expect(answer.message == "The subscription '\(other)' could not be found.")
                #expect(answer.rules == ["ARM-ERR-08"])
            }
        }
        let query = Contoso.workspace.replacing(Genesis.defaultSubscription, with: other) + "/api/query"
        #expect(client.send("POST", query, ["query": "T | count"]).verdict == "404 SubscriptionNotFound")
        #expect(client.get("/subscriptions/contoso").verdict == "400 InvalidSubscriptionId")
        #expect(client.entries == before)
    }

    @Test("ARM-ERR-09 · a resource group that does not exist is refused, for reads, writes and deletes alike")
    func groupExists() {
        var client = AzureClient.at(.group)
        func elsewhere(_ path: String) -> String { path.replacing("sec-rg", with: "none") }
        for path in [Contoso.group, Contoso.vault, Contoso.cluster, Contoso.workspace] {
            for method in ["GET", "PATCH", "DELETE"] {
                let answer = client.send(method, elsewhere(path), ["tags": [:]])
                #expect(answer.verdict == "404 ResourceGroupNotFound", "\(method) \(path)")
                #expect(answer.message == "Resource group 'none' could not be found.")
                #expect(answer.rules == ["ARM-ERR-09"])
                #expect(answer["x-ms-failure-cause"] == "gateway")
            }
        }
        #expect(
            client.put(elsewhere(Contoso.vault), AzureClient.vaultBody).verdict == "404 ResourceGroupNotFound"
        )
        #expect(
            client.put(elsewhere(Contoso.cluster), AzureClient.clusterBody).verdict
                == "404 ResourceGroupNotFound")
        #expect(
            client.put(elsewhere(Contoso.workspace), ["location": "westeurope"]).verdict
                == "404 ResourceGroupNotFound")
        for list in ["Microsoft.KeyVault/vaults", "Microsoft.OperationalInsights/clusters"] {
            #expect(
                client.get("\(Contoso.subscription)/resourceGroups/none/providers/\(list)").verdict
                    == "404 ResourceGroupNotFound")
        }
    }

    @Test("ARM-ERR-10 · a resource that does not exist answers that it was not found, by type and name")
    func resourceExists() {
        var client = AzureClient.at(.group)
        for (path, name) in [
            (Contoso.vault, "Microsoft.KeyVault/vaults/contoso-kv"),
            (Contoso.cluster, "Microsoft.OperationalInsights/clusters/contoso-la"),
            (Contoso.workspace, "Microsoft.OperationalInsights/workspaces/contoso-soc"),
        ] {
            for method in ["GET", "PATCH"] {
                let answer = client.send(method, path, ["tags": [:]])
                #expect(answer.verdict == "404 ResourceNotFound", "\(method) \(path)")
                #expect(
                    answer.message
                        == "The Resource '\(name)' under resource group 'sec-rg' was not found. "
                        + "For more details please go to https://aka.ms/ARMResourceNotFoundFix")
                #expect(answer.rules.first == "ARM-ERR-10")
                #expect(answer["x-ms-failure-cause"] == "gateway")
            }
        }
        #expect(client.get(Contoso.onboarding).verdict == "404 ParentResourceNotFound")
        #expect(client.put(Contoso.onboarding, ["properties": [:]]).verdict == "404 ParentResourceNotFound")
        #expect(client.get(Contoso.link).verdict == "404 ResourceNotFound")
    }

    @Test("ARM-ERR-14 · a write under a provider the subscription left is refused and says how to register")
    func registeredToWrite() {
        var client = AzureClient.at(.vault)
        let provider = "\(Contoso.subscription)/providers/Microsoft.KeyVault"
        #expect(client.send("POST", "\(provider)/unregister").verdict == "409 SubscriptionHasResources")
        _ = client.delete(Contoso.vault)
        #expect(client.send("POST", "\(provider)/unregister").text("registrationState") == "Unregistering")
        client.pass(.minutes(1))
        #expect(client.get(provider).text("registrationState") == "Unregistered")

        let answer = client.put("\(Contoso.vault)-2", AzureClient.vaultBody)
        #expect(answer.verdict == "409 MissingSubscriptionRegistration")
        #expect(
            answer.message == "The subscription is not registered to use namespace 'Microsoft.KeyVault'. "
                + "See https://aka.ms/rps-not-found for how to register subscriptions.")
        #expect(answer.at("error", "details")?.items?.count == 1)
        #expect(answer.text("error", "details", "0", "target") == "Microsoft.KeyVault")
        #expect(answer.text("error", "details", "0", "code") == "MissingSubscriptionRegistration")
        #expect(answer.rules.contains("ARM-ERR-14"))
        // Reads are allowed.
        #expect(client.get(Contoso.vault).verdict == "404 ResourceNotFound")

        #expect(client.send("POST", "\(provider)/register").text("registrationState") == "Registering")
        #expect(client.put("\(Contoso.vault)-2", AzureClient.vaultBody).status == 200)
    }

    @Test(
        "ARM-ERR-17 · a body that cannot be read, or whose values have the wrong type, is refused as a whole")
    func contentReadable() {
        var client = AzureClient.at(.group)
        let before = client.entries
        for (path, body) in [
            (Contoso.vault, #"{"location": "westeurope", "properties": {"tenantId": 5}}"#),
            (Contoso.vault, #"{"location": "westeurope", "properties": []}"#),
            (Contoso.vault, #"{"location": "westeurope", "properties": {"accessPolicies": {}}}"#),
            (Contoso.vault, #"{"location": "westeurope"}"#),
            (Contoso.cluster, #"{"location": ["westeurope"]}"#),
            (Contoso.cluster, #"{"location": "westeurope", "sku": {"capacity": "100"}}"#),
            (Contoso.cluster, #"{"location": "westeurope", "sku": {"capacity": 100.5}}"#),
            (Contoso.workspace, #"{"location": "westeurope", "properties": {"retentionInDays": true}}"#),
            (Contoso.group, #"[]"#), (Contoso.group, #"null"#), (Contoso.group, #""westeurope""#),
            (Contoso.group, ""),
        ] {
            let answer = client.send("PUT", path, bytes: Array(body.utf8))
            #expect(answer.verdict == "400 InvalidRequestContent", "\(body)")
            #expect(
                answer.message?.hasPrefix("The request content was invalid and could not be deserialized: '")
                    == true)
            #expect(answer.rules == ["ARM-ERR-17"])
        }
        #expect(client.entries == before)
    }

    @Test("names the property that has the wrong type")
    func namesTheProperty() {
        var client = AzureClient.at(.group)
        let body: Document = [
            "location": "westeurope",
            "properties": [
                "accessPolicies": [["tenantId": "t", "objectId": "o", "permissions": ["keys": ["get", 5]]]]
            ],
        ]

        #expect(
            client.put(Contoso.vault, body).message?.contains(
                "properties.accessPolicies[0].permissions.keys[1] must be a string") == true)
    }

    @Test("needs a location for whatever is somewhere")
    func location() {
        var client = AzureClient.at(.group)
        let before = client.entries
        for path in [Contoso.vault, Contoso.cluster, Contoso.workspace, "\(Contoso.group)-2"] {
            for body: Document in [["properties": [:]], ["location": nil], ["location": ""]] {
                let answer = client.put(path, body)
                #expect(answer.verdict == "400 LocationRequired")
                #expect(answer.message == "The location property is required for this definition.")
            }
        }
        #expect(client.entries == before)
    }

    @Test("tells another method from another path")
    func method() {
        var client = AzureClient.at(.group)
        let answer = client.send("PATCH", "\(Contoso.subscription)/locations")

        #expect(answer.verdict == "405 MethodNotAllowed")
        #expect(answer.message == "The method PATCH is not one of GET.")
    }

    @Test("puts Azure's headers on every answer, and ours unless it is faithful", arguments: [false, true])
    func headers(isFaithful: Bool) {
        var client = AzureClient.at(.group, isFaithful: isFaithful)
        let found = client.get(Contoso.group), missing = client.get(Contoso.vault)
        client.authorization = nil
        let unauthorized = client.get(Contoso.group)

        for answer in [found, missing, unauthorized] {
            #expect(answer["x-ms-request-id"]?.count == 36)
            #expect(answer["x-ms-correlation-request-id"]?.count == 36)
            #expect(answer["Cache-Control"] == "no-cache")
            #expect(answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains")
            #expect(answer["X-Content-Type-Options"] == "nosniff")
            #expect(answer["Content-Type"] == "application/json; charset=utf-8")
            #expect(answer["x-lockstep-time"] == (isFaithful ? nil : "2024-02-16T09:00:00Z"))
            let ours = answer.response.headers.filter { $0.name.lowercased().hasPrefix("x-lockstep") }
            #expect(ours.isEmpty == isFaithful)
        }
    }

    @Test("echoes the client's request id when asked to")
    func clientRequestID() {
        var client = AzureClient.at(.group)
        let id: HeaderFields = ["x-ms-client-request-id": "c-1"]
        #expect(client.send("GET", Contoso.group, headers: id)["x-ms-client-request-id"] == nil)
        let asked: HeaderFields = ["x-ms-client-request-id": "c-1", "x-ms-return-client-request-id": "True"]
        #expect(client.send("GET", Contoso.group, headers: asked)["x-ms-client-request-id"] == "c-1")
    }

    @Test("puts the deciding rules into the body of a provider's refusal, unless it is faithful")
    func decisionInBody() {
        func refused(_ isFaithful: Bool) -> Answer {
            var client = AzureClient.at(.onboarded, isFaithful: isFaithful)
            return client.delete(Contoso.link)
        }
        let answer = refused(false)
        #expect(answer.verdict == "409 Conflict")
        #expect(answer.rules.first == "SENT-CHG-05")
        #expect(answer["x-ms-failure-cause"] == "service")
        #expect(answer.text("error", "additionalInfo", "0", "type") == "LockstepDecision")
        #expect(answer.at("error", "additionalInfo", "0", "info", "rules")?.items?.first == "SENT-CHG-05")

        let faithful = refused(true)
        #expect(faithful.verdict == "409 Conflict")
        #expect(faithful.at("error", "additionalInfo") == nil)
        #expect(faithful.rules.isEmpty)
    }
}
