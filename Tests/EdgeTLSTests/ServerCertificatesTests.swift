import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import Testing
import X509

@testable import EdgeTLS

@Suite struct ServerCertificatesTests {
    private func with(_ test: (ServerCertificates, TestClock, _ path: String) throws -> Void) throws {
        try withDirectory { path in
            let clock = TestClock()
            try test(try ServerCertificates(directory: path, names: .test, now: { clock.now }), clock, path)
        }
    }

    private func names(_ certificates: ServerCertificates, _ name: String?) throws -> [GeneralName] {
        Array(
            try certificates.chain(for: name)[0].extensions.subjectAlternativeNames
                ?? SubjectAlternativeNames())
    }

    @Test("each of our names gets a certificate of its own")
    func own() throws {
        try with { certificates, _, _ in
            for name in ["a.test", "x.b.test", "localhost"] {
                let found = try names(certificates, name)
                #expect(found == [.dnsName(name)])
            }
            #expect(try certificates.chain(for: "a.test").count == 2)
        }
    }

    @Test(
        "any other name, an address and none at all get that of this machine",
        arguments: ["example.com", "b.test", "127.0.0.1", nil])
    func local(name: String?) throws {
        let wanted = [GeneralName.dnsName("localhost")] + CertificateAuthority.localAddresses
        try with { certificates, _, _ in
            let found = try names(certificates, name)
            #expect(found == wanted)
        }
    }

    /// BoringSSL looks at its own clock, so these certificates are of now.
    private func withPresent(_ test: (ServerCertificates) throws -> Void) throws {
        try withDirectory { try test(try ServerCertificates(directory: $0, names: .test)) }
    }

    @Test(
        "a client that trusts the file accepts our names, by HTTP/1.1",
        arguments: ["a.test", "x.b.test", "localhost"])
    func accepted(name: String) throws {
        try withPresent { certificates in
            let handshake = try Handshake(
                try certificates.handler(for: name), as: name, trusting: certificates.pem)
            #expect(handshake.applicationProtocol == "http/1.1")
        }
    }

    @Test("a client is not served another name's certificate, nor trusts those of another directory")
    func mismatch() throws {
        try withPresent { certificates in
            #expect(throws: (any Error).self) {
                try Handshake(
                    try certificates.handler(for: "example.com"), as: "example.com",
                    trusting: certificates.pem)
            }
            try withPresent { others in
                #expect(throws: (any Error).self) {
                    try Handshake(
                        try certificates.handler(for: "a.test"), as: "a.test", trusting: others.pem)
                }
            }
        }
    }

    @Test("TLS 1.2 is spoken, and nothing older")
    func versions() throws {
        try withPresent { certificates in
            for (version, isSpoken) in [(TLSVersion.tlsv11, false), (.tlsv12, true), (.tlsv13, true)] {
                let handshake = try? Handshake(
                    try certificates.handler(for: "a.test"), as: "a.test", trusting: certificates.pem
                ) {
                    $0.minimumTLSVersion = .tlsv1
                    $0.maximumTLSVersion = version
                }
                #expect((handshake != nil) == isSpoken, "\(version)")
            }
        }
    }

    @Test(
        "what a thief of the intermediate's key signs for another name is refused",
        arguments: [
            (["a.test"], "a.test", true), (["c.test"], "c.test", false),
            (["a.test", "c.test"], "a.test", false),
        ])
    func thief(signed: [String], asked: String, isAccepted: Bool) throws {
        try withDirectory { path in
            let certificates = try ServerCertificates(directory: path, names: .test)
            let key = P256.Signing.PrivateKey()
            let stolen = try AuthorityDirectory(path: path).authority(
                for: CertifiedNames.test.subtrees, at: .now)
            let chain = [
                try stolen.leaf(for: signed.map { .dnsName($0) }, key: key.publicKey), stolen.intermediate,
            ]
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try chain.map {
                    .certificate(
                        try NIOSSLCertificate(bytes: try $0.serializeAsPEM().derBytes, format: .der))
                },
                privateKey: .privateKey(
                    try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)))
            let handler = NIOSSLServerHandler(context: try NIOSSLContext(configuration: configuration))
            let handshake = Result { try Handshake(handler, as: asked, trusting: certificates.pem) }
            #expect(((try? handshake.get()) != nil) == isAccepted)
        }
    }

    @Test("names are kept ready within a bound, and those let go are made anew")
    func bound() throws {
        try with { certificates, _, _ in
            for number in 0..<(ServerCertificates.limit + 10) {
                _ = try certificates.handler(for: "host-\(number).b.test")
                _ = try certificates.handler(for: "foreign-\(number).test")
            }
            #expect(certificates.keptNames == ServerCertificates.limit)
            _ = try certificates.handler(for: "host-0.b.test")
            #expect(certificates.keptNames == ServerCertificates.limit)
        }
    }

    @Test("a running server renews a week before the end, and forgets what the old authority signed")
    func renewal() throws {
        try with { certificates, clock, path in
            let first = certificates.pem
            _ = try certificates.handler(for: "a.test")
            clock.advance(days: 22)
            #expect(try !certificates.refresh())
            #expect(certificates.pem == first)
            #expect(certificates.keptNames == 1)

            clock.advance(days: 2)
            #expect(try certificates.refresh())
            #expect(certificates.pem != first)
            #expect(certificates.keptNames == 0)
            #expect(try certificates.chain(for: "a.test")[0].notValidAfter > clock.now + 29 * 86_400)
            #expect(try !certificates.refresh())
            #expect(try String(contentsOfFile: "\(path)/ca.pem", encoding: .utf8) == certificates.pem)
        }
    }

    @Test("two servers of one directory stay in step when one renews")
    func inStep() throws {
        try with { first, clock, path in
            let second = try ServerCertificates(directory: path, names: .test, now: { clock.now })
            #expect(first.pem == second.pem)
            clock.advance(days: 24)
            #expect(try first.refresh())
            #expect(first.pem != second.pem)
            #expect(try second.refresh())
            #expect(first.pem == second.pem)
        }
    }
}
