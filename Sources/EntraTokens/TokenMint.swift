import AzureWire
import VirtualTime

/// Makes the tokens of one request, all for the same subject and from the same second.
struct TokenMint {
    /// Who logged in.
    struct Subject {
        let objectID: String
        /// nil: an application, known by the client id.
        let user: String?
    }

    let key: SigningKey
    let way: WayIn
    let tenant: String
    let world: String
    let subject: Subject
    let clientID: String
    /// Seconds since 1970, by the machine's clock.
    let now: Int64

    /// A day: what Entra gives clients that it can call back, and more than any client renews before.
    static let life: Int64 = 86_399
    /// Ninety days, as Entra's.
    static let refreshLife: Int64 = 90 * 86_400
    /// A client whose clock is slow finds its token already good.
    private static let backdated: Int64 = 300

    static func issuer(tenant: String, isFirst: Bool, _ way: WayIn) -> String {
        way.shown(
            isFirst
                ? "https://sts.windows.net/\(tenant)/" : "https://login.microsoftonline.com/\(tenant)/v2.0")
    }

    private func claims(for audience: String, isFirst: Bool, life: Int64) -> TokenClaims {
        TokenClaims(
            aud: audience, iss: Self.issuer(tenant: tenant, isFirst: isFirst, way),
            iat: now - Self.backdated, nbf: now - Self.backdated, exp: now + life, oid: subject.objectID,
            sub: subject.objectID, tid: tenant, ver: isFirst ? "1.0" : "2.0", world: world)
    }

    func access(for audience: String) async throws -> String {
        var claims = claims(for: audience, isFirst: true, life: Self.life)
        claims.appid = clientID
        claims.idp = claims.iss
        claims.idtyp = subject.user == nil ? "app" : "user"
        claims.appidacr = subject.user == nil ? "1" : "0"
        if let user = subject.user {
            claims.scp = "user_impersonation"
            claims.amr = ["pwd"]
            claims.name = user
            claims.upn = user
            claims.uniqueName = user
        }
        return try await key.sign(claims)
    }

    /// Tells the client who logged in.
    func identity(of user: String) async throws -> String {
        var claims = claims(for: clientID, isFirst: false, life: Self.life)
        claims.name = user
        claims.preferredUserName = user
        return try await key.sign(claims)
    }

    /// Gets other tokens of the same user, and nothing else.
    func refresh(of user: String) async throws -> String {
        var claims = claims(for: clientID, isFirst: false, life: Self.refreshLife)
        claims.upn = user
        claims.use = "refresh"
        return try await key.sign(claims)
    }

    /// By what a client keeps accounts apart.
    var clientInfo: String {
        base64URL(Array(#"{"uid":"\#(subject.objectID)","utid":"\#(tenant)"}"#.utf8))
    }
}
