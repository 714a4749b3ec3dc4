import ControlPlane
import VirtualTime

/// What Key Vault answers of keys, in Azure's order.
enum KeyVaultViews {
    // MARK: Keys

    static func key(
        _ key: KeyVault.Key, _ version: KeyVault.KeyVersion, for client: APIVersion?, in world: World
    ) -> Document {
        let kid = identifier(of: key, version, in: world)
        var members: Members = [
            "key": .object(material(version, kid: kid, for: client)),
            "attributes": KeyAttributes.document(of: version, key, for: client, in: world),
        ]
        for member in version.carried.members ?? [:] { members.append(member.name, member.value) }
        return .object(members)
    }

    /// `kid` without version in the list of keys, with it in the list of versions.
    static func item(
        _ key: KeyVault.Key, _ version: KeyVault.KeyVersion, versioned: Bool, for client: APIVersion?,
        in world: World
    ) -> Document {
        var members: Members = [
            "kid": .string(identifier(of: key, versioned ? version : nil, in: world)),
            "attributes": KeyAttributes.document(of: version, key, for: client, in: world),
        ]
        if let tags = version.carried["tags"] { members.append("tags", tags) }
        return .object(members)
    }

    static func deletedKey(
        _ key: KeyVault.Key, for client: APIVersion?, in world: World
    ) -> Document {
        var members = self.key(key, key.latest, for: client, in: world).members ?? [:]
        for member in deletion(of: key, in: world) { members.append(member.name, member.value) }
        return .object(members)
    }

    /// As a list has it: named as keys are in lists, and without what the key is made of.
    static func deletedItem(
        _ key: KeyVault.Key, for client: APIVersion?, in world: World
    ) -> Document {
        var members = deletion(of: key, in: world)
        for member in item(key, key.latest, versioned: false, for: client, in: world).members ?? [:] {
            members.append(member.name, member.value)
        }
        return .object(members)
    }

    private static func deletion(of key: KeyVault.Key, in world: World) -> Members {
        let host = host(of: key, in: world)
        var members: Members = ["recoveryId": .string("\(host)/deletedkeys/\(world.names[key.id].name)")]
        if let deletion = key.deletion {
            members.append("deletedDate", .integer(deletion.since.at.milliseconds / 1_000))
            members.append("scheduledPurgeDate", .integer(deletion.scheduledPurge.milliseconds / 1_000))
        }
        return members
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

    private static func material(
        _ version: KeyVault.KeyVersion, kid: String, for client: APIVersion?
    ) -> Members {
        var members: Members = [
            "kid": .string(kid), "kty": .string(version.type.rawValue),
            "key_ops": .array(version.operations.map { .string($0.rawValue) }),
        ]
        for member in KeyVaultMaterial.publicMembers(of: version, kid: kid, for: client) {
            members.append(member.name, member.value)
        }
        return members
    }
}
