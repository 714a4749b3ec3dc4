import AzureWire
import Contract
import ControlPlane
import VirtualTime

/// An example as it can be sent to the world that was prepared for it.
struct PreparedExample {
    let method: String
    let host: String
    let path: String
    let version: String?
    let query: [(name: String, value: String)]
    let body: Document?

    /// Brings about what the request needs: by the classes of its path and operation, never by its name.
    init(_ example: ContractExample, on stage: inout ExampleStage) {
        method = example.operation.method
        version = example.operation.provider == "LogAnalyticsQuery" ? nil : example.operation.version
        query = example.query
        switch example.operation.provider {
        case "KeyVaultDataPlane":
            let vault = ExampleStage.vault(in: example.text("vaultBaseUrl") ?? "")
            host = "\(vault).vault.azure.net".lowercased()
            path = stage.prepareKeys(example, in: vault)
        case "LogAnalyticsQuery", "LogsIngestion":
            host =
                example.operation.provider == "LogsIngestion"
                ? "contoso.westeurope-1.ingest.monitor.azure.com" : "api.loganalytics.io"
            path = stage.prepareData(example)
        default:
            host = "management.azure.com"
            path = stage.prepareResource(example)
        }
        let (path, host) = (path, host)
        body = example.body.map { stage.fitted($0, example, at: path, of: host) }
    }

    /// Sends it as it is, or with another body.
    func send(on stage: inout ExampleStage, _ other: Document? = nil) -> ContractClient.Answer {
        stage.client.send(method, path, other ?? body, version: version, host: host, query: query)
    }
}

extension ExampleStage {
    /// The path with the values of the example, in the subscription of the world.
    private func path(of example: ContractExample, _ own: [String: String] = [:]) -> String {
        let segments = example.operation.path.split(separator: "/").map { segment -> String in
            guard segment.hasPrefix("{") else { return String(segment) }
            let name = String(segment.dropFirst().dropLast())
            if name == "subscriptionId" { return Genesis.defaultSubscription }
            if let value = own[name.lowercased()] ?? Self.providers[name.lowercased()] { return value }
            let value = example.text(name) ?? ""
            let trimmed = value.hasPrefix("/") ? String(value.dropFirst()) : value
            return trimmed.lowercased().hasPrefix("subscriptions/")
                ? Self.moved(trimmed) : trimmed
        }
        return "/" + segments.joined(separator: "/")
    }

    private static let providers = [
        "operationalinsightsresourceprovider": "Microsoft.OperationalInsights",
        "workspaceresourceprovider": "Microsoft.OperationalInsights",
    ]

    private static func moved(_ id: String) -> String {
        let segments = id.split(separator: "/").map(String.init)
        return ([segments[0], Genesis.defaultSubscription] + segments.dropFirst(2)).joined(separator: "/")
    }

    // MARK: ARM

    mutating func prepareResource(_ example: ContractExample) -> String {
        let template = example.operation.path.lowercased()
        if template.contains("/operationstatuses/") { return prepareOperation(example) }
        if template.contains("/deletedvaults/") {
            let vault = example.text("vaultName") ?? ""
            makeVault(vault, isProtected: false)
            _ = client.send(
                "DELETE", "\(Self.keyGroup)/providers/Microsoft.KeyVault/vaults/\(vault)",
                version: "2023-07-01")
            return path(of: example, ["location": "westeurope"])
        }
        let path = path(of: example)
        if template.contains("/roleassignments") { prepareAssignment(path, example) }
        make(needed(by: example, path), like: example)
        return path
    }

    /// A directory that knows who gets a role, and the assignment that is to be read.
    private mutating func prepareAssignment(_ path: String, _ example: ContractExample) {
        register("Microsoft.DocumentDB")
        let segments = path.split(separator: "/").map(String.init)
        let scope = segments.prefix { $0.lowercased() != "providers" }
        if scope.count > 3 {
            let group = "/" + scope.joined(separator: "/")
            _ = client.send("PUT", group, ["location": "westeurope"], version: "2022-09-01")
        }
        guard example.operation.method != "PUT", path.split(separator: "/").last?.contains("-") == true
        else { return }
        let body: Document = ["properties": ["principalId": "", "roleDefinitionId": ""]]
        _ = client.send("PUT", path, withPrincipal(body), version: example.operation.version)
    }

