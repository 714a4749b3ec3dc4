import ControlPlane
import VirtualTime

/// What every answer says of the world as its request met it. Noted before anything happens: a world kept
/// for it would make each write copy all that it touches.
struct Receipt {
    /// The last entry before.
    let sequence: EntryNumber
    let now: Instant
    let tenant: String
    /// Where the vault lies that the host names.
    let region: String?

    init(of request: WireRequest, in world: World) {
        sequence = world.sequence
        now = world.now
        tenant = world.tenant
        region =
            Plane(host: request.host) == .keyVault ? Self.region(ofVault: request.host, in: world) : nil
    }

    private static func region(ofVault host: String, in world: World) -> String? {
        let name = host.prefix { $0 != "." }.lowercased()
        guard let vault = world.keyVault.vaultNames[name]?.vault else { return nil }
        return world.keyVault.vaults.read(vault) { $0.location }
    }
}
