import ControlPlane
import VirtualTime

/// What Key Vault answers: typed fields, defaults and the carried part, in Azure's order.
enum KeyVaultViews {
    static func vault(_ vault: KeyVault.Vault, in world: World) -> Document {
        var members = head(of: vault, type: "Microsoft.KeyVault/vaults", in: world)
        members.append("location", .string(vault.location))
        members.append("tags", vault.carried["tags"] ?? [:])
        members.append("systemData", systemData(createdAt: vault.createdAt))
        var properties: Members = [
            "sku": ["family": "A", "name": vault.isPremium ? "premium" : "standard"],
            "tenantId": .string(vault.tenant),
            "accessPolicies": .array(vault.accessPolicies.map { policy($0, tenant: vault.tenant) }),
            "enabledForDeployment": false, "enableSoftDelete": .bool(vault.softDelete),
            "softDeleteRetentionInDays": .integer(vault.retentionDays),
            "enableRbacAuthorization": .bool(vault.usesRoles),
        ]
        // Absent when off: the service never shows `false` (KV-VAULT-11).
        if vault.purgeProtection { properties.append("enablePurgeProtection", true) }
        properties.append("vaultUri", .string("https://\(vault.name.lowercased()).vault.azure.net/"))
        properties.append(
            "provisioningState", .string(vault.dns == .registered ? "Succeeded" : "RegisteringDns"))
        properties.append("publicNetworkAccess", .string(vault.network.publicAccess.rawValue))
        if vault.network.isStated { properties.append("networkAcls", network(vault.network)) }
        for member in vault.carried["properties"]?.members ?? [:] { properties[member.name] = member.value }
        members.append("properties", .object(properties))
        return .object(members)
    }

    static func policies(of vault: KeyVault.Vault, edit: String, in world: World) -> Document {
        var members: Members = [
            "id": .string("\(world.names[vault.id].path)/accessPolicies/"),
            "type": "Microsoft.KeyVault/vaults/accessPolicies",
        ]
        members.append(
            "properties",
            ["accessPolicies": .array(vault.accessPolicies.map { policy($0, tenant: vault.tenant) })])
        return .object(members)
    }

    static func deletedVault(_ vault: KeyVault.Vault, in world: World) -> Document {
        let name = vault.name
        let id =
            "/subscriptions/\(world.subscription)/providers/Microsoft.KeyVault/locations/\(vault.location)"
            + "/deletedVaults/\(name)"
        var properties: Members = [
            "vaultId": .string(world.names[vault.id].path), "location": .string(vault.location),
            "tags": vault.carried["tags"] ?? [:],
        ]
        if let deletion = vault.deletion {
            properties.append("deletionDate", .string(deletion.since.at.iso8601))
            properties.append("scheduledPurgeDate", .string(deletion.scheduledPurge.iso8601))
        }
        if vault.purgeProtection { properties.append("purgeProtectionEnabled", true) }
        return [
            "id": .string(id), "name": .string(name), "type": "Microsoft.KeyVault/deletedVaults",
            "properties": .object(properties),
        ]
    }

    private static func policy(_ policy: KeyVault.AccessPolicy, tenant: String) -> Document {
        var permissions: Members = ["keys": .array(words(policy.keys).map { .string($0) })]
        for member in policy.carried.members ?? [:] { permissions.append(member.name, member.value) }
        var members: Members = ["tenantId": .string(tenant), "objectId": .string(policy.objectID)]
        if let application = policy.application { members.append("applicationId", .string(application)) }
        members.append("permissions", .object(permissions))
        return .object(members)
    }

    private static func words(_ keys: KeyPermissions) -> [String] {
        (keys.all ? ["all"] : []) + keys.granted.map(\.rawValue)
    }

    private static func network(_ network: KeyVault.Network) -> Document {
        [
            "bypass": network.bypassesTrusted ? "AzureServices" : "None",
            "defaultAction": network.deniesByDefault ? "Deny" : "Allow",
            "ipRules": .array(network.addresses.map { ["value": .string($0.text)] }),
            "virtualNetworkRules": .array(
                network.subnets.map { ["id": .string($0), "ignoreMissingVnetServiceEndpoint": false] }),
        ]
    }