    /// A principal and a role that the world knows.
    private func withPrincipal(_ body: Document) -> Document {
        guard body["properties"]?["principalId"] != nil else { return body }
        var body = body
        body["properties"]?["principalId"] = .string(Identity.cosmosObjectID(in: Genesis.defaultTenant))
        body["properties"]?["principalType"] = nil
        let role = "Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6"
        body["properties"]?["roleDefinitionId"] = .string("\(ContractClient.subscription)/providers/\(role)")
        return body
    }

    /// What must be there: the resource itself; for what creates it, what is above it.
    private func needed(by example: ContractExample, _ path: String) -> String {
        let segments = path.split(separator: "/").map(String.init)
        let provider = segments.lastIndex { $0.lowercased() == "providers" } ?? segments.count
        let isResource = segments.count == 4 || (segments.count - provider) % 2 == 0
        let changesKey = example.body?["properties"]?["keyVaultProperties"] != nil
        let above: Int =
            switch example.operation.method {
            // A key is given to what is there: its identity must have rights before.
            case "PUT" where changesKey: 0
            case "PUT": segments.count == 4 ? 4 : 2
            case "POST": 1
            default: isResource ? 0 : 1
            }
        return "/" + segments.dropLast(above).joined(separator: "/")
    }

    /// A status that there is to be read: that of a cluster under way.
    private mutating func prepareOperation(_ example: ContractExample) -> String {
        make("\(Self.keyGroup)/providers/Microsoft.OperationalInsights/workspaces/beside", like: nil)
        let cluster = "\(Self.keyGroup)/providers/Microsoft.OperationalInsights/clusters/under-way"
        let recipe = ResourceRecipe.all["microsoft.operationalinsights/clusters"]
        let answer = client.send("PUT", cluster, recipe?.body(cluster), version: recipe?.version)
        let id = answer.headers["Azure-AsyncOperation"]?.split(separator: "?").first?
            .split(separator: "/").last.map(String.init)
        return path(of: example, ["asyncoperationid": id ?? "none", "location": "westeurope"])
    }

    // MARK: Data planes

    mutating func prepareKeys(_ example: ContractExample, in vault: String) -> String {
        let template = example.operation.path
        makeVault(vault, isProtected: example.operation.method != "DELETE")
        guard let key = example.text("key-name") else { return path(of: example) }
        let makesIt =
            ["/create"].contains { template.hasSuffix($0) }
            || template == "/keys/{key-name}" && example.operation.method == "PUT"
        if !makesIt { makeKey(key, ofVault: vault) }
        if template.hasPrefix("/deletedkeys") {
            _ = client.send(
                "DELETE", "/keys/\(key)", version: "7.4", host: "\(vault).vault.azure.net".lowercased())
            client.pass(.minutes(5))
        }
        return path(of: example, ["key-version": keyVersion ?? ""])
    }

    /// Versions of keys are named by their vault.
    private var keyVersion: String? { timeline.world.keyVault.keys.first { _ in true }?.latest.name }

    mutating func prepareData(_ example: ContractExample) -> String {
        make("\(Self.keyGroup)/providers/Microsoft.OperationalInsights/workspaces/beside", like: nil)
        let id = timeline.world.logAnalytics.workspaces.first { _ in true }?.customerID ?? ""
        let prefix = example.operation.provider == "LogAnalyticsQuery" ? "/v1" : ""
        return prefix
            + path(of: example, ["workspaceid": id, "ruleid": "dcr-\(id.filter { $0 != "-" })"])
    }

    // MARK: Bodies

    /// The body with what the world alone can know: its tenant, a principal of its directory, an etag.
    mutating func fitted(
        _ body: Document, _ example: ContractExample, at path: String, of host: String
    ) -> Document {
        var body = adopted(body, from: example)
        makeReferences(in: body)
        if body["etag"] != nil {
            make(path, like: example)
            let present = client.send("GET", path, version: example.operation.version)
            body["etag"] = present.body?["etag"]
        }
        if let version = body["properties"]?["keyVaultProperties"]?["keyVersion"]?.text, !version.isEmpty {
            body["properties"]?["keyVaultProperties"]?["keyVersion"] = keyVersion.map { .string($0) }
        }
        if path.hasSuffix("/unwrapkey") {
            // Only what was wrapped can be unwrapped.
            let wrapped = client.send(
                "POST", path.replacing("/unwrapkey", with: "/wrapkey"), body,
                version: example.operation.version, host: host)
            body["value"] = wrapped.body?["value"]
        }
        return withPrincipal(body)
    }
}
