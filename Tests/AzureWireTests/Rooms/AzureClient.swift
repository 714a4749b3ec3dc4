import AzureWire
import ControlPlane
import VirtualTime

/// The paths of the story the tests tell.
enum Contoso {
    static let subscription = "/subscriptions/\(Genesis.defaultSubscription)"
    static let group = "\(subscription)/resourceGroups/sec-rg"
    static let vault = "\(group)/providers/Microsoft.KeyVault/vaults/contoso-kv"
    static let operationalInsights = "\(group)/providers/Microsoft.OperationalInsights"
    static let cluster = "\(operationalInsights)/clusters/contoso-la"
    static let workspace = "\(operationalInsights)/workspaces/contoso-soc"
    static let link = "\(workspace)/linkedServices/cluster"
    static let insights = "\(workspace)/providers/Microsoft.SecurityInsights"
    static let onboarding = "\(insights)/onboardingStates/default"
    static let keyVault = "\(subscription)/providers/Microsoft.KeyVault"
    static let documentDB = "\(subscription)/providers/Microsoft.DocumentDB"
}

/// An answer as a client sees it.
struct Answer {
    let response: WireResponse

    var status: Int { response.status }
    /// The body as it goes over the wire, read again; nil when there is none.
    var body: Document? { try? Document(json: response.bodyBytes) }
    subscript(header: String) -> String? { response.headers[header] }
    /// A value in the body by member names, as in `at("properties", "provisioningState")`.
    func at(_ path: String...) -> Document? { body?.at(pointer: path) }
    func text(_ path: String...) -> String? { body?.at(pointer: path)?.text }

    /// In the envelope, or without one, as Azure Cosmos DB answers.
    var code: String? { text("error", "code") ?? (status >= 400 ? text("code") : nil) }
    /// A bare one without the activity's id behind it.
    var message: String? {
        text("error", "message")
            ?? text("message").map { String($0.split(separator: "\r\n", maxSplits: 1).first ?? "") }
    }
    /// `200` and the code of an error, if it is one: `404 ResourceNotFound`.
    var verdict: String { code.map { "\(status) \($0)" } ?? "\(status)" }
    var rules: [String] {
        self["x-lockstep-decision"]?.split(separator: ",").map { String($0.drop { $0 == " " }) } ?? []
    }
    var values: [Document] { at("value")?.items ?? [] }
}

/// A client of a timeline that nobody else uses: the requests are those of the wire, the connection is left
/// out.
struct AzureClient {
    var timeline: Timeline
    var service: AzureService
    /// Whether the first poll of what is under way moves the clock to its end.
    var isPollDriven = false
    var authorization: String? = "Bearer lockstep"

    init(_ settings: Settings = Settings(), isFaithful: Bool = false) {
        timeline = Timeline(World(Genesis(start: Genesis.defaultStart, settings: settings)))
        service = AzureService(isFaithful: isFaithful)
    }

    /// - Parameters:
    ///   - version: `default`: one that clients send for that path; nil: none.
    ///   - host: of the request; a vault's host is `contoso-kv.vault.azure.net`.
    mutating func send(
        _ method: String, _ path: String, _ body: Document? = nil, bytes: [UInt8]? = nil,
        version: String? = "default", host: String = "management.azure.com", headers: HeaderFields = [:]
    ) -> Answer {
        var fields: HeaderFields = ["Host": host]
        if let authorization { fields["Authorization"] = authorization }
        for header in headers { fields[header.name] = header.value }
        var target = path
        if let version {
            let chosen = version == "default" ? Self.version(for: path, host) : version
            if let chosen { target += (path.contains("?") ? "&" : "?") + "api-version=\(chosen)" }
        }
        do throws(RequestFault) {
            let request = try WireRequest(
                method: method, target: target, headers: fields,
                body: bytes ?? body.map { Array($0.json.utf8) } ?? [],
                secure: true)
            return Answer(response: service.respond(to: request, in: &timeline, pollDriven: isPollDriven))
        } catch {
            return Answer(response: service.refuse(error))
        }
    }

    mutating func get(_ path: String, version: String? = "default") -> Answer {
        send("GET", path, version: version)
    }
    mutating func put(_ path: String, _ body: Document) -> Answer { send("PUT", path, body) }
    mutating func patch(_ path: String, _ body: Document) -> Answer { send("PATCH", path, body) }
    mutating func delete(_ path: String) -> Answer { send("DELETE", path) }

    /// A request to the story's vault, by its own host name.
    mutating func key(_ method: String, _ path: String, _ body: Document? = nil, version: String? = "7.4")
        -> Answer
    {
        send(method, path, body, version: version, host: "contoso-kv.vault.azure.net")
    }
    /// Follows an absolute URL out of a header, as clients do: verbatim.
    mutating func follow(_ url: String?) -> Answer {
        let path = (url ?? "").replacing("https://management.azure.com", with: "", maxReplacements: 1)
        return send("GET", path, version: nil)
    }
    mutating func query(_ text: String, of workspace: String? = nil) -> Answer {
        send(
            "POST", "/v1/workspaces/\(workspace ?? customerID)/query", ["query": .string(text)], version: nil,
            host: "api.loganalytics.io")
    }
    mutating func ingest(_ records: Document, rule: String? = nil, stream: String = "Custom-Contoso_CL")
        -> Answer
    {
        send(
            "POST",
            "/dataCollectionRules/\(rule ?? "dcr-\(customerID.filter { $0 != "-" })")/streams/\(stream)",
            records,
            host: "contoso.westeurope-1.ingest.monitor.azure.com")
    }

