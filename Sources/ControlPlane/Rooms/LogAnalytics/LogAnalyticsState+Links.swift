import VirtualTime

/// Changes that touch a cluster and its workspaces together, so that neither is ever seen without the other.
extension LogAnalytics.State {
    /// Where records sent to the workspace go, from its link and its cluster's access (LA-ING-03).
    func route(of id: ResourceID) -> DataLedger.Route {
        guard let cluster = workspaces[id]?.link.cluster, let row = clusters[cluster] else {
            return DataLedger.Route(fate: .stored, store: nil)
        }
        let drops = row.isDark || !hasBeenProvisioned(row)
        return DataLedger.Route(fate: drops ? .dropped : .stored, store: cluster)
    }

    private func hasBeenProvisioned(_ cluster: LogAnalytics.Cluster) -> Bool {
        if case .creating = cluster.state { false } else { true }
    }

    mutating func rerouteWorkspaces(of cluster: ResourceID, at instant: Instant) {
        guard let row = clusters[cluster] else { return }
        for link in row.links {
            let route = route(of: link.workspace)
            _ = workspaces.change(link.workspace) {
                $0.data.setDark(row.isDark, at: instant)
                $0.data.reroute(to: route, at: instant)
            }
        }
    }

    mutating func setKey(_ key: LogAnalytics.ClusterKey?, of id: ResourceID, at stamp: Stamp) {
        if let vault = clusters[id]?.key?.vault, vault != key?.vault {
            clustersByVault.remove(id, from: vault)
        }
        _ = clusters.change(id) {
            $0.key = key
            $0.rewrap = nil
            if key == nil { $0.access = .held }
        }
        if let key { clustersByVault.add(id, to: key.vault) }
    }

    mutating func deleteCluster(_ id: ResourceID, at stamp: Stamp) {
        guard let cluster = clusters[id] else { return }
        for link in cluster.links {
            unlink(link.workspace, at: stamp)
            _ = workspaces.change(link.workspace) { $0.data.destroy(store: id, at: stamp.at) }
        }
        if let vault = cluster.key?.vault {
            clustersByVault.remove(id, from: vault)
        }
        _ = clusters.change(id) {
            $0.links = []
            $0.update = nil
            $0.rewrap = nil
            $0.deletion = LogAnalytics.NameReservation(
                since: stamp, until: stamp.at + .days(LogAnalytics.nameReservationDays))
        }
    }

    mutating func link(_ id: ResourceID, to cluster: ResourceID, at stamp: Stamp) {
        _ = workspaces.change(id) {
            $0.link = .linked(to: cluster, since: stamp.at)
            $0.sku = "LACluster"
            $0.modifiedAt = stamp.at
        }
        _ = clusters.change(cluster) {
            $0.links.append(LogAnalytics.ClusterLink(workspace: id, at: stamp.at))
        }
        rerouteWorkspaces(of: cluster, at: stamp.at)
    }

    mutating func unlink(_ id: ResourceID, at stamp: Stamp) {
        guard let workspace = workspaces[id] else { return }
        unlist(workspace)
        _ = workspaces.change(id) {
            $0.link = .none
            $0.sku = "PerGB2018"
            $0.modifiedAt = stamp.at
            $0.data.reroute(to: DataLedger.Route(fate: .stored, store: nil), at: stamp.at)
            $0.data.setDark(false, at: stamp.at)
        }
    }

    mutating func unlist(_ workspace: LogAnalytics.Workspace) {
        guard let cluster = workspace.link.cluster else { return }
        _ = clusters.change(cluster) { $0.links.removeAll { $0.workspace == workspace.id } }
    }
}
