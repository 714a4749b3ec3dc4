import ControlPlane
import VirtualTime

/// Keys, on `{vault}.vault.azure.net`.
enum KeyVaultDataPlane {
    static func add(to routes: inout RouteTable) {
        addReads(to: &routes)
        addWrites(to: &routes)
        addDeletedKeys(to: &routes)
        KeyVaultCryptographyRoutes.add(to: &routes)
        KeyVaultRotationRoutes.add(to: &routes)
        KeyVaultArrivalRoutes.add(to: &routes)
    }

    private static let known = APIVersionCatalog.keyVaultKeys

    private static func addReads(to routes: inout RouteTable) {
        read("/keys", &routes) { (exchange, world) throws(WireFailure) in
            let vault = try vault(of: exchange, for: .list, in: world)
            let keys = vault.keys.compactMap { world.keyVault.keys[$0] }.filter { $0.deletion == nil }
            return list(
                keys.map {
                    KeyVaultViews.item(
                        $0, $0.latest, versioned: false, for: exchange.version, in: world)
                })
        }
        read("/keys/{key}", &routes) { (exchange, world) throws(WireFailure) in
            let (key, version) = try usable(.get, exchange, version: nil, in: world)
            return shown(key, version, exchange, in: world).upholding(KeyVault.Rule.latestVersion.id)
        }
        read("/keys/{key}/{version}", &routes) { (exchange, world) throws(WireFailure) in
            let (key, version) = try usable(
                .get, exchange, version: exchange.parameters["version"], in: world)
            return shown(key, version, exchange, in: world)
        }
        read("/keys/{key}/versions", &routes) { (exchange, world) throws(WireFailure) in
            _ = try vault(of: exchange, for: .list, in: world)
            guard let id = world.names.find(try path(of: exchange, in: world)),
                let key = world.keyVault.keys[id],
                key.deletion == nil
            else { return list([]) }
            return list(
                key.versions.map {
                    KeyVaultViews.item(
                        key, $0, versioned: true, for: exchange.version, in: world)
                })
        }
    }

    private static func shown(
        _ key: KeyVault.Key, _ version: KeyVault.KeyVersion, _ exchange: Exchange, in world: World
    ) -> WireResponse {
        let response = WireResponse.json(
            200, KeyVaultViews.key(key, version, for: exchange.version, in: world)
        )
        .upholding(KeyVault.ProtocolRule.serviceHeaders.id, KeyVault.Rule.recoveryLevel.id)
        return version.enabled ? response : response.upholding(KeyVault.Rule.disabledKeyReadable.id)
    }

    /// Counts the call against the limits of vault and region, where the world assumes them (KV-LIM-01).
    static func count(_ exchange: Exchange, _ timeline: inout Timeline) throws(WireFailure) {
        guard !timeline.world.settings.isDefault(.vaultThrottling) else { return }
        let vault = try vaultID(of: exchange, in: timeline.world)
        let operation = operation(of: exchange)
        var transaction = KeyVault.Transaction(operation)
        let name = exchange.parameters.first { $0.name == "key" }?.value
        if name != nil, let path = try? path(of: exchange, in: timeline.world),
            let key = timeline.world.names.find(path).flatMap({ timeline.world.keyVault.keys[$0] })
        {
            transaction = KeyVault.Transaction(
                operation, type: key.latest.type, sizeBits: key.latest.sizeBits)
        }
        let counted = transaction
        _ = try exchange.submit(&timeline) { _ in .keyVault(.count(vault, counted)) }
    }

    /// What the limits call it; all that they do not tell apart counts as a read.
    private static func operation(of exchange: Exchange) -> KeyOperation {
        let word = exchange.request.segments.last?.lowercased() ?? ""
        let known: [(String, KeyOperation)] = [
            ("create", .create), ("rotate", .create), ("wrapkey", .wrapKey), ("unwrapkey", .unwrapKey),
            ("encrypt", .encrypt), ("decrypt", .decrypt), ("sign", .sign), ("verify", .verify),
        ]
        if exchange.request.method == "PUT", word != "rotationpolicy" { return .import }
        guard exchange.request.method == "POST" else { return .get }
        return known.first { $0.0 == word }?.1 ?? .get
    }

