import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Bad input over the wire") struct BadInputTests {
    /// A write on each plane, and the host it goes to.
    private static let writes: [(method: String, path: String, host: String)] = [
        ("PUT", Contoso.group, "management.azure.com"), ("PATCH", Contoso.group, "management.azure.com"),
        ("PUT", Contoso.vault, "management.azure.com"), ("PATCH", Contoso.vault, "management.azure.com"),
        ("PUT", "\(Contoso.vault)/accessPolicies/add", "management.azure.com"),
        ("PUT", Contoso.cluster, "management.azure.com"), ("PATCH", Contoso.cluster, "management.azure.com"),
        ("PUT", Contoso.workspace, "management.azure.com"),
        ("PATCH", Contoso.workspace, "management.azure.com"),
        ("PUT", Contoso.link, "management.azure.com"), ("PUT", Contoso.onboarding, "management.azure.com"),
        ("PUT", "\(Contoso.insights)/alertRules/r1", "management.azure.com"),
        ("PUT", "\(Contoso.insights)/incidents/i1", "management.azure.com"),
        ("POST", "/keys/new/create", "contoso-kv.vault.azure.net"),
        ("PATCH", "/keys/cmk", "contoso-kv.vault.azure.net"),
        ("POST", "/keys/cmk/wrapkey", "contoso-kv.vault.azure.net"),
        ("POST", "/dataCollectionRules/RULE/streams/Custom-T_CL", "c.westeurope-1.ingest.monitor.azure.com"),
        ("POST", "/v1/workspaces/CUSTOMER/query", "api.loganalytics.io"),
    ]

    private static let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)

    /// Bodies that are no JSON, or none that may be read.
    private static let bodies: [(name: String, bytes: [UInt8])] = [
        ("empty", []), ("cut", Array("{\"location\": \"westeur".utf8)), ("trailing", Array("{} {}".utf8)),
        ("comment", Array("{/* */}".utf8)), ("single quotes", Array("{'location': 'westeurope'}".utf8)),
        ("a number alone too large", Array("{\"sku\": {\"capacity\": 1e400}, ".utf8)),
        ("invalid UTF-8", [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D]),
        ("overlong UTF-8", [0x22, 0xC0, 0xAF, 0x22]),
        ("a lone surrogate", Array("{\"a\": \"\\ud800\"}".utf8)),
        ("a control character", Array("{\"a\": \"\u{1}\"}".utf8)), ("NUL", [0x00]),
        ("nested 65 deep", Array("{\"a\": \(deep)}".utf8)),
        ("nested without end", Array(repeating: 0x5B, count: 1_000_000)),
    ]

    @Test("is refused with 4xx in the plane's own shape, whatever the route, and nothing is written")
    func malformed() {
        var client = AzureClient.at(.onboarded)
        let before = client.entries, world = client.timeline.world
        let rule = "dcr-\(client.customerID.filter { $0 != "-" })", customer = client.customerID
        for (method, template, host) in Self.writes {
            let path = template.replacing("RULE", with: rule).replacing("CUSTOMER", with: customer)
            for (name, bytes) in Self.bodies {
                let version = host.contains("vault") ? "7.4" : host.contains("loganalytics") ? nil : "default"
                let answer = client.send(method, path, bytes: bytes, version: version, host: host)
                #expect((400..<500).contains(answer.status), "\(method) \(path): \(name): \(answer.status)")
                #expect(answer.code?.isEmpty == false, "\(method) \(path): \(name)")
                #expect(answer.message?.isEmpty == false)
                #expect(answer.body?.members?.names == ["error"])
            }
        }
        #expect(client.entries == before)
        #expect(client.timeline.world == world)
    }

    @Test("of a wrong type is refused wherever a rule would read it, and nothing is written")
    func wrongTypes() {
        var client = AzureClient.at(.onboarded)
        let before = client.entries
        let wrongs: [(String, String, Document)] = [
            ("PUT", Contoso.group, ["location": 5]),
            ("PUT", Contoso.vault, ["location": true, "properties": [:]]),
            ("PATCH", Contoso.vault, ["properties": ["enablePurgeProtection": "true"]]),
            ("PATCH", Contoso.vault, ["properties": ["softDeleteRetentionInDays": "90"]]),
            (
                "PATCH", Contoso.vault,
                ["properties": ["softDeleteRetentionInDays": 9_000_000_000_000_000_000]]
            ),
            ("PATCH", Contoso.vault, ["properties": ["accessPolicies": [5]]]),
            ("PATCH", Contoso.vault, ["properties": ["accessPolicies": [["objectId": 5]]]]),
            ("PATCH", Contoso.vault, ["properties": ["accessPolicies": [["objectId": "o"]]]]),
            ("PATCH", Contoso.vault, ["properties": ["networkAcls": "Allow"]]),
            ("PATCH", Contoso.cluster, ["sku": "CapacityReservation"]),
            ("PATCH", Contoso.cluster, ["identity": ["type": ["None"]]]),
            ("PATCH", Contoso.cluster, ["identity": ["type": "UserAssigned", "userAssignedIdentities": []]]),
            ("PATCH", Contoso.cluster, ["properties": ["keyVaultProperties": ["keyName": 5]]]),
            ("PATCH", Contoso.cluster, ["properties": ["keyVaultProperties": [["keyName": "cmk"]]]]),
            ("PATCH", Contoso.workspace, ["properties": ["sku": "PerGB2018"]]),
            ("PATCH", Contoso.workspace, ["properties": ["retentionInDays": "thirty"]]),
            ("PUT", Contoso.link, ["properties": "cluster"]),
            ("PUT", Contoso.onboarding, ["properties": ["customerManagedKey": "true"]]),
            ("PUT", Contoso.onboarding, ["properties": ["customerManagedKey": 1]]),
            (
                "PUT", "\(Contoso.insights)/incidents/i1",
                ["properties": ["title": 5, "severity": "High", "status": "New"]]
            ),
        ]
        for (method, path, body) in wrongs {
            let answer = client.send(method, path, body)
            #expect(answer.status == 400, "\(method) \(path) \(body): \(answer.verdict)")
        }
        let refused = client.entries.dropFirst(before.count)
        // What has the right type and a value no rule takes is the room's to refuse, and is journaled.
        #expect(refused.allSatisfy { $0.refusal != nil })
        #expect(refused.count <= 1)
    }

    @Test("in a path or a query is refused before any route sees it")
    func paths() {
        var client = AzureClient.at(.group)
        let before = client.entries
        for path in [
            "/subscriptions/%zz", "/subscriptions/%00", "/subscriptions/%ff%fe", "/subscriptions/../x",
            "/a/./b",
            "/subscriptions/x?%zz=1", "/" + String(repeating: "a", count: 8_200),
        ] {
            let answer = client.send("GET", path, version: nil)
            #expect([400, 414].contains(answer.status), "\(path.prefix(40))")
            #expect(answer.code == "InvalidRequest")
        }
        #expect(client.entries == before)
    }

    @Test("of great size is taken where it is well formed")
    func large() {
        var client = AzureClient.at(.workspace)
        let many = Document.array((0..<10_000).map { ["n": .integer($0)] })
        #expect(client.ingest(many).status == 204)
        #expect(client.query("Contoso_CL | count").at("tables", "0", "rows") == [[10_000]])
        let tags = Document.object(Members((0..<5_000).map { ("tag\($0)", Document.string("v")) }))
        #expect(client.patch(Contoso.workspace, ["tags": tags]).at("tags") == tags)
        let nested = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        let deep = client.send(
            "PATCH", Contoso.workspace,
            bytes: Array("{\"properties\": {\"features\": {\"a\": \(nested)}}}".utf8))
        #expect(deep.status == 200)
    }
}

