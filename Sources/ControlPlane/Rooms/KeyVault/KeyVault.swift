import VirtualTime

/// Vaults, their access policies, and the keys and versions in them.
///
/// ```
///   vault:    (none) ──PUT──► registeringDNS ──≤ 30 s──► active ──DELETE──► softDeleted ──7–90 d──► purged
///                                                          ▲──── recover ─────┘
///   key:      (none) ──create──► live(+versions) ──DELETE──► softDeleted ──► purged
///                                  ▲──────── recover ──────────┘
///   version:  enabled ◄──► disabled
/// ```
/// Whether an operation on a key is allowed is one decision table: `KeyVaultCryptography.swift`
/// (KV-CRYPTO-02).
///
/// Sources: Azure Key Vault documentation (soft delete, recovery, keys, access policies) and OpenAPI.
public enum KeyVault: ResourceProvider {
    static let namespace = "Microsoft.KeyVault"

    /// 32 hexadecimal digits: the identifier the service gives a new version.
    static func versionName(of key: ResourceID, ordinal: Int, in world: World) -> String {
        let path = world.names[key].path.lowercased()
        return NamedGUID.text("version/\(ordinal)", in: "\(world.tenant)\(path)@\(world.stamp.entry)")
            .filter { $0 != "-" }
    }
}
