import ControlPlane
import VirtualTime

/// What ARM asks of a person before any provider is asked: a role that allows the action (ARM-ERR-12).
extension FrontDoor {
    func requireRight() throws(WireFailure) {
        guard principal != .owner, let wanted = RequiredAction(request) else { return }
        do throws(Refusal) {
            try Identity.require(
                wanted.action, at: wanted.scope, by: principal, because: Self.rule(behind: wanted.action),
                in: world)
            for other in LogAnalyticsRights.beside(wanted.action, at: wanted.scope, in: world) {
                try Identity.require(
                    other.action, at: other.scope, by: principal, because: other.rule, in: world)
            }
            for link in wanted.links(request) {
                try Identity.requireLinked(
                    link.action, at: link.scope, from: wanted.scope, by: principal,
                    because: LogAnalyticsRights.rule(behind: link.action), in: world)
            }
        } catch {
            throw WireFailure(error, entry: nil, in: world)
        }
    }

    /// What a room's documents say of the action beside ARM's own rule.
    private static func rule(behind action: String) -> (any DocumentedRule)? {
        let action = action.lowercased()
        if action == "microsoft.keyvault/locations/deletedvaults/purge/action" {
            return KeyVault.AccessRule.rightsOverDeleted
        }
        if action.hasPrefix("microsoft.authorization/locks/") { return Resources.Rule.lockAuthority }
        if action.hasPrefix("microsoft.keyvault/vaults/") { return KeyVault.AccessRule.managementByRole }
        return LogAnalyticsRights.rule(behind: action)
    }
}

/// The action that a request stands for, and the scope at which it must be allowed.
private struct RequiredAction {
    let action: String
    let scope: String

    /// nil for what takes no role.
    init?(_ request: WireRequest) {
        let segments = request.segments
        guard segments.count > 1, segments[0].lowercased() == "subscriptions", !Self.isOpen(segments) else {
            return nil
        }
        let place = segments.lastIndex { $0.lowercased() == "providers" } ?? segments.endIndex
        let isARMs = place + (request.method == "GET" ? 2 : 1) >= segments.count
        // ARM's own things have no provider in their path.
        let namespace = isARMs ? "Microsoft.Resources" : segments[place + 1]
        let rest = isARMs ? segments[...] : segments[(place + 2)...]
        let types = rest.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        // Names follow types; a word without a name is a list, or what is to be done.
        let isWithoutName = rest.count % 2 == 1
        action = ([namespace] + types + [Self.verb(request.method, types.last)]).joined(separator: "/")
        let kept = isWithoutName ? segments.dropLast() : segments[...]
        scope = "/" + kept.joined(separator: "/")
    }

    /// How a client's own operation goes on, it may always ask. Deleted vaults have a rule of their own for
    /// who sees them (KV-DEL-03).
    private static func isOpen(_ segments: [String]) -> Bool {
        segments.contains {
            ["operationstatuses", "operationresults", "deletedvaults"].contains($0.lowercased())
        } && segments.last?.lowercased() != "purge"
    }

    private static func verb(_ method: String, _ word: String?) -> String {
        switch method {
        case "GET", "HEAD": "read"
        case "DELETE": "delete"
        // A question that is too long for a path changes nothing.
        case "POST": word?.lowercased() == "checknameavailability" ? "read" : "action"
        default: "write"
        }
    }

    /// Other resources that the body names, and what naming them takes (ARM-ERR-13).
    func links(_ request: WireRequest) -> [(action: String, scope: String)] {
        guard !request.body.isEmpty, let body = try? Document(json: request.body, maximumDepth: 64) else {
            return []
        }
        let identities =
            body.member(anyCase: "identity")?.member(anyCase: "userAssignedIdentities")?.members?.names ?? []
        var links = identities.map {
            (action: "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", scope: $0)
        }
        if let cluster = body.member(anyCase: "properties")?.member(anyCase: "writeAccessResourceId")?.text {
            links.append(("Microsoft.OperationalInsights/clusters/write", cluster))
        }
        return links
    }
}
