import ControlPlane
import VirtualTime

/// The rotation policy of a key (KV-ROT-02).
enum KeyVaultRotationRoutes {
    private static let path = "/keys/{key}/rotationpolicy"

    static func add(to routes: inout RouteTable) {
        KeyVaultDataPlane.read(path, &routes) { (exchange, world) throws(WireFailure) in
            .json(
                200,
                view(
                    try KeyVaultDataPlane.liveKey(of: exchange, for: .getRotationPolicy, in: world), in: world
                )
            )
            .upholding(KeyVault.KeyRule.policyShape.id)
        }
        KeyVaultDataPlane.write("PUT", path, &routes) { (exchange, timeline) throws(WireFailure) in
            let policy = try policy(exchange)
            let path = try KeyVaultDataPlane.path(of: exchange, in: timeline.world)
            _ = try exchange.submit(&timeline) { .keyVault(.setRotationPolicy($0.intern(path), policy)) }
            guard let id = timeline.world.names.find(path), let key = timeline.world.keyVault.keys[id] else {
                preconditionFailure("a key whose policy was set is there")
            }
            return .json(200, view(key, in: timeline.world))
        }
    }

    private static func policy(_ exchange: Exchange) throws(WireFailure) -> KeyVault.RotationPolicy {
        let body = try RequestBody(of: exchange)
        var actions: [KeyVault.RotationPolicy.Action] = []
        for item in try body.items("lifetimeActions") ?? [] {
            let word = try item.object("action")?.text("type") ?? ""
            guard
                let kind = KeyVault.RotationPolicy.Kind.allCases.first(where: {
                    $0.rawValue.lowercased() == word.lowercased()
                })
            else { throw bad("'\(word)' is neither Rotate nor Notify.") }
            let trigger = try item.object("trigger")
            actions.append(
                KeyVault.RotationPolicy.Action(
                    kind, afterCreation: try period("timeAfterCreate", of: trigger),
                    beforeExpiry: try period("timeBeforeExpiry", of: trigger)))
        }
        return KeyVault.RotationPolicy(
            actions, expiry: try period("expiryTime", of: try body.object("attributes")))
    }

    private static func period(
        _ name: String, of body: RequestBody?
    ) throws(WireFailure) -> KeyVault.Period? {
        guard let text = try body?.text(name) else { return nil }
        guard let period = KeyVault.Period(text) else {
            throw bad("\(name) is a length of time such as P90D, not '\(text)'.")
        }
        return period
    }

    private static func bad(_ message: String) -> WireFailure {
        WireFailure(400, "BadParameter", message, because: [KeyVault.KeyRule.policyShape.id])
    }

    private static func view(_ key: KeyVault.Key, in world: World) -> Document {
        var actions = (key.policy?.actions ?? []).map { action -> Document in
            var trigger: Members = [:]
            if let after = action.afterCreation { trigger.append("timeAfterCreate", .string(after.text)) }
            if let before = action.beforeExpiry { trigger.append("timeBeforeExpiry", .string(before.text)) }
            return ["trigger": .object(trigger), "action": ["type": .string(action.kind.rawValue)]]
        }
        // Told thirty days before, unless the policy says otherwise.
        if key.policy?.actions.contains(where: { $0.kind == .notify }) != true {
            actions.append(["trigger": ["timeBeforeExpiry": "P30D"], "action": ["type": "Notify"]])
        }
        var attributes: Members = [:]
        if let expiry = key.policy?.expiry { attributes.append("expiryTime", .string(expiry.text)) }
        if let at = key.policy?.createdAt { attributes.append("created", .integer(at.milliseconds / 1_000)) }
        if let at = key.policy?.updatedAt { attributes.append("updated", .integer(at.milliseconds / 1_000)) }
        return [
            "id": .string("\(KeyVaultViews.identifier(of: key, nil, in: world))/rotationpolicy"),
            "lifetimeActions": .array(actions), "attributes": .object(attributes),
        ]
    }
}
