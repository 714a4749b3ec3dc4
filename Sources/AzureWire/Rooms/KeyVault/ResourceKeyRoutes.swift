import ControlPlane
import VirtualTime

/// Keys as resources of ARM: made if they are not there, and read. Everything else is on the vault's host.
enum ResourceKeyRoutes {
    private static let keys =
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{vault}/keys"

    static func add(to routes: inout RouteTable) {
        let known = versions(of: KeyVaultRoutes.type)
        routes.read(keys, known) { (exchange, world) throws(WireFailure) in
            let vault = try KeyVaultRoutes.row(of: exchange, in: world)
            let keys = vault.keys.compactMap { world.keyVault.keys[$0] }.filter { $0.deletion == nil }
            return .json(
                200,
                [
                    "value": .array(
                        keys.map { view($0, $0.latest, of: vault, isListed: true, exchange, in: world) })
                ]
            )
        }
        routes.read("\(keys)/{key}", known) { (exchange, world) throws(WireFailure) in
            let (vault, key) = try row(of: exchange, in: world)
            return .json(200, view(key, key.latest, of: vault, exchange, in: world))
        }
        routes.read("\(keys)/{key}/versions", known) { (exchange, world) throws(WireFailure) in
            let (vault, key) = try row(of: exchange, in: world)
            return .json(
                200,
                [
                    "value": .array(
                        key.versions.map { version($0, of: key, in: vault, isListed: true, exchange, world) })
                ]
            )
        }
        routes.read("\(keys)/{key}/versions/{version}", known) { (exchange, world) throws(WireFailure) in
            let (vault, key) = try row(of: exchange, in: world)
            guard let found = key.version(exchange.parameters["version"]) else {
                throw absent(exchange.parameters["version"])
            }
            return .json(200, version(found, of: key, in: vault, exchange, world))
        }
        routes.write("PUT", "\(keys)/{key}", known) { (exchange, timeline) throws(WireFailure) in
            let vault = try KeyVaultRoutes.row(of: exchange, in: timeline.world)
            let settings = try KeyVaultBodies.key(dataPlaneBody(of: exchange))
            // A key that is there stays as it is: its present version is the answer.
            if (try? row(of: exchange, in: timeline.world)) == nil {
                let path = path(of: exchange, in: vault, timeline.world)
                _ = try exchange.submit(&timeline) {
                    .keyVault(.createKey($0.intern(path), vault: vault.id, settings))
                }
            }
            let (_, key) = try row(of: exchange, in: timeline.world)
            return .json(200, view(key, key.latest, of: vault, exchange, in: timeline.world))
        }
    }

    /// The body as the vault's own host takes it.
    private static func dataPlaneBody(of exchange: Exchange) throws(WireFailure) -> RequestBody {
        let body = try RequestBody(of: exchange)
        guard let properties = try body.object("properties") else {
            throw .unreadable("properties is required")
        }
        var members: Members = [:]
        for (name, sent) in [
            ("kty", "kty"), ("key_size", "keySize"), ("crv", "curveName"), ("key_ops", "keyOps"),
            ("attributes", "attributes"),
        ] {
            if let value = properties[sent] { members.append(name, value) }
        }
        if let tags = body["tags"] { members.append("tags", tags) }
        return RequestBody(.object(members))
    }

    private static func path(of exchange: Exchange, in vault: KeyVault.Vault, _ world: World) -> String {
        "\(world.names[vault.id].path)/keys/\(exchange.parameters["key"])"
    }

    private static func row(
        of exchange: Exchange, in world: World
    ) throws(WireFailure) -> (KeyVault.Vault, KeyVault.Key) {
        let vault = try KeyVaultRoutes.row(of: exchange, in: world)
        guard
            let key = world.names.find(path(of: exchange, in: vault, world))
                .flatMap({ world.keyVault.keys[$0] }), key.deletion == nil
        else { throw absent(exchange.parameters["key"]) }
        return (vault, key)
    }

    private static func absent(_ name: String) -> WireFailure {
        WireFailure(404, "KeyNotFound", "The key '\(name)' was not found.")
    }

    // MARK: What is answered

    private static let firstWithExportable = APIVersion.known("2021-06-01-preview")

    private static func view(
        _ key: KeyVault.Key, _ version: KeyVault.KeyVersion, of vault: KeyVault.Vault, isListed: Bool = false,
        _ exchange: Exchange, in world: World
    ) -> Document {
        document(
            path: world.names[key.id].path, name: world.names[key.id].name,
            type: "\(KeyVaultRoutes.type)/keys", key, version, vault, isListed: isListed, exchange, in: world)
    }

    private static func version(
        _ version: KeyVault.KeyVersion, of key: KeyVault.Key, in vault: KeyVault.Vault,
        isListed: Bool = false,
        _ exchange: Exchange, _ world: World
    ) -> Document {
        document(
            path: "\(world.names[key.id].path)/versions/\(version.name)", name: version.name,
            type: "\(KeyVaultRoutes.type)/keys/versions", key, version, vault, isListed: isListed, exchange,
            in: world)
    }

    private static func document(
        path: String, name: String, type: String, _ key: KeyVault.Key, _ version: KeyVault.KeyVersion,
        _ vault: KeyVault.Vault, isListed: Bool, _ exchange: Exchange, in world: World
    ) -> Document {
        // The version of keys on the vault's host that shows what ARM shows.
        let shown = KeyAttributes.document(of: version, key, for: nil, in: world)
        let isOld = exchange.version.map { $0 < firstWithExportable } ?? false
        let hidden = ["recoverableDays", "hsmPlatform"] + (isOld ? ["exportable"] : [])
        let attributes = (shown.members ?? [:]).filter { !hidden.contains($0.name) }
        var properties: Members = ["attributes": .object(Members(attributes))]
        if !isListed {
            properties.append("kty", .string(version.type.rawValue))
            properties.append("keyOps", .array(version.operations.map { .string($0.rawValue) }))
            if version.type.isRSA {
                properties.append("keySize", .integer(version.sizeBits))
            } else if let curve = version.curve {
                properties.append("curveName", .string(curve.rawValue))
            }
        }
        properties.append("keyUri", .string(KeyVaultViews.identifier(of: key, nil, in: world)))
        if !isListed {
            properties.append(
                "keyUriWithVersion", .string(KeyVaultViews.identifier(of: key, version, in: world)))
        }
        return [
            "id": .string(path), "name": .string(name), "type": .string(type),
            "location": .string(vault.location), "properties": .object(properties),
        ]
    }
}
