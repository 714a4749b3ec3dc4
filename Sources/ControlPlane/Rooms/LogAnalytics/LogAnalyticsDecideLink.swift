import VirtualTime

/// The link between a workspace and a cluster.
extension LogAnalytics {
    static func decideLink(
        _ id: ResourceID, to clusterID: ResourceID, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let workspace = try linkable(
            id, missing: ErrorRule.linkWorkspaceMissing, running: ErrorRule.linkRunning, in: world)
        guard let cluster = world.logAnalytics.clusters[clusterID], !cluster.isDeleted else {
            throw Refusal(
                .clusterNotFound(world.names[clusterID].name),
                because: [Rule.linkErrors.id, ErrorRule.linkClusterMissing.id])
        }
        if let present = workspace.link.cluster {
            // Again to the same cluster: nothing changes, nothing counts.
            if present == clusterID { return }
            guard !world.settings.isDefault(.relink) else {
                throw Refusal(.linkedElsewhere(workspace: id, cluster: present), because: Rule.oneCluster)
            }
        }
        try requireReady(cluster, for: workspace, in: world, &docket)
        try requireRoom(in: cluster, for: workspace, in: world)
        try Sentinel.allowLink(of: workspace, to: cluster, in: world, &docket)
        if let present = workspace.link.cluster {
            // As a recording of 2020 has it: the old link goes with the request for the new one.
            try Sentinel.allowUnlink(of: workspace, in: world, &docket)
            docket.rule(.logAnalytics(.workspaceUnlinked(id, from: present)), because: Rule.oneCluster)
        }
        let until = world.choose(.workspaceLink, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        docket.rule(
            .logAnalytics(.linkStarted(id, to: clusterID, until: until, operation)),
            because: Rule.linkStarts, also: [Rule.linkStates])
    }

    /// A workspace that is there, and of which no link comes or goes.
    private static func linkable(
        _ id: ResourceID, missing: ErrorRule, running: ErrorRule, in world: World
    ) throws(Refusal) -> Workspace {
        let workspace: Workspace
        do throws(Refusal) {
            workspace = try liveWorkspace(id, in: world)
        } catch {
            throw Refusal(
                error.reason, because: error.because + [Rule.linkErrors.id, missing.id], causes: error.causes)
        }
        if let operation = workspace.link.operation {
            throw Refusal(
                .linkInProgress(id), because: [Rule.linkErrors.id, running.id],
                causes: [operation.startedBy])
        }
        return workspace
    }

    /// Near enough, not too often, and not one too many.
    private static func requireRoom(
        in cluster: Cluster, for workspace: Workspace, in world: World
    ) throws(Refusal) {
        guard
            !world.settings.isDefault(.regionTenantChecks)
                || cluster.location.isSameRegion(as: workspace.location)
        else {
            throw Refusal(
                .invalid(
                    .init(
                        "properties.writeAccessResourceId",
                        "The workspace is in \(workspace.location), the cluster in \(cluster.location).")),
                because: ClusterRule.linkRegion)
        }
        let window = world.settings.fixed(.linkWindow)
        guard workspace.linkStarts.count(where: { $0 > world.now - window }) < linksPerWindow else {
            throw Refusal(.linkLimit(workspace.id), because: Rule.linkLimit)
        }
        let linking = world.logAnalytics.workspaces.count {
            if case .linking(cluster.id, _, _) = $0.link { true } else { false }
        }
        guard cluster.links.count + linking < workspacesPerCluster else {
            throw Refusal(
                .invalid(
                    .init(
                        "properties.writeAccessResourceId",
                        "A cluster takes at most \(workspacesPerCluster) workspaces.")),
                because: ClusterRule.workspaceLimit)
        }
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
            because: [
                Rule.notWhileProvisioning.id, Rule.linkAfterProvisioning.id,
                ErrorRule.operationNotSucceeded.id,
            ],
            causes: [operation.startedBy])
    }

    static func decideUnlink(
        _ id: ResourceID, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let workspace = try linkable(
            id, missing: ErrorRule.unlinkWorkspaceMissing, running: ErrorRule.unlinkRunning, in: world)
        guard let cluster = workspace.link.cluster else { return }
        try Sentinel.allowUnlink(of: workspace, in: world, &docket)
        let until = world.choose(.workspaceUnlink, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        docket.rule(
            .logAnalytics(.unlinkStarted(id, from: cluster, until: until, operation)), because: Rule.unlinks)
    }
}
