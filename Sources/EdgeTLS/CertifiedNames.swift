/// The names that certificates are made for.
public struct CertifiedNames: Sendable {
    /// Trees of DNS names outside which no certificate holds (RFC 5280 4.2.1.10); `localhost` is one of them.
    public let subtrees: [String]
    /// Whether a name, in lower case, gets a certificate.
    public let contains: @Sendable (_ name: String) -> Bool

    public init(subtrees: [String], contains: @escaping @Sendable (_ name: String) -> Bool) {
        self.subtrees = subtrees
        self.contains = contains
    }
}
