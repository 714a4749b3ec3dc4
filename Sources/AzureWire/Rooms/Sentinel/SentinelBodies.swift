import ControlPlane
import VirtualTime

/// What Sentinel accepts: the properties each type requires, and everything else as sent.
enum SentinelBodies {
    static func item(_ exchange: Exchange, _ type: SentinelItemType) throws(WireFailure) -> Document {
        let body = try RequestBody(of: exchange)
        guard let properties = try body.object("properties") else {
            throw .unreadable("properties is required")
        }
        if type.hasKind { guard try body.text("kind") != nil else { throw missing("kind") } }
        for name in type.requires {
            guard let value = properties[name] else { throw missing("properties.\(name)") }
            if type.kind == .watchlistItem {
                guard value.members != nil else { throw properties.wrong(name, "an object") }
            } else {
                _ = try properties.text(name)
            }
        }
        return body.without(["id", "name", "type", "etag", "systemData"])
    }

    private static func missing(_ name: String) -> WireFailure {
        WireFailure(400, "BadRequest", "Required property '\(name)' not found in JSON.")
    }
}
