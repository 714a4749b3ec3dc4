import VirtualTime

/// Changes that touch a cluster and its workspaces together, so that neither is ever seen without the other.
extension LogAnalytics.State {
    /// Where records sent to the workspace go, from its link and its cluster's access (LA-ING-03).
    func route(of id: ResourceID) -> DataLedger.Route {
        guard let cluster = workspaces[id]?.link.cluster, let row = clusters[cluster] else {
            return DataLedger.Route(fate: .stored, store: nil)
        }
        let drops = row.isDark || row.state.isCreating
        return DataLedger.Route(fate: drops ? .dropped : .stored, store: cluster, key: row.key?.key)
    }

    mutating func rerouteWorkspaces(of cluster: ResourceID, at instant: Instant) {
        for link in clusters[cluster]?.links ?? [] { reroute(link.workspace, at: instant) }
    }

    /// Lets a workspace's flows and darkness follow its cluster.
    mutating func reroute(_ id: ResourceID, at instant: Instant) {
        let route = route(of: id)
        let isDark = workspaces[id]?.link.cluster.flatMap { clusters[$0] }?.isDark ?? false
        _ = workspaces.change(id) {
            $0.data.setDark(isDark, at: instant)
            $0.data.reroute(to: route, at: instant)
        }
    }

    /// No segment moves: what was ingested before stays as it was (LA-CMK-01).
    mutating func setKey(_ key: LogAnalytics.ClusterKey?, of id: ResourceID, at stamp: Stamp) {
        if let vault = clusters[id]?.key?.vault, vault != key?.vault {
            clustersByVault.remove(id, from: vault)
        }
        _ = clusters.change(id) {
            $0.key = key
            $0.rewrap = nil
            if key?.wrappedWith == $0.staleness?.version || key?.followsLatest != false { $0.staleness = nil }
            if key == nil {
                $0.access = .held
                $0.outage = nil
            }
            $0.noteKeyUse(at: stamp.at)
        }
        if let key { clustersByVault.add(id, to: key.vault) }
        rerouteWorkspaces(of: id, at: stamp.at)
    }

    mutating func deleteCluster(_ id: ResourceID, at stamp: Stamp) {
        guard let cluster = clusters[id] else { return }
        for link in cluster.links {
            unlink(link.workspace, at: stamp)
            _ = workspaces.change(link.workspace) { $0.deletion?.lostCluster = true }
        }
        // Not only the workspaces linked now: one that was unlinked leaves its data in the cluster
        // (LA-LINK-11).
        for workspace in workspaces {
            _ = workspaces.change(workspace.id) {
                if case .linking(id, _, _) = $0.link { $0.link = .none }
                $0.data.destroy(store: id, at: stamp.at)
            }
        }
        if let vault = cluster.key?.vault {
            clustersByVault.remove(id, from: vault)
        }
        _ = clusters.change(id) {
            $0.links = []
            $0.update = nil
            $0.rewrap = nil
            $0.outage = nil
            $0.staleness = nil
            let interrupted = $0.state.operation != nil
            $0.state = .succeeded
            $0.meter(nil, at: stamp.at)
            $0.deletion = LogAnalytics.NameReservation(
                since: stamp, until: stamp.at + FixedTiming.nameReserved.standard,
                interruptedOperation: interrupted)
            $0.noteKeyUse(at: stamp.at)
        }
    }

    mutating func link(_ id: ResourceID, to cluster: ResourceID, at stamp: Stamp) {
        _ = workspaces.change(id) {
            $0.link = .linked(to: cluster, since: stamp.at)
            $0.sku = LogAnalytics.linkedSku
            $0.modifiedAt = stamp.at
        }
        _ = clusters.change(cluster) {
            $0.links.append(LogAnalytics.ClusterLink(workspace: id, at: stamp.at))
        }
        reroute(id, at: stamp.at)
    }

    mutating func unlink(_ id: ResourceID, at stamp: Stamp) {
        guard let workspace = workspaces[id] else { return }
        unlist(workspace)
        _ = workspaces.change(id) {
            $0.link = .none
            $0.sku = LogAnalytics.payAsYouGo
            $0.modifiedAt = stamp.at
            $0.data.reroute(to: DataLedger.Route(fate: .stored, store: nil), at: stamp.at)
            $0.data.setDark(false, at: stamp.at)
        }
    }

    /// A table's own retention is in force from the end of its operation on.
    mutating func provisionTable(_ id: ResourceID, at stamp: Stamp) {
        _ = tables.change(id) { $0.state = .succeeded }
        guard let table = tables[id] else { return }
        _ = workspaces.change(table.workspace) {
            $0.data.setRetention(
                of: table.name, days: table.retention.totalDays,
                interactiveDays: table.retention.interactiveDays,
                grace: $0.purgesOnDay30 && table.retention.totalDays == 30
                    ? .zero : LogAnalytics.shorteningGrace,
                at: stamp.at)
        }
    }

    /// To the customer's storage, or back (LA-BYOS-03).
    mutating func moveSearches(of workspace: ResourceID, toStorage isInStorage: Bool) {
        for search in searches where search.workspace == workspace {
            _ = searches.change(search.id) { $0.isInStorage = isInStorage }
        }
    }

    /// What runs on a workspace ends with it, and leaves it as it was before: a recovered one must not meet a
    /// deadline that has long passed.
    mutating func cancelOperations(of id: ResourceID) {
        guard let workspace = workspaces[id] else { return }
        let link: LogAnalytics.WorkspaceLink
        switch workspace.link {
        case .none, .linking: link = .none
        case .linked: link = workspace.link
        case .unlinking(let cluster, _, _):
            let since = clusters[cluster]?.links.first { $0.workspace == id }?.at
            link = .linked(to: cluster, since: since ?? workspace.modifiedAt)
        }
        _ = workspaces.change(id) {
            $0.state = .succeeded
            $0.link = link
        }
    }

    mutating func unlist(_ workspace: LogAnalytics.Workspace) {
        guard let cluster = workspace.link.cluster else { return }
        _ = clusters.change(cluster) { $0.links.removeAll { $0.workspace == workspace.id } }
    }
}
