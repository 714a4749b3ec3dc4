import ControlPlane
import VirtualTime

/// Using a key changes nothing in the vault: reads, decided by the table of KV-CRYPTO-02.
enum KeyVaultCryptographyRoutes {
    private static let verbs: [(verb: String, operation: KeyOperation)] = [
        ("wrapkey", .wrapKey), ("unwrapkey", .unwrapKey), ("encrypt", .encrypt), ("decrypt", .decrypt),
        ("sign", .sign), ("verify", .verify),
    ]

    static func add(to routes: inout RouteTable) {
        for (verb, operation) in verbs {
            for template in ["/keys/{key}/\(verb)", "/keys/{key}/{version}/\(verb)"] {
                KeyVaultDataPlane.read(template, &routes, method: "POST") {
                    (exchange, world) throws(WireFailure) in
                    let name = exchange.parameters.first { $0.name == "version" }?.value
                    let (key, version) = try KeyVaultDataPlane.usable(
                        operation, exchange, version: name, in: world)
                    let kid = KeyVaultViews.identifier(of: key, version, in: world)
                    return try answer(exchange, operation, version, kid: kid)
                        .upholding(KeyVault.Rule.wrapping.id)
                }
            }
        }
    }

    private static func answer(
        _ exchange: Exchange, _ operation: KeyOperation, _ version: KeyVault.KeyVersion, kid: String
    ) throws(WireFailure) -> WireResponse {
        let body = try RequestBody(of: exchange)
        let signs = operation == .sign || operation == .verify
        let algorithms = signs ? signatures(of: version) : ["RSA-OAEP-256", "RSA-OAEP", "RSA1_5"]
        guard let algorithm = try body.text("alg"), algorithms.contains(algorithm) else {
            throw KeyVaultBodies.badParameter(
                "Property alg must be one of \(algorithms.joined(separator: ", ")).")
        }
        let value = try bytes("value", of: body)
        switch operation {
        case .sign:
            return result(Envelope.signature(of: value, kid: kid, algorithm: algorithm), kid)
        case .verify:
            let digest = try bytes("digest", of: body)
            let isGenuine = Envelope.signature(of: digest, kid: kid, algorithm: algorithm) == value
            return .json(200, ["value": .bool(isGenuine)])
        case .wrapKey, .encrypt:
            return result(Envelope.wrap(value, kid: kid, algorithm: algorithm), kid)
        default:
            guard let opened = Envelope.unwrap(value, kid: kid, algorithm: algorithm) else {
                throw KeyVaultBodies.badParameter("The value was not wrapped with this version of the key.")
            }
            return result(opened, kid)
        }
    }

    private static func signatures(of version: KeyVault.KeyVersion) -> [String] {
        guard version.type.isEC else { return ["PS256", "PS384", "PS512", "RS256", "RS384", "RS512"] }
        switch version.curve {
        case .p256K: return ["ES256K"]
        case .p384: return ["ES384"]
        case .p521: return ["ES512"]
        case .p256, nil: return ["ES256"]
        }
    }

    private static func bytes(_ name: String, of body: RequestBody) throws(WireFailure) -> [UInt8] {
        guard let text = try body.text(name), let bytes = base64Decoded(text.utf8) else {
            throw KeyVaultBodies.badParameter("Property \(name) must be base64url.")
        }
        return bytes
    }

    private static func result(_ value: [UInt8], _ kid: String) -> WireResponse {
        .json(200, ["kid": .string(kid), "value": .string(Envelope.base64URL(value))])
    }
}
