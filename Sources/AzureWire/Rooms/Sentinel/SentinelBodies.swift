import ControlPlane
import VirtualTime

/// What Sentinel accepts: the properties each kind requires, and everything else as sent.
enum SentinelBodies {
    static func item(_ exchange: Exchange, _ kind: Sentinel.ItemKind) throws(WireFailure) -> Document {
        let body = try RequestBody(of: exchange)
        guard let properties = try body.object("properties") else {
            throw .unreadable("properties is required")
        }
        switch kind {
        case .incident:
            try require(["title", "severity", "status"], in: properties)
        case .bookmark: try require(["displayName", "query"], in: properties)
        case .watchlist: try require(["displayName", "provider", "itemsSearchKey"], in: properties)
        case .automationRule: try require(["displayName"], in: properties)
        case .alertRule, .dataConnector, .setting:
            guard try body.text("kind") != nil else { throw missing("kind") }
        }
        return body.without(["id", "name", "type", "etag", "systemData"])
    }

    private static func require(_ names: [String], in properties: RequestBody) throws(WireFailure) {
        for name in names {
            guard try properties.text(name) != nil else { throw missing("properties.\(name)") }
        }
    }

    private static func missing(_ name: String) -> WireFailure {
        WireFailure(400, "BadRequest", "Required property '\(name)' not found in JSON.")
    }
}