@Suite("What is not modeled") struct NotModeledTests {
    @Test(
        "answers 501 and names itself and its page",
        arguments: [
            (
                "PUT", "\(Contoso.group)/providers/Microsoft.Storage/storageAccounts/s",
                "management.azure.com", "resources"
            ),
            (
                "PUT", "\(Contoso.group)/providers/Microsoft.Insights/diagnosticSettings/d",
                "management.azure.com",
                "loganalytics"
            ),
            ("GET", "\(Contoso.workspace)/dataExports/s", "management.azure.com", "loganalytics"),
            (
                "PUT", "\(Contoso.group)/providers/Microsoft.Resources/deployments/d", "management.azure.com",
                "resources"
            ),
            ("POST", "\(Contoso.workspace)/schema", "management.azure.com", "loganalytics"),
            ("PUT", "\(Contoso.insights)/incidents/i/entities/e", "management.azure.com", "sentinel"),
            ("POST", "/keys/cmk/1/release", "contoso-kv.vault.azure.net", "keyvault"),
            ("GET", "/secrets/s", "contoso-kv.vault.azure.net", "keyvault"),
            ("POST", "/v1/$batch", "api.loganalytics.io", "loganalytics"),
            ("POST", "/api/logs", "x.ods.opinsights.azure.com", "loganalytics"),
            ("GET", "/v1.0/groups", "graph.microsoft.com", "identity"),
        ])
    func named(method: String, path: String, host: String, page: String) {
        var client = AzureClient.at(.group)
        let before = client.entries
        let answer = client.send(method, path, ["location": "westeurope"], version: "2023-07-01", host: host)

        #expect(answer.verdict == "501 NotModeled")
        #expect(answer.message?.hasPrefix("Lockstep does not model ") == true)
        #expect(
            answer.message?.hasSuffix("See docs/non-goals/\(page).md.") == true, "\(answer.message ?? "")")
        #expect(client.entries == before)
    }
}
