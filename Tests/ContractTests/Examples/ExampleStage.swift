import AzureWire
import Contract
import ControlPlane
import VirtualTime

/// A world that holds what a request is about, made from the request's path and operation alone.
struct ExampleStage {
    var client = ContractClient()
    /// Examples that create something, by the key of their operation.
    let creating: [String: [ContractExample]]

    init(_ examples: [ContractExample]) {
        creating = Dictionary(grouping: examples.filter { $0.operation.method == "PUT" }) {
            $0.operation.key
        }
    }

    // MARK: Resources in ARM

    /// Makes a resource and all above it. A path is `/subscriptions/…/providers/Namespace/type/name/…`.
    mutating func make(_ path: String, like example: ContractExample?) {
        let segments = path.split(separator: "/").map(String.init)
        guard segments.count >= 4, segments[2].lowercased() == "resourcegroups" else { return }
        let group = "/" + segments.prefix(4).joined(separator: "/")
        if !exists(group, version: "2022-09-01") {
            _ = client.send("PUT", group, ["location": "westeurope"], version: "2022-09-01")
        }
        var (place, type) = (4, "")
        while place + 1 < segments.count {
            if segments[place].lowercased() == "providers" {
                type = segments[place + 1].lowercased()
                register(segments[place + 1])
                place += 2
                // An extension of Sentinel's needs a workspace that is onboarded.
                if type == "microsoft.securityinsights" {
                    make(
                        "/" + segments.prefix(place).joined(separator: "/") + "/onboardingStates/default", "")
                }
                continue
            }
            type += "/\(segments[place].lowercased())"
            place += 2
            let isTarget = place >= segments.count
            make(
                "/" + segments.prefix(place).joined(separator: "/"), type, like: example, isTarget: isTarget)
        }
    }

    private mutating func make(
        _ path: String, _ type: String, like example: ContractExample? = nil, isTarget: Bool = false
    ) {
        let type = type.isEmpty ? "microsoft.securityinsights/onboardingstates" : type
        if let recipe = ResourceRecipe.all[type] {
            guard !exists(path, version: recipe.version), var body = recipe.body(path) else { return }
            // What an example changes lies where the example says.
            if isTarget, let location = example?.body?["location"]?.text {
                body["location"] = .string(location)
            }
            makeReferences(in: body)
            _ = client.send("PUT", path, body, version: recipe.version)
        } else if let example {
            create(path, like: example)
        }
        client.pass(.hours(3))
    }

    /// By the contract's own example of a PUT, in the version of the request.
    private mutating func create(_ path: String, like example: ContractExample) {
        let segments = path.split(separator: "/").count
        let key =
            "PUT "
            + example.operation.key.split(separator: " ")[1].split(separator: "/").prefix(segments)
            .map { "/\($0)" }.joined()
        guard !exists(path, version: example.operation.version) else { return }
        let examples = creating[key] ?? []
        let fitting = examples.filter { $0.operation.version == example.operation.version }
        for model in (fitting.isEmpty ? examples : fitting).prefix(3) {
            var body = model.body.map { adopted($0, from: model) }
            // What is new has no version yet.
            body?["etag"] = nil
            if let body { makeReferences(in: body) }
            if client.send("PUT", path, body, version: model.operation.version).isSuccess { return }
        }
    }

    private mutating func exists(_ path: String, version: String) -> Bool {
        client.send("GET", path, version: version).isSuccess
    }

    mutating func register(_ namespace: String) {
        _ = client.send(
            "POST", "\(ContractClient.subscription)/providers/\(namespace)/register", version: "2022-09-01")
        client.pass(.minutes(5))
    }

    // MARK: What a body names

    /// The example's subscription and tenant become those of the world.
    func adopted(_ document: Document, from example: ContractExample) -> Document {
        switch document {
        case .string(let text): .string(adopted(text, from: example))
        case .array(let items): .array(items.map { adopted($0, from: example) })
        case .object(let members):
            .object(
                Members(
                    members.map { member in
                        let value = adopted(member.value, from: example)
                        let isTenant = member.name == "tenantId" && value.text != nil
                        return (
                            adopted(member.name, from: example),
                            isTenant ? .string(Genesis.defaultTenant) : value
                        )
                    }))
        default: document
        }
    }

