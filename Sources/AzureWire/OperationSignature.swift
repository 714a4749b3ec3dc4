import ControlPlane
import TestKeys
import VirtualTime

/// What Azure's front door puts behind the URLs of operations: clients send it back as it is, and nothing
/// here reads it.
enum OperationSignature {
    /// Bytes of a certificate, a signature by RSA 2048, and a hash by SHA-256.
    private static let sizes = [("c", 2_048), ("s", 256), ("h", 32)]
    /// Ticks of a tenth of a microsecond from the year 1 to 1970.
    private static let ticksTo1970: Int64 = 621_355_968_000_000_000

    /// `&t=` and eighteen digits, and the other three in base64 for URLs.
    static func text(of url: String, in world: World) -> String {
        var text = "&t=\(ticksTo1970 + world.now.milliseconds * 10_000)"
        for (name, count) in sizes {
            let drawn = "signature/\(name)/\(world.tenant)/\(url)/\(world.now.milliseconds)"
            text += "&\(name)=\(base64URL(KeyedBytes.bytes(of: drawn, count: count)))"
        }
        return text
    }
}

extension Exchange {
    /// The URL of an operation as this server gives it: signed as in recordings where it is faithful to them.
    func signed(_ url: String, in world: World) -> String {
        guard isFaithful, world.settings.has(.signedOperationURLs) else { return url }
        return url + OperationSignature.text(of: url, in: world)
    }
}
