import VirtualTime

extension Sentinel {
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {
        switch event {
        case .logAnalytics(.keyAccessChanged(_, let access)) where access.keepsDarkness: return
        case .cosmosDB(.keyAccessChanged(_, let access)) where access.keepsDarkness: return
        case .logAnalytics(.keyAccessChanged(let cluster, _)),
            .logAnalytics(.clusterKeyChanged(let cluster, _)):
            for link in world.logAnalytics.clusters.read(cluster, { $0.links }) ?? [] {
                derive(link.workspace, in: world, &docket)
            }
        case .logAnalytics(.clusterDeleted):
            // Its links are gone with it: any onboarded workspace may have been one of them.
            for row in world.sentinel.onboardings { derive(row.id, in: world, &docket) }
        case .logAnalytics(.workspaceLinked(let workspace, _)),
            .logAnalytics(.workspaceUnlinked(let workspace, _)):
            derive(workspace, in: world, &docket)
        case .cosmosDB(.keyAccessChanged(let workspace, _)), .cosmosDB(.accountDeleted(let workspace)):
            derive(workspace, in: world, &docket)
        case .sentinel(.onboarded(let workspace, customerManagedKey: true)):
            // The cluster may have gone dark between the PUT and its end.
            derive(workspace, in: world, &docket)
        case .logAnalytics(.workspacePurged(let workspace)), .sentinel(.configurationPurged(let workspace)):
            guard world.sentinel.onboardings[workspace] != nil,
                world.logAnalytics.workspaces[workspace] == nil
            else {
                return
            }
            docket.rule(.sentinel(.configurationPurged(workspace)), because: Rule.removal)
        case .logAnalytics(.workspaceDeleted(let workspace, _)):
            // Deleting the workspace takes Sentinel off it (SENT-DEL-06).
            guard let row = world.sentinel.onboardings[workspace], row.isOnboarded else { return }
            offboard(
                workspace, because: Rule.deletedWithWorkspace, also: [Rule.removal], in: world, &docket)
        case .logAnalytics(.clusterUpdateStarted(let cluster, let update, _, _)):
            adviseOnChange(of: cluster, update, in: world, &docket)
        case .keyVault(.versionCreated(let key, let vault, _)):
            adviseOnRotation(of: key, in: vault, world, &docket)
        default: return
        }
    }

    /// Sentinel changes in the same instant as its store (P-62).
    private static func derive(_ workspace: ResourceID, in world: World, _ docket: inout Docket) {
        let present = world.sentinel.onboardings.read(workspace) {
            $0.isOnboarded && $0.customerManagedKey ? $0.availability : nil
        }
        guard let present = present ?? nil else { return }
        let next = availability(of: workspace, in: world)
        guard next != present else { return }
        let rule: Rule =
            switch next {
            case .unavailable: Rule.honored
            case .degraded: Rule.halfRevoked
            case .available: Rule.restored
            }
        let isExpiry =
            next == .degraded
            && world.cosmosDB.accounts.read(workspace) { CosmosDB.keyHasExpired($0.whole, in: world) } == true
        docket.rule(
            .sentinel(.availabilityChanged(workspace, next)), because: rule,
            also: isExpiry ? [Rule.expiryIsHalf] : [])
        let stores = stores(behind: workspace, in: world)
        if next != .available, stores.clusterIsDark != stores.accountIsDark {
            docket.advise(
                Rule.revoked, on: workspace, "one store alone is dark: this is no complete revocation")
        }
    }

    private static func adviseOnRotation(
        of key: ResourceID, in vault: ResourceID, _ world: World, _ docket: inout Docket
    ) {
        for store in world.cosmosDB.accountsByVault.stores(under: vault) {
            guard let account = world.cosmosDB.accounts[store], account.key == key, !account.isDeleted,
                world.sentinel.onboardings[store] != nil
            else { continue }
            docket.advise(Rule.clusterMustBeTold, on: store, "update the cluster with the new version")
        }
    }
}
