import VirtualTime

/// A request as the routes see it: already split and decoded, with nothing of HTTP's framing left.
public struct WireRequest: Sendable {
    /// The longest path taken, in bytes as sent.
    public static let longestPath = 8_192

    /// Upper case.
    public let method: String
    /// `http` or `https`.
    public let scheme: String
    /// Lower case, without port, brackets or final dot.
    public let host: String
    /// The port the client wrote, if any.
    public let port: Int?
    /// As sent, percent-encoded, without the query.
    public private(set) var path: String
    /// What of the path named the world, as sent: links in answers begin with it.
    public private(set) var prefix = ""
    /// The decoded segments; empty ones, made by doubled or final slashes, are left out.
    public private(set) var segments: [String]
    public let query: QueryItems
    public let headers: HeaderFields
    /// What the `Authorization` header brings, or why it is no token.
    public let token: Result<BearerToken, BearerToken.Fault>
    public var body: [UInt8]
    /// How the client came in.
    public let entry: Entry

    /// What the connection says about the client, apart from the request.
    public struct Entry: Sendable, Hashable {
        /// The user of the proxy credentials: the tenant a client asked for by its proxy URL.
        public let proxyUser: String?

        public init(proxyUser: String? = nil) {
            self.proxyUser = proxyUser
        }

        /// Reads the user from the value of `Proxy-Authorization`; other schemes than Basic name none.
        public init(proxyAuthorization: String?) {
            self.init(proxyUser: WireRequest.basicUser(proxyAuthorization))
        }
    }

    /// Splits a request line and its headers.
    ///
    /// `target` is in origin or absolute form; in absolute form its host counts and the Host header does not.
    /// Without an `entry`, the user is read from `Proxy-Authorization`. Throws what makes the request
    /// unusable.
    public init(
        method: String, target: String, headers: HeaderFields, body: [UInt8] = [], secure: Bool = false,
        entry: Entry? = nil
    ) throws(RequestFault) {
        let parts = try RequestTarget(target)
        guard parts.path.utf8.count <= Self.longestPath else {
            throw .pathTooLong(limitBytes: Self.longestPath)
        }
        let authority = try Self.authority(of: parts, headers: headers)

        self.method = method.uppercased()
        scheme = parts.scheme ?? (secure ? "https" : "http")
        host = authority.host
        port = authority.port
        path = String(parts.path)
        segments = try Self.segments(of: parts.path)
        query = try QueryItems(String(parts.query))
        self.headers = headers
        token = Result { () throws(BearerToken.Fault) in
            try BearerToken(authorization: headers["Authorization"])
        }
        self.body = body
        self.entry = entry ?? Entry(proxyAuthorization: headers["Proxy-Authorization"])
    }

    /// The request as it is below the first `count` segments of its path.
    public func below(segments count: Int) -> WireRequest {
        var request = self
        var rest = Substring(path)
        for _ in 0..<min(count, segments.count) {
            rest = rest.drop { $0 == "/" }.drop { $0 != "/" }
        }
        request.prefix = prefix + path.dropLast(rest.count)
        request.path = rest.isEmpty ? "/" : String(rest)
        request.segments = Array(segments.dropFirst(count))
        return request
    }

    private static func authority(of target: RequestTarget, headers: HeaderFields) throws(RequestFault)
        -> Authority
    {
        let hosts = headers.values("Host")
        guard hosts.count <= 1 else { throw .malformedHost }
        if let text = target.authority {
            guard let authority = Authority(text) else { throw .malformedTarget }
            return authority
        }
        guard let text = hosts.first, !text.isEmpty else { throw .missingHost }
        guard let authority = Authority(text) else { throw .malformedHost }
        return authority
    }

    private static func segments(of path: Substring) throws(RequestFault) -> [String] {
        var segments: [String] = []
        segments.reserveCapacity(12)
        for part in Array(path.utf8).split(separator: UInt8(ascii: "/")) {
            let segment = try percentDecoded(part, plusIsBlank: false)
            guard segment != ".", segment != ".." else { throw .dotSegment }
            segments.append(segment)
        }
        return segments
    }

    private static func basicUser(_ credentials: String?) -> String? {
        guard let words = credentials?.split(separator: " "), words.count == 2,
            words[0].equalsIgnoringASCIICase("Basic"), let bytes = base64Decoded(words[1].utf8),
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let user = text.prefix { $0 != ":" }
        return user.isEmpty ? nil : String(user)
    }
}
