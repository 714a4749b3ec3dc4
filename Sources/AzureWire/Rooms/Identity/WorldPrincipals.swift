public import ControlPlane
import VirtualTime

/// A principal that clients can log in as: its ids and secret follow from the tenant it belongs to.
public struct WorldPrincipal: Sendable, Hashable {
    /// `owner`, `contributor`, `reader`, `trainee`, `attacker`.
    public let name: String
    /// A lower-case GUID, as are the next and the tenant.
    public let objectID: String
    public let clientID: String
    /// Protects nothing: whoever reads the sources can work it out.
    public let secret: String
    public let tenant: String
}

/// Who can log in to a world.
public enum WorldPrincipals {
    public static let names = Identity.LogIn.all.map(\.name)

    /// In the order of what they may do: all, all but access, look, exercise, nothing.
    public static func all(in world: World) -> [WorldPrincipal] {
        Identity.LogIn.all.map { logIn in
            WorldPrincipal(
                name: logIn.name, objectID: Identity.objectID(of: logIn, in: world.tenant),
                clientID: Identity.clientID(of: logIn, in: world.tenant),
                secret: secret(of: logIn.name, in: world), tenant: world.tenant)
        }
    }

    /// The principal of a client id, in any case; nil for one the world does not know.
    public static func find(clientID: String, in world: World) -> WorldPrincipal? {
        let clientID = clientID.lowercased()
        return all(in: world).first { $0.clientID == clientID }
    }

    /// Whom a client that the world does not know acts for.
    public static func owner(in world: World) -> WorldPrincipal { all(in: world)[0] }

    /// Whom a user name means, with or without a domain; nil for a name the world does not know.
    public static func find(user: String, in world: World) -> WorldPrincipal? {
        let user = user.lowercased(), name = user.prefix { $0 != "@" }
        if let known = all(in: world).first(where: { $0.name == name }) { return known }
        let person = world.identity.entries.first {
            $0.kind == .person && ($0.name == user || $0.name.prefix { $0 != "@" } == name)
        }
        return person.map { person in
            WorldPrincipal(
                name: person.name, objectID: person.id,
                clientID: NamedGUID.text("client/\(person.name)", in: world.tenant),
                secret: secret(of: person.name, in: world), tenant: world.tenant)
        }
    }

    /// Whether clients and secrets that the world does not know are turned away (`strict-identities`).
    public static func isStrict(_ world: World) -> Bool {
        !world.settings.isDefault(.strictIdentities)
    }

    /// Who calls: whom the simulator's own header names, else whom the token does, by its object id or, as a
    /// whole, as the name of somebody. nil for one that the world does not know.
    static func caller(of request: WireRequest, in world: World) -> Principal? {
        let actor = request.headers["x-lockstep-actor"]
        if let named = actor.flatMap({ Identity.objectID(named: $0, in: world) }),
            let caller = caller(named, in: world)
        {
            return caller
        }
        guard let token = try? request.token.get() else { return nil }
        let objectID = token.objectID?.lowercased() ?? Identity.objectID(named: token.text, in: world)
        return objectID.flatMap { caller($0, in: world) }
    }

    /// Whether the world has no answer for a caller that it does not know.
    static func turnsAway(_ request: WireRequest, in world: World) -> Bool {
        isStrict(world) && caller(of: request, in: world) == nil
    }

    private static func caller(_ objectID: String, in world: World) -> Principal? {
        guard let entry = world.identity.entries[objectID], entry.kind.isCaller else { return nil }
        return .user(entry.name)
    }

    /// Letters, digits and hyphens, so that it needs no quoting anywhere.
    private static func secret(of name: String, in world: World) -> String {
        "lockstep-" + NamedGUID.text("secret/\(name)/\(world.subscription)", in: world.tenant)
    }
}
