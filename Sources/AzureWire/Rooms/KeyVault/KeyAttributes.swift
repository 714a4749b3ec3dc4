import ControlPlane
import VirtualTime

/// `attributes` of a key, as clients of different versions see them.
enum KeyAttributes {
    private struct Look {
        let version: KeyVault.KeyVersion
        let vault: KeyVault.Vault?
    }

    private static let all: [VersionedMember<Look>] = [
        .init("enabled") { .bool($0.version.enabled) },
        .init("nbf") { $0.version.notBefore.map(seconds) },
        .init("exp") { $0.version.expires.map(seconds) },
        .init("created") { seconds($0.version.createdAt) },
        .init("updated") { seconds($0.version.updatedAt) },
        .init("recoveryLevel") { $0.vault.map { .string($0.recoveryLevel) } },
        .init("recoverableDays", since: "7.1") { $0.vault.map { .integer($0.retentionDays) } },
        .init("exportable", since: "7.4-preview.1") { _ in false },
        .init("hsmPlatform", since: firstWithPlatforms) { $0.version.type.isHSM ? "1" : "0" },
    ]

    /// - Parameter client: the version asked for; nil asks for the newest.
    static func document(
        of version: KeyVault.KeyVersion, _ key: KeyVault.Key, for client: APIVersion?, in world: World
    ) -> Document {
        let look = Look(version: version, vault: world.keyVault.vaults[key.vault])
        let client = client.map(numbered)
        var members: Members = [:]
        for member in all where member.isShown(in: client) {
            if let value = member.value(look) { members.append(member.name, value) }
        }
        return .object(members)
    }

    /// Since when a key says what hardware made it.
    private static let firstWithPlatforms = "7.5-preview.1"

    static func isBeforePlatforms(_ client: APIVersion) -> Bool {
        numbered(client) < APIVersion.known(firstWithPlatforms)
    }

    /// The service went from a date to numbers, and back to dates.
    private static func numbered(_ client: APIVersion) -> APIVersion {
        client == firstDate ? oldestNumber : client
    }
    private static let firstDate = APIVersion.known("2016-10-01")
    private static let oldestNumber = APIVersion.known("7.0")

    private static func seconds(_ instant: Instant) -> Document { .integer(instant.milliseconds / 1_000) }
}