    private static func addWrites(to routes: inout RouteTable) {
        write("POST", "/keys/{key}/create", &routes) { (exchange, timeline) throws(WireFailure) in
            let settings = try KeyVaultBodies.key(RequestBody(of: exchange))
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
                return .json(200, KeyVaultViews.deletedKey(key, for: exchange.version, in: timeline.world))
            }
            // Without soft delete nothing is left to show but what was (KV-DEL-11).
            guard let id = before.names.find(path), let key = before.keyVault.keys[id] else {
                preconditionFailure("a key that was deleted was there")
            }
            return .json(200, KeyVaultViews.key(key, key.latest, for: exchange.version, in: before))
        }
    }

    private static func addDeletedKeys(to routes: inout RouteTable) {
        read("/deletedkeys", &routes) { (exchange, world) throws(WireFailure) in
            let vault = try vault(of: exchange, for: .list, in: world)
            let keys = vault.keys.compactMap { world.keyVault.keys[$0] }.filter { $0.deletion != nil }
            return list(keys.map { KeyVaultViews.deletedItem($0, for: exchange.version, in: world) })
        }
        read("/deletedkeys/{key}", &routes) { (exchange, world) throws(WireFailure) in
            _ = try vault(of: exchange, for: .get, in: world)
            return .json(
                200,
                KeyVaultViews.deletedKey(
                    try deleted(exchange, in: world), for: exchange.version, in: world))
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

    // MARK: The vault of the host, and the key in it

    static func vaultID(of exchange: Exchange, in world: World) throws(WireFailure) -> ResourceID {
        let name = exchange.parameters["vault"]
        let isManagedHSM = exchange.request.host.contains(".managedhsm.")
        guard let id = world.keyVault.vaultNames[name.lowercased()]?.vault,
            (world.keyVault.vaults.read(id) { $0.isManagedHSM == true }) == isManagedHSM
        else {
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

    /// - Parameter key: the key's name, where the request's path does not have it
    static func path(
        of exchange: Exchange, key: String? = nil, in world: World
    ) throws(WireFailure) -> String {
        let vault = world.names[try vaultID(of: exchange, in: world)].path
        return "\(vault)/keys/\(key ?? exchange.parameters["key"])"
    }

    static func usable(
        _ operation: KeyOperation, _ exchange: Exchange, version: String?, in world: World
    ) throws(WireFailure) -> (KeyVault.Key, KeyVault.KeyVersion) {
        let path = try path(of: exchange, in: world)
        _ = try vault(of: exchange, for: operation, key: world.names.find(path), in: world)
        guard let id = world.names.find(path), let key = world.keyVault.keys[id] else {
            throw keyNotFound(exchange, in: world)
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

    /// A key that is there, whatever its versions are like, for somebody with the right to `operation`.
    static func liveKey(
        of exchange: Exchange, for operation: KeyOperation, in world: World
    ) throws(WireFailure) -> KeyVault.Key {
        let id = world.names.find(try path(of: exchange, in: world))
        _ = try vault(of: exchange, for: operation, key: id, in: world)
        guard let id, let key = world.keyVault.keys[id], key.deletion == nil else {
            throw keyNotFound(exchange, in: world)
        }
        return key
    }

    private static func keyNotFound(_ exchange: Exchange, in world: World) -> WireFailure {
        let rules = [KeyVault.Rule.decisionTable.id, KeyVault.ProtocolRule.notFoundRefusal.id]
        return WireFailure(
            Refusal(.keyNotFound(exchange.parameters["key"]), because: rules), entry: nil, in: world)
    }

    private static func deleted(_ exchange: Exchange, in world: World) throws(WireFailure) -> KeyVault.Key {
        let path = try path(of: exchange, in: world)
        guard let id = world.names.find(path), let key = world.keyVault.keys[id], key.deletion != nil,
            key.transition ?? world.now <= world.now
        else {
            throw WireFailure(
                Refusal(.deletedKeyNotFound(exchange.parameters["key"]), because: KeyVault.Rule.keyRecovers),
                entry: nil, in: world)
        }
        return key
    }

    /// Sends a key command and answers with the version it left.
    static func submit(
        _ exchange: Exchange, _ timeline: inout Timeline, key: String? = nil, version: String? = nil,
        _ command: (ResourceID, ResourceID) -> KeyVault.Command
    ) throws(WireFailure) -> WireResponse {
        let vault = try vaultID(of: exchange, in: timeline.world)
        let path = try path(of: exchange, key: key, in: timeline.world)
        _ = try exchange.submit(&timeline) { .keyVault(command($0.intern(path), vault)) }
        guard let id = timeline.world.names.find(path), let key = timeline.world.keyVault.keys[id],
            let changed = key.version(version)
        else { preconditionFailure("a key command that was accepted leaves a key") }
        return .json(200, KeyVaultViews.key(key, changed, for: exchange.version, in: timeline.world))
    }

    private static func list(_ items: [Document]) -> WireResponse {
        .json(200, ["value": .array(items), "nextLink": nil])
    }

    static func read(
        _ template: String, _ routes: inout RouteTable, method: String = "GET",
        _ read: @escaping Operation.Read
    ) {
        routes.read(template, known, plane: .keyVault, host: .keyVault, method: method, read)
    }
    static func write(
        _ method: String, _ template: String, _ routes: inout RouteTable, _ write: @escaping Operation.Write
    ) {
        routes.write(method, template, known, plane: .keyVault, host: .keyVault) {
            (exchange, timeline) throws(WireFailure) in
            try count(exchange, &timeline)
            return try write(exchange, &timeline)
        }
    }
}