    private static func head(of vault: KeyVault.Vault, type: String, in world: World) -> Members {
        [
            "id": .string(world.names[vault.id].path), "name": .string(vault.name), "type": .string(type),
        ]
    }

    static func systemData(createdAt: Instant) -> Document {
        let at = Document.string(createdAt.iso8601(fractionDigits: 3))
        return [
            "createdBy": "operator", "createdByType": "User", "createdAt": at, "lastModifiedBy": "operator",
            "lastModifiedByType": "User", "lastModifiedAt": at,
        ]
    }

    // MARK: Keys

    static func key(_ key: KeyVault.Key, _ version: KeyVault.KeyVersion, in world: World) -> Document {
        let kid = identifier(of: key, version, in: world)
        var members: Members = [
            "key": .object(material(version, kid: kid)),
            "attributes": attributes(of: version, key, in: world),
        ]
        for member in version.carried.members ?? [:] { members.append(member.name, member.value) }
        return .object(members)
    }

    /// `kid` without version in the list of keys, with it in the list of versions.
    static func item(
        _ key: KeyVault.Key, _ version: KeyVault.KeyVersion, versioned: Bool, in world: World
    ) -> Document {
        var members: Members = [
            "kid": .string(identifier(of: key, versioned ? version : nil, in: world)),
            "attributes": attributes(of: version, key, in: world),
        ]
        if let tags = version.carried["tags"] { members.append("tags", tags) }
        return .object(members)
    }

    static func deletedKey(_ key: KeyVault.Key, in world: World) -> Document {
        var members = self.key(key, key.latest, in: world).members ?? [:]
        let host = host(of: key, in: world)
        members.append("recoveryId", .string("\(host)/deletedkeys/\(world.names[key.id].name)"))
        if let deletion = key.deletion {
            members.append("deletedDate", .integer(deletion.since.at.milliseconds / 1_000))
            members.append("scheduledPurgeDate", .integer(deletion.scheduledPurge.milliseconds / 1_000))
        }
        return .object(members)
    }

    static func identifier(of key: KeyVault.Key, _ version: KeyVault.KeyVersion?, in world: World) -> String {
        let base = "\(host(of: key, in: world))/keys/\(world.names[key.id].name)"
        return version.map { "\(base)/\($0.name)" } ?? base
    }

    private static func host(of key: KeyVault.Key, in world: World) -> String {
        let isManagedHSM = world.keyVault.vaults.read(key.vault) { $0.isManagedHSM } == true
        let service = isManagedHSM ? "managedhsm" : "vault"
        return "https://\(world.names[key.vault].name.lowercased()).\(service).azure.net"
    }

    private static func attributes(
        of version: KeyVault.KeyVersion, _ key: KeyVault.Key, in world: World
    ) -> Document {
        var members: Members = ["enabled": .bool(version.enabled)]
        if let notBefore = version.notBefore {
            members.append("nbf", .integer(notBefore.milliseconds / 1_000))
        }
        if let expires = version.expires { members.append("exp", .integer(expires.milliseconds / 1_000)) }
        members.append("created", .integer(version.createdAt.milliseconds / 1_000))
        members.append("updated", .integer(version.updatedAt.milliseconds / 1_000))
        if let vault = world.keyVault.vaults[key.vault] {
            members.append("recoveryLevel", .string(vault.recoveryLevel))
            members.append("recoverableDays", .integer(vault.retentionDays))
        }
        members.append("exportable", false)
        return .object(members)
    }

    private static func material(_ version: KeyVault.KeyVersion, kid: String) -> Members {
        var members: Members = [
            "kid": .string(kid), "kty": .string(version.type.rawValue),
            "key_ops": .array(version.operations.map { .string($0.rawValue) }),
        ]
        for member in KeyVaultMaterial.publicMembers(of: version, kid: kid) {
            members.append(member.name, member.value)
        }
        return members
    }
}
