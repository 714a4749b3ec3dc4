import ControlPlane
import VirtualTime

/// What Key Vault accepts, split into what rules read and what is carried.
enum KeyVaultBodies {
    /// Properties with a field of their own; everything else is carried.
    private static let typed = [
        "tenantId", "accessPolicies", "softDeleteRetentionInDays", "enablePurgeProtection", "createMode",
        "enableSoftDelete", "sku",
        "enableRbacAuthorization", "networkAcls", "publicNetworkAccess",
        "provisioningState", "vaultUri", "hsmPoolResourceId", "privateEndpointConnections",
    ]

    /// Rules read the fields; that they were stated at all decides whether they are shown.
    private static let toldWhenStated = [
        "enableSoftDelete", "softDeleteRetentionInDays", "enableRbacAuthorization",
    ]

    static func vault(
        _ exchange: Exchange, tenant: String
    ) throws(WireFailure) -> (settings: KeyVault.VaultSettings, recovers: Bool) {
        let body = try RequestBody(of: exchange)
        let location = try body.location()
        guard Regions.names.contains(location) else {
            throw WireFailure(
                400, "RegionNotSupported", "Key Vault is not available in the region '\(location)'.",
                because: [KeyVault.VaultRule.placesKnown.id])
        }
        guard let properties = try body.object("properties") else {
            throw .unreadable("properties is required")
        }
        let mode = try properties.text("createMode") ?? "default"
        guard ["default", "recover"].contains(mode.lowercased()) else {
            throw WireFailure(
                400, "BadRequest", "'\(mode)' is neither default nor recover.",
                because: [KeyVault.VaultRule.createMode.id])
        }
        let recovers = mode.lowercased() == "recover"
        let tenantID = try properties.text("tenantId") ?? tenant
        var settings = KeyVault.VaultSettings(
            location: location, tenant: tenantID,
            accessPolicies: try policies(in: properties, tenant: tenantID),
            retentionDays: try properties.integer("softDeleteRetentionInDays"),
            purgeProtection: try properties.flag("enablePurgeProtection"),
            usesRoles: try properties.flag("enableRbacAuthorization"),
            network: try network(in: properties), carried: carried(body, properties))
        settings.usesRolesByDefault = exchange.version.map { $0 >= rolesByDefault } ?? false
        settings.softDelete = try properties.flag("enableSoftDelete")
        settings.isPremium = try sku(properties, isRequired: !recovers)
        guard recovers || properties["tenantId"] != nil else {
            throw WireFailure(
                400, "BadRequest", "The property tenantId is required.",
                because: [KeyVault.Rule.policyEntries.id])
        }
        return (settings, recovers)
    }

    static func changes(_ exchange: Exchange, of vault: KeyVault.Vault) throws(WireFailure)
        -> KeyVault.VaultChanges
    {
        let body = try RequestBody(of: exchange)
        guard let properties = try body.object("properties") else {
            return KeyVault.VaultChanges(carried: vault.carried.patched(with: carried(body, nil)))
        }
        return KeyVault.VaultChanges(
            accessPolicies: try policies(in: properties, tenant: vault.tenant),
            retentionDays: try properties.integer("softDeleteRetentionInDays"),
            purgeProtection: try properties.flag("enablePurgeProtection"),
            usesRoles: try properties.flag("enableRbacAuthorization"),
            softDelete: try properties.flag("enableSoftDelete"),
            isPremium: try sku(properties, isRequired: false), network: try network(in: properties),
            carried: vault.carried.patched(with: carried(body, properties)))
    }

    static func policies(_ exchange: Exchange, tenant: String) throws(WireFailure) -> [KeyVault.AccessPolicy]
    {
        guard let properties = try RequestBody(of: exchange).object("properties"),
            let policies = try policies(in: properties, tenant: tenant)
        else { throw .unreadable("properties.accessPolicies is required") }
        return policies
    }

    private static func carried(_ body: RequestBody, _ properties: RequestBody?) -> Document {
        var carried = body.without(["location", "id", "name", "type", "properties", "systemData"])
        guard let properties else { return carried }
        var kept = properties.without(typed)
        for name in toldWhenStated { if let value = properties[name] { kept[name] = value } }
        carried["properties"] = kept
        return carried
    }

    /// Whether the vault is to be premium; nil when nothing is said (KV-VAULT-07).
    private static func sku(_ properties: RequestBody, isRequired: Bool) throws(WireFailure) -> Bool? {
        let sku = try properties.object("sku")
        guard let sku else {
            if isRequired { throw skuNotSupported("none is given") }
            return nil
        }
        let (family, name) = (try sku.text("family") ?? "A", try sku.text("name") ?? "")
        guard family.lowercased() == "a", ["standard", "premium"].contains(name.lowercased()) else {
            throw skuNotSupported("'\(family) \(name)' is none")
        }
        return name.lowercased() == "premium"
    }

