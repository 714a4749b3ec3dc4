import ControlPlane
import TestKeys
import VirtualTime

/// Keys that come from elsewhere, and what goes there: import, backup, restore. And random bytes.
enum KeyVaultArrivalRoutes {
    static func add(to routes: inout RouteTable) {
        KeyVaultDataPlane.write("PUT", "/keys/{key}", &routes) { (exchange, timeline) throws(WireFailure) in
            let settings = try imported(exchange)
            return try KeyVaultDataPlane.submit(exchange, &timeline) { id, vault in
                .importKey(id, vault: vault, settings)
            }
        }
        KeyVaultDataPlane.read("/keys/{key}/backup", &routes, method: "POST") {
            (exchange, world) throws(WireFailure) in
            let key = try KeyVaultDataPlane.liveKey(of: exchange, for: .backup, in: world)
            return .json(200, ["value": .string(try KeyBackup.sealed(key, in: world))])
                .upholding(KeyVault.KeyRule.keyLimits.id)
        }
        KeyVaultDataPlane.write("POST", "/keys/restore", &routes) {
            (exchange, timeline) throws(WireFailure) in
            let backup = try KeyBackup.opened(try RequestBody(of: exchange), in: timeline.world)
            return try KeyVaultDataPlane.submit(exchange, &timeline, key: backup.name) { id, vault in
                .restoreKey(id, vault: vault, backup.versions)
            }
        }
        KeyVaultDataPlane.write("POST", "/rng", &routes) { (exchange, timeline) throws(WireFailure) in
            guard let count = try RequestBody(of: exchange).integer("count"), (1...128).contains(count) else {
                throw KeyVaultBodies.badParameter("Property count is from 1 to 128.")
            }
            let vault = try KeyVaultDataPlane.vaultID(of: exchange, in: timeline.world)
            let entry = try exchange.submit(&timeline) { _ in .keyVault(.drawBytes(vault)) }
            let path = timeline.world.names[vault].path.lowercased()
            let name = "lockstep/rng/\(timeline.world.tenant)\(path)/\(entry.number)"
            return .json(200, ["value": .string(base64URL(KeyedBytes.bytes(of: name, count: count)))])
        }
    }

    private static func imported(_ exchange: Exchange) throws(WireFailure) -> KeyVault.KeySettings {
        let body = try RequestBody(of: exchange)
        guard let key = try body.object("key") else {
            throw KeyVaultBodies.badParameter("Property key is required.")
        }
        try KeyVaultBodies.requireTags(body)
        var settings = try JSONWebKey.settings(key, isHSM: try body.flag("hsm") ?? false)
        try KeyVaultBodies.attributes(of: body, &settings)
        settings.carried = body.without(["key", "hsm", "attributes"])
        return settings
    }
}
