public import AzureWire
public import ControlPlane
import Foundation
import VirtualTime

/// Microsoft Entra as far as clients need it to log in: what it says of itself, and tokens.
///
/// Tokens need the machine's clock and a key, so they are no function of a world; whom they name is. The same
/// request in the same second gets the same token.
public struct Entra: Sendable {
    /// Seconds since 1970.
    public typealias Clock = @Sendable () -> Int64

    private let keeper: KeyKeeper
    private let clock: Clock

    /// - Parameter directory: keeps the key; nil keeps it in memory, and tokens end with the process.
    /// - Parameter clock: nil takes the machine's.
    /// - Throws: `TokenKeyFault`.
    public init(directory: String?, clock: Clock? = nil) throws {
        keeper = try KeyKeeper(directory: directory)
        self.clock = clock ?? { Int64(Date().timeIntervalSince1970) }
    }

    /// - Parameter name: the world that the request belongs to, as clients choose it.
    /// - Returns: nil for a request that is not Entra's.
    public func respond(to request: WireRequest, inWorld name: String, _ world: World) async -> WireResponse?
    {
        guard let path = EntraPath(request) else { return nil }
        var response: WireResponse
        do {
            response = try await answer(request, path, name, world)
        } catch let error as EntraError {
            response = error.response(to: request, at: clock())
        } catch {
            response = EntraError(503, "temporarily_unavailable", 90033, "A token cannot be made: \(error).")
                .response(to: request, at: clock())
        }
        response.headers["Cache-Control"] = "no-store, no-cache"
        response.headers["Pragma"] = "no-cache"
        return response
    }

    private func answer(
        _ request: WireRequest, _ path: EntraPath, _ name: String, _ world: World
    ) async throws -> WireResponse {
        let documents = EntraDocuments(
            way: WayIn(request), tenant: path.tenant, isFederated: path.isFederated)
        switch path.place {
        case .configuration(let isFirst):
            _ = try tenant(of: path, in: world)
            return .json(200, documents.configuration(isFirst: isFirst))
        case .keys: return .json(200, documents.keys(try await keeper.get()))
        case .instance: return .json(200, documents.instance)
        case .userRealm(let user): return .json(200, documents.userRealm(of: user))
        case .interactive(let way): throw EntraError.notModeled("logging in by '\(way)'")
        case .token(let isFirst):
            let asked = try TokenRequest(request, isFirst: isFirst)
            let mint = TokenMint(
                key: try await keeper.get(), way: WayIn(request), tenant: try tenant(of: path, in: world),
                world: name,
                subject: try await subject(of: asked, name, in: world), clientID: asked.clientID.lowercased(),
                now: clock())
            return try await tokens(asked, mint, isFirst: isFirst && !path.isFederated)
        }
    }

    /// The tenant that a path names: any GUID, unless the world keeps to its own.
    private func tenant(of path: EntraPath, in world: World) throws(EntraError) -> String {
        guard UUID(uuidString: path.tenant) != nil else { return world.tenant }
        guard !WorldPrincipals.isStrict(world) || path.tenant == world.tenant.lowercased() else {
            throw EntraError(
                400, "invalid_request", 90002,
                "Tenant '\(path.tenant)' not found. Check to make sure you have the correct tenant ID and "
                    + "are signing into the correct cloud.")
        }
        return path.tenant
    }

    private func tokens(
        _ asked: TokenRequest, _ mint: TokenMint, isFirst: Bool
    ) async throws -> WireResponse {
        let life = TokenMint.life
        var members: Members = ["token_type": "Bearer"]
        if isFirst {
            for name in ["expires_in", "ext_expires_in"] { members.append(name, .string("\(life)")) }
            members.append("expires_on", .string("\(mint.now + life)"))
            members.append("not_before", .string("\(mint.now)"))
            members.append("resource", .string(asked.audience))
        } else {
            for name in ["expires_in", "ext_expires_in"] { members.append(name, .integer(life)) }
        }
        members.append("access_token", .string(try await mint.access(for: asked.audience)))
        if let user = mint.subject.user {
            members.append("scope", .string("\(asked.audience)/user_impersonation \(asked.scope)"))
            members.append("refresh_token", .string(try await mint.refresh(of: user)))
            members.append("id_token", .string(try await mint.identity(of: user)))
        }
        if asked.wantsClientInfo { members.append("client_info", .string(mint.clientInfo)) }
        return .json(200, .object(members))
    }

    // MARK: Who logs in

    private func subject(
        of asked: TokenRequest, _ name: String, in world: World
    ) async throws -> TokenMint.Subject {
        switch asked.grant {
        case .client(let secret): try client(asked.clientID, secret, in: world)
        case .password(let user, let password): try person(user, password, in: world)
        case .refresh(let token): try await owner(of: token, name)
        }
    }

    private func client(
        _ id: String, _ secret: String, in world: World
    ) throws(EntraError) -> TokenMint.Subject {
        let subject = try known(
            WorldPrincipals.find(clientID: id, in: world), by: secret, in: world,
            unless: EntraError(
                400, "unauthorized_client", 700_016,
                "Application with identifier '\(id)' was not found in the directory 'Contoso'. This "
                    + "can happen if the application has not been installed by the administrator of the "
                    + "tenant or consented to by any user in the tenant."),
            EntraError(
                401, "invalid_client", 7_000_215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the "
                    + "client secret value, not the client secret ID, for a secret added to app '\(id)'."))
        return TokenMint.Subject(objectID: subject.objectID, user: nil)
    }

    private func person(
        _ user: String, _ password: String, in world: World
    ) throws(EntraError) -> TokenMint.Subject {
        let subject = try known(
            WorldPrincipals.find(user: user, in: world), by: password, in: world,
            unless: EntraError(
                400, "invalid_grant", 50034,
                "The user account \(user) does not exist in the \(world.tenant) directory. To sign into "
                    + "this application, the account must be added to the directory."),
            EntraError(
                400, "invalid_grant", 50126,
                "Error validating credentials due to invalid username or password."))
        return TokenMint.Subject(objectID: subject.objectID, user: user)
    }

    /// Whom a world takes the caller for: a world that is not strict takes anybody for its owner.
    private func known(
        _ found: WorldPrincipal?, by secret: String, in world: World,
        unless isUnknown: EntraError, _ isWrong: EntraError
    ) throws(EntraError) -> WorldPrincipal {
        if WorldPrincipals.isStrict(world) {
            guard let found else { throw isUnknown }
            guard found.secret == secret else { throw isWrong }
        }
        return found ?? WorldPrincipals.owner(in: world)
    }

    private func owner(of token: String, _ world: String) async throws -> TokenMint.Subject {
        guard let claims = try await keeper.get().claims(of: token), claims.use == "refresh",
            claims.world == world, let user = claims.upn
        else {
            throw EntraError(
                400, "invalid_grant", 70000, "Provided grant is invalid or malformed: log in again.")
        }
        guard claims.exp > clock() else {
            throw EntraError(
                400, "invalid_grant", 700_082, "The refresh token has expired: log in again.")
        }
        return TokenMint.Subject(objectID: claims.oid, user: user)
    }
}
