import ControlPlane
import VirtualTime

/// Managed HSMs: vaults in all that rules read, under a type and a host of their own (KV-CMK-03).
enum ManagedHSMRoutes {
    private static let type = "Microsoft.KeyVault/managedHSMs"
    private static let one =
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/managedHSMs/{vault}"

    static func add(to routes: inout RouteTable) {
        let known = versions(of: type)
        let list = "providers/\(type)"
        routes.read("/subscriptions/{subscription}/resourceGroups/{group}/\(list)", known) {
            (exchange, world) throws(WireFailure) in
            let group = try exchange.requireGroup(in: world)
            return listed(in: world) { world.names[$0.id].group == group }
        }
        routes.read("/subscriptions/{subscription}/\(list)", known) { _, world in
            listed(in: world) { _ in true }
        }
        routes.read(
            one, known,
            settles: { exchange, world in
                guard let row = try? row(of: exchange, in: world), case .registering(let until) = row.dns
                else { return nil }
                return until
            }
        ) { (exchange, world) throws(WireFailure) in
            .json(200, view(try row(of: exchange, in: world), in: world))
                .upholding(KeyVault.VaultRule.managedHSM.id)
        }
        routes.write("PUT", one, known) { (exchange, timeline) throws(WireFailure) in
            let settings = try settings(exchange, in: timeline.world)
            let path = exchange.path(type, "vault", in: timeline.world)
            _ = try exchange.submit(&timeline) {
                .keyVault(.createOrUpdateVault($0.intern(path), settings))
            }
            return .json(200, view(try row(of: exchange, in: timeline.world), in: timeline.world))
        }
        routes.write("DELETE", one, known) { (exchange, timeline) throws(WireFailure) in
            try exchange.requireGroup(in: timeline.world)
            guard let row = try? row(of: exchange, in: timeline.world) else { return .empty(204) }
            _ = try exchange.submit(&timeline) { _ in .keyVault(.deleteVault(row.id)) }
            return .empty(200)
        }
    }

    private static func settings(
        _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> KeyVault.VaultSettings {
        let body = try RequestBody(of: exchange)
        let location = try body.location()
        guard let properties = try body.object("properties") else {
            throw .unreadable("properties is required")
        }
        var carried = body.without(["location", "id", "name", "type", "properties", "systemData"])
        carried["properties"] = properties.without([
            "tenantId", "softDeleteRetentionInDays", "enablePurgeProtection", "enableSoftDelete", "hsmUri",
            "provisioningState",
        ])
        var settings = KeyVault.VaultSettings(
            location: location, tenant: try properties.text("tenantId") ?? world.tenant,
            retentionDays: try properties.integer("softDeleteRetentionInDays"),
            purgeProtection: try properties.flag("enablePurgeProtection"), carried: carried)
        settings.isManagedHSM = true
        return settings
    }

    private static func listed(in world: World, where isListed: (KeyVault.Vault) -> Bool) -> WireResponse {
        let rows = world.keyVault.vaults.filter {
            $0.deletion == nil && $0.isManagedHSM == true && isListed($0)
        }
        return .json(200, ["value": .array(rows.map { view($0, in: world) })])
    }

    private static func row(of exchange: Exchange, in world: World) throws(WireFailure) -> KeyVault.Vault {
        let id = try exchange.known(exchange.path(type, "vault", in: world), type, in: world)
        guard let row = world.keyVault.vaults[id], row.deletion == nil else {
            throw .notFound("\(type)/\(exchange.parameters["vault"])", group: exchange.parameters["group"])
        }
        return row
    }

    private static func view(_ hsm: KeyVault.Vault, in world: World) -> Document {
        var members: Members = [
            "id": .string(world.names[hsm.id].path), "name": .string(hsm.name), "type": .string(type),
            "location": .string(hsm.location),
        ]
        for member in hsm.carried.members ?? [:] where member.name != "properties" {
            members[member.name] = member.value
        }
        var properties: Members = [
            "tenantId": .string(hsm.tenant), "hsmUri": .string("https://\(hsm.name).managedhsm.azure.net/"),
            "enableSoftDelete": true, "softDeleteRetentionInDays": .integer(hsm.retentionDays),
            "provisioningState": .string(hsm.dns == .registered ? "Succeeded" : "Provisioning"),
        ]
        if hsm.purgeProtection { properties.append("enablePurgeProtection", true) }
        for member in hsm.carried["properties"]?.members ?? [:] { properties[member.name] = member.value }
        members.append("properties", .object(properties))
        return .object(members)
    }
}
