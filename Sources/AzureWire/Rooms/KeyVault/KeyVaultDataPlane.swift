import ControlPlane
import VirtualTime

/// Keys, on `{vault}.vault.azure.net`.
enum KeyVaultDataPlane {
    static func add(to routes: inout RouteTable) {
        addReads(to: &routes)
        addWrites(to: &routes)
        addDeletedKeys(to: &routes)
        addCryptography(to: &routes)
    }

    private static let known = APIVersionCatalog.keyVaultKeys

    private static func addReads(to routes: inout RouteTable) {
        read("/keys", &routes) { (exchange, world) throws(WireFailure) in
            let vault = try vault(of: exchange, for: .list, in: world)
            let keys = vault.keys.compactMap { world.keyVault.keys[$0] }.filter { $0.deletion == nil }
            return list(keys.map { KeyVaultViews.item($0, $0.latest, versioned: false, in: world) })
        }
        read("/keys/{key}", &routes) { (exchange, world) throws(WireFailure) in
            let (key, version) = try usable(.get, exchange, version: nil, in: world)
            return .json(200, KeyVaultViews.key(key, version, in: world))
                .upholding(KeyVault.ProtocolRule.serviceHeaders.id)
        }
        read("/keys/{key}/{version}", &routes) { (exchange, world) throws(WireFailure) in
            let (key, version) = try usable(
                .get, exchange, version: exchange.parameters["version"], in: world)
            return .json(200, KeyVaultViews.key(key, version, in: world))
                .upholding(KeyVault.ProtocolRule.serviceHeaders.id)
        }
        read("/keys/{key}/versions", &routes) { (exchange, world) throws(WireFailure) in
            _ = try vault(of: exchange, for: .list, in: world)
            guard let id = world.names.find(try path(of: exchange, in: world)),
                let key = world.keyVault.keys[id],
                key.deletion == nil
            else { return list([]) }
            return list(key.versions.map { KeyVaultViews.item(key, $0, versioned: true, in: world) })
        }
    }

    private static func addWrites(to routes: inout RouteTable) {
        write("POST", "/keys/{key}/create", &routes) { (exchange, timeline) throws(WireFailure) in
            let settings = try KeyVaultBodies.key(exchange)
            return try submit(exchange, &timeline) { id, vault in .createKey(id, vault: vault, settings) }
        }
        write("POST", "/keys/{key}/rotate", &routes) { (exchange, timeline) throws(WireFailure) in
            try submit(exchange, &timeline) { id, _ in .rotateKey(id) }
        }
        for template in ["/keys/{key}", "/keys/{key}/{version}"] {
            write("PATCH", template, &routes) { (exchange, timeline) throws(WireFailure) in
                let name = exchange.parameters.first { $0.name == "version" }?.value
                let path = try path(of: exchange, in: timeline.world)
                let key = timeline.world.names.find(path).flatMap { timeline.world.keyVault.keys[$0] }
                let changes = try KeyVaultBodies.version(exchange, of: key?.version(name))
                return try submit(exchange, &timeline, version: name) { id, _ in
                    .updateVersion(id, version: name, changes)
                }
            }
        }
        write("DELETE", "/keys/{key}", &routes) { (exchange, timeline) throws(WireFailure) in
            let path = try path(of: exchange, in: timeline.world)
            let before = timeline.world
            _ = try exchange.submit(&timeline) { .keyVault(.deleteKey($0.intern(path))) }
            if let id = timeline.world.names.find(path), let key = timeline.world.keyVault.keys[id] {
                return .json(200, KeyVaultViews.deletedKey(key, in: timeline.world))
            }
            // Without soft delete nothing is left to show but what was (KV-DEL-11).
            guard let id = before.names.find(path), let key = before.keyVault.keys[id] else {
                preconditionFailure("a key that was deleted was there")
            }
            return .json(200, KeyVaultViews.key(key, key.latest, in: before))
        }
    }

    private static func addDeletedKeys(to routes: inout RouteTable) {
        read("/deletedkeys", &routes) { (exchange, world) throws(WireFailure) in
            let vault = try vault(of: exchange, for: .list, in: world)
            let keys = vault.keys.compactMap { world.keyVault.keys[$0] }.filter { $0.deletion != nil }
            return list(keys.map { KeyVaultViews.deletedKey($0, in: world) })
        }
        read("/deletedkeys/{key}", &routes) { (exchange, world) throws(WireFailure) in
            _ = try vault(of: exchange, for: .get, in: world)
            return .json(200, KeyVaultViews.deletedKey(try deleted(exchange, in: world), in: world))
        }
        write("POST", "/deletedkeys/{key}/recover", &routes) { (exchange, timeline) throws(WireFailure) in
            try submit(exchange, &timeline) { id, _ in .recoverKey(id) }
        }
        write("DELETE", "/deletedkeys/{key}", &routes) { (exchange, timeline) throws(WireFailure) in
            let path = try path(of: exchange, in: timeline.world)
            _ = try exchange.submit(&timeline) { .keyVault(.purgeKey($0.intern(path))) }
            return .empty(204)
        }
    }

    /// Wrapping and unwrapping change nothing in the vault: reads, decided by the table of KV-CRYPTO-02.
    private static func addCryptography(to routes: inout RouteTable) {
        for (verb, operation) in [("wrapkey", KeyOperation.wrapKey), ("unwrapkey", .unwrapKey)] {
            for template in ["/keys/{key}/\(verb)", "/keys/{key}/{version}/\(verb)"] {
                read(template, &routes, method: "POST") { (exchange, world) throws(WireFailure) in
                    let name = exchange.parameters.first { $0.name == "version" }?.value
                    let (key, version) = try usable(operation, exchange, version: name, in: world)
                    return try transform(
                        exchange, operation, kid: KeyVaultViews.identifier(of: key, version, in: world))
                }
            }
        }
    }

