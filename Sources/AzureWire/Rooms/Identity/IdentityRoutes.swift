import ControlPlane
import VirtualTime

/// Role assignments and definitions at every scope that a key can have, and user-assigned identities.
enum IdentityRoutes {
    static func add(to routes: inout RouteTable) {
        for scope in scopes {
            addAssignments(at: scope, to: &routes)
            addDefinitions(at: scope, to: &routes)
        }
        addIdentities(to: &routes)
    }

    private static let scopes = [
        "/subscriptions/{subscription}", "/subscriptions/{subscription}/resourceGroups/{group}",
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/{namespace}/{type}/{resource}",
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/{namespace}/{type}/{resource}"
            + "/{child}/{name}",
    ]

    // MARK: Role assignments

    private static func addAssignments(at scope: String, to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.Authorization/roleAssignments")
        let list = "\(scope)/providers/Microsoft.Authorization/roleAssignments"
        let one = "\(list)/{assignment}"
        routes.read(list, known) { (exchange, world) throws(WireFailure) in
            let rows = try listed(exchange, in: world)
            return .json(200, ["value": .array(rows.map { IdentityViews.assignment($0, in: world) })])
        }
        routes.read(one, known) { (exchange, world) throws(WireFailure) in
            guard let row = row(of: exchange, in: world) else { throw notFound(exchange) }
            return .json(200, IdentityViews.assignment(row, in: world))
        }
        routes.write("PUT", one, known) { (exchange, timeline) throws(WireFailure) in
            let body = try IdentityBodies.assignment(exchange)
            let scope = try scopeID(of: exchange, in: timeline.world)
            let path = "\(timeline.world.names[scope].path)\(tail(of: exchange))"
            let isNew = row(of: exchange, in: timeline.world) == nil
            _ = try exchange.submit(&timeline) { _ in
                .identity(
                    .assignRole(
                        Identity.RoleRequest(
                            path: path, scope: scope, role: body.role, principal: body.principal,
                            principalType: body.type)))
            }
            guard let row = row(of: exchange, in: timeline.world) else { throw notFound(exchange) }
            return .json(isNew ? 201 : 200, IdentityViews.assignment(row, in: timeline.world))
        }
        routes.write("DELETE", one, known) { (exchange, timeline) throws(WireFailure) in
            guard let row = row(of: exchange, in: timeline.world) else { return .empty(204) }
            _ = try exchange.submit(&timeline) { _ in .identity(.removeRole(row.path)) }
            return .json(200, IdentityViews.assignment(row, in: timeline.world))
        }
    }

