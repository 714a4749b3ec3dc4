import Testing
import VirtualTime

@testable import ScenarioKit

@Suite("az lines")
struct AzLineTests {
    /// The calls that one line makes.
    private func calls(_ line: String) throws -> [HTTPCall] {
        let result = try FakeWorlds.run(
            "vars: { g: rg, two: 'a b' }\nsteps:\n  - az: \(line)\n    wait: false\n")
        #expect(result.verdict == .passed, "\(result.failures)")
        let sent = result.journal.filter { $0.kind == "request" }
        return sent.compactMap { entry in
            guard let method = entry.fields["method"]?.text, let path = entry.fields["path"]?.text else {
                return nil
            }
            return HTTPCall(method: method, path: path)
        }
    }

    private static let group = "/subscriptions/sub/resourceGroups/rg"

    @Test(
        "each becomes the calls that az would make",
        arguments: [
            ("group create -n rg -l westeurope", ["PUT \(group)"]),
            (
                "provider register --namespace Microsoft.DocumentDB",
                ["POST /subscriptions/sub/providers/Microsoft.DocumentDB/register"]
            ),
            (
                "keyvault create -g rg -n v -l we --retention-days 90",
                ["PUT \(group)/providers/Microsoft.KeyVault/vaults/v"]
            ),
            (
                "keyvault set-policy -g rg -n v --object-id o --key-permissions get wrapKey",
                [
                    "GET \(group)/providers/Microsoft.KeyVault/vaults/v",
                    "PUT \(group)/providers/Microsoft.KeyVault/vaults/v",
                ]
            ),
            (
                "keyvault set-policy -n v --spn app --key-permissions get",
                ["GET /subscriptions/sub/vault/v", "PUT /subscriptions/sub/vault/v"]
            ),
            ("keyvault key create --vault-name v -n k --kty RSA --size 3072", ["POST /keys/k/create"]),
            ("keyvault key show --vault-name v -n k", ["GET /keys/k/"]),
            (
                "keyvault key set-attributes --vault-name v -n k --version 7 --enabled false",
                ["PATCH /keys/k/7"]
            ),
            (
                "monitor log-analytics cluster create -g rg -n c -l we --sku-capacity 100",
                ["PUT \(group)/providers/Microsoft.OperationalInsights/clusters/c"]
            ),
            (
                "monitor log-analytics cluster update -g ${vars.g} -n c --key-vault-uri=u --key-name ''",
                [
                    "GET \(group)/providers/Microsoft.OperationalInsights/clusters/c",
                    "PUT \(group)/providers/Microsoft.OperationalInsights/clusters/c",
                ]
            ),
            (
                "monitor log-analytics workspace create -g rg -n w -l we",
                ["PUT \(group)/providers/Microsoft.OperationalInsights/workspaces/w"]
            ),
        ] as [(String, [String])])
    func lines(line: String, expected: [String]) throws {
        #expect(try calls(line).map { "\($0.method) \($0.path)" } == expected)
    }

    private func plan(_ words: String, _ values: [String: [String]], existing: Document = [:]) throws
        -> HTTPCall
    {
        let world = AzSurroundings(
            subscriptionID: "sub", tenantID: "tenant", actor: "operator", actorObjectID: "me", vaultID: "/v",
            grantedObjectID: "them", location: "we")
        switch try #require(AzCommand.named(words)).plan(AzArguments(values: values), world) {
        case .call(let call): return call
        case .readThenCall(_, let then): return then(existing)
        case .impossible(let why): throw WorldProblem(why)
        }
    }

    @Test("a vault without RBAC gives its maker all permissions")
    func vaultBody() throws {
        let values = [
            "--name": ["v"], "--resource-group": ["rg"], "--location": ["we"],
            "--enable-rbac-authorization": ["false"],
            "--enable-purge-protection": ["true"], "--retention-days": ["7"],
        ]
        let properties = try plan("keyvault create", values).body?["properties"]

        #expect(properties?["accessPolicies"]?[0]?["objectId"] == "me")
        #expect(properties?["accessPolicies"]?[0]?["permissions"]?["keys"] == ["all"])
        #expect(properties?["softDeleteRetentionInDays"] == 7)
        #expect(properties?["enablePurgeProtection"] == true)
        #expect(properties?["tenantId"] == "tenant")
    }

    @Test("set-policy replaces the permissions of one principal and leaves the others")
    func setPolicy() throws {
        let vault: Document = [
            "location": "we",
            "properties": [
                "tenantId": "tenant", "vaultUri": "https://v",
                "accessPolicies": [
                    ["objectId": "THEM", "permissions": ["keys": ["list"], "secrets": ["get"]]],
                    ["objectId": "me"],
                ],
            ],
        ]
        let call = try plan(
            "keyvault set-policy", ["--key-permissions": ["get", "wrapKey"]], existing: vault)
        let policies = call.body?["properties"]?["accessPolicies"]

        #expect(policies?.items?.count == 2)
        #expect(policies?[0]?["permissions"] == ["keys": ["get", "wrapKey"], "secrets": ["get"]])
        #expect(policies?[1]?["objectId"] == "me")
        #expect(call.body?["properties"]?["vaultUri"] == "https://v")
    }

    @Test("a cluster update sends the whole cluster without what cannot be written")
    func clusterUpdate() throws {
        let cluster: Document = [
            "id": "/c", "location": "we", "identity": ["type": "SystemAssigned", "principalId": "p"],
            "sku": ["name": "CapacityReservation", "capacity": 100],
            "properties": [
                "provisioningState": "Succeeded", "billingType": "Cluster",
                "keyVaultProperties": ["keyVaultUri": "https://v", "keyName": "cmk", "keyVersion": "1"],
            ],
        ]
        let call = try plan(
            "monitor log-analytics cluster update", ["--key-version": ["2"]], existing: cluster)

        #expect(
            call.body == [
                "location": "we", "identity": ["type": "SystemAssigned"],
                "sku": ["name": "CapacityReservation", "capacity": 100],
                "properties": [
                    "billingType": "Cluster",
                    "keyVaultProperties": ["keyVaultUri": "https://v", "keyName": "cmk", "keyVersion": "2"],
                ],
            ])
    }

    @Test("words are parted as a shell parts them, and what is filled in never parts")
    func shellWords() throws {
        let source = SourceText(file: "w", text: "x: a \"b c\" 'd \\ e' f\\ g h${now}i")
        let decoder = FileDecoder(source: source, capabilities: .runner)
        let node = try #require(try YAMLReader.read(source).pairs?.first?.value)
        let text = try #require(decoder.template(node, "x"))
        let words = try #require(ShellWords.words(of: text))

        #expect(words.map(\.constant) == ["a", "b c", "d \\ e", "f g", nil])
        #expect(words.last?.parts.count == 3)
    }
}
