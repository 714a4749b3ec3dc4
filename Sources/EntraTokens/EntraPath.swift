import AzureWire

/// What of Entra's a path asks for, and in which tenant.
struct EntraPath {
    enum Place {
        /// `isFirst`: of version 1 of the protocol.
        case configuration(isFirst: Bool)
        case keys
        case instance
        case userRealm(String)
        case token(isFirst: Bool)
        /// A way of logging in that takes a browser, by its name in the path.
        case interactive(String)
    }

    let place: Place
    /// As written: a GUID, a domain, `common`, `organizations`, `consumers` or `adfs`.
    let tenant: String

    /// nil for a request that is not Entra's.
    init?(_ request: WireRequest) {
        guard request.isAddressed(to: .login), let tenant = request.segments.first else { return nil }
        self.tenant = tenant.lowercased()
        let rest = request.segments.dropFirst().map { $0.lowercased() }
        switch rest {
        case [".well-known", "openid-configuration"]: place = .configuration(isFirst: true)
        case ["v2.0", ".well-known", "openid-configuration"]: place = .configuration(isFirst: false)
        case ["discovery", "keys"], ["discovery", "v2.0", "keys"]: place = .keys
        case ["discovery", "instance"]: place = .instance
        case ["oauth2", "token"]: place = .token(isFirst: true)
        case ["oauth2", "v2.0", "token"]: place = .token(isFirst: false)
        case ["oauth2", "authorize"], ["oauth2", "v2.0", "authorize"], ["oauth2", "devicecode"],
            ["oauth2", "v2.0", "devicecode"], ["oauth2", "logout"], ["oauth2", "v2.0", "logout"]:
            place = .interactive(rest.last ?? "")
        default:
            guard rest.count == 2, rest[0] == "userrealm" else { return nil }
            place = .userRealm(request.segments[2])
        }
    }

    /// An authority in the manner of AD FS has no tenant in its paths, and versions only of the first kind.
    var isFederated: Bool { tenant == "adfs" }
}