    private func adopted(_ text: String, from example: ContractExample) -> String {
        let segments = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard segments.count > 2, segments[0].isEmpty, segments[1].lowercased() == "subscriptions" else {
            return text
        }
        return ([segments[0], segments[1], Genesis.defaultSubscription] + segments.dropFirst(3))
            .joined(separator: "/")
    }

    /// Makes the resources whose ids a body names, and the keys whose addresses it has.
    mutating func makeReferences(in body: Document) {
        switch body {
        case .string(let text): makeReference(text)
        case .array(let items): for item in items { makeReferences(in: item) }
        case .object(let members):
            if let vault = members["keyVaultUri"]?.text, let key = members["keyName"]?.text, !key.isEmpty {
                makeKey(key, ofVault: Self.vault(in: vault))
            }
            for member in members {
                makeReference(member.name)
                makeReferences(in: member.value)
            }
        default: return
        }
    }

    private mutating func makeReference(_ text: String) {
        if text.lowercased().hasPrefix("https://"), text.contains("/keys/") {
            let segments = text.split(separator: "/").map(String.init)
            guard segments.count > 3 else { return }
            return makeKey(segments[3], ofVault: Self.vault(in: text))
        }
        let segments = text.split(separator: "/").map { $0.lowercased() }
        guard segments.count == 8, segments[0] == "subscriptions",
            ResourceRecipe.all["\(segments[5])/\(segments[6])"] != nil
        else { return }
        make(text, like: nil)
    }

    /// `kv` of `https://kv.vault.azure.net/keys/cmk`.
    static func vault(in uri: String) -> String {
        let host = uri.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        return host.split(separator: ".").first.map(String.init) ?? host
    }

    // MARK: Keys

    static let keyGroup = "\(ContractClient.subscription)/resourceGroups/keys"

    /// - Parameter isProtected: whether keys in it cannot be purged, as stores under a key demand.
    mutating func makeVault(_ name: String, isProtected: Bool = true) {
        guard timeline.world.keyVault.vaultNames[name.lowercased()] == nil else { return }
        let path = "\(Self.keyGroup)/providers/Microsoft.KeyVault/vaults/\(name)"
        guard !isProtected, let recipe = ResourceRecipe.all["microsoft.keyvault/vaults"] else {
            return make(path, like: nil)
        }
        make("\(path)-beside", like: nil)
        var body = recipe.body(path) ?? [:]
        body["properties"]?["enablePurgeProtection"] = nil
        _ = client.send("PUT", path, body, version: recipe.version)
        client.pass(.minutes(10))
    }

    /// A key that everybody who is to use it may use.
    mutating func makeKey(_ key: String, ofVault vault: String) {
        makeVault(vault)
        let host = "\(vault).vault.azure.net".lowercased()
        let present = client.send("GET", "/keys/\(key)", version: "7.4", host: host)
        guard !present.isSuccess else { return }
        _ = client.send(
            "POST", "/keys/\(key)/create", ["kty": "RSA", "key_size": 2048], version: "7.4", host: host)
        grantRights(to: vault)
    }

    private mutating func grantRights(to vault: String) {
        let principals =
            [Identity.cosmosObjectID(in: Genesis.defaultTenant)]
            + timeline.world.logAnalytics.clusters.filter { _ in true }.compactMap { cluster in
                if case .systemAssigned(let objectID) = cluster.identity { objectID } else { nil }
            }
        let policies = principals.map { objectID -> Document in
            [
                "tenantId": .string(Genesis.defaultTenant), "objectId": .string(objectID),
                "permissions": ["keys": ["get", "wrapKey", "unwrapKey"]],
            ]
        }
        _ = client.send(
            "PUT", "\(Self.keyGroup)/providers/Microsoft.KeyVault/vaults/\(vault)/accessPolicies/add",
            ["properties": ["accessPolicies": .array(policies)]], version: "2023-07-01")
    }

    var timeline: Timeline { client.timeline }
}
