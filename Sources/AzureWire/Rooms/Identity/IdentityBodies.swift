import ControlPlane
import VirtualTime

/// What access control and managed identities accept.
enum IdentityBodies {
    static func assignment(
        _ exchange: Exchange
    ) throws(WireFailure) -> (role: String, principal: String, type: String?) {
        guard let properties = try RequestBody(of: exchange).object("properties") else {
            throw .unreadable("properties is required")
        }
        guard let role = try properties.text("roleDefinitionId"),
            let principal = try properties.text("principalId")
        else { throw .unreadable("roleDefinitionId and principalId are required") }
        guard properties["condition"] == nil else {
            throw .notModeled("conditions of role assignments", nonGoal: "identity")
        }
        let guid = role.split(separator: "/").last.map(String.init) ?? role
        return (guid, principal, try properties.text("principalType"))
    }

    static func identity(
        _ exchange: Exchange, _ present: Identity.UserAssignedIdentity?
    ) throws(WireFailure) -> (location: String, carried: Document) {
        let body = try RequestBody(of: exchange)
        let given = body.without(["location", "id", "name", "type", "properties", "systemData"])
        guard exchange.request.method == "PATCH", let present else {
            return (try body.location(), given)
        }
        return (present.location, present.carried.patched(with: given))
    }

    /// The text between quotes after some words of a `$filter`.
    static func quoted(after words: String, in filter: String) -> String? {
        guard let start = filter.lowercased().firstRange(of: words.lowercased()) else { return nil }
        let rest = filter[start.upperBound...].drop { $0 == " " || $0 == "(" }
        guard rest.first == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != "'" })
    }
}
