import ControlPlane
import TestKeys
import VirtualTime

/// Keys as clients send them (RFC 7517, RFC 7518), with their private members.
enum JSONWebKey {
    /// The members that make a key; the others say what it is for.
    static let material = ["kty", "n", "e", "d", "dp", "dq", "qi", "p", "q", "crv", "x", "y", "k"]

    /// The kind, and how large it is; `isHSM` as the request says beside the key.
    static func settings(_ body: RequestBody, isHSM: Bool) throws(WireFailure) -> KeyVault.KeySettings {
        let type = try type(body, isHSM: isHSM)
        let curve = try KeyVaultBodies.curve(body, of: type)
        let size =
            switch try key(body, type: type) {
            case .rsa(let key): key.bits
            case .elliptic: curve?.bits ?? 256
            case .symmetric(let key): key.bits
            }
        var settings = KeyVault.KeySettings(
            type: type, sizeBits: size, curve: curve, operations: try KeyVaultBodies.operations(body))
        let given = (body.document.members ?? [:]).filter { material.contains($0.name.lowercased()) }
        settings.material = .imported(.object(Members(given.map { ($0.name, $0.value) })))
        return settings
    }

    private static func type(_ body: RequestBody, isHSM: Bool) throws(WireFailure) -> KeyVault.KeyType {
        if body["key_hsm"] != nil || body["t"] != nil {
            throw .notModeled("a key wrapped for an HSM (key_hsm)", nonGoal: "keyvault")
        }
        // A symmetric key lives in hardware only, and clients say `oct`.
        if try body.text("kty")?.lowercased() == "oct" { return .octHSM }
        let type = try KeyVaultBodies.type(body)
        switch type {
        case .rsa where isHSM: return .rsaHSM
        case .ec where isHSM: return .ecHSM
        case .rsa, .rsaHSM, .ec, .ecHSM, .octHSM: return type
        }
    }

    static func key(_ body: RequestBody, type: KeyVault.KeyType) throws(WireFailure) -> TestKey {
        do {
            switch type {
            case .rsa, .rsaHSM:
                return .rsa(
                    try RSAKey(
                        modulus: try bytes("n", body), publicExponent: try bytes("e", body),
                        privateExponent: try bytes("d", body), p: try bytes("p", body),
                        q: try bytes("q", body)))
            case .ec, .ecHSM:
                let curve = Curve(try KeyVaultBodies.curve(body, of: type) ?? .p256)
                return .elliptic(
                    try EllipticKey(
                        curve: curve, x: try bytes("x", body), y: try bytes("y", body),
                        scalar: try bytes("d", body)))
            case .octHSM: return .symmetric(try AESKey(bytes: try bytes("k", body)))
            }
        } catch let failure as KeyFailure {
            throw KeyVaultBodies.badParameter("The key cannot be imported: \(failure.sentence).")
        } catch let failure as WireFailure {
            throw failure
        } catch {
            preconditionFailure("nothing else is thrown")
        }
    }

    private static func bytes(_ name: String, _ body: RequestBody) throws(WireFailure) -> [UInt8] {
        guard let bytes = try KeyVaultBodies.bytes(name, of: body), !bytes.isEmpty, bytes.count <= 1024 else {
            throw KeyVaultBodies.badParameter("The key needs \(name), base64url of at most 1024 bytes.")
        }
        return bytes
    }
}

extension KeyFailure {
    /// What is wrong, in words that end without a period.
    var sentence: String {
        switch self {
        case .length(let input, let expected): "\(input.rawValue) takes \(expected)"
        case .algorithm: "the algorithm is none of this key"
        case .undecryptable: "the value was not made with this version of the key and this algorithm"
        case .notAKey(let why): why
        }
    }
}
