import ControlPlane
import Testing
import VirtualTime

@testable import AzureWire

/// A token as far as a service reads it: nobody looks at the signature.
func token(_ claims: Document) -> String {
    "Bearer e30.\(base64URL(Array(claims.json.utf8))).x"
}

@Suite("Callers and their roles") struct CallerTests {
    private func client(
        as name: String, at stage: Stage = .underKey, _ settings: Settings = Settings()
    ) throws -> (AzureClient, WorldPrincipal) {
        var client = AzureClient.at(stage, settings)
        let caller = try #require(
            WorldPrincipals.all(in: client.timeline.world).first { $0.name == name })
        client.authorization = token([
            "oid": .string(caller.objectID), "appid": .string(caller.clientID), "idtyp": "app",
        ])
        return (client, caller)
    }

    @Test("a reader looks and does not touch: 403 with its object id and the scope")
    func reader() throws {
        var (client, caller) = try client(as: "reader")
        for path in [Contoso.subscription, Contoso.group, Contoso.vault, Contoso.cluster] {
            #expect(client.get(path).status == 200, "\(path)")
        }
        let entries = client.entries.count
        let refused = client.put(Contoso.vault, ["location": "westeurope"])
        #expect(refused.verdict == "403 AuthorizationFailed")
        #expect(refused.rules.first == "ARM-ERR-12")
        for part in [caller.objectID, "Microsoft.KeyVault/vaults/write", Contoso.vault] {
            #expect(refused.message?.contains(part) == true, "\(refused.message ?? "")")
        }
        #expect(client.delete(Contoso.cluster).verdict == "403 AuthorizationFailed")
        #expect(client.entries.count == entries)
    }

    @Test("a reader's wrapkey is forbidden in Key Vault's words, by policy and by role")
    func wrap() throws {
        var (client, _) = try client(as: "reader")
        let body: Document = ["alg": "RSA-OAEP", "value": "AAAA"]
        let policy = client.key("POST", "/keys/cmk/wrapkey", body)
        #expect(policy.verdict == "403 Forbidden")
        #expect(policy.text("error", "innererror", "code") == "ForbiddenByPolicy")
        client.authorization = "Bearer lockstep"
        _ = client.patch(Contoso.vault, ["properties": ["enableRbacAuthorization": true]])
        client.authorization = try self.client(as: "reader").0.authorization
        let role = client.key("POST", "/keys/cmk/wrapkey", body)
        #expect(role.text("error", "innererror", "code") == "ForbiddenByRbac")
    }

    @Test("a contributor writes, but gives no roles and purges no vault")
    func contributor() throws {
        var (client, caller) = try client(as: "contributor")
        #expect(client.patch(Contoso.vault, ["tags": ["a": "b"]]).status == 200)
        let assignment = client.put(
            "\(Contoso.vault)/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-0000-0000-000000000001",
            [
                "properties": [
                    "roleDefinitionId": .string(BuiltInRole.owner.rawValue),
                    "principalId": .string(caller.objectID),
                ]
            ])
        #expect(assignment.verdict == "403 AuthorizationFailed")
        let purge = client.send(
            "POST", "\(Contoso.keyVault)/locations/westeurope/deletedVaults/contoso-kv/purge")
        #expect(purge.verdict == "403 AuthorizationFailed")
    }

    @Test("an attacker sees nothing: no subscription, no resource, no data")
    func attacker() throws {
        var (client, _) = try client(as: "attacker", at: .onboarded)
        #expect(client.get("/subscriptions").values.isEmpty)
        for path in [
            Contoso.subscription, Contoso.group, Contoso.vault, "\(Contoso.subscription)/resourceGroups",
            "\(Contoso.group)/providers/Microsoft.KeyVault/vaults",
        ] {
            #expect(client.get(path).verdict == "403 AuthorizationFailed", "\(path)")
        }
        let resources = client.get("\(Contoso.subscription)/resources", version: "2021-04-01")
        #expect(resources.verdict == "403 AuthorizationFailed")
        #expect(client.query("Contoso_CL | count").status == 403)
        #expect(client.key("GET", "/keys/cmk").verdict == "403 Forbidden")
    }

    @Test("whoever the world does not know acts as its owner, and is turned away where it is strict")
    func strangers() throws {
        let stranger = token(["oid": "99999999-0000-0000-0000-000000000000", "appid": "x", "idtyp": "app"])
        var open = AzureClient.at(.key)
        open.authorization = stranger
        #expect(open.get(Contoso.vault).status == 200)
        var settings = Settings()
        let isKnown = settings.assume(.strictIdentities, "on")
        #expect(isKnown)
        var strict = AzureClient(settings)
        let owner = WorldPrincipals.owner(in: strict.timeline.world)
        strict.authorization = token(["oid": .string(owner.objectID)])
        #expect(strict.put(Contoso.group, ["location": "westeurope"]).status == 201)
        for other in [stranger, "Bearer opaque"] {
            strict.authorization = other
            #expect(strict.get(Contoso.group).verdict == "401 InvalidAuthenticationToken")
        }
    }

    @Test("secrets and ids follow from the tenant, and differ between tenants")
    func principals() {
        let genesis = Genesis(start: Genesis.defaultStart)
        let other = Genesis(
            start: Genesis.defaultStart, subscription: Genesis.defaultSubscription,
            tenant: "22222222-2222-2222-2222-222222222222")
        let here = WorldPrincipals.all(in: World(genesis))
        #expect(here.map(\.name) == ["owner", "contributor", "reader", "trainee", "attacker"])
        #expect(here == WorldPrincipals.all(in: World(genesis)))
        let all = here + WorldPrincipals.all(in: World(other))
        #expect(Set(all.map(\.secret)).count == 10)
        #expect(Set(all.map(\.clientID)).count == 10)
    }

    @Test("the tenant that logged in is the one that subscriptions and tenants show")
    func tenant() {
        var client = AzureClient()
        let tenant = "22222222-2222-2222-2222-222222222222"
        client.authorization = token(["tid": .string(tenant)])
        #expect(client.get("/subscriptions").values.first?["tenantId"]?.text == tenant)
        #expect(client.get("/tenants").values.first?["tenantId"]?.text == tenant)
    }
}
