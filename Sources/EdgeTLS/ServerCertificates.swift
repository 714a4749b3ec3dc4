import Crypto
public import Foundation
public import NIOCore
import NIOSSL
import SwiftASN1
import Synchronization
import X509

/// The certificates a listener shows, made when a client asks for a name.
///
/// All have one key, which lives in memory alone. What is asked for is kept ready, within a bound.
public final class ServerCertificates: Sendable {
    /// Names kept ready at a time; one takes about 50 KiB.
    static let limit = 256
    /// How long a connection waits for the client's last word.
    private static let closingTime = TimeAmount.seconds(1)

    private struct Kept {
        let authority: CertificateAuthority
        let pem: String
        var contexts: [String: NIOSSLContext] = [:]
        /// The names of `contexts`, the oldest first.
        var order: [String] = []
    }

    private let directory: AuthorityDirectory
    private let names: CertifiedNames
    private let now: @Sendable () -> Date
    private let key = P256.Signing.PrivateKey()
    private let kept: Mutex<Kept>

    /// Takes the authority kept in `directory`, or makes it; throws a `CertificateFault` where neither can.
    public init(
        directory: String, names: CertifiedNames, now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        self.directory = AuthorityDirectory(path: directory)
        self.names = names
        self.now = now
        let authority = try self.directory.authority(for: names.subtrees, at: now())
        kept = Mutex(Kept(authority: authority, pem: try authority.pem))
    }

    /// The file that clients are told to trust.
    public var path: String { directory.trustPath }

    /// Its content: root and intermediate, in PEM.
    public var pem: String { kept.withLock { $0.pem } }

    /// Replaces an authority that will soon end, and adopts one that another process made; returns whether
    /// there is a new one. Called from time to time.
    @discardableResult
    public func refresh() throws -> Bool {
        let authority = try directory.authority(for: names.subtrees, at: now())
        let pem = try authority.pem
        return kept.withLock { kept in
            guard kept.pem != pem else { return false }
            kept = Kept(authority: authority, pem: pem)
            return true
        }
    }

    /// Speaks TLS under a name. Without one, or under an address or a name that gets no certificate, it is
    /// under the one of this machine: `localhost` and loopback's addresses.
    public func handler(for name: String?) throws -> any ChannelHandler {
        NIOSSLServerHandler(context: try context(for: name))
    }

    /// How many names are kept ready.
    var keptNames: Int { kept.withLock { $0.contexts.count } }

    /// What a client is shown: the certificate and that of its issuer.
    func chain(for name: String?) throws -> [Certificate] {
        let name = certifiedName(name)
        return try chain(for: name, from: kept.withLock { $0.authority })
    }

    private func certifiedName(_ name: String?) -> String? {
        name.flatMap { names.contains($0) && (try? SocketAddress(ipAddress: $0, port: 0)) == nil ? $0 : nil }
    }

    private func context(for name: String?) throws -> NIOSSLContext {
        let name = certifiedName(name)
        let id = name ?? ""
        let (ready, authority) = kept.withLock { ($0.contexts[id], $0.authority) }
        if let ready { return ready }

        let certificates = try chain(for: name, from: authority)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try certificates.map { .certificate(try NIOSSLCertificate($0)) },
            privateKey: .privateKey(
                try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = Self.closingTime
        let context = try NIOSSLContext(configuration: configuration)
        kept.withLock { kept in
            // The authority may have been replaced, or another thread been faster.
            guard kept.authority.intermediate == authority.intermediate, kept.contexts[id] == nil else {
                return
            }
            if kept.order.count >= Self.limit { kept.contexts[kept.order.removeFirst()] = nil }
            kept.contexts[id] = context
            kept.order.append(id)
        }
        return context
    }

    private func chain(for name: String?, from authority: CertificateAuthority) throws -> [Certificate] {
        // BoringSSL refuses addresses below an authority that limits them: only who asks for none sees them.
        let names: [GeneralName] =
            name.map { [.dnsName($0)] } ?? [.dnsName("localhost")] + CertificateAuthority.localAddresses
        return [try authority.leaf(for: names, key: key.publicKey), authority.intermediate]
    }
}

extension NIOSSLCertificate {
    fileprivate convenience init(_ certificate: Certificate) throws {
        try self.init(bytes: try certificate.serializeAsPEM().derBytes, format: .der)
    }
}
