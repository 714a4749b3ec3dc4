import VirtualTime

/// Tables, saved searches, and what is linked to a workspace beside a cluster.
extension LogAnalytics {
    static func decideStorage(_ command: Command, in world: World, _ docket: inout Docket) throws(Refusal) {
        switch command {
        case .writeService(let id, let name, let carried):
            _ = try liveWorkspace(id, in: world)
            docket.rule(
                .logAnalytics(.serviceWritten(id, LinkedService(name: name, carried: carried))),
                because: Rule.linkStates)
        case .deleteService(let id, let name):
            let workspace = try liveWorkspace(id, in: world)
            guard workspace.services.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
                return
            }
            docket.rule(.logAnalytics(.serviceDeleted(id, name: name)), because: Rule.linkStates)
        case .linkStorage(let id, let kind, let accounts):
            try decideStorageLink(of: liveWorkspace(id, in: world), kind, accounts, in: world, &docket)
        case .unlinkStorage(let id, let name):
            let workspace = try liveWorkspace(id, in: world)
            let kind = try storageKind(name)
            guard workspace.storage(for: kind) != nil else { return }
            docket.rule(
                .logAnalytics(.storageUnlinked(id, kind)), because: StorageRule.linked.id,
                also: movesSearches(of: id, kind, in: world))
        case .saveSearch(let id, let workspaceID, let carried):
            let workspace = try liveWorkspace(workspaceID, in: world)
            guard !workspace.forcesCustomerStorage || workspace.storage(for: .query) != nil else {
                throw Refusal(
                    .invalid(
                        .init(
                            "forceCmkForQuery",
                            "Saved searches of this workspace need linked storage for queries.")),
                    because: StorageRule.ownKey)
            }
            let search = SavedSearch(
                id: id, workspace: workspaceID,
                revision: (world.logAnalytics.searches[id]?.revision ?? 0) + 1,
                carried: carried)
            docket.rule(.logAnalytics(.searchSaved(search)), because: Rule.workspaceCreation)
        case .deleteSearch(let id, let workspaceID):
            _ = try liveWorkspace(workspaceID, in: world)
            guard let search = world.logAnalytics.searches[id], !search.isInStorage else { return }
            docket.rule(.logAnalytics(.searchDeleted(id)), because: Rule.workspaceCreation)
        default: preconditionFailure("only what is linked and saved is decided here")
        }
    }

    private static func decideStorageLink(
        of workspace: Workspace, _ name: String, _ accounts: [String], in world: World,
        _ docket: inout Docket
    ) throws(Refusal) {
        let kind = try storageKind(name)
        guard !accounts.isEmpty, accounts.allSatisfy(isStorageAccount) else {
            throw Refusal(
                .invalid(
                    .init("properties.storageAccountIds", "The ids must be those of storage accounts.")),
                because: StorageRule.storageAccount)
        }
        docket.rule(
            .logAnalytics(.storageLinked(workspace.id, LinkedStorage(kind: kind, accounts: accounts))),
            because: StorageRule.linked.id, also: movesSearches(of: workspace.id, kind, in: world))
        switch kind {
        case .query:
            docket.advise(
                StorageRule.ownKey, on: workspace.id,
                "saved queries are protected by the storage account's key, not by the cluster's")
            docket.advise(
                StorageRule.notCovered, on: workspace.id,
                "query packs, query history and dashboards stay under Microsoft's keys")
        case .alerts:
            docket.advise(
                StorageRule.alertsWithoutResults, on: workspace.id,
                "fired alerts show neither their query nor its results")
        case .customLogs, .azureWatson, .ingestion: break
        }
    }

    /// Whether saved searches leave the workspace, or come back to it, with this.
    private static func movesSearches(of id: ResourceID, _ kind: StorageKind, in world: World) -> [RuleID] {
        guard kind == .query, world.logAnalytics.searches.contains(where: { $0.workspace == id }) else {
            return []
        }
        return [StorageRule.searchesMove.id]
    }

    private static func storageKind(_ name: String) throws(Refusal) -> StorageKind {
        guard let kind = StorageKind.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
        else {
            let names = StorageKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal(
                .invalid(.init("dataSourceType", "The kind of data must be one of \(names).")),
                because: StorageRule.linked)
        }
        return kind
    }

    private static func isStorageAccount(_ id: String) -> Bool {
        let segments = id.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        return segments.count == 9 && segments[1] == "subscriptions" && segments[3] == "resourcegroups"
            && segments[6] == "microsoft.storage" && segments[7] == "storageaccounts" && !segments[8].isEmpty
    }

    // MARK: Tables

    static func decideTable(
        _ id: ResourceID, of workspaceID: ResourceID, _ carried: Document, _ retention: TableRetention,
        in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        _ = try liveWorkspace(workspaceID, in: world)
        try require(retention)
        let present = world.logAnalytics.tables[id]
        // A change of its retention alone is done at once (as recorded).
        if var table = present, case .succeeded = table.state, table.carried == carried {
            table.retention = retention
            docket.rule(.logAnalytics(.tableWritten(table)), because: Rule.tableUpdate)
            docket.rule(.logAnalytics(.tableProvisioned(id)), because: Rule.tableUpdate)
            return
        }
        let until = world.choose(.tableUpdate, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        var table = DataTable(
            id: id, workspace: workspaceID, name: world.names[id].name,
            state: .updating(until: until, operation: operation), writtenAt: present?.writtenAt ?? world.now,
            carried: carried)
        table.retention = retention
        docket.rule(.logAnalytics(.tableWritten(table)), because: Rule.tableUpdate)
        // What is written over does not go on beside it.
        Resources.end(present?.state.operation, .canceled, &docket)
    }

    /// Years that records may be kept for beyond 730 days, in days.
    private static let yearsOfRetention = [1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383]

    private static func require(_ retention: TableRetention) throws(Refusal) {
        if let days = retention.interactiveDays, !(4...730).contains(days) {
            throw Refusal(
                .invalid(.init("retentionInDays", "The retention must be between 4 and 730 days.")),
                because: Rule.tableUpdate)
        }
        guard let days = retention.totalDays else { return }
        guard (4...730).contains(days) || yearsOfRetention.contains(days) else {
            throw Refusal(
                .invalid(
                    .init(
                        "totalRetentionInDays",
                        "The total retention must be between 4 and 730 days, or whole years up to 12.")),
                because: Rule.tableUpdate)
        }
        guard days >= retention.interactiveDays ?? 0 else {
            throw Refusal(
                .invalid(
                    .init("totalRetentionInDays", "The total retention is less than the interactive one.")),
                because: Rule.tableUpdate)
        }
    }
}
