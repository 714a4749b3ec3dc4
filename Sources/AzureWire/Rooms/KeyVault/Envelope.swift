import ControlPlane
import VirtualTime

/// Wrapped values: a deterministic envelope that names the version it was made with (KV-CRYPTO-01).
///
/// No secret is kept by it and none is claimed: what matters here is *which* version can open it.
enum Envelope {
    /// `digest of kid ‖ algorithm`, then the payload masked with bytes derived from the kid.
    static func wrap(_ payload: [UInt8], kid: String, algorithm: String) -> [UInt8] {
        seal(kid, algorithm) + masked(payload, kid)
    }

    /// nil if the envelope was made with another version or algorithm, or is no envelope at all.
    static func unwrap(_ envelope: [UInt8], kid: String, algorithm: String) -> [UInt8]? {
        let seal = seal(kid, algorithm)
        guard envelope.count >= seal.count, Array(envelope[..<seal.count]) == seal else { return nil }
        return masked(Array(envelope[seal.count...]), kid)
    }

    /// The same digest under the same version and algorithm has the same signature.
    static func signature(of digest: [UInt8], kid: String, algorithm: String) -> [UInt8] {
        Digest.sha256("sign \(kid)\n\(algorithm)\n\(base64URL(digest))").bytes
    }

    /// Base64url of that many bytes derived from a name: an RSA modulus has its top bit set.
    static func number(of name: String, bytes count: Int) -> String {
        var bytes = stream(name, count)
        if !bytes.isEmpty { bytes[0] |= 0x80 }
        return base64URL(bytes)
    }

    private static func seal(_ kid: String, _ algorithm: String) -> [UInt8] {
        Digest.sha256("\(kid)\n\(algorithm)").bytes
    }

    private static func masked(_ payload: [UInt8], _ kid: String) -> [UInt8] {
        zip(payload, stream("mask \(kid)", payload.count)).map { $0 ^ $1 }
    }

    private static func stream(_ name: String, _ count: Int) -> [UInt8] {
        var draw = Draw(seed: 0, key: name)
        var bytes: [UInt8] = []
        while bytes.count < count {
            let word = draw.next()
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
        }
        return Array(bytes.prefix(count))
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0...group.count { text.append(digits[Int(word >> (18 - 6 * UInt32(place)) & 63)]) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
