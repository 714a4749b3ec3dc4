import ControlPlane
import VirtualTime

/// Versions of Key Vault's management interface that come to an end (KV-VAULT-16).
enum Retirement {
    private static let lastDay = Instant(iso8601: "2027-02-27T00:00:00Z")
    private static let firstToStay = APIVersion("2026-02-01")

    static func require(
        _ version: APIVersion, of known: KnownVersions, in world: World
    ) throws(WireFailure) {
        guard known.resourceType.hasPrefix("Microsoft.KeyVault/"), !world.settings.isDefault(.apiRetirement),
            let lastDay = lastDay, world.now >= lastDay, let first = firstToStay, version < first
        else { return }
        let left = KnownVersions(known.resourceType, known.versions.filter { $0 >= first })
        guard
            let error = left.refusal(
                of: .unknown(version), location: "westeurope", locations: Regions.names)
        else { return }
        var failure = WireFailure(
            400, error.code, error.message,
            because: [KeyVault.VaultRule.versionsRetire.id, Resources.Rule.versionKnown.id])
        failure.isGateway = true
        throw failure
    }
}
