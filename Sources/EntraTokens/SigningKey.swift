import Crypto
import CryptoExtras
import Foundation
import JWTKit

/// The key that signs tokens: RSA with 2,048 bits, as Entra's. Kept in a file that only its owner reads, so
/// that tokens are good after a restart.
struct SigningKey: Sendable {
    /// Names the key in the head of a token and in the key set.
    let id: String
    let modulus: String
    let exponent: String
    private let keys: JWTKeyCollection

    /// A new one that no file has.
    static func made() async throws -> SigningKey {
        try await SigningKey(pem: _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation)
    }

    /// The one that a directory keeps, or a new one that it keeps from now on.
    static func kept(in directory: String) async throws -> SigningKey {
        let path = "\(directory)/token-key.pem"
        if let pem = try KeyFile.read(path) { return try await SigningKey(pem: pem) }
        let pem = try _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation
        return try await SigningKey(pem: try KeyFile.create(path, pem))
    }

    private init(pem: String) async throws {
        let key = try Insecure.RSA.PrivateKey(pem: pem)
        let parts = try key.publicKey.getKeyPrimitives()
        modulus = base64URL(parts.modulus)
        exponent = base64URL(parts.publicExponent)
        // RFC 7638: the hash of the members that make the key, in order and without blanks.
        let members = "{\"e\":\"\(exponent)\",\"kty\":\"RSA\",\"n\":\"\(modulus)\"}"
        id = base64URL(SHA256.hash(data: Data(members.utf8)))
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

/// Base64 with the letters of URLs and without padding (RFC 4648 5).
func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
        "=", with: "")
}