    private static func skuNotSupported(_ why: String) -> WireFailure {
        WireFailure(
            400, "SkuNotSupported", "A vault's sku is of family A, standard or premium; \(why).",
            because: [KeyVault.VaultRule.skuNamed.id])
    }

    /// The first version in which a new vault uses roles unless told otherwise (KV-VAULT-17).
    private static let rolesByDefault = APIVersion.known("2026-02-01")

    private static func network(in properties: RequestBody) throws(WireFailure) -> KeyVault.NetworkSettings? {
        let rules = try properties.object("networkAcls")
        let access = try properties.text("publicNetworkAccess")
        guard rules != nil || access != nil else { return nil }
        return KeyVault.NetworkSettings(
            publicAccess: try access.map { text throws(WireFailure) in
                try word(text, "publicNetworkAccess", among: KeyVault.Network.PublicAccess.allCases)
            },
            deniesByDefault: try rules?.text("defaultAction").map { text throws(WireFailure) in
                try word(text, "defaultAction", among: NetworkAction.allCases) == .deny
            },
            bypassesTrusted: try rules?.text("bypass").map { text throws(WireFailure) in
                try word(text, "bypass", among: NetworkBypass.allCases) == .azureServices
            },
            addresses: try rules.flatMap { rules throws(WireFailure) in
                try texts("value", of: "ipRules", rules)
            },
            subnets: try rules.flatMap { rules throws(WireFailure) in
                try texts("id", of: "virtualNetworkRules", rules)
            })
    }

    private enum NetworkAction: String, CaseIterable {
        case allow = "Allow"
        case deny = "Deny"
    }
    private enum NetworkBypass: String, CaseIterable {
        case azureServices = "AzureServices"
        case none = "None"
    }

    private static func word<Word: RawRepresentable<String>>(
        _ text: String, _ property: String, among words: [Word]
    ) throws(WireFailure) -> Word {
        if let word = words.first(where: { $0.rawValue.lowercased() == text.lowercased() }) { return word }
        throw WireFailure(
            400, "BadRequest",
            "\(property) is one of \(words.map(\.rawValue).joined(separator: ", ")), not '\(text)'.")
    }

    private static func texts(
        _ name: String, of list: String, _ rules: RequestBody
    ) throws(WireFailure) -> [String]? {
        guard let items = try rules.items(list) else { return nil }
        var texts: [String] = []
        for item in items {
            guard let text = try item.text(name) else { throw item.wrong(name, "given") }
            texts.append(text)
        }
        return texts
    }

    private static func policies(
        in properties: RequestBody, tenant: String
    ) throws(WireFailure) -> [KeyVault.AccessPolicy]? {
        guard let entries = try properties.items("accessPolicies") else { return nil }
        var policies: [KeyVault.AccessPolicy] = []
        for entry in entries {
            guard let objectID = try entry.text("objectId") else { throw entry.wrong("objectId", "given") }
            let entryTenant = try entry.text("tenantId") ?? tenant
            guard entryTenant.lowercased() == tenant.lowercased() else {
                var failure = WireFailure(
                    400, "BadRequest",
                    "An access policy must carry the vault's tenant; \(entryTenant) is another.")
                failure.rules = [KeyVault.Rule.policyEntries.id]
                throw failure
            }
            guard let permissions = try entry.object("permissions") else {
                throw entry.wrong("permissions", "given")
            }
            policies.append(
                KeyVault.AccessPolicy(
                    objectID: objectID, application: try entry.text("applicationId"),
                    keys: try keyPermissions(try permissions.texts("keys") ?? []),
                    carried: permissions.without(["keys"])))
        }
        return policies
    }

    private static func keyPermissions(_ words: [String]) throws(WireFailure) -> KeyPermissions {
        var permissions = KeyPermissions()
        for word in words {
            if word.lowercased() == "all" {
                permissions.insertAll()
            } else if let operation = KeyOperation(anyCase: word) {
                permissions.insert(operation)
            } else {
                var failure = WireFailure(400, "BadRequest", "'\(word)' is not a key permission.")
                failure.rules = [KeyVault.Rule.policyPermissions.id]
                throw failure
            }
        }
        return permissions
    }

    static func badParameter(_ message: String) -> WireFailure { WireFailure(400, "BadParameter", message) }
}
