import ControlPlane
import VirtualTime

/// `graph.microsoft.com/v1.0`: whom the tenant's directory knows. It is read only; the world makes
/// principals.
enum GraphRoutes {
    private typealias Objects = @Sendable (World) -> [DirectoryObject]

    static func add(to routes: inout RouteTable) {
        let kinds: [(name: String, objects: Objects)] = [
            ("servicePrincipals", DirectoryObject.servicePrincipals), ("users", DirectoryObject.users),
            ("applications", DirectoryObject.applications),
        ]
        for (name, objects) in kinds { add(name, objects, to: &routes) }
        for path in ["directoryObjects/getByIds", "directoryObjects/microsoft.graph.getByIds"] {
            read("POST", path, to: &routes) { (exchange, world) throws(WireFailure) in
                try byIDs(exchange, in: world)
            }
        }
        read("GET", "me", to: &routes) { (exchange, world) throws(WireFailure) in
            .json(200, try me(exchange, in: world).document(tenant: world.tenant))
        }
        read("GET", "organization", to: &routes) { exchange, world in
            .json(200, ["value": [organization(exchange, in: world)]])
        }
        // `servicePrincipals(appId='…')` is one segment of a path.
        read("GET", "{object}", to: &routes) { (exchange, world) throws(WireFailure) in
            try byKey(exchange.parameters["object"], kinds, exchange, in: world)
        }
    }

    private static func read(
        _ method: String, _ path: String, to routes: inout RouteTable, _ read: @escaping Operation.Read
    ) {
        routes.read("/v1.0/\(path)", nil, plane: .graph, host: .graph, method: method, read)
    }

    private static func add(_ name: String, _ objects: @escaping Objects, to routes: inout RouteTable) {
        read("GET", name, to: &routes) { (exchange, world) throws(WireFailure) in
            let filter = try GraphFilter(exchange.request.query["$filter"])
            var found: [DirectoryObject] = []
            for object in all(name, objects, exchange, in: world) where try filter.takes(object) {
                found.append(object)
            }
            let items = found.map { $0.document(tenant: world.tenant) }
            return .json(200, ["@odata.context": context(name), "value": .array(items)])
        }
        read("GET", "\(name)/{id}", to: &routes) { (exchange, world) throws(WireFailure) in
            let id = exchange.parameters["id"]
            let found = all(name, objects, exchange, in: world).first {
                id.equalsIgnoringASCIICase($0.id)
                    || name == "users" && id.equalsIgnoringASCIICase($0.userName)
            }
            return try one(found, id, of: name, in: world)
        }
    }

    /// Those of the world, and the application that asks where the world does not know it.
    private static func all(
        _ name: String, _ objects: Objects, _ exchange: Exchange, in world: World
    ) -> [DirectoryObject] {
        let known = objects(world)
        guard name == "servicePrincipals",
            let stranger = DirectoryObject.stranger(token(exchange), in: world),
            !known.contains(where: { $0.clientID == stranger.clientID })
        else { return known }
        return known + [stranger]
    }

    private static func one(
        _ object: DirectoryObject?, _ id: String, of name: String, in world: World
    ) throws(WireFailure) -> WireResponse {
        guard let object else {
            throw WireFailure(
                404, "Request_ResourceNotFound",
                "Resource '\(id)' does not exist or one of its queried reference-property objects are not "
                    + "present.")
        }
        var members: Members = ["@odata.context": context("\(name)/$entity")]
        for member in object.document(tenant: world.tenant).members ?? [:] {
            members.append(member.name, member.value)
        }
        return .json(200, .object(members))
    }

    private static func context(_ name: String) -> Document {
        .string("https://graph.microsoft.com/v1.0/$metadata#\(name)")
    }

    private static func token(_ exchange: Exchange) -> BearerToken? {
        try? exchange.request.token.get()
    }

    private static func byIDs(_ exchange: Exchange, in world: World) throws(WireFailure) -> WireResponse {
        guard let body = try? Document(json: exchange.request.body), let ids = body["ids"]?.items else {
            throw WireFailure(400, "Request_BadRequest", "The property 'ids' is required.")
        }
        guard ids.count <= 1_000 else {
            throw WireFailure(400, "Request_BadRequest", "Not more than 1000 ids may be asked for at a time.")
        }
        let asked = Set(ids.compactMap { $0.text?.lowercased() })
        // Who has both a user and an application is shown as what clients log in as last: the application.
        let all =
            DirectoryObject.users(in: world)
            + Self.all("servicePrincipals", DirectoryObject.servicePrincipals, exchange, in: world)
        var seen: Set<String> = []
        let found = all.filter { asked.contains($0.id) && seen.insert($0.id).inserted }
        let items = found.map { $0.document(isTyped: true, tenant: world.tenant) }
        return .json(200, ["@odata.context": context("directoryObjects"), "value": .array(items)])
    }

    private static func me(_ exchange: Exchange, in world: World) throws(WireFailure) -> DirectoryObject {
        let token = token(exchange)
        let user = token?.objectID.flatMap { id in DirectoryObject.users(in: world).first { $0.id == id } }
        guard token?.claims?["idtyp"]?.text == "user", let user else {
            throw WireFailure(
                400, "BadRequest", "/me request is only valid with delegated authentication flow.")
        }
        return user
    }

    private static func organization(_ exchange: Exchange, in world: World) -> Document {
        [
            "id": .string(token(exchange)?.tenantID ?? world.tenant), "displayName": "Contoso",
            "verifiedDomains": [["name": "contoso.test", "isDefault": true, "isInitial": true]],
        ]
    }

    /// `name(appId='…')`, where an alternate key stands for the id.
    private static func byKey(
        _ text: String, _ kinds: [(name: String, objects: Objects)], _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> WireResponse {
        for (name, objects) in kinds {
            let opening = "\(name)(appId="
            guard text.lowercased().hasPrefix(opening.lowercased()), text.hasSuffix(")"),
                let id = GraphFilter.quoted(text.dropFirst(opening.utf8.count).dropLast())
            else { continue }
            let found = all(name, objects, exchange, in: world).first {
                $0.clientID?.equalsIgnoringASCIICase(id) == true
            }
            return try one(found, id, of: name, in: world)
        }
        throw .notModeled("\(exchange.request.method) \(exchange.request.path)", nonGoal: "identity")
    }
}
