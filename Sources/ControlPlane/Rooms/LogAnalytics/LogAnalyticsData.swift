import VirtualTime

/// The data plane: what is sent, kept, dropped and read.
extension LogAnalytics {
    static func decideIngestion(_ command: Command, in world: World, _ docket: inout Docket) throws(Refusal) {
        switch command {
        case .ingest(let id, let table, let records, let rows):
            let workspace = try liveWorkspace(id, in: world)
            guard let cluster = cluster(of: workspace, in: world), cluster.isDark else {
                docket.rule(
                    .logAnalytics(.recordsStored(id, table: table, records: records, rows: rows)),
                    because: Rule.destination)
                return
            }
            if let cause = cluster.access.cause { docket.cite(cause) }
            let rules = droppingRules(of: workspace, in: world)
            guard world.settings.isDefault(.ingestWhileRevoked) else {
                throw Refusal(
                    .ingestionDropped(workspace: id), because: rules,
                    causes: cluster.access.cause.map { [$0] } ?? [])
            }
            docket.rule(
                .logAnalytics(.recordsDropped(id, table: table, records: records)), because: rules[0])
            docket.advise(Rule.whileRevoked, on: id, "accepted with 204 and dropped: it cannot be recovered")
        case .startTraffic(let id, let table, let records, let period, let backfill):
            _ = try liveWorkspace(id, in: world)
            guard records > 0, period > 0, backfill >= 0 else {
                throw Refusal(
                    .invalid(.init("rate", "A rate needs at least one record in a positive period.")),
                    because: Rule.ingestionAccepted)
            }
            let origin = Instant(milliseconds: world.now.milliseconds - backfill)
            let flow = Flow(origin: origin, records: records, period: period)
            docket.rule(
                .logAnalytics(.trafficStarted(id, table: table, flow)), because: Rule.ingestionAccepted)
        case .queryOldData(let id, let table):
            _ = try requireQueryable(id, in: world)
            docket.rule(
                .logAnalytics(.oldDataQueried(id, table: table)), because: WorkspaceRule.queriesWarm)
        case .stopTraffic(let id):
            _ = try liveWorkspace(id, in: world)
            docket.rule(.logAnalytics(.trafficStopped(id)), because: Rule.ingestionAccepted)
        default: preconditionFailure("only ingestion is decided here")
        }
    }

    /// The seed's sentence where Sentinel is on the workspace, Log Analytics' own elsewhere (LA-ING-04).
    public static func droppingRules(of workspace: Workspace, in world: World) -> [RuleID] {
        let isSentinel = world.sentinel.onboardings[workspace.id]?.isOnboarded == true
        return isSentinel
            ? [Sentinel.Rule.prevented.id, Rule.ingestionDropped.id]
            : [Rule.ingestionDropped.id, Rule.whileRevoked.id]
    }

    /// Whether any stored data of the workspace lies under a key in a cluster that is dark (P-43).
    public static func isDark(_ workspace: Workspace, in world: World) -> Bool {
        if let cluster = cluster(of: workspace, in: world), cluster.isDark { return true }
        return workspace.data.count(at: world.now) { isDark($0, in: world) } > 0
    }

    /// Data under Microsoft's keys does not go dark with the cluster it lies in (LA-CMK-01).
    static func isDark(_ route: DataLedger.Route, in world: World) -> Bool {
        guard route.key != nil, let store = route.store else { return false }
        return world.logAnalytics.clusters.read(store) { $0.isDark } ?? false
    }

    /// Records a reader can get at now: from the instant they are sent (LA-ING-02), in both stores alike
    /// (LA-QUERY-02). Zero while dark, the newest ones included (LA-REVOKE-04).
    public static func accessible(_ workspace: Workspace, in world: World) -> Int64 {
        let isPartial = !world.settings.isDefault(.queryWhenRevoked)
        guard isDark(workspace, in: world) else { return workspace.data.stored(at: world.now) }
        return isPartial ? workspace.data.count(at: world.now) { !isDark($0, in: world) } : 0
    }

    /// What a query of a table finds, or of every one: what arrived, what its interactive retention reaches,
    /// and what is not dark.
    public static func found(_ workspace: Workspace, table: String?, in world: World) -> Int64 {
        workspace.data.readable(
            at: world.now, through: world.now - world.settings.fixed(.ingestionLatency), table: table
        ) { !isDark($0, in: world) }
    }

    /// The records that a query of one table, or of all, has before it: the newest of them, newest first.
    public static func records(
        _ workspace: Workspace, table: String?, limit: Int, in world: World
    ) -> [DataLedger.Record] {
        workspace.data.records(
            at: world.now, through: world.now - world.settings.fixed(.ingestionLatency), table: table,
            limit: limit
        ) { !isDark($0, in: world) }
    }

    /// Rules that a query's answer keeps, beside those that stop one.
    public static func rulesOfAnswer(_ workspace: Workspace, in world: World) -> [RuleID] {
        var rules: [RuleID] = []
        let shared = workspace.data.count(at: world.now) { $0.store == nil }
        let clustered = workspace.data.count(at: world.now) { $0.store != nil }
        if shared > 0, clustered > 0 { rules.append(Rule.querySpansStores.id) }
        if world.settings.fixed(.ingestionLatency) == .zero, shared + clustered > 0 {
            rules.append(Rule.noLatency.id)
        }
        if isDark(workspace, in: world) { rules.append(Rule.queriesFail.id) }
        return rules
    }

    /// Lets a query through, or names the rule that stops it (LA-QUERY-03, LA-REVOKE-05).
    public static func requireQueryable(_ id: ResourceID, in world: World) throws(Refusal) -> Workspace {
        guard let workspace = world.logAnalytics.workspaces[id], !workspace.isDeleted else {
            throw Refusal(.resourceNotFound(id), because: Rule.deletedNotQueried)
        }
        guard !isDark(workspace, in: world) || !world.settings.isDefault(.queryWhenRevoked) else {
            let cluster = cluster(of: workspace, in: world)
            throw Refusal(
                .keyRevoked(id), because: [Rule.queriesFail.id, Rule.queryError.id],
                causes: cluster?.access.cause.map { [$0] } ?? [])
        }
        return workspace
    }
}
