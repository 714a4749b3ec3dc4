import ControlPlane
import VirtualTime

/// What Key Vault answers of vaults: typed fields, defaults and the carried part, in Azure's order.
enum VaultViews {
    private struct Look {
        let vault: KeyVault.Vault
        let version: APIVersion?
        let settings: Settings
    }

    /// - Parameters:
    ///   - version: nil asks for the newest.
    ///   - isWritten: whether this answers the request that has just written the vault.
    static func vault(
        _ vault: KeyVault.Vault, for version: APIVersion?, isWritten: Bool = false, in world: World
    ) -> Document {
        let look = Look(vault: vault, version: version, settings: world.settings)
        var members = head(of: vault, type: "Microsoft.KeyVault/vaults", in: world)
        members.append("location", .string(vault.location))
        members.append("tags", vault.carried["tags"] ?? [:])
        let isWrittenAndDated = isWritten && world.settings.has(.systemDataOfWrittenVaults)
        if version.map({ $0 >= (isWrittenAndDated ? firstDatedWhenWritten : firstWithSystemData) }) ?? true {
            members.append("systemData", systemData(createdAt: vault.createdAt))
        }
        var properties: Members = [:]
        for member in all where member.isShown(in: version) {
            if let value = member.value(look) { properties.append(member.name, value) }
        }
        for member in vault.carried["properties"]?.members ?? [:]
        where !names.contains(where: { $0.equalsIgnoringASCIICase(member.name) }) {
            properties.append(member.name, member.value)
        }
        members.append("properties", .object(properties))
        return .object(members)
    }

    private static let firstWithSystemData = APIVersion.known("2021-04-01-preview")
    private static let firstDatedWhenWritten = APIVersion.known("2019-09-01")

    /// As recorded: what nobody stated is not shown, but for what every vault has.
    private static let all: [VersionedMember<Look>] = [
        .init("sku") { ["family": "A", "name": $0.vault.isPremium ? "premium" : "standard"] },
        .init("tenantId") { .string($0.vault.tenant) },
        .init("networkAcls", since: "2018-02-14") { look in
            // Rules that admit everybody are as good as none.
            let network = look.vault.network
            let admitsAll =
                !network.deniesByDefault && network.addresses.isEmpty && network.subnets.isEmpty
            return network.isStated && !admitsAll ? rules(network) : nil
        },
        .init("accessPolicies") { look in
            .array(look.vault.accessPolicies.map { policy($0, tenant: look.vault.tenant) })
        },
        .init("enabledForDeployment") { carried("enabledForDeployment", $0.vault) ?? false },
        .init("enabledForDiskEncryption") { carried("enabledForDiskEncryption", $0.vault) },
        .init("enabledForTemplateDeployment") { carried("enabledForTemplateDeployment", $0.vault) },
        .init("enableSoftDelete") { .bool($0.vault.softDelete) },
        .init("softDeleteRetentionInDays", since: "2019-09-01") { look in
            // The service fills in the days only where soft delete was left to it as well.
            let isTold =
                carried("softDeleteRetentionInDays", look.vault) != nil
                || carried("enableSoftDelete", look.vault) == nil && look.settings.has(.retentionOfNewVaults)
            return isTold ? .integer(look.vault.retentionDays) : nil
        },
        .init("enableRbacAuthorization", since: "2019-09-01") { look in
            look.vault.usesRoles ? true : carried("enableRbacAuthorization", look.vault).map { _ in false }
        },
        // Absent when off: the service never shows `false` (KV-VAULT-11).
        .init("enablePurgeProtection", since: "2016-10-01") { $0.vault.purgeProtection ? true : nil },
        .init("vaultUri") { .string("https://\($0.vault.name.lowercased()).vault.azure.net/") },
        .init("provisioningState") { .string($0.vault.dns == .registered ? "Succeeded" : "RegisteringDns") },
        .init("publicNetworkAccess", since: "2022-07-01") { look in
            let isTooEarly =
                look.version == lateWithPublicAccess && !look.settings.has(.publicAccessIn20230701)
            return isTooEarly ? nil : .string(look.vault.network.publicAccess.rawValue)
        },
    ]
    private static let names = all.map(\.name)
    private static let lateWithPublicAccess = APIVersion.known("2023-07-01")

    private static func carried(_ name: String, _ vault: KeyVault.Vault) -> Document? {
        vault.carried["properties"]?.member(anyCase: name)
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
        keys.words
    }

    private static func rules(_ network: KeyVault.Network) -> Document {
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
}
