public import VirtualTime

/// The token of an `Authorization: Bearer` header. Any well-formed token is taken; its signature is not
/// checked, and its times only against each other.
public struct BearerToken: Sendable, Hashable {
    /// Why there is no token; all are answered with 401.
    public enum Fault: Error, Sendable, Hashable {
        /// No header, or one of another scheme.
        case missing
        case malformed
        /// Made for another service.
        case wrongAudience
        /// A token of no length: it ends before it begins. Whether its time is over cannot be said, because a
        /// token lives by the clock of who issued it and a world by its own.
        case expired
    }

    public let text: String
    /// The payload, if the token is a JWT whose payload is a JSON object; nil for opaque tokens.
    public let claims: Document?

    /// Reads the value of an `Authorization` header.
    public init(authorization: String?) throws(Fault) {
        let blank = UInt8(ascii: " ")
        let words = (authorization ?? "").utf8.drop { $0 == blank }
        let scheme = words.prefix { $0 != blank }
        guard Substring(scheme).equalsIgnoringASCIICase("Bearer") else { throw .missing }
        let rest = words[scheme.endIndex...].drop { $0 == blank }
        let token = Substring(rest.prefix { $0 != blank })
        guard Self.isToken68(token), rest[token.endIndex...].allSatisfy({ $0 == blank }) else {
            throw .malformed
        }
        text = String(token)
        claims = Self.payload(of: token)
        let begins = [claims?["nbf"]?.integer, claims?["iat"]?.integer].compactMap { $0 }.max()
        if let ends = claims?["exp"]?.integer, let begins, ends <= begins { throw .expired }
    }

    /// Who calls: the object id of the principal.
    public var objectID: String? { claims?["oid"]?.text }
    /// The application: `appid` of version 1 tokens, `azp` of version 2.
    public var applicationID: String? { (claims?["appid"] ?? claims?["azp"])?.text }
    public var tenantID: String? { claims?["tid"]?.text }

    /// RFC 9110's `token68`: letters, digits and `-._~+/`, then any number of `=`.
    private static func isToken68(_ text: Substring) -> Bool {
        let digits = text.utf8.prefix { $0 != UInt8(ascii: "=") }
        return !digits.isEmpty && text.utf8.dropFirst(digits.count).allSatisfy { $0 == UInt8(ascii: "=") }
            && digits.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "-._~+/".utf8.contains(byte)
                }
            }
    }

    private static func payload(of token: Substring) -> Document? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let bytes = base64Decoded(parts[1].utf8),
            let payload = try? Document(json: bytes), case .object = payload
        else { return nil }
        return payload
    }
}
