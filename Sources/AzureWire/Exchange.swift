public import ControlPlane
import VirtualTime

/// One request on its way through a route: what was asked, by whom, in which version.
public struct Exchange: Sendable {
    public let request: WireRequest
    public let parameters: RouteParameters
    public let principal: Principal
    /// nil on planes that carry their version in the path.
    public let version: APIVersion?
    public let isFaithful: Bool
    /// The request's body as its shape has read it; nil where the route reads it by itself.
    var body: Document?

    /// The tenant that the client logged in to; the world's for tokens that name none.
    func tenant(in world: World) -> String {
        (try? request.token.get())?.tenantID ?? world.tenant
    }

    /// The canonical path of a resource in the request's subscription and group.
    func path(_ type: String, _ name: String, in world: World) -> String {
        "\(groupPath(in: world))/providers/\(type)/\(parameters[name])"
    }

    func groupPath(in world: World) -> String {
        let path = "/subscriptions/\(world.subscription)/resourceGroups/\(parameters["group"])"
        // The group's own spelling, where it exists: ids keep the creator's casing.
        return world.names.find(path).map { world.names[$0].path } ?? path
    }

    /// The handle of a path, or ARM's refusal for one that the world has never met.
    func known(_ path: String, _ type: String, in world: World) throws(WireFailure) -> ResourceID {
        try requireGroup(in: world)
        guard let id = world.names.find(path) else { throw .notFound(type, parameters, in: world) }
        return id
    }

    /// The handle of the path's group, or ARM's refusal for one that is not there.
    @discardableResult
    func requireGroup(in world: World) throws(WireFailure) -> ResourceID {
        let path = "/subscriptions/\(world.subscription)/resourceGroups/\(parameters["group"])"
        guard let id = world.names.find(path), world.resources.groups[id] != nil else {
            throw .groupNotFound(parameters["group"])
        }
        return id
    }

    /// Sends a command through the door; a refusal becomes the plane's error.
    func submit(
        _ timeline: inout Timeline, _ command: (inout Names) -> AnyCommand
    ) throws(WireFailure) -> Entry {
        let entry = timeline.submit(by: principal, command)
        if let refusal = entry.refusal { throw WireFailure(refusal, entry: entry.number, in: timeline.world) }
        return entry
    }
}
