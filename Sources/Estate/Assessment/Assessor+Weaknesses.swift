import ControlPlane
import VirtualTime

/// What is not wrong by itself, and makes a loss likelier or worse.
extension Assessor {
    func weaknesses() -> [Finding] {
        // A vault that no store needs yet is worth a look before one does.
        let vaults = world.keyVault.vaults.filter { $0.deletion == nil && !$0.keys.isEmpty }
        return stores.flatMap(ofStore) + vaults.flatMap(ofVault) + keys().flatMap(ofKey)
    }

    private func keys() -> [KeyVault.Key] {
        var ids: [ResourceID] = []
        for store in stores where !ids.contains(store.key) { ids.append(store.key) }
        return ids.compactMap { world.keyVault.keys[$0] }
    }

    private func weakness(
        _ severity: Finding.Severity, _ about: String, _ outcome: String, _ title: String,
        _ consequence: String,
        _ rules: [RuleID], _ evidence: Finding.Evidence...
    ) -> Finding {
        Finding(
            .weaknesses, severity, about: about, outcome, title, consequence: consequence, rules: rules,
            evidence: evidence)
    }

    private func ofStore(_ store: KeyedStore) -> [Finding] {
        let about = store.name(in: world)
        var findings: [Finding] = []
        if let access = store.access(in: world), access != .held {
            findings.append(
                weakness(
                    access.isLost ? .critical : .high, about, access.text,
                    "\(about) does not hold its key now",
                    access.isLost
                        ? "its key is destroyed: only its deletion is left"
                        : access.isDark ? "it is dark" : "it is going dark, or coming back",
                    store.kind == .cluster
                        ? [LogAnalytics.Rule.revocationTriggered.id] : [CosmosDB.Rule.revocationTriggered.id],
                    Finding.Evidence(about, "keyAccess", .string(access.text))))
        }
        if let pinned = store.pinned {
            let latest = world.keyVault.keys[store.key]?.latest.name ?? ""
            findings.append(
                weakness(
                    pinned == latest ? .low : .medium, about, "pinned",
                    "\(about) is pinned to a version of its key",
                    pinned == latest
                        ? "after a rotation it has to be told of the new version"
                        : "a newer version is there: disabling the old one darkens it",
                    [
                        LogAnalytics.Rule.keyModes.id, LogAnalytics.Rule.pinnedVersionLost.id,
                        Sentinel.Rule.clusterMustBeTold.id,
                    ],
                    Finding.Evidence(about, "keyVersion", .string(pinned)),
                    Finding.Evidence(name(store.key), "currentVersion", .string(latest))))
        }
        return findings + ofRetention(store)
    }

    /// Whether a deleted key can outlast what it protects.
    private func ofRetention(_ store: KeyedStore) -> [Finding] {
        guard store.kind == .cluster, let vault = world.keyVault.vaults[store.vault], vault.softDelete else {
            return []
        }
        return store.workspaces(in: world).filter { $0.retentionDays < vault.retentionDays }.map {
            workspace in
            let about = workspaceName(workspace)
            return weakness(
                .medium, about, "empties first", "\(about) is emptied before a deleted key is purged",
                "a key that is recovered on its last day finds nothing: \(workspace.retentionDays) days of "
                    + "retention against \(vault.retentionDays)",
                [LogAnalytics.Rule.retentionRuns.id, KeyVault.Rule.keyPurgedAtEnd.id],
                Finding.Evidence(about, "retentionInDays", .integer(workspace.retentionDays)),
                Finding.Evidence(
                    name(vault.id), "softDeleteRetentionInDays", .integer(vault.retentionDays)))
        }
    }

    private func ofVault(_ vault: KeyVault.Vault) -> [Finding] {
        let about = name(vault.id)
        let isUsed = stores.contains { $0.vault == vault.id }
        var findings: [Finding] = []
        if !vault.softDelete {
            findings.append(
                weakness(
                    isUsed ? .critical : .medium, about, "no soft delete",
                    "\(about) keeps nothing that is deleted",
                    "a deleted key is gone at once, and what is under it is lost",
                    [KeyVault.VaultRule.goneAtOnce.id],
                    Finding.Evidence(about, "enableSoftDelete", false)))
        } else if !vault.purgeProtection {
            findings.append(
                weakness(
                    isUsed ? .critical : .medium, about, "no purge protection",
                    "\(about) lets a deleted key be purged",
                    "whoever may purge destroys the key before its \(vault.retentionDays) days are over",
                    [KeyVault.Rule.purgeProtectionOptional.id, KeyVault.VaultRule.purgedByHand.id],
                    Finding.Evidence(about, "enablePurgeProtection", false)))
        }
        if vault.softDelete, vault.retentionDays < 90, isUsed {
            findings.append(
                weakness(
                    .low, about, "short",
                    "\(about) keeps what is deleted for \(vault.retentionDays) days, not 90",
                    "that is how long a deletion can be undone, and it cannot be changed",
                    [KeyVault.Rule.retentionFixed.id, KeyVault.Rule.keyPurgedAtEnd.id],
                    Finding.Evidence(about, "softDeleteRetentionInDays", .integer(vault.retentionDays))))
        }
        if vault.usesRoles, isUsed {
            findings.append(
                weakness(
                    .medium, about, "roles", "\(about) grants by roles, and loses them when it is deleted",
                    "after a recovery every store needs its role again",
                    [KeyVault.AccessRule.rolesGoWithVault.id],
                    Finding.Evidence(about, "enableRbacAuthorization", true)))
        }
        let path = world.names[vault.id].path.lowercased()
        let locks = world.resources.locks.filter {
            let scope = world.names[$0.scope].path.lowercased()
            return path == scope || path.hasPrefix(scope + "/")
        }
        findings.append(
            weakness(
                locks.isEmpty ? .low : .info, about, locks.isEmpty ? "no lock" : "locked",
                locks.isEmpty ? "nothing keeps \(about) from being deleted" : "a lock keeps \(about)",
                "a lock guards the vault and none of its keys",
                [Resources.Rule.inheritedLock.id, Resources.Rule.controlPlaneOnly.id],
                Finding.Evidence(about, "locks", list(locks.map(\.level.rawValue)))))
        return findings
    }

    private func ofKey(_ key: KeyVault.Key) -> [Finding] {
        let about = name(key.id)
        var findings: [Finding] = []
        if let expires = key.latest.expires {
            let days = (expires - world.now).components.seconds / 86_400
            let isPast = expires <= world.now
            findings.append(
                weakness(
                    isPast ? .high : days < 90 ? .medium : .low, about, isPast ? "expired" : "expires",
                    "\(about) \(isPast ? "expired" : "expires") on \(expires.iso8601)",
                    "a cluster goes on, and cannot take a key until that is extended; Azure Cosmos DB goes dark",
                    [
                        LogAnalytics.KeyRule.expiredServes.id, CosmosDB.Rule.expiryRevokes.id,
                        Sentinel.Rule.expiryIsHalf.id,
                    ], Finding.Evidence(about, "exp", .string(expires.iso8601))))
        }
        if let deletion = key.deletion {
            findings.append(
                weakness(
                    .critical, about, "deleted", "\(about) is deleted",
                    "it can be recovered until \(deletion.scheduledPurge.iso8601), and never after that",
                    [KeyVault.Rule.keySoftDeleted.id, KeyVault.Rule.keyPurgedAtEnd.id],
                    Finding.Evidence(about, "scheduledPurgeDate", .string(deletion.scheduledPurge.iso8601))))
        }
        return findings
    }
}
