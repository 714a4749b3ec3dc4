import VirtualTime

extension LogAnalytics {
    static func decideWorkspace(_ command: Command, in world: World, _ docket: inout Docket) throws(Refusal) {
        switch command {
        case .createOrUpdateWorkspace(let id, let settings):
            try decideWorkspace(id, settings, in: world, &docket)
        case .updateWorkspace(let id, let changes):
            let workspace = try liveWorkspace(id, in: world)
            try requireARMWrites(of: workspace, in: world)
            try change(workspace, changes, in: world, &docket)
        case .deleteWorkspace(let id, let force):
            try decideDeletion(of: liveWorkspace(id, in: world), force: force, in: world, &docket)
        case .writeTable(let id, let workspace, let carried, let retention):
            try decideTable(id, of: workspace, carried, retention, in: world, &docket)
        case .deleteTable(let id, let workspace):
            _ = try liveWorkspace(workspace, in: world)
            guard let table = world.logAnalytics.tables[id] else { throw Resources.absent(id) }
            // Over as soon as it has begun: what is polled for it says so.
            let operation = Resources.start(on: id, until: world.now, in: world, &docket)
            docket.rule(.logAnalytics(.tableDeleted(id)), because: Rule.tableUpdate)
            Resources.end(table.state.operation, .canceled, &docket)
            Resources.end(operation, .succeeded, &docket)
        case .regenerateSharedKeys(let id):
            try requireARMWrites(of: liveWorkspace(id, in: world), in: world)
            docket.rule(.logAnalytics(.sharedKeysRegenerated(id)), because: Rule.workspaceCreation)
        case .link(let workspace, let cluster):
            try decideLink(workspace, to: cluster, in: world, &docket)
        case .unlink(let workspace):
            try decideUnlink(workspace, in: world, &docket)
        case .ingest, .startTraffic, .stopTraffic, .queryOldData:
            try decideIngestion(command, in: world, &docket)
        case .writeService, .deleteService, .linkStorage, .unlinkStorage, .saveSearch, .deleteSearch:
            try decideStorage(command, in: world, &docket)
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

    /// What the room's documents say of a lock at this path, or above it.
    /// - Parameter path: in lower case.
    static func rules(ofLockOver path: String) -> [RuleID] {
        path.contains("/providers/microsoft.operationalinsights/workspaces/")
            ? [WorkspaceRule.locked.id] : []
    }

    /// Under the strict reading a workspace of a dark cluster takes no write but its deletion.
    private static func requireARMWrites(of workspace: Workspace, in world: World) throws(Refusal) {
        guard let cluster = cluster(of: workspace, in: world), cluster.isDark else { return }
        try requireARMWrites(
            of: workspace.id, in: world, causes: cluster.access.cause.map { [$0] } ?? [])
    }

    private static func decideWorkspace(
        _ id: ResourceID, _ settings: WorkspaceSettings, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try Resources.requireWritable(id, namespace: namespace, in: world, &docket)
        guard isName(world.names[id].name) else {
            throw Refusal(
                .invalid(
                    .init("workspaceName", "A workspace name has 4-63 letters, digits and inner hyphens.")),
                because: Rule.workspaceName)
        }
        if let workspace = world.logAnalytics.workspaces[id] {
            guard workspace.location.isSameRegion(as: settings.location) else {
                throw Refusal(.locationFixed(id), because: Rule.recovers)
            }
            try requireARMWrites(of: workspace, in: world)
            if workspace.isDeleted { recover(workspace, &docket) }
            try change(workspace, settings.changes, in: world, &docket)
            startOperation(on: workspace, in: world, &docket)
            return
        }
        try requireFreeName(id, in: world)
        try require(retentionDays: settings.changes.retentionDays)
        try requireSku(settings.changes, for: nil)
        create(id, settings, in: world, &docket)
    }

    private static func create(
        _ id: ResourceID, _ settings: WorkspaceSettings, in world: World, _ docket: inout Docket
    ) {
        let until = world.choose(.workspaceCreate, at: id, &docket)
        let path = world.names[id].path.lowercased()
        let changes = settings.changes
        let days = changes.retentionDays ?? 30
        let purges = changes.purgesOnDay30 ?? false
        let lag = sweepLag(of: id, days: days, purgesOnDay30: purges, in: world, &docket)
        var workspace = Workspace(
            id: id, location: settings.location,
            customerID: NamedGUID.text("workspace\(path)@\(world.stamp.entry)", in: world.tenant),
            createdAt: world.now, modifiedAt: world.now, sku: changes.sku ?? payAsYouGo,
            state: .creating(until: until, operation: OperationID(startedBy: world.stamp.entry)),
            data: DataLedger(retentionDays: days, lag: lag), carried: changes.carried ?? [:])
        workspace.forcesCustomerStorage = changes.forcesCustomerStorage ?? false
        workspace.purgesOnDay30 = purges
        docket.rule(
            .logAnalytics(.workspaceCreated(workspace)), because: Rule.workspaceCreation,
            also: changes.sku == nil ? [WorkspaceRule.skus] : [])
        if world.settings.has(.workspaceOperations) {
            _ = Resources.start(on: id, until: until, in: world, &docket)
        }
    }

    /// Since services answer a PUT before it is done, what was asked for counts from the start and the
    /// workspace says for a while that it is on its way.
    private static func startOperation(
        on workspace: Workspace, in world: World, _ docket: inout Docket
    ) {
        guard world.settings.has(.workspaceOperations) else { return }
        let id = workspace.id
        endOperation(of: workspace, .canceled, in: world, &docket)
        let until = world.choose(.workspaceUpdate, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        docket.rule(
            .logAnalytics(
                .workspaceOperationStarted(
                    id,
                    workspace.isDeleted
                        ? .restoring(until: until, operation: operation)
                        : .updating(until: until, operation: operation))),
            because: Rule.workspaceCreation)
    }

    /// Ends what runs on a workspace, where that is an operation with a status of its own.
    static func endOperation(
        of workspace: Workspace, _ outcome: Resources.OperationOutcome, in world: World,
        _ docket: inout Docket
    ) {
        guard let operation = workspace.state.operation, world.resources.operations[operation] != nil
        else { return }
        Resources.end(operation, outcome, &docket)
    }

    /// With its data and its link, and without what went with the deletion (WS-DEL-06, WS-DEL-09).
    private static func recover(_ workspace: Workspace, _ docket: inout Docket) {
        var also: [RuleID] = []
        if workspace.link.cluster != nil { also.append(ClusterRule.linkSurvives.id) }
        if workspace.deletion?.droppedServices == true { also.append(WorkspaceRule.servicesDropped.id) }
        if workspace.deletion?.lostCluster == true { also.append(WorkspaceRule.clusterGone.id) }
        docket.rule(
            .logAnalytics(.workspaceRecovered(workspace.id)), because: Rule.recovers.id, also: also)
    }

    private static func change(
        _ workspace: Workspace, _ changes: WorkspaceChanges, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try require(retentionDays: changes.retentionDays)
        try requireSku(changes, for: workspace)
        docket.rule(
            .logAnalytics(.workspaceChanged(workspace.id, changes)), because: Rule.workspaceCreation)
        let days = changes.retentionDays ?? workspace.retentionDays
        let purges = changes.purgesOnDay30 ?? workspace.purgesOnDay30
        guard days != workspace.retentionDays || purges != workspace.purgesOnDay30 && days == 30 else {
            return
        }
        let lag = sweepLag(
            of: workspace.id, days: days, purgesOnDay30: purges, in: world, &docket)
        let isShorter = days < workspace.retentionDays
        let grace = purges && days == 30 ? Duration.zero : shorteningGrace
        docket.rule(
            .logAnalytics(
                .retentionSet(
                    workspace.id, days: days, lag: lag.wholeMilliseconds, grace: grace.wholeMilliseconds)),
            because: Rule.tableUpdate.id, also: isShorter ? [WorkspaceRule.shortened.id] : [])
    }

    /// With 30 days of retention records may stay a day longer: how long, a world may say (WS-06).
    private static func sweepLag(
        of id: ResourceID, days: Int, purgesOnDay30: Bool, in world: World, _ docket: inout Docket
    ) -> Duration {
        guard days == 30, !purgesOnDay30, world.settings.window(of: .retentionSweep).upperBound > .zero
        else { return .zero }
        return world.choose(.retentionSweep, at: id, &docket) - world.now
    }

    private static func decideDeletion(
        of workspace: Workspace, force: Bool, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let id = workspace.id
        if force {
            docket.rule(.logAnalytics(.workspacePurged(id)), because: Rule.forcedDeletion)
            for table in world.logAnalytics.tables where table.workspace == id {
                Resources.end(table.state.operation, .canceled, &docket)
            }
        } else {
            let until = world.now + world.settings.fixed(.softDelete)
            docket.rule(
                .logAnalytics(.workspaceDeleted(id, recoverableUntil: until)),
                because: Rule.softDeletion.id,
                also: workspace.link.cluster == nil ? [] : [ClusterRule.linkSurvives.id])
        }
        Resources.end(workspace.link.operation, .canceled, &docket)
        endOperation(of: workspace, .canceled, in: world, &docket)
    }

    // MARK: Guards

    private static func require(retentionDays days: Int?) throws(Refusal) {
        guard let days, !(30...730).contains(days) else { return }
        throw Refusal(
            .invalid(.init("retentionInDays", "The retention must be between 30 and 730 days.")),
            because: Rule.tableUpdate)
    }

    /// Where names are unique in the whole cloud, as older documents have it (WS-DEL-07).
    private static func requireFreeName(_ id: ResourceID, in world: World) throws(Refusal) {
        guard !world.settings.isDefault(.workspaceNames) else { return }
        let name = world.names[id].name.lowercased()
        for other in world.logAnalytics.workspaces where world.names[other.id].name.lowercased() == name {
            throw Refusal(
                .workspaceNameTaken(world.names[id].name),
                because: [WorkspaceRule.globalNames.id, Rule.workspaceName.id])
        }
    }

    /// - Parameter workspace: the one that is there, or comes back; nil for a new one.
    private static func requireSku(
        _ changes: WorkspaceChanges, for workspace: Workspace?
    ) throws(Refusal) {
        guard let sku = changes.sku?.lowercased() else { return }
        let isLinked = workspace?.link.cluster != nil
        guard isLinked == (sku == linkedSku.lowercased()) else {
            throw Refusal(
                .invalid(
                    .init(
                        "sku",
                        isLinked
                            ? "The sku of a workspace linked to a cluster cannot be changed."
                            : "The sku \(linkedSku) is set by linking to a cluster.")),
                because: ClusterRule.skuWhileLinked)
        }
        if isLinked || sku == workspace?.sku.lowercased() { return }
        // An old workspace may still be of an old sku.
        guard workspaceSkus.contains(sku) || workspace != nil && legacySkus.contains(sku) else {
            let why = legacySkus.contains(sku) ? "is not offered any more" : "is none of a workspace"
            throw Refusal(
                .invalid(.init("sku", "The sku '\(changes.sku ?? "")' \(why).")),
                because: WorkspaceRule.skus)
        }
        guard sku != "pergb2018", let level = changes.capacityLevel, !commitmentTiers.contains(level)
        else { return }
        throw Refusal(
            .invalid(.init("sku.capacityReservationLevel", "The level must be a commitment tier.")),
            because: WorkspaceRule.skus)
    }
}
