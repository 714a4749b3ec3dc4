import VirtualTime

extension AzCommand {
    private static let vaultName = AzOption("--vault-name", required: true)
    private static let keyName = AzOption("--name", "-n", required: true)

    static let vaultCommands: [AzCommand] = [
        AzCommand(
            words: "keyvault create",
            summary: "make a vault; the caller gets all permissions unless RBAC is on",
            options: [
                AzOption("--name", "-n", required: true), AzOption("--resource-group", "-g", required: true),
                AzOption("--location", "-l", required: true), AzOption("--retention-days", kind: .integer),
                AzOption("--enable-purge-protection", kind: .truth),
                AzOption("--enable-rbac-authorization", kind: .truth), AzOption("--sku"),
            ]
        ) { line, world in
            let path =
                "\(world.groupPath(line["--resource-group"] ?? ""))/providers/Microsoft.KeyVault/vaults"
            return .call(
                world.arm("PUT", "\(path)/\(line["--name"] ?? "")", AzVersion.vaults, vaultBody(line, world)))
        },
        AzCommand(
            words: "keyvault set-policy", summary: "set the key permissions of one principal",
            options: [
                AzOption("--name", "-n", required: true), AzOption("--resource-group", "-g"),
                AzOption("--object-id"), AzOption("--spn"), AzOption("--upn"),
                AzOption("--key-permissions", kind: .many, required: true),
            ]
        ) { line, world in
            guard let path = world.vaultID else {
                return .impossible("no vault is named '\(line["--name"] ?? "")'")
            }
            guard let principal = world.grantedObjectID else {
                return .impossible("nobody has the name that --object-id, --spn or --upn gives")
            }
            let keys = line.many("--key-permissions")
            return .readThenCall(world.arm("GET", path, AzVersion.vaults)) { vault in
                world.arm(
                    "PUT", path, AzVersion.vaults,
                    setting(keys, for: principal, in: vault, tenant: world.tenantID))
            }
        },
        AzCommand(
            words: "keyvault key create", summary: "make a key, or a new version of it",
            options: [vaultName, keyName, AzOption("--kty"), AzOption("--size", kind: .integer)]
        ) { line, world in
            var body: Document = ["kty": .string(line["--kty"] ?? "RSA")]
            if let size = line.integer("--size") { body["key_size"] = .integer(size) }
            body["attributes"] = ["enabled": true]
            let path = "/keys/\(line["--name"] ?? "")/create"
            return .call(world.vault("POST", line["--vault-name"] ?? "", path, body))
        },
        AzCommand(
            words: "keyvault key show", summary: "read a key",
            options: [vaultName, keyName, AzOption("--version", "-v")]
        ) { line, world in
            let path = "/keys/\(line["--name"] ?? "")/\(line["--version"] ?? "")"
            return .call(world.vault("GET", line["--vault-name"] ?? "", path))
        },
        AzCommand(
            words: "keyvault key set-attributes", summary: "enable or disable a key version",
            options: [vaultName, keyName, AzOption("--version", "-v"), AzOption("--enabled", kind: .truth)]
        ) { line, world in
            var attributes: Document = [:]
            if let enabled = line.truth("--enabled") { attributes["enabled"] = .bool(enabled) }
            let path = "/keys/\(line["--name"] ?? "")/\(line["--version"] ?? "")"
            return .call(world.vault("PATCH", line["--vault-name"] ?? "", path, ["attributes": attributes]))
        },
    ]

    private static func vaultBody(_ line: AzArguments, _ world: AzSurroundings) -> Document {
        let rbac = line.truth("--enable-rbac-authorization") ?? true
        var policies: [Document] = []
        if !rbac, let caller = world.actorObjectID {
            policies.append(policy(of: caller, keys: ["all"], tenant: world.tenantID))
        }
        var properties: Document = [
            "tenantId": .string(world.tenantID),
            "sku": ["family": "A", "name": .string(line["--sku"] ?? "standard")],
            "accessPolicies": .array(policies),
            "enableRbacAuthorization": .bool(rbac),
            "enableSoftDelete": true,
        ]
        properties["softDeleteRetentionInDays"] = .integer(line.integer("--retention-days") ?? 90)
        if let purge = line.truth("--enable-purge-protection") {
            properties["enablePurgeProtection"] = .bool(purge)
        }
        return ["location": .string(line["--location"] ?? world.location), "properties": properties]
    }

    private static func policy(of principal: String, keys: [String], tenant: String) -> Document {
        [
            "tenantId": .string(tenant), "objectId": .string(principal),
            "permissions": ["keys": .array(keys.map(Document.string)), "secrets": [], "certificates": []],
        ]
    }

    /// The vault with the key permissions of one principal replaced, as az writes it back.
    private static func setting(
        _ keys: [String], for principal: String, in vault: Document, tenant: String
    ) -> Document {
        var policies = vault["properties"]?["accessPolicies"]?.items ?? []
        let names = Document.array(keys.map(Document.string))
        if let place = policies.firstIndex(where: {
            $0["objectId"]?.text?.lowercased() == principal.lowercased()
        }) {
            var permissions = policies[place]["permissions"] ?? [:]
            permissions["keys"] = names
            policies[place]["permissions"] = permissions
        } else {
            policies.append(policy(of: principal, keys: keys, tenant: tenant))
        }
        var properties = vault["properties"] ?? [:]
        properties["accessPolicies"] = .array(policies)
        var body: Document = ["location": vault["location"] ?? .null]
        if let tags = vault["tags"] { body["tags"] = tags }
        body["properties"] = properties
        return body
    }
}
