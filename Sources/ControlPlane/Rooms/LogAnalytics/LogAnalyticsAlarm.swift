import VirtualTime

extension LogAnalytics {
    public enum Alarm: Equatable, Codable, Sendable {
        case clusterDue(ResourceID, ClusterDeadline)
        case workspaceDue(ResourceID, WorkspaceDeadline)
        case tableDue(ResourceID)
        case departureDue(customerID: String)
    }

    public static func next(in state: State) -> Pending<Alarm>? {
        var least: Pending<Alarm>?
        func offer(_ at: Instant?, _ alarm: Alarm) {
            if let at, at < (least?.at ?? .distantFuture) { least = Pending(at: at, alarm: alarm) }
        }
        state.clusters.readNext { row in
            if let due = row.nextDeadline { offer(due.at, .clusterDue(row.id, due.kind)) }
        }
        state.workspaces.readNext { row in
            if let due = row.nextDeadline { offer(due.at, .workspaceDue(row.id, due.kind)) }
        }
        state.tables.readNext { offer($0.deadline, .tableDue($0.id)) }
        state.departures.readNext { offer($0.deadline, .departureDue(customerID: $0.id)) }
        return least
    }

    public static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket) {
        switch alarm {
        case .clusterDue(let id, let deadline):
            guard let cluster = world.logAnalytics.clusters[id] else { return }
            ring(deadline, of: cluster, in: world, &docket)
        case .workspaceDue(let id, let deadline):
            guard let workspace = world.logAnalytics.workspaces[id] else { return }
            ring(deadline, of: workspace, in: world, &docket)
        case .tableDue(let id):
            guard let table = world.logAnalytics.tables[id] else { return }
            docket.rule(.logAnalytics(.tableProvisioned(id)), because: Rule.tableUpdate)
            Resources.end(table.state.operation, .succeeded, &docket)
        case .departureDue(let customerID):
            guard let departure = world.logAnalytics.departures[customerID] else { return }
            docket.cite(departure.since.entry)
            docket.rule(
                .logAnalytics(.dataPurged(customerID: customerID)), because: Rule.recoverable)
        }
    }

    private static func ring(
        _ deadline: ClusterDeadline, of cluster: Cluster, in world: World, _ docket: inout Docket
    ) {
        switch deadline {
        case .provisioning:
            if cluster.state.isCreating {
                docket.rule(
                    .logAnalytics(.clusterProvisioned(cluster.id)), because: Rule.clusterCreation,
                    also: [ClusterRule.billed])
                Resources.end(cluster.state.operation, .succeeded, &docket)
            } else {
                finishUpdate(of: cluster, in: world, &docket)
            }
        case .access:
            let isGone =
                cluster.key.map { KeyVault.isDestroyed($0.key, version: $0.wrappedWith, in: world) } ?? false
            guard let due = cluster.access.due(rules: keyAccessRules, keyIsGone: isGone, in: world) else {
                return
            }
            if let cause = cluster.access.cause { docket.cite(cause) }
            docket.rule(
                .logAnalytics(.keyAccessChanged(cluster.id, due.access)), because: due.because,
                // The copy in memory goes with the access, and comes back with it.
                also: [KeyRule.onlyInMemory.id])
        case .outage:
            if let outage = cluster.outage { docket.cite(outage.since.entry) }
            docket.rule(.logAnalytics(.outageLimitReached(cluster.id)), because: Rule.outageTolerated)
        case .staleness:
            if let staleness = cluster.staleness { docket.cite(staleness.since.entry) }
            docket.rule(.logAnalytics(.versionBecameStale(cluster.id)), because: Rule.pinnedRotation)
        case .rewrap: finishRewrap(of: cluster, in: world, &docket)
        case .reservation:
            if let deletion = cluster.deletion { docket.cite(deletion.since.entry) }
            docket.rule(
                .logAnalytics(.clusterNameReleased(cluster.id)), because: Rule.nameReserved,
                also: [ClusterRule.removal])
        }
    }

    private static func ring(
        _ deadline: WorkspaceDeadline, of workspace: Workspace, in world: World, _ docket: inout Docket
    ) {
        switch (deadline, workspace.link) {
        case (.provisioning, _):
            docket.rule(.logAnalytics(.workspaceProvisioned(workspace.id)), because: Rule.workspaceCreation)
            if let operation = workspace.state.operation { docket.cite(operation.startedBy) }
            endOperation(of: workspace, .succeeded, in: world, &docket)
        case (.link, .linking(let cluster, _, let operation)):
            docket.rule(
                .logAnalytics(.workspaceLinked(workspace.id, to: cluster)),
                because: Rule.linkCompletes.id,
                also: [Rule.linkSwitches.id, WorkspaceRule.clusterFeature.id])
            Resources.end(operation, .succeeded, &docket)
        case (.link, .unlinking(let cluster, _, let operation)):
            docket.rule(
                .logAnalytics(.workspaceUnlinked(workspace.id, from: cluster)), because: Rule.unlinks)
            Resources.end(operation, .succeeded, &docket)
        case (.link, .none), (.link, .linked): return
        case (.purge, _):
            if let deletion = workspace.deletion {
                docket.cite(deletion.since.entry)
                // The name is free now; the data goes a while later.
                let until = deletion.since.at + world.settings.fixed(.dataPurge)
                docket.rule(
                    .logAnalytics(.dataPurgeScheduled(workspace.id, until: max(until, world.now))),
                    because: Rule.recoverable)
            }
            docket.rule(.logAnalytics(.workspacePurged(workspace.id)), because: Rule.recoverable)
        }
    }
}
