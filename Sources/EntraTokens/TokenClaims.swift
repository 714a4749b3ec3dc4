import JWTKit

/// What a token says, in Entra's names. Times are seconds since 1970, by the machine's clock: a client
/// compares them with its own.
struct TokenClaims: JWTPayload {
    var aud: String
    var iss: String
    var iat: Int64
    var nbf: Int64
    var exp: Int64
    var oid: String
    var sub: String
    var tid: String
    /// `1.0` of access tokens, `2.0` of those that tell a client who logged in.
    var ver: String
    var appid: String?
    /// How the client proved itself: `1` for a secret, `0` for none.
    var appidacr: String?
    var idp: String?
    /// `app` or `user`.
    var idtyp: String?
    /// What a user let the client do; nil for applications.
    var scp: String?
    var amr: [String]?
    var name: String?
    var upn: String?
    var uniqueName: String?
    var preferredUserName: String?
    /// `refresh` of a token that only gets others.
    var use: String?
    /// The world that the token was asked of.
    var world: String

    enum CodingKeys: String, CodingKey {
        case aud, iss, iat, nbf, exp, oid, sub, tid, ver, appid, appidacr, idp, idtyp, scp, amr, name, upn
        case uniqueName = "unique_name"
        case preferredUserName = "preferred_username"
        case use = "lockstep_use"
        case world = "lockstep_world"
    }

    /// A token lives by the clock of who issued it; whether its time is over is asked where it is used.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
