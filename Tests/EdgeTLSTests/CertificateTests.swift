import Crypto
import Foundation
import SwiftASN1
import Testing
import X509

@testable import EdgeTLS

@Suite struct CertificateTests {
    private let authority: CertificateAuthority
    private let leafKey = P256.Signing.PrivateKey()

    init() throws {
        authority = try CertificateAuthority.make(
            subtrees: CertifiedNames.test.subtrees, at: TestClock.start)
    }

    @Test("both authorities are what strict verifiers ask for")
    func authorities() throws {
        for (certificate, pathLength) in [(authority.root, 1), (authority.intermediate, 0)] {
            let constraints = try #require(certificate.extensions[oid: .X509ExtensionID.basicConstraints])
            #expect(constraints.critical)
            #expect(
                try BasicConstraints(constraints) == .isCertificateAuthority(maxPathLength: pathLength))
            let usage = try #require(certificate.extensions[oid: .X509ExtensionID.keyUsage])
            #expect(usage.critical)
            #expect(try KeyUsage(usage) == KeyUsage(keyCertSign: true, cRLSign: true))
            #expect(try certificate.extensions.subjectKeyIdentifier != nil)
            #expect(certificate.notValidBefore < TestClock.start)
            #expect(certificate.notValidAfter == TestClock.start + 30 * 86_400)
        }
        #expect(
            try authority.intermediate.extensions.authorityKeyIdentifier?.keyIdentifier
                == authority.root.extensions.subjectKeyIdentifier?.keyIdentifier)
        #expect(authority.root.publicKey.isValidSignature(authority.root.signature, for: authority.root))
    }

    @Test("the intermediate can sign for the names given and for loopback, and for servers alone")
    func constraints() throws {
        let found = try #require(authority.intermediate.extensions[oid: .X509ExtensionID.nameConstraints])
        #expect(found.critical)
        let constraints = try NameConstraints(found)
        #expect(Array(constraints.permittedDNSDomains) == ["a.test", "b.test", "localhost"])
        let ones = [UInt8](repeating: 255, count: 16), zeros = [UInt8](repeating: 0, count: 15)
        #expect(
            constraints.permittedIPRanges.map { Array($0.bytes) }
                == [[127, 0, 0, 0, 255, 0, 0, 0], zeros + [1] + ones])
        #expect(try authority.intermediate.extensions.extendedKeyUsage == ExtendedKeyUsage([.serverAuth]))
    }

    @Test("no key is the key of the root: nothing can be signed by it any more")
    func rootKey() throws {
        #expect(authority.root.publicKey != Certificate.PublicKey(authority.key.publicKey))
        #expect(authority.intermediate.publicKey == Certificate.PublicKey(authority.key.publicKey))
    }

    @Test("a server's certificate names its issuer and no name but those asked for")
    func leaf() throws {
        let leaf = try authority.leaf(for: [.dnsName("x.b.test")], key: leafKey.publicKey)
        #expect(
            try leaf.extensions.subjectAlternativeNames == SubjectAlternativeNames([.dnsName("x.b.test")]))
        #expect(try leaf.extensions.basicConstraints == .notCertificateAuthority)
        #expect(try leaf.extensions.keyUsage == KeyUsage(digitalSignature: true))
        #expect(try leaf.extensions.extendedKeyUsage == ExtendedKeyUsage([.serverAuth]))
        #expect(
            try leaf.extensions.authorityKeyIdentifier?.keyIdentifier
                == authority.intermediate.extensions.subjectKeyIdentifier?.keyIdentifier)
        #expect(leaf.notValidAfter == authority.intermediate.notValidAfter)
    }

    @Test("serial numbers differ, so that clients that remember a certificate take no other for it")
    func serialNumbers() throws {
        let leaves = try (1...3).map { _ in
            try authority.leaf(for: [.dnsName("a.test")], key: leafKey.publicKey)
        }
        #expect(Set(leaves.map(\.serialNumber)).count == 3)
    }
}