    mutating func pass(_ duration: Duration) { timeline.advance(by: duration) }
    /// Everything the journal has, to see that nothing was added.
    var entries: [Entry] { Array(timeline.entries) }
    var customerID: String {
        timeline.world.logAnalytics.workspaces.first { _ in true }?.customerID ?? "none"
    }

    private static func version(for path: String, _ host: String) -> String? {
        if host.contains("ingest.monitor") { return "2023-01-01" }
        let path = path.lowercased()
        let versions = [
            ("/roleassignments", "2022-04-01"), ("/roledefinitions", "2022-04-01"),
            ("/userassignedidentities", "2023-01-31"), ("/onboardingstates", "2024-03-01"),
            ("/alertrules", "2023-12-01-preview"),
            ("/locks", "2020-05-01"), ("/deployments", "2022-09-01"), ("/databaseaccount", "2024-05-15"),
            ("/onboardingstates", "2024-03-01"), ("/alertrules", "2023-12-01-preview"),
            ("/incidents", "2024-03-01"),
            ("/linkedservices", "2020-08-01"), ("/api/query", "2020-08-01"), ("/clusters", "2022-10-01"),
            ("/workspaces", "2023-09-01"), ("/deletedworkspaces", "2023-09-01"), ("/vaults", "2023-07-01"),
            ("/deletedvaults", "2023-07-01"), ("/providers", "2022-09-01"), ("/resourcegroups", "2023-07-01"),
        ]
        return versions.first { path.contains($0.0) }?.1 ?? "2022-12-01"
    }
}

/// How far the story has come. Each stage contains those before it.
enum Stage: Int, Comparable {
    case group, vault, key, cluster, underKey, workspace, linked, onboarded
    static func < (a: Stage, b: Stage) -> Bool { a.rawValue < b.rawValue }
}

extension AzureClient {
    /// The article's set-up up to a stage, all over the wire, every operation ended.
    static func at(_ stage: Stage, _ settings: Settings = Settings(), isFaithful: Bool = false) -> AzureClient
    {
        var client = AzureClient(settings, isFaithful: isFaithful)
        _ = client.put(Contoso.group, ["location": "westeurope"])
        if stage >= .vault {
            _ = client.send("POST", "\(Contoso.documentDB)/register")
            _ = client.put(Contoso.vault, vaultBody)
            client.pass(.minutes(1))
        }
        if stage >= .key { _ = client.key("POST", "/keys/cmk/create", ["kty": "RSA", "key_size": 3072]) }
        if stage >= .cluster {
            _ = client.put(Contoso.cluster, clusterBody)
            client.pass(.hours(2))
        }
        if stage >= .underKey {
            client.grant(client.get(Contoso.cluster).text("identity", "principalId") ?? "")
            client.grant(Identity.cosmosObjectID(in: Genesis.defaultTenant))
            _ = client.patch(Contoso.cluster, keyBody(version: client.keyVersion))
            client.pass(.minutes(10))
        }
        if stage >= .workspace {
            _ = client.put(Contoso.workspace, ["location": "westeurope"])
            client.pass(.seconds(10))
        }
        if stage >= .linked {
            _ = client.put(Contoso.link, ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]])
            client.pass(.minutes(90))
        }
        if stage >= .onboarded {
            _ = client.put(Contoso.onboarding, ["properties": ["customerManagedKey": true]])
            client.pass(.minutes(15))
        }
        return client
    }

    static let vaultBody: Document = [
        "location": "West Europe", "tags": ["env": "test"],
        "properties": [
            "tenantId": .string(Genesis.defaultTenant), "sku": ["family": "A", "name": "standard"],
            "accessPolicies": [], "enablePurgeProtection": true,
        ],
    ]
    /// With all that a rule of this kind must have.
    static func scheduledRule(_ name: String) -> Document {
        [
            "kind": "Scheduled",
            "properties": [
                "displayName": .string(name), "enabled": true, "severity": "High", "query": "Contoso_CL",
                "queryFrequency": "PT1H", "queryPeriod": "PT1H", "triggerOperator": "GreaterThan",
                "triggerThreshold": 0, "suppressionDuration": "PT1H", "suppressionEnabled": false,
            ],
        ]
    }
    static let clusterBody: Document = [
        "location": "westeurope", "identity": ["type": "SystemAssigned"],
        "sku": ["name": "CapacityReservation", "capacity": 100],
    ]
    static func keyBody(version: String, key: String = "cmk") -> Document {
        [
            "properties": [
                "keyVaultProperties": [
                    "keyVaultUri": "https://contoso-kv.vault.azure.net/", "keyName": .string(key),
                    "keyVersion": .string(version),
                ]
            ]
        ]
    }
    static func policies(_ objectID: String, _ keys: Document = ["get", "wrapKey", "unwrapKey"]) -> Document {
        [
            "properties": [
                "accessPolicies": [
                    [
                        "tenantId": .string(Genesis.defaultTenant), "objectId": .string(objectID),
                        "permissions": ["keys": keys],
                    ]
                ]
            ]
        ]
    }

    mutating func grant(_ objectID: String) {
        _ = put("\(Contoso.vault)/accessPolicies/add", Self.policies(objectID))
    }
    mutating func setKey(enabled: Bool) -> Answer {
        key("PATCH", "/keys/cmk", ["attributes": ["enabled": .bool(enabled)]])
    }
    /// Version of the story's key, out of its identifier.
    var keyVersion: String {
        timeline.world.keyVault.keys.first { _ in true }?.latest.name ?? "none"
    }
    /// Disables the key and lets the hour pass.
    mutating func revoke() {
        _ = setKey(enabled: false)
        pass(.hours(1))
    }
}
