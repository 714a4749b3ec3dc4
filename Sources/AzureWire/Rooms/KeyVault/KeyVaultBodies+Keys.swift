import ControlPlane
import VirtualTime

/// What the data plane accepts.
extension KeyVaultBodies {
    static func key(_ body: RequestBody) throws(WireFailure) -> KeyVault.KeySettings {
        let type = try type(body)
        try requireTags(body)
        let curve = try curve(body, of: type)
        let size = try body.integer("key_size")
        var settings = KeyVault.KeySettings(
            type: type,
            sizeBits: curve?.bits ?? size ?? (type.isRSA ? 2048 : 256),
            curve: curve, operations: try operations(body),
            carried: body.without(["kty", "key_size", "crv", "key_ops", "attributes"]))
        try self.attributes(of: body, &settings)
        return settings
    }

    static func type(_ body: RequestBody) throws(WireFailure) -> KeyVault.KeyType {
        guard let kty = try body.text("kty") else { throw badParameter("Property kty is required.") }
        let type = KeyVault.KeyType.allCases.first { $0.rawValue.lowercased() == kty.lowercased() }
        guard let type else {
            throw WireFailure(
                400, "BadParameter", "'\(kty)' is not a supported key type.",
                because: [KeyVault.KeyRule.kinds.id])
        }
        return type
    }

    /// What a new version's `attributes` say.
    static func attributes(of body: RequestBody, _ settings: inout KeyVault.KeySettings) throws(WireFailure) {
        let attributes = try body.object("attributes")
        settings.enabled = try attributes?.flag("enabled") ?? true
        settings.notBefore = try instant(attributes, "nbf")
        settings.expires = try instant(attributes, "exp")
    }

    static func version(
        _ exchange: Exchange, of version: KeyVault.KeyVersion?
    ) throws(WireFailure) -> KeyVault.VersionChanges {
        let body = try RequestBody(of: exchange)
        try requireTags(body)
        let attributes = try body.object("attributes")
        let given = body.without(["key_ops", "attributes"])
        return KeyVault.VersionChanges(
            enabled: try attributes?.flag("enabled"), notBefore: try instant(attributes, "nbf"),
            expires: try instant(attributes, "exp"), operations: try operations(body),
            carried: given.members?.isEmpty == true
                ? Document?.none : (version?.carried ?? [:]).patched(with: given))
    }

    static func curve(
        _ body: RequestBody, of type: KeyVault.KeyType
    ) throws(WireFailure) -> KeyVault.Curve? {
        guard type.isEC else { return nil }
        let text = try body.text("crv") ?? "P-256"
        // The older name of P-256K.
        let name = text.uppercased() == "SECP256K1" ? "P-256K" : text.uppercased()
        guard let curve = KeyVault.Curve(rawValue: name) else {
            throw WireFailure(
                400, "BadParameter", "'\(text)' is not a supported curve.",
                because: [KeyVault.KeyRule.kinds.id])
        }
        return curve
    }

    /// At most 15 tags, names and values of 256 characters (KV-KEY-18).
    static func requireTags(_ body: RequestBody) throws(WireFailure) {
        guard let tags = try body.object("tags")?.document.members else { return }
        let isShort = tags.allSatisfy { $0.name.count <= 256 && ($0.value.text?.count ?? 0) <= 256 }
        guard tags.names.count <= 15, isShort else {
            throw WireFailure(
                400, "BadParameter", "A key has at most 15 tags of at most 256 characters.",
                because: [KeyVault.KeyRule.keyLimits.id])
        }
    }

    static func operations(_ body: RequestBody) throws(WireFailure) -> [KeyOperation]? {
        guard let words = try body.texts("key_ops") else { return nil }
        var operations: [KeyOperation] = []
        for word in words {
            guard let operation = KeyOperation(anyCase: word) else {
                throw badParameter("'\(word)' is not a key operation.")
            }
            operations.append(operation)
        }
        return operations
    }

    /// Attribute times are whole seconds since 1970.
    private static func instant(_ attributes: RequestBody?, _ name: String) throws(WireFailure) -> Instant? {
        guard let seconds = try attributes?.integer(name) else { return nil }
        guard (0...253_402_300_799).contains(seconds) else { throw badParameter("\(name) is out of range.") }
        return Instant(milliseconds: Int64(seconds) * 1_000)
    }

    /// nil where there is no such property.
    static func bytes(_ name: String, of body: RequestBody) throws(WireFailure) -> [UInt8]? {
        guard let text = try body.text(name) else { return nil }
        guard let bytes = base64Decoded(text.utf8) else {
            throw badParameter("Property \(name) must be base64url.")
        }
        return bytes
    }
}
