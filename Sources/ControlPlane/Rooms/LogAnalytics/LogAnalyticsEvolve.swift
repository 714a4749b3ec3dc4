import VirtualTime

extension LogAnalytics {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .clusterCreated, .clusterProvisioned, .clusterChanged, .clusterUpdateStarted,
            .clusterUpdateEnded,
            .clusterKeyChanged, .clusterIdentityChanged, .clusterDeleted, .clusterNameReleased,
            .keyAccessChanged, .clusterIdentityRestored, .supportContacted, .vaultFellSilent,
            .outageLimitReached, .vaultAnswered, .versionOutdated, .versionBecameStale,
            .rewrapScheduled, .rewrapAbandoned, .keyRewrapped:
            evolveCluster(&state, event, at: stamp)
        case .workspaceCreated, .workspaceProvisioned, .workspaceChanged, .workspaceDeleted,
            .workspaceRecovered,
            .workspacePurged, .workspaceAccessChanged, .linkStarted, .workspaceLinked, .unlinkStarted,
            .workspaceUnlinked, .recordsStored,
            .recordsDropped, .trafficStarted, .trafficStopped, .tableWritten, .tableProvisioned,
            .tableDeleted:
            evolveWorkspace(&state, event, at: stamp)
        }
    }

    private static func evolveCluster(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .clusterCreated(let cluster):
            state.clusters.put(cluster)
            if let vault = cluster.key?.vault { state.clustersByVault.add(cluster.id, to: vault) }
        case .clusterProvisioned(let id):
            _ = state.clusters.change(id) { $0.state = .succeeded }
            state.rerouteWorkspaces(of: id, at: stamp.at)
        case .clusterChanged(let id, let capacity, let carried):
            _ = state.clusters.change(id) {
                if capacity != $0.capacity { $0.lastSkuUpdate = stamp.at }
                $0.capacity = capacity
                $0.carried = carried
                $0.modifiedAt = stamp.at
            }
        case .clusterUpdateStarted(let id, let update, let until, let operation):
            _ = state.clusters.change(id) {
                $0.update = update
                $0.state = .updating(until: until, operation: operation)
                $0.modifiedAt = stamp.at
            }
        case .clusterUpdateEnded(let id):
            _ = state.clusters.change(id) {
                $0.update = nil
                $0.state = .succeeded
                $0.modifiedAt = stamp.at
            }
        case .clusterKeyChanged(let id, let key): state.setKey(key, of: id, at: stamp)
        case .clusterIdentityChanged(let id, let identity):
            _ = state.clusters.change(id) {
                if identity == .none, $0.key != nil, !$0.identityForfeited {
                    $0.identityForfeited = true
                    $0.formerIdentity = $0.identity
                }
                $0.identity = identity
            }
        case .clusterIdentityRestored(let id):
            _ = state.clusters.change(id) {
                $0.identityForfeited = false
                if $0.identity == .none, let former = $0.formerIdentity { $0.identity = former }
                $0.formerIdentity = nil
            }
        case .clusterDeleted(let id): state.deleteCluster(id, at: stamp)
        case .clusterNameReleased(let id): state.clusters.remove(id)
        case .keyAccessChanged(let id, let access):
            _ = state.clusters.change(id) { $0.access = access }
        case .supportContacted: return
        case .vaultFellSilent, .outageLimitReached, .vaultAnswered, .versionOutdated, .versionBecameStale:
            evolvePatience(&state, event, at: stamp)
        case .rewrapScheduled(let id, let rewrap): _ = state.clusters.change(id) { $0.rewrap = rewrap }
        case .rewrapAbandoned(let id): _ = state.clusters.change(id) { $0.rewrap = nil }
        case .keyRewrapped(let id, let version):
            _ = state.clusters.change(id) {
                $0.rewrap = nil
                $0.key?.wrappedWith = version
            }
        default: return
        }
    }

    private static func evolvePatience(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .vaultFellSilent(let id, let until):
            _ = state.clusters.change(id) { $0.outage = Outage(since: stamp, until: until) }
        case .outageLimitReached(let id):
            _ = state.clusters.change(id) {
                $0.outage?.until = nil
                $0.outage?.isOver = true
            }
        case .vaultAnswered(let id): _ = state.clusters.change(id) { $0.outage = nil }
        case .versionOutdated(let id, let version, let until):
            _ = state.clusters.change(id) {
                $0.staleness = Staleness(version: version, since: stamp, until: until)
            }
        case .versionBecameStale(let id):
            _ = state.clusters.change(id) {
                $0.staleness?.until = nil
                $0.staleness?.isOver = true
            }
        default: return
        }
    }

    private static func evolveWorkspace(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .workspaceCreated(let workspace): state.workspaces.put(workspace)
        case .workspaceProvisioned(let id):
            _ = state.workspaces.change(id) {
                $0.state = .succeeded
                $0.revision += 1
            }
        case .workspaceChanged(let id, let changes):
            _ = state.workspaces.change(id) { $0.apply(changes, at: stamp.at) }
        case .workspaceAccessChanged(let id, _): state.reroute(id, at: stamp.at)
        case .workspaceDeleted(let id, let until):
            state.cancelOperations(of: id)
            _ = state.workspaces.change(id) {
                $0.deletion = SoftDeletion(since: stamp, recoverableUntil: until)
                $0.data.stopFlows(at: stamp.at)
                $0.revision += 1
            }
        case .workspaceRecovered(let id):
            _ = state.workspaces.change(id) {
                $0.deletion = nil
                $0.revision += 1
            }
        case .workspacePurged(let id):
            guard let workspace = state.workspaces.remove(id) else { return }
            state.unlist(workspace)
            for table in state.tables where table.workspace == id { state.tables.remove(table.id) }
        case .linkStarted(let id, let cluster, let until, let operation):
            _ = state.workspaces.change(id) {
                $0.link = .linking(to: cluster, until: until, operation: operation)
                $0.linkStarts = $0.linkStarts.filter { $0 > stamp.at - .days(linkWindowDays) } + [stamp.at]
            }
        case .workspaceLinked(let id, let cluster): state.link(id, to: cluster, at: stamp)
        case .unlinkStarted(let id, let cluster, let until, let operation):
            _ = state.workspaces.change(id) {
                $0.link = .unlinking(from: cluster, until: until, operation: operation)
            }
        case .workspaceUnlinked(let id, _): state.unlink(id, at: stamp)
        case .recordsStored(let id, let table, let records), .recordsDropped(let id, let table, let records):
            let route = state.route(of: id)
            _ = state.workspaces.change(id) { $0.data.add(records, table: table, route: route, at: stamp.at) }
        case .trafficStarted(let id, let table, let flow):
            let route = state.route(of: id)
            _ = state.workspaces.change(id) { $0.data.start(flow, table: table, route: route, at: stamp.at) }
        case .tableWritten(let table): state.tables.put(table)
        case .tableProvisioned(let id): _ = state.tables.change(id) { $0.state = .succeeded }
        case .tableDeleted(let id): state.tables.remove(id)
        case .trafficStopped(let id): _ = state.workspaces.change(id) { $0.data.stopFlows(at: stamp.at) }
        default: return
        }
    }
}

extension LogAnalytics.Workspace {
    fileprivate mutating func apply(_ changes: LogAnalytics.WorkspaceChanges, at instant: Instant) {
        if let sku = changes.sku, link.cluster == nil { self.sku = sku }
        if let days = changes.retentionDays, days != data.retentionDays {
            data.setRetention(days: days, at: instant)
        }
        if let carried = changes.carried { self.carried = carried }
        modifiedAt = instant
        revision += 1
    }
}
