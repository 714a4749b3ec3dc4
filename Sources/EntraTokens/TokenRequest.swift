import AzureWire

/// The form that asks for a token.
struct TokenRequest {
    enum Grant {
        case client(secret: String)
        case password(user: String, password: String)
        case refresh(String)
    }

    /// The longest form read, in bytes.
    static let longest = 65_536

    let grant: Grant
    let clientID: String
    /// Whom the token is for: a resource without the `/.default` of a scope.
    let audience: String
    /// As asked for; empty where a resource was named.
    let scope: String
    let wantsClientInfo: Bool

    init(_ request: WireRequest, isFirst: Bool) throws(EntraError) {
        guard request.method == "POST" else {
            throw EntraError(
                400, "invalid_request", 900561,
                "The endpoint only accepts POST requests. Received a \(request.method) request.")
        }
        guard request.body.count <= Self.longest, let text = String(validating: request.body, as: UTF8.self),
            let form = try? QueryItems(text)
        else {
            throw EntraError(
                400, "invalid_request", 9_002_313, "Invalid request. Request is malformed or invalid.")
        }
        guard let grantType = form["grant_type"], !grantType.isEmpty else { throw .missing("grant_type") }
        guard let client = form["client_id"], !client.isEmpty else { throw .missing("client_id") }
        grant = try Self.grant(grantType, form)
        clientID = client
        wantsClientInfo = form["client_info"] == "1"
        scope = form["scope"] ?? ""
        audience = try Self.audience(form, isFirst: isFirst, of: grant)
    }

    private static func grant(_ type: String, _ form: QueryItems) throws(EntraError) -> Grant {
        switch type {
        case "client_credentials":
            guard form["client_assertion"] == nil else { throw .notModeled("client assertions") }
            guard let secret = form["client_secret"], !secret.isEmpty else {
                throw EntraError(
                    401, "invalid_client", 7_000_216,
                    "'client_assertion', 'client_secret' or 'request' is required for the "
                        + "'client_credentials' grant type.")
            }
            return .client(secret: secret)
        case "password":
            guard let user = form["username"], !user.isEmpty else { throw .missing("username") }
            guard let password = form["password"], !password.isEmpty else { throw .missing("password") }
            return .password(user: user, password: password)
        case "refresh_token":
            guard let token = form["refresh_token"], !token.isEmpty else { throw .missing("refresh_token") }
            return .refresh(token)
        case "authorization_code", "device_code", "urn:ietf:params:oauth:grant-type:device_code",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:grant-type:saml2-bearer":
            throw .notModeled("the grant '\(type)'")
        default:
            throw EntraError(
                400, "unsupported_grant_type", 70003,
                "The app requested an unsupported grant type '\(type)'.")
        }
    }

    private static func audience(
        _ form: QueryItems, isFirst: Bool, of grant: Grant
    ) throws(EntraError) -> String {
        if isFirst, let resource = form["resource"], !resource.isEmpty { return resource }
        let suffix = "/.default"
        let ownWords = ["openid", "profile", "offline_access", "email"]
        let scopes = (form["scope"] ?? "").split(separator: " ").map(String.init)
        let asked = scopes.first { !ownWords.contains($0) }
        guard let asked else {
            if case .client = grant {
                throw EntraError(
                    400, "invalid_request", 90014,
                    "The required field '\(isFirst ? "resource" : "scope")' is missing from the credential. "
                        + "Ensure that you have all the necessary parameters for the login request.")
            }
            return "https://graph.microsoft.com"
        }
        if asked.hasSuffix(suffix) { return String(asked.dropLast(suffix.utf8.count)) }
        if case .client = grant, !isFirst {
            throw EntraError(
                400, "invalid_scope", 1_002_012,
                "The provided value for scope \(asked) is not valid. Client credential flows must have a "
                    + "scope value with /.default suffixed to the resource identifier (application ID URI).")
        }
        // A scope of a user names the resource and then what is wanted of it.
        let parts = asked.split(separator: "/", omittingEmptySubsequences: false)
        return asked.contains("://") && parts.count > 3
            ? parts.dropLast().joined(separator: "/") : "https://graph.microsoft.com"
    }
}
