import ControlPlane
import VirtualTime

/// Management locks, at a subscription, a group, a resource or a resource below one.
enum LocksRoutes {
    private static let type = "Microsoft.Authorization/locks"
    private static let subscription = "/subscriptions/{subscription}"
    private static let group = "\(subscription)/resourceGroups/{group}"
    private static let resource = "\(group)/providers/{namespace}/{type}/{resource}"
    private static let nested = "\(resource)/{childType}/{child}"

    static func add(to routes: inout RouteTable) {
        let known = versions(of: type)
        for scope in [subscription, group, resource, nested] {
            let list = "\(scope)/providers/\(type)", lock = "\(list)/{lock}"
            routes.read(list, known) { (exchange, world) throws(WireFailure) in
                let path = scopePath(of: exchange)
                let rows = world.resources.locks.filter { isListed($0, under: path, in: world) }
                return .json(200, ["value": .array(rows.map { ResourcesViews.lock($0, in: world) })])
            }
            routes.read(lock, known) { (exchange, world) throws(WireFailure) in
                guard let row = row(of: exchange, in: world) else { throw absent(exchange) }
                return .json(200, ResourcesViews.lock(row, in: world))
            }
            routes.write("PUT", lock, known) { (exchange, timeline) throws(WireFailure) in
                let (level, carried) = try body(of: exchange)
                let isNew = row(of: exchange, in: timeline.world) == nil
                let path = path(of: exchange), scope = scopePath(of: exchange)
                _ = try exchange.submit(&timeline) { names in
                    .resources(
                        .putLock(names.intern(path), scope: names.intern(scope), level, carried: carried))
                }
                guard let row = row(of: exchange, in: timeline.world) else {
                    preconditionFailure("an accepted lock is there")
                }
                return .json(isNew ? 201 : 200, ResourcesViews.lock(row, in: timeline.world))
            }
            routes.write("DELETE", lock, known) { (exchange, timeline) throws(WireFailure) in
                guard let row = row(of: exchange, in: timeline.world) else { return .empty(204) }
                _ = try exchange.submit(&timeline) { _ in .resources(.deleteLock(row.id)) }
                return .empty(200)
            }
        }
    }

    private static func path(of exchange: Exchange) -> String {
        "/" + exchange.request.segments.joined(separator: "/")
    }
    private static func scopePath(of exchange: Exchange) -> String {
        let segments = exchange.request.segments
        let end = segments.lastIndex { $0.lowercased() == "providers" } ?? segments.count
        return "/" + segments[..<end].joined(separator: "/")
    }
    private static func row(of exchange: Exchange, in world: World) -> Resources.Lock? {
        world.names.find(path(of: exchange)).flatMap { world.resources.locks[$0] }
    }
    /// A list shows the locks of its scope and of all below.
    private static func isListed(_ lock: Resources.Lock, under path: String, in world: World) -> Bool {
        let scope = world.names[lock.scope].path.lowercased(), path = path.lowercased()
        return scope == path || scope.hasPrefix(path + "/")
    }

    private static func body(
        of exchange: Exchange
    ) throws(WireFailure) -> (Resources.LockLevel, Document) {
        guard let properties = try RequestBody(of: exchange).object("properties"),
            let word = try properties.text("level"),
            let level = Resources.LockLevel.allCases.first(where: {
                $0.rawValue.lowercased() == word.lowercased()
            })
        else { throw .unreadable("properties.level must be CanNotDelete or ReadOnly") }
        return (level, properties.without(["level"]))
    }

    private static func absent(_ exchange: Exchange) -> WireFailure {
        WireFailure(
            404, "LockNotFound", "The lock '\(exchange.parameters["lock"])' could not be found.",
            gateway: .resourceExists)
    }
}
