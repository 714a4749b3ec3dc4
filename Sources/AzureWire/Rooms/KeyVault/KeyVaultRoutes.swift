import ControlPlane
import VirtualTime

/// Vaults in ARM. Keys are on the vault's own host: `KeyVaultDataPlane.swift`.
enum KeyVaultRoutes {
    static let type = "Microsoft.KeyVault/vaults"
    private static let scope =
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault"
    private static let vault = "\(scope)/vaults/{vault}"

    static func add(to routes: inout RouteTable) {
        addVaults(to: &routes)
        addLists(to: &routes)
        DeletedVaultRoutes.add(to: &routes)
        ManagedHSMRoutes.add(to: &routes)
        KeyVaultDataPlane.add(to: &routes)
        ResourceKeyRoutes.add(to: &routes)
    }

    private static func addVaults(to routes: inout RouteTable) {
        let known = versions(of: type)
        routes.read(
            vault, known,
            settles: { exchange, world in
                guard let row = try? row(of: exchange, in: world), case .registering(let until) = row.dns
                else {
                    return nil
                }
                return until
            }
        ) { (exchange, world) throws(WireFailure) in
            .json(200, VaultViews.vault(try row(of: exchange, in: world), for: exchange.version, in: world))
        }
        routes.write("PUT", vault, known) { (exchange, timeline) throws(WireFailure) in
            let request = try KeyVaultBodies.vault(exchange, tenant: timeline.world.tenant)
            let path = exchange.path(type, "vault", in: timeline.world)
            _ = try exchange.submit(&timeline) { names in
                let id = names.intern(path)
                return .keyVault(
                    request.recovers
                        ? .recoverVault(id, location: request.settings.location)
                        : .createOrUpdateVault(id, request.settings))
            }
            return try written(exchange, in: timeline.world)
        }
        routes.write("PATCH", vault, known) { (exchange, timeline) throws(WireFailure) in
            let row = try row(of: exchange, in: timeline.world)
            let changes = try KeyVaultBodies.changes(exchange, of: row)
            _ = try exchange.submit(&timeline) { _ in .keyVault(.updateVault(row.id, changes)) }
            return try written(exchange, in: timeline.world)
        }
        routes.write("DELETE", vault, known) { (exchange, timeline) throws(WireFailure) in
            try exchange.requireGroup(in: timeline.world)
            // Deleting what is not there is done already (KV-VAULT-05).
            guard let row = try? row(of: exchange, in: timeline.world) else { return .empty(204) }
            _ = try exchange.submit(&timeline) { _ in .keyVault(.deleteVault(row.id)) }
            return .empty(200)
        }
        routes.write("PUT", "\(vault)/accessPolicies/{edit}", known) {
            (exchange, timeline) throws(WireFailure) in
            let row = try row(of: exchange, in: timeline.world)
            let given = exchange.parameters["edit"]
            guard let edit = KeyVault.PolicyEdit(rawValue: given.lowercased()) else {
                throw WireFailure(400, "BadRequest", "'\(given)' is none of add, replace, remove.")
            }
            let policies = try KeyVaultBodies.policies(exchange, tenant: row.tenant)
            _ = try exchange.submit(&timeline) { _ in .keyVault(.editPolicies(row.id, edit, policies)) }
            let changed = try self.row(of: exchange, in: timeline.world)
            return .json(200, VaultViews.policies(of: changed, edit: given, in: timeline.world))
        }
    }

    private static func written(
        _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> WireResponse {
        let vault = try row(of: exchange, in: world)
        return .json(200, VaultViews.vault(vault, for: exchange.version, isWritten: true, in: world))
    }

    private static func addLists(to routes: inout RouteTable) {
        let known = versions(of: type)
        routes.read("\(scope)/vaults", known) { (exchange, world) throws(WireFailure) in
            let group = try exchange.requireGroup(in: world)
            return list(exchange, in: world) { world.names[$0.id].group == group }
        }
        routes.read("/subscriptions/{subscription}/providers/Microsoft.KeyVault/vaults", known) {
            exchange, world in
            list(exchange, in: world) { _ in true }
        }
    }

    private static func list(
        _ exchange: Exchange, in world: World, where isListed: (KeyVault.Vault) -> Bool
    ) -> WireResponse {
        let rows = world.keyVault.vaults.filter {
            $0.deletion == nil && $0.isManagedHSM != true && isListed($0)
        }
        return .json(
            200, ["value": .array(rows.map { VaultViews.vault($0, for: exchange.version, in: world) })])
    }

    static func row(of exchange: Exchange, in world: World) throws(WireFailure) -> KeyVault.Vault {
        let id = try exchange.known(exchange.path(type, "vault", in: world), type, in: world)
        guard let row = world.keyVault.vaults[id], row.deletion == nil else {
            throw .notFound("\(type)/\(exchange.parameters["vault"])", group: exchange.parameters["group"])
        }
        return row
    }
}