    /// What is at the scope, above it and below it, as ARM lists; `$filter` narrows it.
    private static func listed(
        _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> [Identity.RoleAssignment] {
        let scope = scopePath(of: exchange).lowercased()
        let filter = exchange.request.query["$filter"] ?? ""
        let principal =
            IdentityBodies.quoted(after: "principalId eq", in: filter)
            ?? IdentityBodies.quoted(after: "assignedTo(", in: filter)
        let isExact = filter.lowercased().contains("atscope()")
        return world.identity.assignments.filter { row in
            let held = world.names[row.scope].path.lowercased()
            let isAbove = scope == held || scope.hasPrefix(held + "/")
            let isBelow = !isExact && held.hasPrefix(scope + "/")
            return !row.isFading && (isAbove || isBelow)
                && (principal.map { $0.lowercased() == row.principal } ?? true)
        }
    }

    private static func row(of exchange: Exchange, in world: World) -> Identity.RoleAssignment? {
        let row = world.identity.assignments[exchange.request.path.lowercased()]
        return row?.isFading == false ? row : nil
    }

    private static func notFound(_ exchange: Exchange) -> WireFailure {
        WireFailure(
            404, "RoleAssignmentNotFound",
            "The role assignment '\(exchange.parameters["assignment"])' is not found.")
    }

    private static func scopePath(of exchange: Exchange) -> String {
        let segments = exchange.request.segments
        let end = segments.lastIndex { $0.lowercased() == "providers" } ?? segments.count
        return "/" + segments[..<end].joined(separator: "/")
    }
    private static func tail(of exchange: Exchange) -> String {
        "/providers/Microsoft.Authorization/roleAssignments/\(exchange.parameters["assignment"].lowercased())"
    }

    private static func scopeID(of exchange: Exchange, in world: World) throws(WireFailure) -> ResourceID {
        let path = scopePath(of: exchange)
        if exchange.parameters.contains(where: { $0.name == "group" }) {
            try exchange.requireGroup(in: world)
        }
        guard let id = world.names.find(path) else {
            let segments = exchange.request.segments
            throw .notFound(
                segments.dropFirst(5).prefix(3).joined(separator: "/"), group: exchange.parameters["group"])
        }
        return id
    }

    // MARK: Role definitions

    private static func addDefinitions(at scope: String, to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.Authorization/roleDefinitions")
        let list = "\(scope)/providers/Microsoft.Authorization/roleDefinitions"
        routes.read(list, known) { exchange, world in
            let filter = exchange.request.query["$filter"] ?? ""
            let title = IdentityBodies.quoted(after: "roleName eq", in: filter)
            let roles = BuiltInRole.allCases.filter {
                title == nil || $0.title.lowercased() == title?.lowercased()
            }
            return .json(200, ["value": .array(roles.map { IdentityViews.definition($0, in: world) })])
                .upholding(KeyVault.AccessRule.builtInRoles.id)
        }
        routes.read("\(list)/{role}", known) { (exchange, world) throws(WireFailure) in
            guard let role = BuiltInRole(rawValue: exchange.parameters["role"].lowercased()) else {
                throw WireFailure(
                    404, "RoleDefinitionDoesNotExist",
                    "The specified role definition with ID '\(exchange.parameters["role"])' does not exist.",
                    because: [KeyVault.AccessRule.builtInRoles.id])
            }
            return .json(200, IdentityViews.definition(role, in: world))
                .upholding(KeyVault.AccessRule.builtInRoles.id)
        }
    }

    // MARK: User-assigned identities

    private static let type = "Microsoft.ManagedIdentity/userAssignedIdentities"

    private static func addIdentities(to routes: inout RouteTable) {
        let known = versions(of: type)
        let group = "/subscriptions/{subscription}/resourceGroups/{group}/providers/\(type)"
        let one = "\(group)/{identity}"
        routes.read(one, known) { (exchange, world) throws(WireFailure) in
            .json(200, IdentityViews.identity(try identity(of: exchange, in: world), in: world))
        }
        for method in ["PUT", "PATCH"] {
            routes.write(method, one, known) { (exchange, timeline) throws(WireFailure) in
                let path = exchange.path(type, "identity", in: timeline.world)
                let present = timeline.world.names.find(path).flatMap {
                    timeline.world.identity.identities[$0]
                }
                if method == "PATCH", present == nil { _ = try identity(of: exchange, in: timeline.world) }
                let body = try IdentityBodies.identity(exchange, present)
                _ = try exchange.submit(&timeline) {
                    .identity(
                        .writeIdentity($0.intern(path), location: body.location, carried: body.carried))
                }
                let row = try identity(of: exchange, in: timeline.world)
                let view = IdentityViews.identity(row, in: timeline.world)
                guard present == nil else { return .json(200, view) }
                // The one service that names the new resource by its path alone.
                return .json(201, view, headers: ["Location": timeline.world.names[row.id].path])
            }
        }
        routes.write("DELETE", one, known) { (exchange, timeline) throws(WireFailure) in
            try exchange.requireGroup(in: timeline.world)
            guard let row = try? identity(of: exchange, in: timeline.world) else { return .empty(204) }
            _ = try exchange.submit(&timeline) { _ in .identity(.deleteIdentity(row.id)) }
            return .empty(200)
        }
        routes.read(group, known) { (exchange, world) throws(WireFailure) in
            let group = try exchange.requireGroup(in: world)
            return list(world.identity.identities.filter { world.names[$0.id].group == group }, in: world)
        }
        routes.read("/subscriptions/{subscription}/providers/\(type)", known) { _, world in
            list(Array(world.identity.identities), in: world)
        }
    }

    private static func list(_ rows: [Identity.UserAssignedIdentity], in world: World) -> WireResponse {
        .json(200, ["value": .array(rows.map { IdentityViews.identity($0, in: world) })])
    }

    private static func identity(
        of exchange: Exchange, in world: World
    ) throws(WireFailure) -> Identity.UserAssignedIdentity {
        let id = try exchange.known(exchange.path(type, "identity", in: world), type, in: world)
        guard let row = world.identity.identities[id] else {
            throw .notFound("\(type)/\(exchange.parameters["identity"])", group: exchange.parameters["group"])
        }
        return row
    }
}
