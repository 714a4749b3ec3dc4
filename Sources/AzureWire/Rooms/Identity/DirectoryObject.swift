import ControlPlane
import VirtualTime

/// Whom the directory knows, as Microsoft Graph shows it.
struct DirectoryObject {
    enum Kind {
        case user
        case servicePrincipal
        case managedIdentity(of: String, isExplicit: Bool)
        case application
    }

    let kind: Kind
    /// Object id.
    let id: String
    /// The application's id; nil for people.
    let clientID: String?
    let name: String

    /// What a person logs in with.
    var userName: String { name.contains("@") ? name : "\(name)@contoso.test" }

    // MARK: Who there is

    static func users(in world: World) -> [DirectoryObject] {
        world.identity.entries.filter { $0.kind == .person }.map {
            DirectoryObject(kind: .user, id: $0.id, clientID: nil, name: $0.name)
        }
    }

    /// Applications that clients log in as, managed identities, and Azure's own that has appeared.
    static func servicePrincipals(in world: World) -> [DirectoryObject] {
        let logIns = WorldPrincipals.all(in: world)
        let applications = logIns.map {
            DirectoryObject(kind: .servicePrincipal, id: $0.objectID, clientID: $0.clientID, name: $0.name)
        }
        return applications + world.identity.entries.compactMap { servicePrincipal($0, in: world) }
    }

    private static func servicePrincipal(
        _ entry: Identity.DirectoryEntry, in world: World
    ) -> DirectoryObject? {
        switch entry.kind {
        // People are users, and applications are those that clients log in as.
        case .person, .application: nil
        case .systemAssigned(let resource):
            DirectoryObject(
                kind: .managedIdentity(of: world.names[resource].path, isExplicit: false), id: entry.id,
                clientID: NamedGUID.text("client/\(entry.id)", in: world.tenant), name: entry.name)
        case .userAssigned(let identity):
            DirectoryObject(
                kind: .managedIdentity(of: world.names[identity].path, isExplicit: true), id: entry.id,
                clientID: world.identity.identities.read(identity) { $0.clientID }, name: entry.name)
        case .firstParty(let application):
            DirectoryObject(kind: .servicePrincipal, id: entry.id, clientID: application, name: entry.name)
        }
    }

    static func applications(in world: World) -> [DirectoryObject] {
        WorldPrincipals.all(in: world).map {
            DirectoryObject(
                kind: .application, id: NamedGUID.text("application/\($0.name)", in: world.tenant),
                clientID: $0.clientID, name: $0.name)
        }
    }

    /// The application of a token that the world does not know: it acts for the owner.
    static func stranger(_ token: BearerToken?, in world: World) -> DirectoryObject? {
        guard let token, let clientID = token.applicationID, token.claims?["idtyp"]?.text == "app" else {
            return nil
        }
        return DirectoryObject(
            kind: .servicePrincipal, id: token.objectID ?? WorldPrincipals.owner(in: world).objectID,
            clientID: clientID, name: clientID)
    }

    // MARK: What is shown

    /// - Parameter isTyped: whether the answer holds objects of several types.
    func document(isTyped: Bool = false, tenant: String) -> Document {
        var members: Members = isTyped ? ["@odata.type": .string("#microsoft.graph.\(type)")] : [:]
        members.append("id", .string(id))
        members.append("displayName", .string(name))
        switch kind {
        case .user:
            for (name, text) in [("userPrincipalName", userName), ("mail", userName), ("givenName", name)] {
                members.append(name, .string(text))
            }
            members.append("accountEnabled", true)
        case .application:
            members.append("appId", .string(clientID ?? ""))
            members.append("identifierUris", [])
            members.append("signInAudience", "AzureADMyOrg")
        case .servicePrincipal, .managedIdentity:
            members.append("appId", .string(clientID ?? ""))
            members.append("appDisplayName", .string(name))
            members.append("appOwnerOrganizationId", .string(tenant))
            members.append("accountEnabled", true)
            members.append("servicePrincipalNames", .array(servicePrincipalNames.map { .string($0) }))
            members.append("servicePrincipalType", isManaged ? "ManagedIdentity" : "Application")
            members.append("alternativeNames", .array(alternativeNames.map { .string($0) }))
        }
        return .object(members)
    }

    var servicePrincipalNames: [String] { clientID.map { [$0] } ?? [] }

    private var isManaged: Bool { if case .managedIdentity = kind { true } else { false } }

    private var alternativeNames: [String] {
        guard case .managedIdentity(let path, let isExplicit) = kind else { return [] }
        return ["isExplicit=\(isExplicit ? "True" : "False")", path]
    }

    private var type: String {
        switch kind {
        case .user: "user"
        case .servicePrincipal, .managedIdentity: "servicePrincipal"
        case .application: "application"
        }
    }
}
