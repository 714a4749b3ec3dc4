import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("The life of a vault over the wire") struct VaultLifeWireTests {
    private let one = "\(Contoso.keyVault)/locations/westeurope/deletedVaults/contoso-kv"

    private func body(_ change: (inout Document) -> Void) -> Document {
        var body = AzureClient.vaultBody
        change(&body)
        return body
    }
    /// A vault that can be purged, soft-deleted.
    private func deleted(_ settings: Settings = Settings()) -> AzureClient {
        var client = AzureClient.at(.group, settings)
        _ = client.put(Contoso.vault, body { $0["properties"]?["enablePurgeProtection"] = .null })
        client.pass(.minutes(1))
        _ = client.delete(Contoso.vault)
        return client
    }
    private func settings(_ assumption: Assumption, _ reading: String) -> Settings {
        var settings = Settings()
        let isKnown = settings.assume(assumption, reading)
        #expect(isKnown)
        return settings
    }

    @Test("KV-VAULT-07 · a vault is standard or premium and says so; HSM-protected keys take premium")
    func skuNamed() {
        var client = AzureClient.at(.vault)
        for sku: Document in [.null, ["family": "A", "name": "gold"], ["family": "B", "name": "standard"]] {
            let refused = client.put("\(Contoso.vault)-2", body { $0["properties"]?["sku"] = sku })
            #expect(refused.verdict == "400 SkuNotSupported")
            #expect(refused.rules == ["KV-VAULT-07"])
        }
        let premium = client.put(
            "\(Contoso.vault)-2", body { $0["properties"]?["sku"] = ["family": "a", "name": "Premium"] })
        #expect(premium.at("properties", "sku") == ["family": "A", "name": "premium"])
        client.pass(.minutes(1))
        let hsm: Document = ["kty": "RSA-HSM", "key_size": 3072]
        let refused = client.key("POST", "/keys/hsm/create", hsm)
        #expect(refused.verdict == "400 BadParameter")
        #expect(refused.rules == ["KV-VAULT-07"])
        let host = "contoso-kv-2.vault.azure.net"
        #expect(client.send("POST", "/keys/hsm/create", hsm, version: "7.4", host: host).status == 200)
    }

    @Test("KV-VAULT-13 · createMode is one of two words, and never shown")
    func createMode() {
        var client = AzureClient.at(.vault)
        let unknown = client.put("\(Contoso.vault)-2", body { $0["properties"]?["createMode"] = "clone" })
        #expect(unknown.verdict == "400 BadRequest")
        #expect(unknown.rules == ["KV-VAULT-13"])
        let made = client.put("\(Contoso.vault)-2", body { $0["properties"]?["createMode"] = "Default" })
        #expect(made.status == 200)
        #expect(made.at("properties", "createMode") == nil)
    }

    @Test("KV-VAULT-14 · checkNameAvailability answers with a reason")
    func nameAvailability() {
        var client = AzureClient.at(.vault)
        func check(_ name: String) -> Answer {
            client.send(
                "POST", "\(Contoso.keyVault)/checkNameAvailability",
                ["name": .string(name), "type": "Microsoft.KeyVault/vaults"], version: "2023-07-01")
        }
        #expect(check("free-kv").body == ["nameAvailable": true])
        #expect(check("kv").at("reason") == "AccountNameInvalid")
        #expect(check("contoso-kv").at("reason") == "AlreadyExists")
        #expect(check("contoso-kv")["x-lockstep-upholds"] == "KV-VAULT-14")
    }

    @Test("KV-VAULT-16 · read so, older versions end on 2027-02-27, and only then")
    func versionsRetire() throws {
        let last = try #require(Instant(iso8601: "2027-02-27T00:00:00Z"))
        func answers(_ settings: Settings, at instant: Instant) -> [String] {
            var client = AzureClient.at(.vault, settings)
            client.timeline.advance(to: instant)
            return ["2023-07-01", "2025-05-01", "2026-02-01"].map {
                client.get(Contoso.vault, version: $0).verdict
            }
        }
        let on = settings(.apiRetirement, "on")
        #expect(answers(on, at: last - .milliseconds(1)) == ["200", "200", "200"])
        let refused = "400 NoRegisteredProviderFound"
        #expect(answers(on, at: last) == [refused, refused, "200"])
        #expect(answers(Settings(), at: last) == ["200", "200", "200"])

        var client = AzureClient.at(.vault, on)
        client.timeline.advance(to: last)
        #expect(client.get(Contoso.vault).rules == ["KV-VAULT-16", "ARM-ERR-05"])
        #expect(client.get(Contoso.group).status == 200)
    }

    @Test("KV-VAULT-21 · a region there is not has a code of its own")
    func placesKnown() {
        var client = AzureClient.at(.vault)
        let refused = client.put("\(Contoso.vault)-2", body { $0["location"] = "atlantis" })
        #expect(refused.verdict == "400 RegionNotSupported")
        #expect(refused.rules == ["KV-VAULT-21"])
        #expect(client.put("\(Contoso.vault)-2", body { $0["location"] = "Sweden Central" }).status == 200)
    }

    @Test("KV-DEL-02 · a deleted vault is shown with its dates, in its own region only")
    func deletedListed() {
        var client = deleted()
        let shown = client.get(one)
        #expect(shown.status == 200)
        #expect(shown.text("properties", "deletionDate") == "2024-02-16T09:01:00Z")
        #expect(shown.text("properties", "scheduledPurgeDate") == "2024-05-16T09:01:00Z")
        #expect(shown["x-lockstep-upholds"] == "KV-DEL-02")
        let elsewhere = client.get(one.replacing("westeurope", with: "eastus"))
        #expect(elsewhere.verdict == "404 DeletedVaultNotFound")
        #expect(elsewhere.rules == ["KV-DEL-02"])
    }

    @Test("KV-DEL-07 · a purge is 202 and a place to ask, until it is done and the name is free")
    func purgedByHand() {
        var client = deleted()
        let purge = client.send("POST", "\(one)/purge")
        #expect(purge.status == 202)
        #expect(purge["Location"]?.contains("/locations/westeurope/operationResults/") == true)
        let running = client.follow(purge["Location"])
        #expect(running.status == 202)
        #expect(running.text("status") == "NotStarted")
        let again = client.send("POST", "\(one)/purge")
        #expect(again.verdict == "409 ConflictError")
        #expect(again.rules == ["KV-VAULT-20"])
        client.pass(.minutes(1))
        let ended = client.follow(purge["Location"])
        #expect(ended.status == 200)
        #expect(ended.text("status") == "Succeeded")
        #expect(client.get(one).status == 404)
        #expect(client.put(Contoso.vault, AzureClient.vaultBody).status == 200)
        #expect(
            client.send(
                "GET", "\(Contoso.keyVault)/locations/westeurope/operationResults/none", version: "2023-07-01"
            )
            .verdict == "404 OperationNotFound")
    }

    @Test(
        "KV-DEL-08 · a protected vault is not purged, with the status that is assumed",
        arguments: ["405", "409"])
    func protectedFromPurge(status: String) {
        var client = AzureClient.at(.vault, settings(.vaultPurgeStatus, status))
        _ = client.delete(Contoso.vault)
        let refused = client.send("POST", "\(one)/purge")
        #expect(refused.verdict == "\(status) MethodNotAllowed")
        #expect(refused.message == "Operation 'DeletedVaultPurge' is not allowed.")
        #expect(refused.rules == ["KV-DEL-08"])
    }

    @Test("KV-DEL-03 · purging takes a right that managing vaults does not give")
    func purgeTakesARight() {
        var client = deleted()
        let dana = Identity.objectID(named: "dana@contoso", in: client.timeline.world) ?? ""
        func assign(_ role: BuiltInRole, _ name: String) {
            _ = client.put(
                "\(Contoso.subscription)/providers/Microsoft.Authorization/roleAssignments/\(name)",
                [
                    "properties": [
                        "roleDefinitionId": .string(role.rawValue), "principalId": .string(dana),
                    ]
                ])
            client.pass(.minutes(10))
        }
        func purge() -> Answer {
            client.send("POST", "\(one)/purge", headers: ["x-lockstep-actor": "dana@contoso"])
        }
        assign(.keyVaultContributor, "a1")
        #expect(purge().verdict == "403 AuthorizationFailed")
        #expect(purge().rules == ["ARM-ERR-12", "KV-DEL-03"])
        assign(.keyVaultPurgeOperator, "a2")
        #expect(purge().status == 202)
    }

    @Test("KV-DEL-04 · the host of a deleted vault answers 404, or does not resolve, as assumed")
    func deletedHost() {
        for (reading, verdict) in [
            ("not-found", "404 VaultNotFound"), ("unreachable", "502 BadGatewayConnection"),
        ] {
            var client = AzureClient.at(.key, settings(.deletedVaultHost, reading))
            _ = client.delete(Contoso.vault)
            let answer = client.key("GET", "/keys/cmk")
            #expect(answer.verdict == verdict)
            #expect(answer.rules == ["KV-DEL-04"])
        }
    }
}
