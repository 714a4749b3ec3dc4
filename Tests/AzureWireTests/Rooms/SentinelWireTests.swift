import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Sentinel over the wire") struct SentinelWireTests {
    private let flag: Document = ["properties": ["customerManagedKey": true]]
    private let states = "\(Contoso.insights)/onboardingStates"
    private let incident = "\(Contoso.insights)/incidents/55555555-5555-5555-5555-555555555555"
    private let rule = "\(Contoso.insights)/alertRules/r1"

    private func incidentBody(_ title: String = "t") -> Document {
        ["properties": ["title": .string(title), "severity": "High", "status": "New"]]
    }
    private let ruleBody = AzureClient.scheduledRule("r1")

    @Test("PUT of the onboarding state answers 201 when it is new and 200 when it is not")
    func onboarding() {
        var client = AzureClient.at(.linked)
        let created = client.put(Contoso.onboarding, flag)
        #expect(created.status == 201)
        #expect(created.text("id") == Contoso.onboarding)
        #expect(created.text("name") == "default")
        #expect(created.text("type") == "Microsoft.SecurityInsights/onboardingStates")
        #expect(created.at("properties") == ["customerManagedKey": true])
        // It answers from the start, and says so when it is read.
        let read = client.get(Contoso.onboarding)
        #expect(read.at("properties") == ["customerManagedKey": true])
        #expect(read.at("systemData") == [:])
        #expect(client.put(Contoso.onboarding, flag).status == 200)
        client.pass(.minutes(15))
        #expect(client.put(Contoso.onboarding, flag).status == 200)
    }

    @Test("the packs of a workspace say whether Sentinel is there, and cannot be switched")
    func packs() {
        var client = AzureClient.at(.linked)
        func enabled() -> [String] {
            let packs = client.get("\(Contoso.workspace)/intelligencePacks").body?.items ?? []
            return packs.filter { $0["enabled"] == true }.compactMap { $0["name"]?.text }
        }
        #expect(enabled() == ["LogManagement"])
        _ = client.put(Contoso.onboarding, flag)
        client.pass(.minutes(15))
        #expect(enabled() == ["LogManagement", "SecurityInsights"])
        let switched = client.send("POST", "\(Contoso.workspace)/intelligencePacks/SecurityInsights/Disable")
        #expect(switched.verdict == "501 NotModeled")
    }

    @Test("SENT-ONB-03 · reading answers 200 or 404, the list 200; deleting 200, or 204 if there is none")
    func stateReads() {
        var client = AzureClient.at(.linked)
        #expect(client.get(Contoso.onboarding).status == 404)
        #expect(client.get(Contoso.onboarding).rules == ["SENT-ONB-03"])
        #expect(client.get(states).status == 200)
        #expect(client.get(states).values.isEmpty)
        let before = client.entries
        #expect(client.delete(Contoso.onboarding).status == 204)
        #expect(client.entries == before)

        _ = client.put(Contoso.onboarding, flag)
        #expect(client.get(Contoso.onboarding).status == 200)
        #expect(client.get(states).values == [client.get(Contoso.onboarding).body].compactMap { $0 })
        #expect(client.get("\(states)/other").status == 404)
        #expect(client.delete("\(states)/other").status == 204)
        let deleted = client.delete(Contoso.onboarding)
        #expect(deleted.status == 200)
        #expect(deleted.body == [:])
        #expect(client.get(Contoso.onboarding).status == 404)
        #expect(client.get(states).values.isEmpty)
        #expect(client.delete(Contoso.onboarding).status == 204)
    }

    @Test("without the flag it is onboarded under Microsoft's keys, and shows no flag at all")
    func withoutKey() {
        var client = AzureClient.at(.workspace)
        for body: Document in [["properties": ["customerManagedKey": false]], [:], ["properties": [:]]] {
            let answer = client.put(Contoso.onboarding, body)
            #expect(answer.status == 201 || answer.status == 200)
            #expect(answer.at("properties") == [:])
        }
        let changed = client.put(Contoso.onboarding, flag)
        #expect(changed.verdict == "409 Conflict")
        #expect(changed.rules.contains("SENT-CHG-01"))
        #expect(client.get(Contoso.onboarding).at("properties") == [:])
    }

    @Test("a missing precondition refuses with 400 and is named")
    func preconditions() {
        func refused(_ stage: Stage, _ change: (inout AzureClient) -> Void = { _ in }) -> Answer {
            var client = AzureClient.at(stage)
            change(&client)
            return client.put(Contoso.onboarding, flag)
        }
        let unlinked = refused(.workspace)
        #expect(unlinked.verdict == "400 BadRequest")
        #expect(unlinked.rules.first == "SENT-PRE-02")
        #expect(unlinked["x-lockstep-inferred"] == "true")
        let unregistered = refused(.linked) {
            _ = $0.send("POST", "\(Contoso.documentDB)/unregister")
            $0.pass(.minutes(1))
        }
        #expect(unregistered.rules.first == "SENT-PRE-06")
        let ungranted = refused(.linked) {
            _ = $0.put(
                "\(Contoso.vault)/accessPolicies/remove",
                AzureClient.policies(Identity.cosmosObjectID(in: Genesis.defaultTenant)))
        }
        #expect(ungranted.rules.first == "SENT-PRE-07")
        var client = AzureClient.at(.linked)
        let named = client.put("\(states)/mine", flag)
        #expect(named.verdict == "400 BadRequest")
        #expect(named.rules == ["SENT-ONB-02"])
        #expect(client.get(states).values.isEmpty)
        // A clause that is not met leaves the workspace as it was.
        #expect(client.send("PUT", Contoso.onboarding, bytes: []).verdict == "400 InvalidRequestContent")
    }

    @Test("rules and incidents are made, read, listed, changed and deleted")
    func items() throws {
        var client = AzureClient.at(.onboarded)
        let created = client.put(rule, ruleBody)
        #expect(created.status == 201)
        #expect(created.text("id") == rule)
        #expect(created.text("name") == "r1")
        #expect(created.text("type") == "Microsoft.SecurityInsights/alertRules")
        #expect(created.text("kind") == "Scheduled")
        #expect(created.text("properties", "displayName") == "r1")
        let etag = try #require(created.text("etag"))
        #expect(etag.hasPrefix("\"") && etag.hasSuffix("\""))
        let updated = client.put(rule, ruleBody)
        #expect(updated.status == 200)
        #expect(updated.text("etag") != etag)
        #expect(client.get(rule).body == updated.body)

        let incident = client.put(incident, incidentBody())
        #expect(incident.status == 201)
        #expect(incident.text("type") == "Microsoft.SecurityInsights/Incidents")
        #expect(incident.text("id")?.contains("/Incidents/55555555") == true)
        #expect(incident.at("properties", "incidentNumber") == 1)
        #expect(incident.text("properties", "title") == "t")
        #expect(incident.text("properties", "providerName") == "Azure Sentinel")
        let second = self.incident.replacing("5555555555-", with: "5555555555-")
        #expect(client.put(second + "6", incidentBody("u")).at("properties", "incidentNumber") == 2)
        #expect(client.put(self.incident, incidentBody("v")).at("properties", "incidentNumber") == 1)
        #expect(client.get("\(Contoso.insights)/incidents").values.count == 2)
        #expect(client.get("\(Contoso.insights)/alertRules").values.count == 1)

        #expect(client.delete(rule).status == 200)
        #expect(client.delete(rule).status == 204)
        #expect(client.get(rule).status == 404)
        #expect(client.get("\(Contoso.insights)/alertRules").values.isEmpty)
    }

    @Test("rules and incidents need an onboarded workspace, and the properties of their kind")
    func itemRefusals() {
        var client = AzureClient.at(.workspace)
        for answer in [
            client.put(rule, ruleBody), client.get(rule), client.get("\(Contoso.insights)/incidents"),
        ] {
            #expect(answer.verdict == "400 BadRequest")
            #expect(answer.message?.contains("is not onboarded to Microsoft Sentinel") == true)
            #expect(answer.rules == ["SENT-ONB-11"])
        }
        _ = client.put(Contoso.onboarding, [:])
        let before = client.entries
        for body: Document in [["properties": [:]], ["kind": 5, "properties": [:]], ["kind": "Scheduled"]] {
            #expect(client.put(rule, body).status == 400)
        }
        for name in ["title", "severity", "status"] {
            var body = incidentBody()
            body["properties"]?[name] = Document?.none
            let answer = client.put(incident, body)
            #expect(answer.verdict == "400 BadRequest")
            #expect(answer.message == "Required property 'properties.\(name)' not found in JSON.")
        }
        #expect(client.entries == before)
        #expect(client.get(rule).verdict == "404 NotFound")
    }

    @Test("while revoked, Sentinel's own data is neither read nor changed; off-boarding is what is left")
    func revoked() {
        var client = AzureClient.at(.onboarded)
        _ = client.put(rule, ruleBody)
        client.revoke()
        for answer in [
            client.put(incident, incidentBody()), client.put(rule, ruleBody), client.get(rule),
            client.delete(rule),
            client.get("\(Contoso.insights)/alertRules"),
        ] {
            #expect(answer.verdict == "403 CustomerManagedKeyRevoked")
            #expect(answer.rules.first == "SENT-REVOKE-03")
        }
        #expect(client.get(Contoso.onboarding).status == 200)
        #expect(client.delete(Contoso.onboarding).status == 200)
        #expect(client.get(Contoso.onboarding).status == 404)
    }

    @Test("unsupported changes are refused with 409 and their rule, and leave what they would change")
    func unsupported() {
        var client = AzureClient.at(.onboarded)
        let cluster = client.get(Contoso.cluster).body
        let cleared: Document = [
            "properties": ["keyVaultProperties": ["keyVaultUri": "", "keyName": "", "keyVersion": ""]]
        ]
        let assigned: Document = [
            "type": "UserAssigned", "userAssignedIdentities": ["/subscriptions/x/identities/i": [:]],
        ]
        for (answer, rule) in [
            (client.put(Contoso.onboarding, ["properties": ["customerManagedKey": false]]), "SENT-CHG-04"),
            (client.delete(Contoso.link), "SENT-CHG-05"),
            (client.patch(Contoso.cluster, cleared), "SENT-CHG-06"),
            (client.patch(Contoso.cluster, ["identity": ["type": "None"]]), "SENT-REVOKE-07"),
            (client.patch(Contoso.cluster, ["identity": assigned]), "SENT-PRE-05"),
        ] {
            #expect(answer.verdict == "409 Conflict", "\(rule)")
            #expect(answer.rules.first == rule)
        }
        #expect(client.get(Contoso.cluster).body == cluster)
        #expect(client.get(Contoso.link).text("properties", "provisioningState") == "Succeeded")
    }
}
