import AzureWire
import VirtualTime

/// What Entra says of itself. Each is a function of path and way in.
struct EntraDocuments {
    let way: WayIn
    let tenant: String
    let isFederated: Bool

    private func login(_ path: String) -> Document {
        .string(way.shown("https://login.microsoftonline.com/\(path)"))
    }

    func configuration(isFirst: Bool) -> Document {
        let version = isFirst ? "" : "/v2.0"
        let token = isFederated ? "adfs/oauth2" : "\(tenant)/oauth2\(version)"
        let keys = isFederated || isFirst ? "\(tenant)/discovery/keys" : "\(tenant)/discovery/v2.0/keys"
        return [
            "token_endpoint": login("\(token)/token"),
            "token_endpoint_auth_methods_supported": [
                "client_secret_post", "private_key_jwt", "client_secret_basic",
            ],
            "jwks_uri": login(keys),
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"], "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code", "id_token", "code id_token", "token id_token", "token"],
            "scopes_supported": ["openid"],
            "issuer": .string(issuer(isFirst: isFirst)),
            "authorization_endpoint": login("\(token)/authorize"),
            "device_authorization_endpoint": login("\(token)/devicecode"),
            "end_session_endpoint": login("\(token)/logout"),
            "claims_supported": [
                "sub", "iss", "aud", "exp", "iat", "ver", "tid", "oid", "upn", "name", "preferred_username",
            ],
            "tenant_region_scope": "WW",
            "cloud_instance_name": .string(way.suffix("login.microsoftonline.com")),
            "cloud_graph_host_name": "graph.windows.net",
            "msgraph_host": .string(way.suffix("graph.microsoft.com")),
        ]
    }

    /// Many tenants share one document; there the tenant stays open.
    private func issuer(isFirst: Bool) -> String {
        let shared = ["common", "organizations"].contains(tenant)
        return TokenMint.issuer(tenant: shared ? "{tenantid}" : tenant, isFirst: isFirst, way)
    }

    /// What other names the same authority has, so that a client keeps one set of tokens for all.
    var instance: Document {
        let own = Document.string(way.suffix("login.microsoftonline.com"))
        let aliases: Document =
            way.isAzures
            ? ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"]
            : [own]
        return [
            "tenant_discovery_endpoint": login("\(tenant)/v2.0/.well-known/openid-configuration"),
            "api-version": "1.1",
            "metadata": [
                [
                    "preferred_network": own,
                    "preferred_cache": way.isAzures ? "login.windows.net" : own, "aliases": aliases,
                ]
            ],
        ]
    }

    /// Nobody's passwords are kept elsewhere.
    func userRealm(of user: String) -> Document {
        let domain = user.split(separator: "@").dropFirst().last.map(String.init) ?? "contoso.test"
        return [
            "ver": "1.0", "account_type": "Managed", "domain_name": .string(domain),
            "cloud_instance_name": .string(way.suffix("login.microsoftonline.com")),
            "cloud_audience_urn": "urn:federation:MicrosoftOnline",
        ]
    }

    func keys(_ key: SigningKey) -> Document {
        [
            "keys": [
                [
                    "kty": "RSA", "use": "sig", "alg": "RS256", "kid": .string(key.id),
                    "n": .string(key.modulus), "e": .string(key.exponent),
                ]
            ]
        ]
    }
}
