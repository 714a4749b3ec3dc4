import ControlPlane
import VirtualTime

/// Vaults with their doors open, and the keys in them.
extension Importer {
    /// Members of a vault that are set when the stores have their keys.
    private static let later = [
        ["properties", "accessPolicies"], ["properties", "networkAcls"],
        ["properties", "publicNetworkAccess"],
        ["properties", "createMode"], ["properties", "privateEndpointConnections"],
    ]

    mutating func makeVaults() {
        for vault in all(.vault) {
            var full = body(of: vault, without: Self.later)
            if full["location"] == nil { full["location"] = "westeurope" }
            var properties = full["properties"] ?? [:]
            if properties["tenantId"]?.text == nil { properties["tenantId"] = .string(genesis.tenant) }
            if properties["sku"]?.members == nil { properties["sku"] = ["family": "A", "name": "standard"] }
            // The service takes no `false` and shows none (KV-VAULT-11).
            if properties["enablePurgeProtection"]?.flag == false {
                properties = properties.removing(["enablePurgeProtection"])
            }
            // Where nothing is said, a vault was made when policies were the default (KV-VAULT-17).
            if properties["enableRbacAuthorization"]?.flag == nil {
                properties["enableRbacAuthorization"] = false
            }
            properties["accessPolicies"] = []
            full["properties"] = properties
            let less: Document = [
                "location": full["location"] ?? "westeurope",
                "properties": [
                    "tenantId": properties["tenantId"] ?? .string(genesis.tenant),
                    "sku": ["family": "A", "name": "standard"], "accessPolicies": [],
                    "enablePurgeProtection": properties["enablePurgeProtection"] ?? .null,
                    "enableRbacAuthorization": properties["enableRbacAuthorization"] ?? .null,
                ],
            ]
            make(vault, full, less)
            guard vault.body["properties"] == nil else { continue }
            premise(
                "the list shows the vault and none of its properties: they are those of a new vault with access "
                    + "policies",
                of: vault.id)
        }
        for deleted in all(.deletedVault) { makeDeletedVault(deleted) }
    }

    /// A vault that is deleted is one that was there: it is made, and deleted at its date.
    private mutating func makeDeletedVault(_ deleted: ImportSubject) {
        let properties = deleted.body["properties"] ?? [:]
        guard let id = properties["vaultId"]?.text else { return }
        let location = properties["location"]?.text ?? "westeurope"
        if let group = ResourcePath(id)?.groupPath { makeGroup(group, location: location) }
        let from = properties["deletionDate"].flatMap { DateText.instant($0) }
        let until = properties["scheduledPurgeDate"].flatMap { DateText.instant($0) }
        let days = from.flatMap { from in until.map { Int(($0 - from) / .days(1)) } }
        let answer = client.put(
            translation.path(id),
            [
                "location": .string(location), "tags": properties["tags"] ?? [:],
                "properties": [
                    "tenantId": .string(genesis.tenant), "sku": ["family": "A", "name": "standard"],
                    "accessPolicies": [], "enableRbacAuthorization": false,
                    "softDeleteRetentionInDays": days.map { .integer($0) } ?? .null,
                    "enablePurgeProtection": properties["purgeProtectionEnabled"]?.flag == true
                        ? true : .null,
                ],
            ])
        note(answer, of: deleted.id, "PUT \(id)")
        client.settle(translation.path(id))
    }

    /// The vault of that name, as the world has it.
    func vault(named name: String) -> KeyVault.Vault? {
        client.world.keyVault.vaultNames[name.lowercased()]
            .flatMap { client.world.keyVault.vaults[$0.vault] }
    }

    // MARK: Keys

    mutating func makeKeys() {
        let mentions = subjects.compactMap(KeyMention.init)
        for key in all(.key).compactMap(ListedKey.init) {
            makeKey(key, pinned: mentions.filter { $0.url == key.subject.id }.compactMap(\.version))
        }
        for mention in mentions where versionsMade[mention.url] == nil {
            makeMentioned(mention, pinned: mentions.filter { $0.url == mention.url }.compactMap(\.version))
        }
    }

    private mutating func makeKey(_ key: ListedKey, pinned: [String]) {
        let id = key.subject.id
        guard vault(named: key.vault) != nil else {
            refusals.append(
                ImportRefusal(
                    resource: id, step: "create", status: 404, code: "VaultNotFound",
                    message: "no document shows the vault '\(key.vault)'", rules: [], isWhole: true))
            return
        }
        var unseen: [String] = []
        for version in pinned
        where !unseen.contains(version)
            && !key.versions.contains(where: { $0.name?.lowercased() == version.lowercased() })
        {
            unseen.append(version)
        }
        // Only the newest is known, and by no name: that is the one the store is pinned to.
        let only = key.versions.count == 1 && key.versions[0].name == nil && unseen.count == 1
        if only, let version = unseen.popLast() {
            makeVersion(of: key, key.versions[0], named: version)
            premise("the version \(version) of the key is its only one, as no document shows more", of: id)
            return
        }
        for version in unseen {
            makeVersion(of: key, ListedKey.Version(name: version, body: [:]), named: version)
            premise(
                "no document shows the version \(version) of the key: it is one of its older ones, because a "
                    + "store is pinned to it", of: id, [LogAnalytics.Rule.keyModes.id])
        }
        for version in key.versions { makeVersion(of: key, version, named: version.name) }
    }

    private mutating func makeVersion(of key: ListedKey, _ version: ListedKey.Version, named name: String?) {
        makeVersion(
            of: key.name, in: key.vault, type: version.type, bits: version.sizeBits, version.body,
            named: name,
            for: key.subject.id)
    }

    private mutating func makeVersion(
        of key: String, in vault: String, type: String, bits: Int?, _ shown: Document, named name: String?,
        for id: String
    ) {
        var body: Document = ["kty": .string(type)]
        if let bits { body["key_size"] = .integer(bits) }
        if let curve = shown["key"]?["crv"], !curve.isBlank { body["crv"] = curve }
        if let operations = shown["key"]?["key_ops"], !operations.isBlank { body["key_ops"] = operations }
        if let tags = shown["tags"], !tags.isBlank { body["tags"] = tags }
        let answer = client.send("POST", toVault: vault, "/keys/\(key)/create", body)
        guard note(answer, of: id, "create a version", isWhole: versionsMade[id] == nil),
            let kid = answer.body["key"]?["kid"]?.text.flatMap(KeyURL.init), let held = kid.version
        else { return }
        versionsMade[id, default: []].append(held)
        if let name { translation.learn(version: name, of: id, as: held) }
    }

    /// A key that a store names and no document shows.
    private mutating func makeMentioned(_ mention: KeyMention, pinned: [String]) {
        guard vault(named: mention.vault) != nil else { return }
        for version in pinned.isEmpty ? [nil] : pinned.map(Optional.some) {
            makeVersion(
                of: mention.key, in: mention.vault, type: "RSA", bits: mention.minimumBits, [:],
                named: version, for: mention.url)
        }
        premise(
            "no document shows the key \(mention.key): it is an enabled RSA key that does not expire, "
                + "because a store is under it", of: mention.url)
    }
}
