public import ControlPlane
import VirtualTime

/// What the rules of kind state and deadline say of every world at every instant.
public enum WorldInvariants {
    /// The first that does not hold, with the id of its rule; nil when all do.
    public static func complaint(_ world: World) -> String? {
        noDeadlinePassed(world) ?? keys(world) ?? clusters(world) ?? workspaces(world) ?? sentinels(world)
    }

    private static func noDeadlinePassed(_ world: World) -> String? {
        guard let next = world.next, next.at < world.now else { return nil }
        return "TIME-01: something was due at \(next.at) and has not happened"
    }

    private static func keys(_ world: World) -> String? {
        for key in world.keyVault.keys {
            if key.versions.isEmpty { return "KV-KEY-03: a key has no version" }
            guard world.keyVault.vaults[key.vault] != nil else {
                return "KV-KEY-17: a key outlived its vault"
            }
        }
        for vault in world.keyVault.vaults
        where vault.deletion.map({ $0.scheduledPurge <= world.now }) == true {
            return "KV-DEL-09: a vault was not purged in time"
        }
        return nil
    }

    private static func clusters(_ world: World) -> String? {
        for cluster in world.logAnalytics.clusters {
            if cluster.isDeleted {
                if !cluster.links.isEmpty { return "LA-DEL-02: a deleted cluster still has workspaces" }
                continue
            }
            if cluster.links.count > 1_000 { return "LA-CLUSTER-11: too many workspaces" }
            if let sentence = keyAccess(of: cluster, world) { return sentence }
            for link in cluster.links
            where world.logAnalytics.workspaces[link.workspace]?.link.cluster != cluster.id {
                return "LA-LINK-03: cluster and workspace disagree on their link"
            }
        }
        return nil
    }

    /// The store is losing or dark just when the vault would refuse it (LA-REVOKE-01, LA-REVOKE-08).
    private static func keyAccess(of cluster: LogAnalytics.Cluster, _ world: World) -> String? {
        guard let key = cluster.key else {
            return cluster.access == .held ? nil : "LA-KEY-07: without a key nothing can be revoked"
        }
        if let sentence = bounds(cluster.access, world, .honorCluster, .restoreCluster) { return sentence }
        let principal = principal(of: cluster.identity)
        let reach = KeyVault.reach(
            .unwrapKey, with: key.key, version: key.wrappedWith, by: principal, in: world)
        // A vault that gives no answer says nothing (LA-AEK-07), and a version may have had its time (P-56).
        if reach == .outage || cluster.outage != nil || cluster.staleness != nil { return nil }
        let isUsable = !cluster.identityForfeited && reach == .usable
        switch cluster.access {
        case .held where !isUsable: return "LA-REVOKE-01: the key is gone and the cluster holds it"
        case .revoking where isUsable: return "TIME-03: the key is back and the cluster is losing it"
        case .revoked where isUsable: return "LA-REVOKE-08: the key is back and the cluster does not return"
        case .restoring where !isUsable: return "LA-REVOKE-15: the key is gone and the cluster returns"
        case .held, .revoking, .revoked, .restoring, .lost: return nil
        }
    }

    private static func bounds(
        _ access: KeyAccess, _ world: World, _ honor: ChoicePoint, _ restore: ChoicePoint
    ) -> String? {
        switch access {
        case .revoking(let since, let by):
            let bound = world.settings.window(of: honor).upperBound
            return by > since.at + bound ? "\(honor.rules[0]): the bound is passed" : nil
        case .restoring(let since, let by):
            let bound = world.settings.window(of: restore).upperBound
            return by > since.at + bound ? "\(restore.rules[0]): the bound is passed" : nil
        case .held, .revoked, .lost: return nil
        }
    }

    private static func principal(of identity: LogAnalytics.ClusterIdentity) -> Principal {
        switch identity {
        case .systemAssigned(let objectID): .identity(objectID: objectID)
        case .none, .userAssigned: .identity(objectID: "")
        }
    }

    private static func workspaces(_ world: World) -> String? {
        for workspace in world.logAnalytics.workspaces {
            let data = workspace.data, now = world.now
            let told =
                data.stored(at: now) + data.dropped(at: now) + data.purged(at: now) + data.unrecoverable
            if told != data.sent(at: now) { return "SENT-REVOKE-04: records are unaccounted for" }
            if LogAnalytics.isDark(workspace, in: world), LogAnalytics.accessible(workspace, in: world) > 0 {
                return "LA-REVOKE-05: a dark workspace shows records"
            }
            let starts = workspace.linkStarts.filter { $0 > now - .days(30) }
            if starts.count > 2 { return "LA-LINK-06: \(starts.count) links in 30 days" }
            guard !workspace.isDeleted else { continue }
            if case .linked(let cluster, _) = workspace.link,
                world.logAnalytics.clusters[cluster]?.links.contains(where: { $0.workspace == workspace.id })
                    != true
            {
                return "LA-LINK-03: workspace and cluster disagree on their link"
            }
        }
        return nil
    }

    private static func sentinels(_ world: World) -> String? {
        for onboarding in world.sentinel.onboardings where onboarding.isOnboarded {
            let stores = Sentinel.stores(behind: onboarding.id, in: world)
            let areDark = [stores.clusterIsDark, stores.accountIsDark]
            let expected: Sentinel.Availability =
                areDark == [true, true] ? .unavailable : areDark == [false, false] ? .available : .degraded
            // Only under a key does Sentinel follow its stores.
            guard onboarding.customerManagedKey, case .onboarded = onboarding.state else { continue }
            if onboarding.availability != expected {
                return
                    "SENT-REVOKE-08: Sentinel is \(onboarding.availability), its stores make it \(expected)"
            }
        }
        for account in world.cosmosDB.accounts where !account.isDeleted {
            if let sentence = bounds(account.access, world, .honorCosmos, .restoreCosmos) { return sentence }
        }
        return nil
    }
}
