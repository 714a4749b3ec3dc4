import BigInt
import Crypto
import Foundation

/// The curves of Key Vault's elliptic-curve keys.
public enum Curve: String, CaseIterable, Sendable {
    case p256 = "P-256"
    case p256K = "P-256K"
    case p384 = "P-384"
    case p521 = "P-521"

    /// Bytes of a coordinate, of a scalar, and of half a signature.
    public var length: Int {
        switch self {
        case .p256, .p256K: 32
        case .p384: 48
        case .p521: 66
        }
    }

    /// Bytes of the digest that the curve's algorithm signs.
    public var digestLength: Int { hash.length }

    var hash: Hash {
        switch self {
        case .p256, .p256K: .sha256
        case .p384: .sha384
        case .p521: .sha512
        }
    }

    /// How many points it has (SEC 2, section 2; FIPS 186-4, D.1.2).
    var order: BigUInt {
        switch self {
        case .p256: Self.order256
        case .p256K: Self.order256K
        case .p384: Self.order384
        case .p521: Self.order521
        }
    }
    private static let order256 = number("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")
    private static let order256K = number("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141")
    private static let order384 = number(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973")
    private static let order521 = number(
        "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F"
            + "709A5D03BB5C9B8899C47AEBB6FB71E91386409")

    private static func number(_ hexadecimal: String) -> BigUInt { BigUInt(hexadecimal, radix: 16) ?? 0 }

    /// x and y of the generator times `scalar`, one after the other; nil unless 0 < scalar < order.
    func point(times scalar: [UInt8]) -> [UInt8]? {
        let number = BigUInt(bytes: scalar)
        guard scalar.count == length, number > 0, number < order else { return nil }
        guard self == .p256 else { return multiples.bytes(multiples.generator(times: scalar)) }
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: scalar) else { return nil }
        return Array(key.publicKey.rawRepresentation)
    }

    /// swift-crypto is the faster with P-256 alone.
    private var multiples: ShortCurve {
        switch self {
        case .p256K: .p256K
        case .p384: .p384
        case .p521: .p521
        case .p256: preconditionFailure("P-256 is multiplied by swift-crypto")
        }
    }

    /// Whether `signature`, r and s one after the other, is one of `digest` under the key of that point.
    func isSignature(_ signature: [UInt8], of digest: [UInt8], under point: [UInt8]) -> Bool {
        let digest = GivenDigest(bytes: digest)
        switch self {
        case .p256:
            guard let key = try? P256.Signing.PublicKey(rawRepresentation: point),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        case .p384:
            guard let key = try? P384.Signing.PublicKey(rawRepresentation: point),
                let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        case .p521:
            guard let key = try? P521.Signing.PublicKey(rawRepresentation: point),
                let signature = try? P521.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        case .p256K:
            return ShortCurve.p256K.isSignature(
                signature, of: EllipticKey.number(of: digest.bytes, self), under: point, order: order)
        }
    }
}

/// A digest that somebody else has made: swift-crypto wants one of a type.
private struct GivenDigest: Digest {
    static let byteCount = 64
    let bytes: [UInt8]

    var description: String { bytes.map { String($0, radix: 16) }.joined(separator: " ") }
    func makeIterator() -> Array<UInt8>.Iterator { bytes.makeIterator() }
    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes(body)
    }
}