    private static let algorithms = ["RSA-OAEP-256", "RSA-OAEP", "RSA1_5"]

    private static func transform(
        _ exchange: Exchange, _ operation: KeyOperation, kid: String
    ) throws(WireFailure) -> WireResponse {
        let body = try RequestBody(of: exchange)
        guard let algorithm = try body.text("alg"), algorithms.contains(algorithm) else {
            throw KeyVaultBodies.badParameter(
                "Property alg must be one of \(algorithms.joined(separator: ", ")).")
        }
        guard let value = try body.text("value"), let bytes = base64Decoded(value.utf8) else {
            throw KeyVaultBodies.badParameter("Property value must be base64url.")
        }
        let result =
            operation == .wrapKey
            ? Envelope.wrap(bytes, kid: kid, algorithm: algorithm)
            : Envelope.unwrap(bytes, kid: kid, algorithm: algorithm)
        guard let result else {
            throw KeyVaultBodies.badParameter("The value was not wrapped with this version of the key.")
        }
        return .json(200, ["kid": .string(kid), "value": .string(Envelope.base64URL(result))])
    }

    // MARK: The vault of the host, and the key in it

    private static func vaultID(of exchange: Exchange, in world: World) throws(WireFailure) -> ResourceID {
        let name = exchange.parameters["vault"]
        guard let id = world.keyVault.vaultNames[name.lowercased()]?.vault else {
            throw WireFailure(
                Refusal(
                    .vaultNotReachable(.unknown(name)), because: KeyVault.Rule.deletedVaultUnreachable),
                entry: nil, in: world)
        }
        return id
    }

    private static func vault(
        of exchange: Exchange, for operation: KeyOperation, key: ResourceID? = nil, in world: World
    ) throws(WireFailure) -> KeyVault.Vault {
        let id = try vaultID(of: exchange, in: world)
        do throws(Refusal) {
            try KeyVault.require(operation, in: id, key: key, by: exchange.principal, in: world)
        } catch {
            throw WireFailure(error, entry: nil, in: world)
        }
        guard let row = world.keyVault.vaults[id] else { preconditionFailure("a named vault has a row") }
        return row
    }

    private static func path(of exchange: Exchange, in world: World) throws(WireFailure) -> String {
        "\(world.names[try vaultID(of: exchange, in: world)].path)/keys/\(exchange.parameters["key"])"
    }

    private static func usable(
        _ operation: KeyOperation, _ exchange: Exchange, version: String?, in world: World
    ) throws(WireFailure) -> (KeyVault.Key, KeyVault.KeyVersion) {
        let path = try path(of: exchange, in: world)
        _ = try vault(of: exchange, for: operation, key: world.names.find(path), in: world)
        guard let id = world.names.find(path), let key = world.keyVault.keys[id] else {
            let rules = [KeyVault.Rule.decisionTable.id, KeyVault.ProtocolRule.notFoundRefusal.id]
            throw WireFailure(
                Refusal(.keyNotFound(exchange.parameters["key"]), because: rules), entry: nil, in: world)
        }
        do throws(Refusal) {
            return (
                key,
                try KeyVault.require(operation, with: id, version: version, by: exchange.principal, in: world)
            )
        } catch {
            throw WireFailure(error, entry: nil, in: world)
        }
    }

    private static func deleted(_ exchange: Exchange, in world: World) throws(WireFailure) -> KeyVault.Key {
        let path = try path(of: exchange, in: world)
        guard let id = world.names.find(path), let key = world.keyVault.keys[id], key.deletion != nil else {
            throw WireFailure(
                Refusal(.deletedKeyNotFound(exchange.parameters["key"]), because: KeyVault.Rule.keyRecovers),
                entry: nil, in: world)
        }
        return key
    }

    /// Sends a key command and answers with the version it left.
    private static func submit(
        _ exchange: Exchange, _ timeline: inout Timeline, version: String? = nil,
        _ command: (ResourceID, ResourceID) -> KeyVault.Command
    ) throws(WireFailure) -> WireResponse {
        let vault = try vaultID(of: exchange, in: timeline.world)
        let path = try path(of: exchange, in: timeline.world)
        _ = try exchange.submit(&timeline) { .keyVault(command($0.intern(path), vault)) }
        guard let id = timeline.world.names.find(path), let key = timeline.world.keyVault.keys[id],
            let changed = key.version(version)
        else { preconditionFailure("a key command that was accepted leaves a key") }
        return .json(200, KeyVaultViews.key(key, changed, in: timeline.world))
    }

    private static func list(_ items: [Document]) -> WireResponse {
        .json(200, ["value": .array(items), "nextLink": nil])
    }

    private static func read(
        _ template: String, _ routes: inout RouteTable, method: String = "GET",
        _ read: @escaping Operation.Read
    ) {
        routes.read(template, known, plane: .keyVault, host: .keyVault, method: method, read)
    }
    private static func write(
        _ method: String, _ template: String, _ routes: inout RouteTable, _ write: @escaping Operation.Write
    ) {
        routes.write(method, template, known, plane: .keyVault, host: .keyVault, write)
    }
}
