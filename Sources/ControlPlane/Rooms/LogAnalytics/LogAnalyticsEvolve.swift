import VirtualTime

extension LogAnalytics {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .clusterCreated, .clusterProvisioned, .clusterChanged, .clusterUpdateStarted,
            .clusterUpdateEnded,
            .clusterKeyChanged, .clusterIdentityChanged, .clusterDeleted, .clusterNameReleased,
            .keyAccessChanged, .clusterIdentityRestored, .supportContacted, .vaultFellSilent,
            .outageLimitReached, .vaultAnswered, .versionOutdated, .versionBecameStale,
            .clusterNameReserved,
            .rewrapScheduled, .rewrapAbandoned, .keyRewrapped:
            evolveCluster(&state, event, at: stamp)
        case .workspaceCreated, .workspaceProvisioned, .workspaceOperationStarted, .workspaceChanged,
            .workspaceDeleted, .workspaceRecovered, .workspacePurged, .workspaceAccessChanged, .linkStarted,
            .workspaceLinked, .unlinkStarted, .workspaceUnlinked, .recordsStored, .recordsDropped,
            .trafficStarted, .trafficStopped, .tableWritten, .tableProvisioned, .tableDeleted, .retentionSet,
            .dataPurgeScheduled, .dataPurged, .oldDataQueried, .sharedKeysRegenerated:
            evolveWorkspace(&state, event, at: stamp)
        case .serviceWritten, .serviceDeleted, .storageLinked, .storageUnlinked, .searchSaved,
            .searchDeleted:
            evolveStorage(&state, event, at: stamp)
        }
    }

    private static func evolveCluster(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .clusterCreated(let cluster):
            state.clusters.put(cluster)
            if let vault = cluster.key?.vault { state.clustersByVault.add(cluster.id, to: vault) }
        case .clusterProvisioned(let id):
            _ = state.clusters.change(id) {
                $0.state = .succeeded
                $0.meter($0.capacity, at: stamp.at)
            }
            state.rerouteWorkspaces(of: id, at: stamp.at)
        case .clusterChanged(let id, let capacity, let billingType, let carried):
            _ = state.clusters.change(id) {
                if capacity != $0.capacity {
                    $0.lastSkuUpdate = stamp.at
                    $0.meter(capacity, at: stamp.at)
                }
                $0.capacity = capacity
                $0.billingType = billingType
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
        case .clusterKeyChanged, .clusterIdentityChanged, .clusterIdentityRestored, .keyAccessChanged,
            .rewrapScheduled, .rewrapAbandoned, .keyRewrapped:
            evolveKey(&state, event, at: stamp)
        case .clusterDeleted(let id): state.deleteCluster(id, at: stamp)
        case .clusterNameReserved(let id, let until):
            _ = state.clusters.change(id) { $0.deletion?.until = until }
        case .clusterNameReleased(let id): state.clusters.remove(id)
        case .supportContacted: return
        case .vaultFellSilent, .outageLimitReached, .vaultAnswered, .versionOutdated, .versionBecameStale:
            evolvePatience(&state, event, at: stamp)
        default: return
        }
    }

    private static func evolveKey(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
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
        case .keyAccessChanged(let id, let access):
            _ = state.clusters.change(id) {
                $0.access = access
                $0.noteKeyUse(at: stamp.at)
            }
        case .rewrapScheduled(let id, let rewrap): _ = state.clusters.change(id) { $0.rewrap = rewrap }
        case .rewrapAbandoned(let id): _ = state.clusters.change(id) { $0.rewrap = nil }
        case .keyRewrapped(let id, let version):
            _ = state.clusters.change(id) {
                $0.rewrap = nil
                $0.key?.wrappedWith = version
                $0.noteKeyUse(at: stamp.at)
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
        case .workspaceOperationStarted(let id, let running):
            _ = state.workspaces.change(id) { $0.state = running }
        case .workspaceChanged(let id, let changes):
            _ = state.workspaces.change(id) { $0.apply(changes, at: stamp.at) }
        case .workspaceAccessChanged(let id, _): state.reroute(id, at: stamp.at)
        case .workspaceDeleted(let id, let until):
            state.cancelOperations(of: id)
            _ = state.workspaces.change(id) {
                $0.deletion = SoftDeletion(
                    since: stamp, recoverableUntil: until, droppedServices: !$0.services.isEmpty)
                $0.services = []
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
            for search in state.searches where search.workspace == id { state.searches.remove(search.id) }
        case .dataPurgeScheduled(let id, let until):
            guard let workspace = state.workspaces[id], let deletion = workspace.deletion else { return }
            state.departures.put(
                Departure(
                    id: workspace.customerID, data: workspace.data, since: deletion.since, until: until))
        case .dataPurged(let customerID): state.departures.remove(customerID)
        case .linkStarted(let id, let cluster, let until, let operation):
            _ = state.workspaces.change(id) {
                $0.link = .linking(to: cluster, until: until, operation: operation)
                // As many as a window may hold: older ones stand in nobody's way.
                $0.linkStarts = $0.linkStarts.suffix(linksPerWindow - 1) + [stamp.at]
            }
        case .workspaceLinked(let id, let cluster): state.link(id, to: cluster, at: stamp)
        case .unlinkStarted(let id, let cluster, let until, let operation):
            _ = state.workspaces.change(id) {
                $0.link = .unlinking(from: cluster, until: until, operation: operation)
            }
        case .workspaceUnlinked(let id, _): state.unlink(id, at: stamp)
        case .sharedKeysRegenerated(let id): _ = state.workspaces.change(id) { $0.keyCount += 1 }
        case .recordsStored, .recordsDropped, .trafficStarted, .trafficStopped, .tableWritten,
            .tableProvisioned, .tableDeleted, .retentionSet, .oldDataQueried:
            evolveData(&state, event, at: stamp)
        default: return
        }
    }

    private static func evolveData(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .recordsStored(let id, let table, let records, let rows):
            let route = state.route(of: id)
            _ = state.workspaces.change(id) {
                $0.data.add(records, rows, table: table, route: route, at: stamp.at)
            }
        case .recordsDropped(let id, let table, let records):
            let route = state.route(of: id)
            _ = state.workspaces.change(id) { $0.data.add(records, table: table, route: route, at: stamp.at) }
        case .trafficStarted(let id, let table, let flow):
            let route = state.route(of: id)
            _ = state.workspaces.change(id) { $0.data.start(flow, table: table, route: route, at: stamp.at) }
        case .tableWritten(let table): state.tables.put(table)
        case .tableProvisioned(let id): state.provisionTable(id, at: stamp)
        case .retentionSet(let id, let days, let lag, let grace):
            _ = state.workspaces.change(id) {
                $0.data.setRetention(
                    days: days, lag: .milliseconds(lag), grace: .milliseconds(grace), at: stamp.at)
            }
        case .oldDataQueried(let id, let table):
            _ = state.workspaces.change(id) { $0.data.query(table: table, at: stamp.at) }
        case .tableDeleted(let id):
            guard let table = state.tables.remove(id) else { return }
            _ = state.workspaces.change(table.workspace) {
                $0.data.setRetention(
                    of: table.name, days: nil, interactiveDays: nil, grace: shorteningGrace, at: stamp.at)
            }
        case .trafficStopped(let id): _ = state.workspaces.change(id) { $0.data.stopFlows(at: stamp.at) }
        default: return
        }
    }

    private static func evolveStorage(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .serviceWritten(let id, let service):
            _ = state.workspaces.change(id) {
                $0.services.removeAll { $0.name.lowercased() == service.name.lowercased() }
                $0.services.append(service)
            }
        case .serviceDeleted(let id, let name):
            _ = state.workspaces.change(id) {
                $0.services.removeAll { $0.name.lowercased() == name.lowercased() }
            }
        case .storageLinked(let id, let storage):
            let isNew = state.workspaces[id]?.storage(for: storage.kind) == nil
            _ = state.workspaces.change(id) {
                $0.storage.removeAll { $0.kind == storage.kind }
                $0.storage.append(storage)
            }
            if storage.kind == .query, isNew { state.moveSearches(of: id, toStorage: true) }
        case .storageUnlinked(let id, let kind):
            _ = state.workspaces.change(id) { $0.storage.removeAll { $0.kind == kind } }
            if kind == .query { state.moveSearches(of: id, toStorage: false) }
        case .searchSaved(let search): state.searches.put(search)
        case .searchDeleted(let id): state.searches.remove(id)
        default: return
        }
    }
}

extension LogAnalytics.Workspace {
    fileprivate mutating func apply(_ changes: LogAnalytics.WorkspaceChanges, at instant: Instant) {
        if let sku = changes.sku, link.cluster == nil { self.sku = sku }
        if let forces = changes.forcesCustomerStorage { forcesCustomerStorage = forces }
        if let purges = changes.purgesOnDay30 { purgesOnDay30 = purges }
        if let carried = changes.carried { self.carried = carried }
        modifiedAt = instant
        revision += 1
    }
}
