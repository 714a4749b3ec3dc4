import ControlPlane
import TestKeys
import VirtualTime

/// The keys behind versions. The world stores none but those that were imported: all others follow from the
/// identifier of their version, which names vault, key and version.
enum KeyVaultMaterial {
    private static let ring = KeyRing(capacity: 512)

    /// - Parameter kid: the version's own identifier
    static func key(of version: KeyVault.KeyVersion, kid: String) -> TestKey {
        switch version.material {
        case .imported(let members):
            // By content: two worlds may have different keys under one identifier.
            ring.key("imported \(Digest.sha256(members.json).hex)") {
                do throws(WireFailure) {
                    return try JSONWebKey.key(RequestBody(members), type: version.type)
                } catch {
                    preconditionFailure("what was imported was a key when it came")
                }
            }
        case .following(let identifier): following(identifier, version)
        case nil: following(kid, version)
        }
    }

    private static func following(_ identifier: String, _ version: KeyVault.KeyVersion) -> TestKey {
        let kind = version.curve?.rawValue ?? "\(version.sizeBits)"
        return ring.key("\(identifier) \(version.type.isRSA) \(kind)") { () -> TestKey in
            let name = "lockstep/key/\(identifier)"
            return switch version.type {
            case .rsa, .rsaHSM: .rsa(RSAKey(testKeyNamed: name, bits: version.sizeBits))
            case .ec, .ecHSM:
                .elliptic(EllipticKey(testKeyNamed: name, curve: Curve(version.curve ?? .p256)))
            case .octHSM: .symmetric(AESKey(testKeyNamed: name, bits: version.sizeBits))
            }
        }
    }

    /// The public members of a JSON Web Key; a symmetric key has none.
    static func publicMembers(
        of version: KeyVault.KeyVersion, kid: String, for client: APIVersion?
    ) -> Members {
        if case .imported(let given)? = version.material { return publicMembers(of: given, version) }
        return switch key(of: version, kid: kid) {
        case .rsa(let key):
            [
                "n": .string(base64URL(key.modulus)),
                "e": .string(base64URL(exponent(of: key, version, for: client))),
            ]
        case .elliptic(let key):
            [
                "crv": .string(key.curve.rawValue), "x": .string(base64URL(key.x)),
                "y": .string(base64URL(key.y)),
            ]
        case .symmetric: [:]
        }
    }

    /// As they were sent: with or without leading zeros, and a curve under the name its client has for it.
    private static func publicMembers(of given: Document, _ version: KeyVault.KeyVersion) -> Members {
        var members: Members = [:]
        for name in version.type.isRSA ? ["n", "e"] : version.type.isEC ? ["crv", "x", "y"] : [] {
            if let value = given.member(anyCase: name) { members.append(name, value) }
        }
        return members
    }

    /// Older hardware shows the exponent in four bytes, everything else in as many as it takes.
    private static func exponent(
        of key: RSAKey, _ version: KeyVault.KeyVersion, for client: APIVersion?
    ) -> [UInt8] {
        guard version.type == .rsaHSM, let client, KeyAttributes.isBeforePlatforms(client) else {
            return key.publicExponent
        }
        return [UInt8](repeating: 0, count: max(0, 4 - key.publicExponent.count)) + key.publicExponent
    }
}

extension Curve {
    init(_ curve: KeyVault.Curve) {
        self =
            switch curve {
            case .p256: .p256
            case .p256K: .p256K
            case .p384: .p384
            case .p521: .p521
            }
    }
}
