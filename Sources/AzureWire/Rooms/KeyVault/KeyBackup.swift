import ControlPlane
import TestKeys
import VirtualTime

/// A key with all its versions, sealed: nobody but this program reads it or changes it unnoticed.
///
/// The seal is of a test key that everybody can make, and hides nothing from anybody who wants to look.
struct KeyBackup {
    let name: String
    let versions: [KeyVault.BackedUpVersion]

    private static let seal = AESKey(testKeyNamed: "lockstep/key-backup", bits: 256)
    private static let mark = Array("LKB1".utf8)

    /// Base64url of mark, nonce, tag and what is sealed.
    static func sealed(_ key: KeyVault.Key, in world: World) throws(WireFailure) -> String {
        guard key.versions.count <= KeyVault.backupLimit else {
            throw WireFailure(
                400, "BadParameter", "A key of more than \(KeyVault.backupLimit) versions has no backup.",
                because: [KeyVault.KeyRule.keyLimits.id])
        }
        let plain = Array(document(of: key, in: world).json.utf8)
        let nonce = Array(Digest.sha256(plain).bytes.prefix(12))
        do throws(KeyFailure) {
            let sealed = try seal.sealed(plain, nonce: nonce, authenticating: mark)
            return base64URL(mark + nonce + sealed.tag + sealed.value)
        } catch {
            preconditionFailure("a nonce of twelve bytes seals whatever it is")
        }
    }

    static func opened(_ body: RequestBody, in world: World) throws(WireFailure) -> KeyBackup {
        guard let bytes = try KeyVaultBodies.bytes("value", of: body), bytes.starts(with: mark),
            bytes.count > 32,
            let plain = try? seal.opened(
                Array(bytes[32...]), nonce: Array(bytes[4..<16]), tag: Array(bytes[16..<32]),
                authenticating: mark),
            let document = try? Document(json: plain), let backup = KeyBackup(document)
        else {
            throw KeyVaultBodies.badParameter("The value is no backup of a key, or it was changed.")
        }
        guard document["subscription"]?.text == world.subscription else {
            throw WireFailure(
                400, "BadParameter", "A backup is restored in the subscription it was made in.",
                because: [KeyVault.KeyRule.keyLimits.id])
        }
        return backup
    }

    private init?(_ document: Document) {
        guard let name = document["name"]?.text, let items = document["versions"]?.items else { return nil }
        self.name = name
        versions = items.compactMap(Self.version)
        guard versions.count == items.count else { return nil }
    }

    private static func document(of key: KeyVault.Key, in world: World) -> Document {
        [
            "subscription": .string(world.subscription), "name": .string(world.names[key.id].name),
            "versions": .array(
                key.versions.map {
                    document(of: $0, kid: KeyVaultViews.identifier(of: key, $0, in: world))
                }),
        ]
    }

    private static func document(of version: KeyVault.KeyVersion, kid: String) -> Document {
        var members: Members = [
            "version": .string(version.name), "created": .integer(version.createdAt.milliseconds),
            "updated": .integer(version.updatedAt.milliseconds), "enabled": .bool(version.enabled),
            "kty": .string(version.type.rawValue), "size": .integer(version.sizeBits),
            "key_ops": .array(version.operations.map { .string($0.rawValue) }), "carried": version.carried,
        ]
        if let notBefore = version.notBefore { members.append("nbf", .integer(notBefore.milliseconds)) }
        if let expires = version.expires { members.append("exp", .integer(expires.milliseconds)) }
        if let curve = version.curve { members.append("crv", .string(curve.rawValue)) }
        switch version.material {
        case .imported(let key): members.append("key", key)
        case .following(let identifier): members.append("follows", .string(identifier))
        case nil: members.append("follows", .string(kid))
        }
        return .object(members)
    }

    private static func version(_ document: Document) -> KeyVault.BackedUpVersion? {
        guard let name = document["version"]?.text, let created = document["created"]?.integer,
            let updated = document["updated"]?.integer, let enabled = document["enabled"]?.flag,
            let type = document["kty"]?.text.flatMap(KeyVault.KeyType.init(rawValue:)),
            let size = document["size"]?.integer, let carried = document["carried"]
        else { return nil }
        var settings = KeyVault.KeySettings(
            type: type, sizeBits: Int(size),
            curve: document["crv"]?.text.flatMap(KeyVault.Curve.init(rawValue:)),
            operations: document["key_ops"]?.items?.compactMap {
                $0.text.flatMap(KeyOperation.init(rawValue:))
            },
            enabled: enabled, notBefore: document["nbf"]?.integer.map(Instant.init(milliseconds:)),
            expires: document["exp"]?.integer.map(Instant.init(milliseconds:)), carried: carried)
        settings.material =
            document["key"].map { .imported($0) } ?? document["follows"]?.text.map { .following($0) }
        return KeyVault.BackedUpVersion(
            name: name, createdAt: Instant(milliseconds: created),
            updatedAt: Instant(milliseconds: updated), settings: settings)
    }
}
