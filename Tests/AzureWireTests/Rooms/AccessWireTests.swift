import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Access control over the wire") struct AccessWireTests {
    private let authorization = "/providers/Microsoft.Authorization"
    private let encryptionUser = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
    private let assignment =
        "\(Contoso.vault)/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-0000-0000-000000000001"

    private func body(_ principal: String, role: String) -> Document {
        [
            "properties": [
                "roleDefinitionId": .string("/x/roleDefinitions/\(role)"), "principalId": .string(principal),
            ]
        ]
    }
    private func oid(_ name: String, _ client: AzureClient) -> String {
        Identity.objectID(named: name, in: client.timeline.world) ?? ""
    }
    private func dana(
        _ client: inout AzureClient, _ method: String, _ path: String, _ body: Document? = nil,
        version: String? = "default", host: String = "management.azure.com"
    ) -> Answer {
        client.send(
            method, path, body, version: version, host: host, headers: ["x-lockstep-actor": "dana@contoso"])
    }

    @Test("a role is assigned with 201, shown, listed from above and below, and removed")
    func assignments() {
        var client = AzureClient.at(.key)
        let dana = oid("dana@contoso", client)
        let made = client.put(assignment, body(dana, role: encryptionUser))
        #expect(made.status == 201)
        #expect(made.text("id") == assignment)
        #expect(made.text("properties", "scope") == Contoso.vault)
        #expect(made.text("properties", "principalType") == "User")
        #expect(client.put(assignment, body(dana, role: encryptionUser)).status == 200)
        #expect(client.get(assignment).body == made.body)
        let lists = [Contoso.subscription, Contoso.group, Contoso.vault, "\(Contoso.vault)/keys/cmk"]
        for scope in lists {
            let filtered = client.get(
                "\(scope)\(authorization)/roleAssignments?$filter=principalId%20eq%20'\(dana)'")
            #expect(filtered.values.count == 1, "\(scope)")
        }
        #expect(client.get("\(Contoso.subscription)\(authorization)/roleAssignments").values.count == 5)
        #expect(
            client.get("\(Contoso.group)\(authorization)/roleAssignments?$filter=atScope()").values.count == 4
        )
        #expect(client.delete(assignment).status == 200)
        #expect(client.delete(assignment).status == 204)
        #expect(client.get(assignment).verdict == "404 RoleAssignmentNotFound")
    }

    @Test("what cannot be assigned is refused in ARM's words")
    func refusals() {
        var client = AzureClient.at(.key)
        let nobody = "99999999-0000-0000-0000-000000000000"
        let missing = client.put(assignment, body(nobody, role: encryptionUser))
        #expect(missing.verdict == "400 PrincipalNotFound")
        #expect(missing.rules == ["ARM-ERR-24"])
        let dana = oid("dana@contoso", client)
        #expect(client.put(assignment, body(dana, role: nobody)).verdict == "400 RoleDefinitionDoesNotExist")
        _ = client.put(assignment, body(dana, role: encryptionUser))
        let twice = client.put("\(assignment.dropLast())2", body(dana, role: encryptionUser))
        #expect(twice.verdict == "409 RoleAssignmentExists")
        #expect(twice.rules == ["ARM-ERR-25"])
        let elsewhere = assignment.replacing("contoso-kv", with: "none-kv")
        #expect(client.put(elsewhere, body(dana, role: encryptionUser)).verdict == "404 ResourceNotFound")
    }

    @Test("the built-in roles are listed, and found by name and id")
    func definitions() {
        var client = AzureClient.at(.group)
        let list = "\(Contoso.subscription)\(authorization)/roleDefinitions"
        #expect(client.get(list).values.count == BuiltInRole.allCases.count)
        let found = client.get(
            "\(list)?$filter=roleName%20eq%20'Key%20Vault%20Crypto%20Service%20Encryption%20User'")
        #expect(found.values.map { $0["name"] } == [.string(encryptionUser)])
        #expect(found["x-lockstep-upholds"] == "KV-ACC-04")
        let one = client.get("\(list)/\(encryptionUser)")
        #expect(
            one.at("properties", "permissions", "0", "dataActions")
                == [
                    "Microsoft.KeyVault/vaults/keys/read", "Microsoft.KeyVault/vaults/keys/wrap/action",
                    "Microsoft.KeyVault/vaults/keys/unwrap/action",
                ])
        #expect(client.get("\(list)/none").verdict == "404 RoleDefinitionDoesNotExist")
    }

    @Test(
        "KV-VAULT-19 · managing a vault takes a role, whatever its policies say; with one, policies are written"
    )
    func managementByRole() {
        var client = AzureClient.at(.key)
        let objectID = oid("dana@contoso", client)
        _ = client.put("\(Contoso.vault)/accessPolicies/add", AzureClient.policies(objectID, ["all"]))
        let edit = "\(Contoso.vault)/accessPolicies/add"
        let refused = dana(&client, "PUT", edit, AzureClient.policies(objectID, ["purge"]))
        #expect(refused.verdict == "403 AuthorizationFailed")
        #expect(refused.rules == ["ARM-ERR-12", "KV-VAULT-19"])
        #expect(refused.message?.contains("'Microsoft.KeyVault/vaults/accessPolicies/write'") == true)
        #expect(dana(&client, "DELETE", Contoso.vault).rules == ["ARM-ERR-12", "KV-VAULT-19"])

        _ = client.put(assignment, body(objectID, role: BuiltInRole.contributor.rawValue))
        client.pass(.minutes(10))
        #expect(dana(&client, "PUT", edit, AzureClient.policies(objectID, ["purge"])).status == 200)
    }

    @Test(
        "ARM-ERR-12 · whoever has no role reads and writes nothing through ARM, and is told the action and the scope"
    )
    func authorizationFailed() {
        var client = AzureClient.at(.onboarded)
        let before = client.entries
        let writes: [(String, String, Document?, String)] = [
            (
                "PUT", Contoso.group, ["location": "westeurope"],
                "Microsoft.Resources/subscriptions/resourceGroups/write"
            ),
            ("DELETE", Contoso.group, nil, "Microsoft.Resources/subscriptions/resourceGroups/delete"),
            ("POST", "\(Contoso.documentDB)/register", nil, "Microsoft.DocumentDB/register/action"),
            ("DELETE", Contoso.cluster, nil, "Microsoft.OperationalInsights/clusters/delete"),
            ("DELETE", Contoso.link, nil, "Microsoft.OperationalInsights/workspaces/linkedServices/delete"),
            ("DELETE", Contoso.onboarding, nil, "Microsoft.SecurityInsights/onboardingStates/delete"),
        ]
        for (method, path, body, action) in writes {
            let answer = dana(&client, method, path, body)
            #expect(answer.verdict == "403 AuthorizationFailed", "\(method) \(path)")
            #expect(answer.rules.first == "ARM-ERR-12")
            #expect(answer.message?.contains("action '\(action)'") == true, "\(answer.message ?? "")")
            #expect(answer["x-ms-failure-cause"] == "gateway")
        }
        #expect(client.entries == before)
        #expect(dana(&client, "GET", Contoso.cluster).verdict == "403 AuthorizationFailed")
        let trainee = client.send("DELETE", Contoso.link, headers: ["x-lockstep-actor": "trainee"])
        #expect(trainee.code != "AuthorizationFailed")
    }

    @Test("ARM-ERR-13 · naming an identity one may not assign is refused by its own code")
    func linkedAuthorizationFailed() {
        var client = AzureClient.at(.key)
        let identity = "\(Contoso.group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ua1"
        #expect(client.put(identity, ["location": "westeurope"]).status == 201)
        let scope = "\(Contoso.cluster)\(authorization)/roleAssignments/aaaaaaaa-0000-0000-0000-000000000002"
        _ = client.put(Contoso.cluster, AzureClient.clusterBody)
        client.pass(.hours(2))
        _ = client.put(scope, body(oid("dana@contoso", client), role: BuiltInRole.contributor.rawValue))
        client.pass(.minutes(10))
        let change: Document = [
            "identity": ["type": "UserAssigned", "userAssignedIdentities": .object([identity: [:]])]
        ]
        let refused = dana(&client, "PATCH", Contoso.cluster, change)
        #expect(refused.verdict == "403 LinkedAuthorizationFailed")
        #expect(refused.rules == ["ARM-ERR-13"])
        let operate = "\(identity)\(authorization)/roleAssignments/aaaaaaaa-0000-0000-0000-000000000003"
        _ = client.put(
            operate, body(oid("dana@contoso", client), role: BuiltInRole.managedIdentityOperator.rawValue))
        client.pass(.minutes(10))
        #expect(dana(&client, "PATCH", Contoso.cluster, change).code != "LinkedAuthorizationFailed")
    }

    @Test("a vault shows its model and its network, and takes both")
    func modelAndNetwork() {
        var client = AzureClient.at(.key)
        let closed = client.patch(
            Contoso.vault,
            [
                "properties": [
                    "enableRbacAuthorization": true, "publicNetworkAccess": "enabled",
                    "networkAcls": [
                        "defaultAction": "deny", "bypass": "None",
                        "ipRules": [["value": "203.0.113.10"]],
                        "virtualNetworkRules": [["id": "/subnet"]],
                    ],
                ]
            ])
        #expect(closed.status == 200)
        #expect(closed.at("properties", "enableRbacAuthorization") == true)
        #expect(
            closed.at("properties", "networkAcls")
                == [
                    "bypass": "None", "defaultAction": "Deny", "ipRules": [["value": "203.0.113.10"]],
                    "virtualNetworkRules": [["id": "/subnet", "ignoreMissingVnetServiceEndpoint": false]],
                ])
        #expect(client.key("GET", "/keys/cmk").status == 200)
        func patch(_ properties: Document) -> Answer {
            client.patch(Contoso.vault, ["properties": properties])
        }
        #expect(patch(["networkAcls": ["defaultAction": "perhaps"]]).verdict == "400 BadRequest")
        let range = patch(["networkAcls": ["ipRules": [["value": "10.0.0.1"]]]])
        #expect(range.verdict == "400 BadRequest")
        #expect(range.rules == ["KV-NET-02"])
        _ = patch(["networkAcls": ["ipRules": []]])
        let outside = client.key("GET", "/keys/cmk")
        #expect(outside.text("error", "innererror", "code") == "ForbiddenByFirewall")
        #expect(outside.rules == ["KV-NET-03", "KV-DP-05"])
        _ = patch(["publicNetworkAccess": "Disabled"])
        #expect(client.key("GET", "/keys/cmk").text("error", "innererror", "code") == "ForbiddenByConnection")
    }

    @Test("KV-VAULT-17 · the version of the request decides what a vault that says nothing becomes")
    func rolesByDefault() {
        var client = AzureClient.at(.group)
        var body = AzureClient.vaultBody
        body["properties"]?["accessPolicies"] = nil
        for (version, roles) in [("2025-05-01", false), ("2026-02-01", true), ("2026-03-01-preview", true)] {
            let path = "\(Contoso.group)/providers/Microsoft.KeyVault/vaults/kv-\(version.prefix(7))"
            let made = client.send("PUT", path, body, version: version)
            #expect(
                made.at("properties", "enableRbacAuthorization")
                    == (roles ? Document.bool(true) : Document?.none),
                "\(version)")
        }
    }

    @Test(
        "KV-VAULT-17 · a vault that brings access policies uses them, unless the document is taken to the letter",
        arguments: [("given-policies", false), ("version", true)])
    func policiesThatAreBrought(reading: String, roles: Bool) {
        var settings = Settings()
        let isKnown = settings.assume(.vaultAccessModel, reading)
        #expect(isKnown)
        var client = AzureClient.at(.group, settings)
        let path = "\(Contoso.group)/providers/Microsoft.KeyVault/vaults/kv-brought"
        let made = client.send("PUT", path, AzureClient.vaultBody, version: "2026-02-01")
        #expect((made.at("properties", "enableRbacAuthorization") == .bool(true)) == roles)
    }

    @Test("KV-DEL-03 · who may not see deleted vaults gets an empty list, and a refusal for one by name")
    func rightsOverDeleted() {
        var client = AzureClient.at(.key)
        _ = client.delete(Contoso.vault)
        let one = "\(Contoso.keyVault)/locations/westeurope/deletedVaults/contoso-kv"
        #expect(client.get("\(Contoso.keyVault)/deletedVaults").values.count == 1)
        let list = dana(&client, "GET", "\(Contoso.keyVault)/deletedVaults")
        #expect(list.status == 200 && list.values.isEmpty)
        let refused = dana(&client, "GET", one)
        #expect(refused.verdict == "403 AuthorizationFailed")
        #expect(refused.rules == ["ARM-ERR-12", "KV-DEL-03"])
        let role = BuiltInRole.keyVaultPurgeOperator.rawValue
        let scope =
            "\(Contoso.subscription)\(authorization)/roleAssignments/aaaaaaaa-0000-0000-0000-000000000009"
        _ = client.put(scope, body(oid("dana@contoso", client), role: role))
        client.pass(.minutes(10))
        #expect(dana(&client, "GET", one).status == 200)
        #expect(dana(&client, "GET", "\(Contoso.keyVault)/deletedVaults").values.count == 1)
        #expect(dana(&client, "PUT", Contoso.vault, AzureClient.vaultBody).code == "AuthorizationFailed")
    }

    @Test("KV-DP-06 · a missing role is told with action, resource and caller")
    func forbiddenByRole() {
        var client = AzureClient.at(.key)
        _ = client.patch(Contoso.vault, ["properties": ["enableRbacAuthorization": true]])
        let refused = dana(
            &client, "POST", "/keys/cmk/wrapkey", ["alg": "RSA-OAEP-256", "value": "AAEC"], version: "7.4",
            host: "contoso-kv.vault.azure.net")
        #expect(refused.verdict == "403 Forbidden")
        #expect(refused.text("error", "innererror", "code") == "ForbiddenByRbac")
        #expect(refused.message?.contains("Action: 'Microsoft.KeyVault/vaults/keys/wrap/action'") == true)
        #expect(refused.message?.contains("Resource: '\(Contoso.vault.lowercased())/keys/cmk'") == true)
        #expect(refused.message?.contains("oid=\(oid("dana@contoso", client));") == true)
        #expect(refused.rules == ["KV-ACC-03", "KV-DP-06"])
    }

    @Test("KV-DP-01 · an error has code and message, and a nested code where there is one")
    func errorBody() {
        var client = AzureClient.at(.key)
        let missing = client.key("GET", "/keys/none")
        #expect(missing.at("error")?.members?.names == ["code", "message"])
        #expect(missing["x-lockstep-upholds"]?.contains("KV-DP-01") == true)
        _ = client.setKey(enabled: false)
        let disabled = client.key("POST", "/keys/cmk/wrapkey", ["alg": "RSA-OAEP-256", "value": "AAEC"])
        #expect(disabled.at("error")?.members?.names == ["code", "message", "innererror"])
    }

    @Test("KV-DP-02 · no token, a broken one, or one for another service: 401, and where to get one")
    func challenge() {
        var client = AzureClient.at(.key)
        func jwt(_ audience: String) -> String {
            let claims = "{\"aud\":\"\(audience)\"}"
            var text = ""
            let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
            let bytes = Array(claims.utf8)
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let group = bytes[start..<min(start + 3, bytes.count)]
                let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
                for place in 0...group.count { text.append(digits[word >> (18 - 6 * place) & 63]) }
            }
            return "Bearer e30.\(text).x"
        }
        for bad in [nil, "Bearer", "Basic abc", jwt("https://management.azure.com")] {
            client.authorization = bad
            let answer = client.key("GET", "/keys/cmk")
            #expect(answer.verdict == "401 Unauthorized", "\(bad ?? "none")")
            #expect(answer.rules == ["KV-DP-02"])
            #expect(answer["WWW-Authenticate"]?.contains("resource=\"https://vault.azure.net\"") == true)
        }
        for good in ["Bearer opaque", jwt("https://vault.azure.net"), jwt("https://vault.azure.net/")] {
            client.authorization = good
            #expect(client.key("GET", "/keys/cmk").status == 200, "\(good)")
        }
    }

    @Test("KV-DP-03 · the data plane has no default version")
    func versionMandatory() {
        var client = AzureClient.at(.key)
        let answer = client.key("GET", "/keys/cmk", version: nil)
        #expect(answer.verdict == "400 BadParameter")
        #expect(answer.rules == ["KV-DP-03"])
        #expect(client.key("GET", "/keys/cmk", version: "7.0").status == 200)
    }

    @Test("KV-DP-09 · answers name the region, the service version and the connection")
    func serviceHeaders() {
        var client = AzureClient.at(.key)
        let answer = client.key("GET", "/keys/cmk")
        #expect(answer["x-ms-keyvault-region"] == "westeurope")
        #expect(answer["x-ms-keyvault-service-version"] == "1.9.0")
        #expect(answer["x-ms-keyvault-network-info"]?.hasPrefix("conn_type=Ipv4;addr=203.0.113.10;") == true)
        #expect(answer["x-lockstep-upholds"]?.hasPrefix("KV-DP-09") == true)
        #expect(client.get(Contoso.vault)["x-ms-keyvault-region"] == nil)
    }

    @Test("ARM-MI-02 · a user-assigned identity is made, shown, tagged, listed and deleted")
    func identities() {
        var client = AzureClient.at(.group)
        let list = "\(Contoso.group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities"
        let made = client.put("\(list)/ua1", ["location": "West Europe", "tags": ["a": "b"]])
        #expect(made.status == 201)
        #expect(made.text("properties", "principalId") == oid("ua1", client))
        #expect(made.text("properties", "clientId")?.count == 36)
        #expect(client.put("\(list)/ua1", ["location": "westeurope"]).status == 200)
        #expect(client.patch("\(list)/ua1", ["tags": ["c": "d"]]).at("tags") == ["c": "d"])
        #expect(
            client.get("\(list)/ua1").text("properties", "principalId")
                == made.text("properties", "principalId"))
        #expect(client.put("\(list)/ua1", ["location": "eastus"]).verdict == "409 InvalidResourceLocation")
        #expect(client.get(list).values.count == 1)
        #expect(client.delete("\(list)/ua1").status == 200)
        #expect(client.delete("\(list)/ua1").status == 204)
        #expect(client.get("\(list)/ua1").verdict == "404 ResourceNotFound")
        #expect(oid("ua1", client) == "")
    }
}
