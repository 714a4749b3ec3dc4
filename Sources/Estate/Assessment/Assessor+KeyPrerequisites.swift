import ControlPlane
import VirtualTime

/// What a key and its vault must be like for the store under it.
extension Assessor {
    func ofKey(_ store: KeyedStore) -> [Finding] {
        guard let vault = world.keyVault.vaults[store.vault] else { return [] }
        let about = store.name(in: world), vaultName = name(store.vault)
        let isCluster = store.kind == .cluster
        let missing = self.missing(for: store.principal, key: store.key)
        let version = world.keyVault.keys[store.key]?.latest
        let isLet = !vault.network.isClosed || vault.network.bypassesTrusted
        var findings = [
            finding(
                isCluster ? LogAnalytics.Rule.recoverableVault.id : CosmosDB.Rule.recoverable.id, about,
                vault.softDelete && vault.purgeProtection, severity: .critical,
                otherwise: "a deleted key can be purged at once, and the store is lost with it",
                [
                    Finding.Evidence(vaultName, "enableSoftDelete", .bool(vault.softDelete)),
                    Finding.Evidence(vaultName, "enablePurgeProtection", .bool(vault.purgeProtection)),
                ]),
            finding(
                isCluster ? LogAnalytics.Rule.getPermission.id : CosmosDB.Rule.grantNeeded.id, about,
                missing.isEmpty, severity: .high,
                otherwise: "the store cannot use its key, or will not be able to take the next one",
                [
                    Finding.Evidence(
                        vaultName, "\(principalName(store.principal)) may not", list(missing))
                ]),
            finding(
                isCluster ? KeyVault.NetworkRule.judgedInOrder.id : CosmosDB.Rule.vaultOpen.id, about, isLet,
                severity: .high, otherwise: "the vault's network keeps the store out",
                [
                    Finding.Evidence(
                        vaultName, "publicNetworkAccess", .string(vault.network.publicAccess.rawValue)),
                    Finding.Evidence(
                        vaultName, "bypass", .string(vault.network.bypassesTrusted ? "AzureServices" : "None")
                    ),
                ]),
        ]
        if let version {
            findings.append(
                finding(
                    isCluster ? LogAnalytics.KeyRule.keyShape.id : CosmosDB.Rule.keyKind.id, about,
                    version.type.isRSA && (isCluster || version.sizeBits >= 3_072),
                    severity: version.type.isRSA ? .low : .high,
                    otherwise: version.type.isRSA
                        ? "3072 bits or more are recommended" : "an RSA key is needed",
                    [
                        Finding.Evidence(name(store.key), "kty", .string(version.type.rawValue)),
                        Finding.Evidence(name(store.key), "size", .integer(version.sizeBits)),
                    ]))
        }
        return findings + (isCluster ? near(store, vault) : [])
    }

    /// Vault, cluster and workspaces in one region and one tenant.
    private func near(_ store: KeyedStore, _ vault: KeyVault.Vault) -> [Finding] {
        guard let cluster = world.logAnalytics.clusters[store.id] else { return [] }
        let about = store.name(in: world)
        let places = store.workspaces(in: world).map { (workspaceName($0), $0.location) }
        return [
            finding(
                LogAnalytics.KeyRule.sameRegionAndTenant.id, about,
                isOneRegion(cluster.location, vault.location)
                    && vault.tenant.lowercased() == world.tenant.lowercased(),
                severity: .medium, otherwise: "the next change of the key is refused",
                [
                    Finding.Evidence(about, "location", .string(cluster.location)),
                    Finding.Evidence(name(store.vault), "location", .string(vault.location)),
                    Finding.Evidence(name(store.vault), "tenantId", .string(vault.tenant)),
                ]),
            finding(
                LogAnalytics.ClusterRule.linkRegion.id, about,
                places.allSatisfy { isOneRegion(cluster.location, $0.1) }, severity: .medium,
                otherwise: "linking it again is refused",
                places.map { Finding.Evidence($0.0, "location", .string($0.1)) }),
        ]
    }

    func isOneRegion(_ one: String, _ other: String) -> Bool {
        Sameness.holds(.string(one), .string(other))
    }

    private func finding(
        _ rule: RuleID, _ about: String, _ isMet: Bool, severity: Finding.Severity, otherwise: String,
        _ evidence: [Finding.Evidence]
    ) -> Finding {
        Finding(
            .prerequisites, isMet ? .info : severity, about: about, isMet ? "met" : "not met",
            Rulebook.find(rule.code)?.citation.says ?? "",
            consequence: isMet ? "it is so" : otherwise, rules: [rule], evidence: evidence)
    }
}
