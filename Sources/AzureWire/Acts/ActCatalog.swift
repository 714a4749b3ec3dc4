import ControlPlane
import Simulation
import VirtualTime

/// The acts of the vocabulary that this version carries out, each with the call it stands for.
public enum ActCatalog {
    public static let names = [
        "key.create", "key.rotate", "key.disable", "key.enable", "key.expire", "key.delete", "key.recover",
        "key.purge",
        "vault.create", "vault.delete", "vault.recover", "vault.purge", "policy.grant", "policy.revoke",
        "role.assign",
        "role.remove", "network.deny", "network.allow", "provider.register",
        "provider.unregister", "group.create", "cluster.create", "cluster.update-key", "cluster.clear-key",
        "cluster.set-identity", "cluster.set-tier", "cluster.delete", "workspace.create", "workspace.recover",
        "workspace.link", "workspace.unlink", "workspace.delete", "workspace.set-retention",
        "sentinel.onboard",
        "sentinel.offboard", "sentinel.create-incident", "sentinel.create-rule", "sentinel.update-settings",
        "cosmos.delete-account",
        "query.run",
        "support.contact", "arm.error", "arm.throttle",
    ]
}

extension Act {
    func plan(in world: World) throws(ActProblem) -> Plan {
        switch name.split(separator: ".").first {
        case "key": try keyPlan(in: world)
        case "vault", "policy": try vaultPlan(in: world)
        case "role", "network": try accessPlan(in: world)
        case "provider", "group": try resourcePlan(in: world)
        case "arm": try gatewayPlan(in: world)
        case "cluster": try clusterPlan(in: world)
        case "workspace", "query": try workspacePlan(in: world)
        case "sentinel", "cosmos", "support": try sentinelPlan(in: world)
        default: throw unknown
        }
    }

    var unknown: ActProblem { ActProblem("there is no act '\(name)'; see GET /_lockstep/v1/acts") }

    func text(_ argument: String) throws(ActProblem) -> String? {
        guard let value = arguments[argument], !value.isNull else { return nil }
        if let text = value.text { return text }
        if case .number(let digits) = value { return digits }
        throw ActProblem("\(name): \(argument) must be a text")
    }
    func required(_ argument: String) throws(ActProblem) -> String {
        guard let text = try text(argument) else { throw ActProblem("\(name) needs \(argument)") }
        return text
    }
    func integer(_ argument: String, _ fallback: Int64) throws(ActProblem) -> Int64 {
        guard let value = arguments[argument], !value.isNull else { return fallback }
        guard let number = value.integer ?? value.text.flatMap({ Int64($0) }) else {
            throw ActProblem("\(name): \(argument) must be a number")
        }
        return number
    }
    func path(in world: World) throws(ActProblem) -> String {
        // No act is of identities, though requests reach them.
        guard target.kind != "identity", let path = world.path(of: target) else {
            throw ActProblem("\(name) cannot act on \(target)")
        }
        return path
    }

    /// A call to ARM in the newest stable version of a type.
    func arm(_ method: String, _ path: String, _ type: String, _ body: Document? = nil) -> Plan {
        .call(
            method: method, host: "management.azure.com", path: path, version: Self.version(of: type),
            body: body)
    }
    static func version(of type: String) -> APIVersion? {
        let known = APIVersionCatalog.versions(of: type)?.versions ?? []
        return known.last { !$0.isPreview } ?? known.last
    }

    // MARK: Keys

    private func keyPlan(in world: World) throws(ActProblem) -> Plan {
        let parts = target.name.split(separator: "/").map(String.init)
        guard parts.count >= 2 else { throw ActProblem("\(name) acts on key/VAULT/KEY, not on \(target)") }
        let version = parts.count > 2 ? "/\(parts[2])" : ""
        func call(_ method: String, _ path: String, _ body: Document? = nil) -> Plan {
            .call(
                method: method, host: "\(parts[0].lowercased()).vault.azure.net", path: path,
                version: APIVersion("7.4"), body: body)
        }
        let key = "/keys/\(parts[1])"
        switch name {
        case "key.create":
            let size = try integer("size", 3072)
            return call(
                "POST", "\(key)/create",
                ["kty": .string(try text("kty") ?? "RSA"), "key_size": .integer(size)])
        case "key.rotate": return call("POST", "\(key)/rotate")
        case "key.disable": return call("PATCH", key + version, ["attributes": ["enabled": false]])
        case "key.enable": return call("PATCH", key + version, ["attributes": ["enabled": true]])
        case "key.expire":
            let at = try text("at").flatMap { Instant(iso8601: $0) } ?? world.now
            return call("PATCH", key + version, ["attributes": ["exp": .integer(at.milliseconds / 1_000)]])
        case "key.delete": return call("DELETE", key)
        case "key.recover": return call("POST", "/deletedkeys/\(parts[1])/recover")
        case "key.purge": return call("DELETE", "/deletedkeys/\(parts[1])")
        default: throw unknown
        }
    }

