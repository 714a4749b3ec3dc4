import Crypto
import Foundation
import SwiftASN1
import X509

/// A root whose private key exists no more, and the intermediate it signed, which signs for servers.
///
/// The constraints stand on the intermediate, where every verifier looks at them; some do not look at those
/// on what they trust. Whoever steals the intermediate's key can impersonate the names served here, on
/// loopback's addresses, to clients told to trust this root, for at most 30 days.
struct CertificateAuthority: Sendable {
    static let lifetime: TimeInterval = 30 * 86_400
    /// How long before its end an authority is replaced.
    static let renewalTime: TimeInterval = 7 * 86_400
    /// Clocks of a virtual machine and its host differ by less.
    private static let leeway: TimeInterval = 300

    let root: Certificate
    let intermediate: Certificate
    let key: P256.Signing.PrivateKey

    /// Makes one that is valid from now on.
    static func make(subtrees: [String], at now: Date) throws -> CertificateAuthority {
        let rootKey = P256.Signing.PrivateKey(), key = P256.Signing.PrivateKey()
        let rootName = try name("Lockstep root"), intermediateName = try name("Lockstep intermediate")
        let constraints = NameConstraints(
            permittedDNSDomains: subtrees, permittedIPRanges: addresses)
        let root = try certificate(
            of: rootKey.publicKey, named: rootName, signedBy: rootKey, named: rootName, at: now
        ) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 1))
            Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            SubjectKeyIdentifier(hash: Certificate.PublicKey(rootKey.publicKey))
        }
        let intermediate = try certificate(
            of: key.publicKey, named: intermediateName, signedBy: rootKey, named: rootName, at: now
        ) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
            Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            try ExtendedKeyUsage([.serverAuth])
            SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
            AuthorityKeyIdentifier(
                keyIdentifier: SubjectKeyIdentifier(hash: Certificate.PublicKey(rootKey.publicKey))
                    .keyIdentifier)
            Critical(constraints)
        }
        return CertificateAuthority(root: root, intermediate: intermediate, key: key)
    }

    /// What clients trust: root and intermediate.
    var pem: String {
        get throws {
            try [root, intermediate].map { try $0.serializeAsPEM().pemString + "\n" }.joined()
        }
    }

    /// A certificate for a server that has all these names and addresses; valid as long as the intermediate.
    func leaf(for names: [GeneralName], key leafKey: P256.Signing.PublicKey) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(leafKey),
            notValidBefore: intermediate.notValidBefore, notValidAfter: intermediate.notValidAfter,
            issuer: intermediate.subject, subject: Self.name("Lockstep server"),
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectKeyIdentifier(hash: Certificate.PublicKey(leafKey))
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
                        .keyIdentifier)
                SubjectAlternativeNames(names)
            },
            issuerPrivateKey: .init(key))
    }

    /// The addresses of loopback: 127.0.0.1 and ::1.
    static let localAddresses: [GeneralName] = [
        .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        .ipAddress(ASN1OctetString(contentBytes: ArraySlice([UInt8](repeating: 0, count: 15) + [1]))),
    ]

    /// 127.0.0.0/8 and ::1/128, each as address and mask: where no range is given, all addresses are allowed.
    private static let addresses = [
        ASN1OctetString(contentBytes: [127, 0, 0, 0, 255, 0, 0, 0]),
        ASN1OctetString(
            contentBytes: ArraySlice(
                [UInt8](repeating: 0, count: 15) + [1] + [UInt8](repeating: 255, count: 16))),
    ]

    private static func name(_ text: String) throws -> DistinguishedName {
        try DistinguishedName {
            OrganizationName("Lockstep")
            CommonName(text)
        }
    }

    private static func certificate(
        of key: P256.Signing.PublicKey, named subject: DistinguishedName,
        signedBy issuerKey: P256.Signing.PrivateKey, named issuer: DistinguishedName, at now: Date,
        @ExtensionsBuilder extensions: () throws -> Result<Certificate.Extensions, any Error>
    ) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key),
            notValidBefore: now - leeway, notValidAfter: now + lifetime, issuer: issuer, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions().get(),
            issuerPrivateKey: .init(issuerKey))
    }
}

extension CertificateAuthority {
    /// Reads what was kept; throws when it is no authority, or its key belongs to another.
    init(pem: String, keyPEM: String) throws {
        struct Mismatch: Error {}
        let documents = try PEMDocument.parseMultiple(pemString: pem)
        key = try P256.Signing.PrivateKey(pemRepresentation: keyPEM)
        guard documents.count == 2 else { throw Mismatch() }
        root = try Certificate(pemDocument: documents[0])
        intermediate = try Certificate(pemDocument: documents[1])
        guard intermediate.publicKey == Certificate.PublicKey(key.publicKey),
            root.publicKey.isValidSignature(intermediate.signature, for: intermediate)
        else { throw Mismatch() }
    }

    /// Whether it goes on to be used: valid for a while, and for just these names.
    func isUsable(for subtrees: [String], at now: Date) -> Bool {
        let constraints = try? intermediate.extensions.nameConstraints
        return intermediate.notValidBefore <= now && now + Self.renewalTime < intermediate.notValidAfter
            && constraints.map { Array($0.permittedDNSDomains) } == subtrees
    }
}
