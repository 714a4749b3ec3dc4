import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("What Sentinel says beside its answers") struct SentinelStandingTests {
    private func accepting() -> Settings {
        var settings = Settings()
        precondition(settings.assume(.unsupportedChange, "accept-without-effect"))
        return settings
    }
    private func upheld(_ answer: Answer) -> [String] { answer.response.upheld.map(\.code) }

    @Test("SENT-ONB-04 · onboarding states have versions of their own, beside ARM's error")
    func versions() {
        var client = AzureClient.at(.linked)
        let answer = client.get(Contoso.onboarding, version: "2019-01-01-preview")
        #expect(answer.verdict == "400 NoRegisteredProviderFound")
        #expect(answer.rules == ["ARM-ERR-05", "SENT-ONB-04"])
        for version in ["2021-03-01-preview", "2021-10-01", "2024-03-01", "2025-09-01"] {
            #expect(client.get(Contoso.onboarding, version: version).code == "NotFound")
        }
    }

    @Test("SENT-ONB-05 · a template that onboards under a key is refused; any other is not modeled")
    func templates() {
        var client = AzureClient.at(.linked)
        func deployment(_ flag: Document, nested: Bool = false) -> Document {
            let state: Document = [
                "type": "Microsoft.SecurityInsights/onboardingStates", "name": "default",
                "properties": ["customerManagedKey": flag],
            ]
            let resource: Document =
                nested
                ? [
                    "type": "Microsoft.Resources/deployments",
                    "properties": ["template": ["resources": ["inner": state]]],
                ] : state
            return ["properties": ["mode": "Incremental", "template": ["resources": [resource]]]]
        }
        let path = "providers/Microsoft.Resources/deployments/d"
        for scope in [Contoso.group, Contoso.subscription] {
            for nested in [false, true] {
                let answer = client.put("\(scope)/\(path)", deployment(true, nested: nested))
                #expect(answer.verdict == "400 BadRequest")
                #expect(answer.rules.first == "SENT-ONB-05")
            }
            #expect(client.put("\(scope)/\(path)", deployment(false)).verdict == "501 NotModeled")
        }
        #expect(client.get(Contoso.onboarding).status == 404)
    }

    @Test("SENT-ONB-10 · under a customer's key preview features are off, else on")
    func previews() {
        var client = AzureClient.at(.onboarded)
        let answer = client.get(Contoso.onboarding)
        #expect(answer["x-lockstep-preview-features"] == "disabled")
        #expect(upheld(answer) == ["SENT-ONB-10"])
        var plain = AzureClient.at(.linked)
        _ = plain.put(Contoso.onboarding, ["properties": [:]])
        #expect(upheld(plain.get(Contoso.onboarding)) == [])
    }

    @Test("SENT-CHG-07 · an accepted change says whether it is ineffective or undefined, then and later")
    func marks() {
        var client = AzureClient.at(.linked, accepting())
        _ = client.put(Contoso.onboarding, ["properties": [:]])
        let changed = client.put(Contoso.onboarding, ["properties": ["customerManagedKey": true]])
        #expect(changed.status == 200)
        #expect(changed["x-lockstep-outcome"] == "ineffective")
        #expect(changed["x-lockstep-advice"] == "SENT-CHG-01")
        #expect(client.get(Contoso.onboarding)["x-lockstep-marks"] == "SENT-CHG-01")

        var undefined = AzureClient.at(.onboarded, accepting())
        let unlinked = undefined.delete(Contoso.link)
        #expect(unlinked["x-lockstep-outcome"] == "accepted")
        let rules = undefined.get("\(Contoso.insights)/alertRules")
        #expect(upheld(rules) == ["SENT-SCOPE-01", "SENT-CHG-07", "SENT-CHG-05"])
    }

    @Test("SENT-SCOPE-01, SENT-SCOPE-02 · an item says under which key it is")
    func scope() {
        let incident: Document = [
            "properties": ["title": "t", "severity": "Low", "status": "New"]
        ]
        for (profile, word, rule) in [
            (Profile.seed, "customer-managed", "SENT-SCOPE-01"),
            (.current, "microsoft-managed", "SENT-SCOPE-02"),
        ] {
            var client = AzureClient.at(.onboarded, Settings(profile: profile))
            let answer = client.put("\(Contoso.insights)/incidents/i", incident)
            #expect(answer["x-lockstep-encryption"] == word)
            #expect(upheld(answer) == [rule])
            #expect(client.get("\(Contoso.insights)/incidents/i")["x-lockstep-encryption"] == word)
        }
    }

    @Test("bookmarks, watchlists, automation rules, connectors and settings are kept as sent")
    func items() {
        var client = AzureClient.at(.onboarded)
        let bodies: [(String, Document)] = [
            ("bookmarks/b", ["properties": ["displayName": "b", "query": "T"]]),
            (
                "watchlists/w",
                ["properties": ["displayName": "w", "provider": "p", "itemsSearchKey": "k"]]
            ),
            (
                "automationRules/a",
                [
                    "properties": [
                        "displayName": "a", "order": 1, "actions": [],
                        "triggeringLogic": [
                            "isEnabled": true, "triggersOn": "Incidents", "triggersWhen": "Created",
                        ],
                    ]
                ]
            ),
            ("dataConnectors/c", ["kind": "AzureActiveDirectory", "properties": [:]]),
            ("settings/EyesOn", ["kind": "EyesOn", "properties": ["isEnabled": true]]),
        ]
        for (name, body) in bodies {
            let path = "\(Contoso.insights)/\(name)"
            let created = client.send("PUT", path, body, version: "2023-11-01")
            #expect(
                created.status
                    == (["bookmarks/b", "watchlists/w", "settings/EyesOn"].contains(name) ? 200 : 201))
            #expect(client.get(path, version: "2023-11-01").body == created.body)
            #expect(client.send("DELETE", path, version: "2023-11-01").status == 200)
            #expect(client.get(path, version: "2023-11-01").status == 404)
            #expect(client.send("PUT", path, ["properties": [:]], version: "2023-11-01").status == 400)
        }
    }

    @Test("ARM-ERR-20 · an etag that is no longer current is refused, by the reading's status")
    func etags() {
        for (reading, verdict) in [("409", "409 Conflict"), ("412", "412 PreconditionFailed")] {
            var settings = Settings()
            precondition(settings.assume(.etagMismatch, reading))
            var client = AzureClient.at(.onboarded, settings)
            let path = "\(Contoso.insights)/alertRules/r"
            var body = AzureClient.scheduledRule("r")
            let first = client.put(path, body)
            body["etag"] = first.at("etag")
            #expect(client.put(path, body).status == 200)
            let stale = client.put(path, body)
            #expect(stale.verdict == verdict)
            #expect(stale.rules == ["ARM-ERR-20"])
            body["etag"] = "*"
            #expect(client.put(path, body).status == 200)
        }
    }

    @Test("SENT-DEL-03 · a table of Sentinel's cannot be read or queried after off-boarding, others can")
    func hiddenTables() {
        var client = AzureClient.at(.onboarded)
        let tables = "\(Contoso.workspace)/tables"
        #expect(client.get("\(tables)/SecurityAlert").status == 200)
        #expect(client.query("SecurityAlert | count").status == 200)
        _ = client.delete(Contoso.onboarding)
        let hidden = client.get("\(tables)/SecurityAlert")
        #expect(hidden.status == 404)
        #expect(hidden.rules.first == "SENT-DEL-03")
        #expect(client.query("SecurityAlert | count").status == 400)
        #expect(client.query("SecurityEvent | count").status == 200)
    }

    @Test("SENT-PRE-09 · an onboarded workspace is not moved; what else is moved is not modeled")
    func moves() {
        var client = AzureClient.at(.onboarded)
        let body: Document = ["resources": [.string(Contoso.workspace)], "targetResourceGroup": "x"]
        let path = "\(Contoso.group)/moveResources"
        let refused = client.send("POST", path, body, version: "2021-04-01")
        #expect(refused.verdict == "400 BadRequest")
        #expect(refused.rules == ["SENT-PRE-09"])
        _ = client.delete(Contoso.onboarding)
        #expect(client.send("POST", path, body, version: "2021-04-01").status == 501)
    }
}