    /// `version` and `previousVersion` of what happened to a key.
    func results(before: World, after: World) -> Document {
        let parts = target.name.split(separator: "/").map(String.init)
        guard name.hasPrefix("key."), parts.count >= 2, let key = after.key(parts[1], in: parts[0]) else {
            return [:]
        }
        var results: Document = ["version": .string(key.latest.name)]
        if let previous = before.key(parts[1], in: parts[0]) {
            results["previousVersion"] = .string(previous.latest.name)
        }
        return results
    }

    // MARK: Vaults and their policies

    private func vaultPlan(in world: World) throws(ActProblem) -> Plan {
        let path = try path(in: world)
        let type = "Microsoft.KeyVault/vaults"
        switch name {
        case "vault.create" where arguments["softDelete"]?.flag == false:
            return try legacyVaultPlan(path, in: world)
        case "vault.purge":
            let location = world.vault(named: target.name)?.location ?? "westeurope"
            return arm(
                "POST",
                "/subscriptions/\(world.subscription)/providers/Microsoft.KeyVault/locations/\(location)"
                    + "/deletedVaults/\(target.name)/purge", type)
        case "vault.create":
            let days =
                Duration(text: try text("retention") ?? "90d").map { $0.components.seconds / 86_400 } ?? 90
            return arm(
                "PUT", path, type,
                [
                    "location": .string(try text("location") ?? "westeurope"),
                    "properties": [
                        "tenantId": .string(world.tenant), "sku": ["family": "A", "name": "standard"],
                        "accessPolicies": [], "softDeleteRetentionInDays": .integer(days),
                        "enablePurgeProtection": arguments["purgeProtection"]?.flag == false ? .null : true,
                        "enableRbacAuthorization": .bool(arguments["rbac"]?.flag ?? false),
                    ],
                ])
        case "vault.delete": return arm("DELETE", path, type)
        case "vault.recover":
            let location = world.vault(named: target.name)?.location ?? "westeurope"
            return arm(
                "PUT", path, type,
                [
                    "location": .string(location),
                    "properties": [
                        "tenantId": .string(world.tenant), "sku": ["family": "A", "name": "standard"],
                        "createMode": "recover",
                    ],
                ])
        case "policy.grant", "policy.revoke":
            return arm(
                "PUT", "\(path)/accessPolicies/\(name == "policy.grant" ? "add" : "remove")", type,
                ["properties": ["accessPolicies": [try policy(in: world)]]])
        default: throw unknown
        }
    }

    private func policy(in world: World) throws(ActProblem) -> Document {
        let objectID = try holder(in: world)
        let words =
            arguments["keys"]?.items ?? (name == "policy.grant" ? ["get", "wrapKey", "unwrapKey"] : [])
        return [
            "tenantId": .string(world.tenant), "objectId": .string(objectID),
            "permissions": ["keys": .array(words)],
        ]
    }

    private func resourcePlan(in world: World) throws(ActProblem) -> Plan {
        let path = try path(in: world)
        switch name {
        case "provider.register": return arm("POST", "\(path)/register", "Microsoft.Resources/providers")
        case "provider.unregister": return arm("POST", "\(path)/unregister", "Microsoft.Resources/providers")
        case "group.create":
            return arm(
                "PUT", path, "Microsoft.Resources/resourceGroups",
                ["location": .string(try text("location") ?? "westeurope")])
        default: throw unknown
        }
    }

    // MARK: What a client cannot bring about

    /// Providers that fail, and allowances that are used up: for tests of what a client does then.
    private func gatewayPlan(in world: World) throws(ActProblem) -> Plan {
        let scope = try path(in: world)
        switch name {
        case "arm.error":
            let code = try text("code") ?? Resources.GatewayFault.gatewayTimeout.rawValue
            let times = try integer("times", 1)
            guard let fault = Resources.GatewayFault(rawValue: code), (0...1_000).contains(times) else {
                let codes = Resources.GatewayFault.allCases.map(\.rawValue).joined(separator: ", ")
                throw ActProblem("\(name): code is one of \(codes), and times 0 to 1000")
            }
            return .command(.owner) {
                .resources(
                    .armFault(
                        $0.intern(scope),
                        Resources.RequestFault(.gateway(fault), name: fault.rawValue, hits: Int(times))))
            }
        case "arm.throttle":
            let kind = try text("kind") ?? Resources.RequestKind.writes.rawValue
            guard let kind = Resources.RequestKind(rawValue: kind) else {
                throw ActProblem("\(name): kind is reads, writes or deletes")
            }
            let remaining = try integer("remaining", 0)
            let principal = Principal.user(try text("principal") ?? Principal.owner.name)
            return .command(principal) {
                .resources(.drainAllowance($0.intern(scope), kind, remaining: remaining))
            }
        default: throw unknown
        }
    }
}
