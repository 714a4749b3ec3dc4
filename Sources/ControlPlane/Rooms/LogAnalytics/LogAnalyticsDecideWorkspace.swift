import VirtualTime

extension LogAnalytics {
    static func decideWorkspace(_ command: Command, in world: World, _ docket: inout Docket) throws(Refusal) {
        switch command {
        case .createOrUpdateWorkspace(let id, let settings):
            try decideWorkspace(id, settings, in: world, &docket)
        case .updateWorkspace(let id, let changes):
            let workspace = try liveWorkspace(id, in: world)
            try require(retentionDays: changes.retentionDays)
            docket.rule(
                .logAnalytics(.workspaceChanged(workspace.id, changes)), because: Rule.workspaceCreation)
        case .deleteWorkspace(let id, let force):
            let workspace = try liveWorkspace(id, in: world)
            if force {
                docket.rule(.logAnalytics(.workspacePurged(id)), because: Rule.forcedDeletion)
                for table in world.logAnalytics.tables where table.workspace == id {
                    Resources.end(table.state.operation, .canceled, &docket)
                }
            } else {
                let until = world.now + .days(softDeleteDays)
                docket.rule(
                    .logAnalytics(.workspaceDeleted(id, recoverableUntil: until)), because: Rule.softDeletion)
            }
            Resources.end(workspace.link.operation, .canceled, &docket)
        case .writeTable(let id, let workspace, let carried):
            _ = try liveWorkspace(workspace, in: world)
            let until = world.choose(.tableUpdate, at: id, &docket)
            let operation = Resources.start(on: id, until: until, in: world, &docket)
            let table = DataTable(
                id: id, workspace: workspace, state: .updating(until: until, operation: operation),
                carried: carried)
            docket.rule(.logAnalytics(.tableWritten(table)), because: Rule.tableUpdate)
            // What is written over does not go on beside it.
            Resources.end(world.logAnalytics.tables[id]?.state.operation, .canceled, &docket)
        case .deleteTable(let id, let workspace):
            _ = try liveWorkspace(workspace, in: world)
            guard let table = world.logAnalytics.tables[id] else { throw Resources.absent(id) }
            docket.rule(.logAnalytics(.tableDeleted(id)), because: Rule.tableUpdate)
            Resources.end(table.state.operation, .canceled, &docket)
        case .link(let workspace, let cluster):
            try decideLink(workspace, to: cluster, in: world, &docket)
        case .unlink(let workspace):
            try decideUnlink(workspace, in: world, &docket)
        case .ingest, .startTraffic, .stopTraffic:
            try decideIngestion(command, in: world, &docket)
        case .createOrUpdateCluster, .updateCluster, .deleteCluster, .contactSupport:
            preconditionFailure("a cluster command is decided in LogAnalyticsDecide.swift")
        }
    }

    /// A workspace that is there to be read or changed.
    static func liveWorkspace(_ id: ResourceID, in world: World) throws(Refusal) -> Workspace {
        if let group = world.names[id].group { try Resources.requireGroup(group, in: world) }
        guard let workspace = world.logAnalytics.workspaces[id], !workspace.isDeleted else {
            throw Resources.absent(id)
        }
        return workspace
    }

    private static func decideWorkspace(
        _ id: ResourceID, _ settings: WorkspaceSettings, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try Resources.requireWritable(id, namespace: namespace, in: world)
        guard isName(world.names[id].name) else {
            throw Refusal(
                .invalid(
                    .init("workspaceName", "A workspace name has 4-63 letters, digits and inner hyphens.")),
                because: Rule.workspaceName)
        }
        try require(retentionDays: settings.retentionDays)
        let changes = WorkspaceChanges(
            sku: settings.sku, retentionDays: settings.retentionDays, carried: settings.carried)
        if let workspace = world.logAnalytics.workspaces[id] {
            guard workspace.location.isSameRegion(as: settings.location) else {
                throw Refusal(.locationFixed(id), because: Rule.recovers)
            }
            if workspace.isDeleted {
                docket.rule(.logAnalytics(.workspaceRecovered(id)), because: Rule.recovers)
            }
            docket.rule(.logAnalytics(.workspaceChanged(id, changes)), because: Rule.workspaceCreation)
            return
        }
        let until = world.choose(.workspaceCreate, at: id, &docket)
        let path = world.names[id].path.lowercased()
        let workspace = Workspace(
            id: id, location: settings.location,
            customerID: NamedGUID.text("workspace\(path)@\(world.stamp.entry)", in: world.tenant),
            createdAt: world.now, modifiedAt: world.now, sku: settings.sku ?? "PerGB2018",
            state: .creating(until: until, operation: OperationID(startedBy: world.stamp.entry)),
            data: DataLedger(retentionDays: settings.retentionDays ?? 30), carried: settings.carried)
        docket.rule(.logAnalytics(.workspaceCreated(workspace)), because: Rule.workspaceCreation)
    }

    private static func require(retentionDays days: Int?) throws(Refusal) {
        guard let days, !(4...730).contains(days) else { return }
        throw Refusal(
            .invalid(.init("retentionInDays", "The retention must be between 4 and 730 days.")),
            because: Rule.workspaceCreation)
    }

    private static func decideLink(
        _ id: ResourceID, to clusterID: ResourceID, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let workspace = try liveWorkspace(id, in: world)
        if let operation = workspace.link.operation {
            throw Refusal(.linkInProgress(id), because: Rule.linkErrors, causes: [operation.startedBy])
        }
        guard let cluster = world.logAnalytics.clusters[clusterID], !cluster.isDeleted else {
            throw Refusal(.clusterNotFound(world.names[clusterID].name), because: Rule.linkErrors)
        }
        if let present = workspace.link.cluster {
            // Again to the same cluster: nothing changes, nothing counts.
            if present == clusterID { return }
            throw Refusal(.linkedElsewhere(workspace: id, cluster: present), because: Rule.oneCluster)
        }
        try requireReady(cluster, for: workspace, in: world, &docket)
        let starts = workspace.linkStarts.filter { $0 > world.now - .days(linkWindowDays) }
        guard starts.count < linksPerWindow else {
            throw Refusal(.linkLimit(id), because: Rule.linkLimit)
        }
        try Sentinel.allowLink(of: workspace, to: cluster, in: world, &docket)
        let until = world.choose(.workspaceLink, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        docket.rule(
            .logAnalytics(.linkStarted(id, to: clusterID, until: until, operation)), because: Rule.linkStarts)
    }

    private static func requireReady(
        _ cluster: Cluster, for workspace: Workspace, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard let operation = cluster.state.operation else { return }
        guard world.settings.isDefault(.linkBeforeProvisioned) else {
            docket.advise(
                Rule.linkAfterProvisioning, on: workspace.id,
                "data is dropped until the cluster is provisioned")
            return
        }
        throw Refusal(
            .clusterNotReady(cluster.id),
            because: [Rule.notWhileProvisioning.id, Rule.linkAfterProvisioning.id],
            causes: [operation.startedBy])
    }

    private static func decideUnlink(
        _ id: ResourceID, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let workspace = try liveWorkspace(id, in: world)
        if let operation = workspace.link.operation {
            throw Refusal(.linkInProgress(id), because: Rule.linkErrors, causes: [operation.startedBy])
        }
        guard let cluster = workspace.link.cluster else { return }
        try Sentinel.allowUnlink(of: workspace, in: world, &docket)
        let until = world.choose(.workspaceUnlink, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        docket.rule(
            .logAnalytics(.unlinkStarted(id, from: cluster, until: until, operation)), because: Rule.unlinks)
    }
}
