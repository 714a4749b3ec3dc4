import ControlPlane
import TestKeys
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
        let key = KeyVaultMaterial.key(of: version, kid: kid)
        switch operation {
        case .sign, .verify:
            let algorithm = try algorithm(body, of: key.signatureAlgorithms)
            return operation == .sign
                ? try signature(body, key, algorithm, kid: kid) : try verdict(body, key, algorithm)
        default:
            let wraps = operation == .wrapKey || operation == .unwrapKey
            let algorithm = try algorithm(body, of: key.encryptionAlgorithms(forKeys: wraps))
            return operation == .wrapKey || operation == .encrypt
                ? try encryption(body, key, algorithm, kid: kid)
                : try decryption(body, key, algorithm, kid: kid)
        }
    }

    /// The one that `alg` names, of those the key has.
    private static func algorithm<Algorithm: RawRepresentable<String>>(
        _ body: RequestBody, of algorithms: [Algorithm]
    ) throws(WireFailure) -> Algorithm {
        guard let name = try body.text("alg"),
            let algorithm = algorithms.first(where: { $0.rawValue == name })
        else {
            let names = algorithms.map(\.rawValue).joined(separator: ", ")
            throw KeyVaultBodies.badParameter("Property alg must be one of \(names).")
        }
        return algorithm
    }

    private static func signature(
        _ body: RequestBody, _ key: TestKey, _ algorithm: SignatureAlgorithm, kid: String
    ) throws(WireFailure) -> WireResponse {
        let digest = try required("value", of: body)
        return result(
            try unlessUnfit { () throws(KeyFailure) in
                try key.signature(of: digest, algorithm, drawing: kid)
            }, kid)
    }

    private static func verdict(
        _ body: RequestBody, _ key: TestKey, _ algorithm: SignatureAlgorithm
    ) throws(WireFailure) -> WireResponse {
        let (signature, digest) = (try required("value", of: body), try required("digest", of: body))
        let isGenuine = try unlessUnfit { () throws(KeyFailure) in
            try key.isSignature(signature, of: digest, algorithm)
        }
        return .json(200, ["value": .bool(isGenuine)])
    }

    private static func encryption(
        _ body: RequestBody, _ key: TestKey, _ algorithm: EncryptionAlgorithm, kid: String
    ) throws(WireFailure) -> WireResponse {
        let (value, given) = (try required("value", of: body), try parameters(body))
        let made = try unlessUnfit { () throws(KeyFailure) in
            try key.encrypted(value, algorithm, given, drawing: kid)
        }
        return result(made.value, kid, beside: [("iv", made.iv), ("tag", made.tag), ("aad", made.aad)])
    }

    private static func decryption(
        _ body: RequestBody, _ key: TestKey, _ algorithm: EncryptionAlgorithm, kid: String
    ) throws(WireFailure) -> WireResponse {
        let (value, given) = (try required("value", of: body), try parameters(body))
        return result(
            try unlessUnfit { () throws(KeyFailure) in try key.decrypted(value, algorithm, given) }, kid)
    }

    private static func parameters(_ body: RequestBody) throws(WireFailure) -> TestKey.Parameters {
        TestKey.Parameters(
            iv: try KeyVaultBodies.bytes("iv", of: body), tag: try KeyVaultBodies.bytes("tag", of: body),
            aad: try KeyVaultBodies.bytes("aad", of: body))
    }

    private static func unlessUnfit<Result>(
        _ use: () throws(KeyFailure) -> Result
    ) throws(WireFailure) -> Result {
        do throws(KeyFailure) { return try use() } catch {
            throw KeyVaultBodies.badParameter("The operation cannot be done: \(error.sentence).")
        }
    }

    private static func required(_ name: String, of body: RequestBody) throws(WireFailure) -> [UInt8] {
        guard let bytes = try KeyVaultBodies.bytes(name, of: body) else {
            throw KeyVaultBodies.badParameter("Property \(name) is required, in base64url.")
        }
        return bytes
    }

    private static func result(
        _ value: [UInt8], _ kid: String, beside others: [(name: String, value: [UInt8]?)] = []
    ) -> WireResponse {
        var members: Members = ["kid": .string(kid), "value": .string(base64URL(value))]
        for other in others {
            if let value = other.value { members.append(other.name, .string(base64URL(value))) }
        }
        return .json(200, .object(members))
    }
}
