import AzureWire
import Crypto
import CryptoExtras
import Foundation
import JWTKit

/// The key that signs tokens: RSA with 2,048 bits, as Entra's.
struct SigningKey: Sendable {
    /// Names the key in the head of a token and in the key set.
    let id: String
    let modulus: String
    let exponent: String
    private let keys: JWTKeyCollection

    /// A new one, in PEM.
    static func make() throws -> String {
        try _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation
    }

    static func isKey(_ pem: String) -> Bool { (try? Insecure.RSA.PrivateKey(pem: pem)) != nil }

    init(pem: String) async throws {
        let key = try Insecure.RSA.PrivateKey(pem: pem)
        let parts = try key.publicKey.getKeyPrimitives()
        modulus = base64URL(Array(parts.modulus))
        exponent = base64URL(Array(parts.publicExponent))
        // RFC 7638: the hash of the members that make the key, in order and without blanks.
        let members = "{\"e\":\"\(exponent)\",\"kty\":\"RSA\",\"n\":\"\(modulus)\"}"
        id = base64URL(Array(SHA256.hash(data: Data(members.utf8))))
        keys = JWTKeyCollection()
        // In order, so that the same claims make the same token.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        await keys.add(
            rsa: key, digestAlgorithm: .sha256, kid: JWKIdentifier(string: id),
            serializer: DefaultJWTSerializer(jsonEncoder: encoder))
    }

    func sign(_ claims: TokenClaims) async throws -> String {
        try await keys.sign(claims, kid: JWKIdentifier(string: id), header: ["typ": "JWT"])
    }

    /// The claims of a token that this key has signed; nil for any other text.
    func claims(of token: String) async -> TokenClaims? {
        try? await keys.verify(token, as: TokenClaims.self)
    }
}
