import ControlPlane
import VirtualTime

/// The vocabulary's word for a command or an event, and what it is about.
struct Words: Equatable {
    let act: String
    var thing: String?
    var property: String?
    var to: String?
}

extension AnyCommand {
    /// The act a client's call stands for (B.12): the same word whoever makes it.
    func words(in world: World) -> Words {
        func words(_ act: String, _ id: ResourceID) -> Words {
            Words(act: act, thing: (world.reference(of: id)?.description) ?? world.names[id].name)
        }
        switch self {
        case .resources(let command):
            switch command {
            case .createOrUpdateGroup(let id, _, _), .updateGroup(let id, _): return words("group.write", id)
            case .deleteGroup(let id): return words("group.delete", id)
            case .register(let id, _): return words("provider.register", id)
            case .unregister(let id, _): return words("provider.unregister", id)
            case .putLock(let id, _, _, _): return words("lock.write", id)
            case .deleteLock(let id): return words("lock.delete", id)
            case .writePlain(let id, _, _, _): return words("resource.write", id)
            case .deletePlain(let id): return words("resource.delete", id)
            case .turnAway(let id, let arrival): return words(arrival.operation.rawValue, id)
            case .countRequest(let id, let kind), .drainAllowance(let id, let kind, _):
                return words("arm.\(kind.rawValue)", id)
            case .armFault(let id, _), .strike(let id, _): return words("arm.error", id)
            }
        case .identity(let command): return command.words(in: world)
        case .keyVault(let command): return command.words(words)
        case .logAnalytics(let command): return command.words(words)
        case .cosmosDB(let command): return command.words { "cosmos/\(world.names[$0].name)" }
        case .sentinel(let command):
            func sentinel(_ act: String, _ id: ResourceID) -> Words {
                Words(act: act, thing: "sentinel/\(world.names[id].name)")
            }
            switch command {
            case .onboard(let id, _, _): return sentinel("sentinel.onboard", id)
            case .offboard(let id): return sentinel("sentinel.offboard", id)
            case .putItem(_, let id, let kind, _, _):
                return sentinel(kind.act, id)
            case .deleteItem(_, let id, _): return sentinel("sentinel.delete-item", id)
            case .moveWorkspaces(let ids):
                return ids.first.map { words("resources.move", $0) } ?? Words(act: "resources.move")
            case .deployOnboarding(let id): return words("deployment.create", id)
            case .contactSupport(let id, let topic):
                if world.logAnalytics.clusters[id] != nil {
                    var words = words("support.contact", id)
                    words.to = topic
                    return words
                }
                var words = sentinel("support.contact", id)
                words.to = topic
                return words
            }
        }
    }
}

extension Sentinel.ItemKind {
    /// The act that makes one.
    fileprivate var act: String {
        switch self {
        case .incident: "sentinel.create-incident"
        case .alertRule: "sentinel.create-rule"
        case .setting: "sentinel.update-settings"
        case .bookmark, .watchlist, .automationRule, .dataConnector, .alertRuleAction, .incidentComment,
            .incidentRelation, .incidentTask, .watchlistItem:
            "sentinel.put-item"
        }
    }
}

extension KeyVault.Command {
    fileprivate func words(_ words: (String, ResourceID) -> Words) -> Words {
        switch self {
        case .createOrUpdateVault(let id, _): words("vault.create", id)
        case .updateVault(let id, let changes):
            words(
                changes.network?.deniesByDefault.map { $0 ? "network.deny" : "network.allow" }
                    ?? "vault.update", id)
        case .deleteVault(let id): words("vault.delete", id)
        case .recoverVault(let id, _): words("vault.recover", id)
        case .purgeVault(let id): words("vault.purge", id)
        case .editPolicies(let id, let edit, _): words(edit == .remove ? "policy.revoke" : "policy.grant", id)
        case .createKey(let id, _, _): words("key.create", id)
        case .importKey(let id, _, _): words("key.import", id)
        case .restoreKey(let id, _, _): words("key.restore", id)
        case .drawBytes(let id): words("vault.draw-bytes", id)
        case .rotateKey(let id): words("key.rotate", id)
        case .setRotationPolicy(let id, _): words("key.set-rotation-policy", id)
        case .count(let id, _): words("vault.count", id)
        case .updateVersion(let id, _, let changes):
            words(changes.enabled.map { $0 ? "key.enable" : "key.disable" } ?? "key.update", id)
        case .deleteKey(let id): words("key.delete", id)
        case .recoverKey(let id): words("key.recover", id)
        case .purgeKey(let id): words("key.purge", id)
        case .beginFault(let id, _): words("fault", id)
        case .endFault(let id, _): words("clear", id)
        case .meetFault(let id, _): words("fault met", id)
        }
    }
}

extension LogAnalytics.Command {
    fileprivate func words(_ words: (String, ResourceID) -> Words) -> Words {
        switch self {
        case .createOrUpdateCluster(let id, _): words("cluster.create", id)
        case .updateCluster(let id, let changes): words(act(of: changes), id)
        case .deleteCluster(let id): words("cluster.delete", id)
        case .contactSupport(let id, _): words("support.contact", id)
        case .createOrUpdateWorkspace(let id, _): words("workspace.create", id)
        case .updateWorkspace(let id, let changes):
            words(changes.retentionDays == nil ? "workspace.update" : "workspace.set-retention", id)
        case .deleteWorkspace(let id, _): words("workspace.delete", id)
        case .writeTable(let id, _, _, _): words("table.write", id)
        case .deleteTable(let id, _): words("table.delete", id)
        case .regenerateSharedKeys(let id): words("workspace.regenerate-keys", id)
        case .link(let id, _): words("workspace.link", id)
        case .unlink(let id): words("workspace.unlink", id)
        case .writeService(let id, _, _): words("workspace.link-service", id)
        case .deleteService(let id, _): words("workspace.unlink-service", id)
        case .linkStorage(let id, _, _): words("workspace.link-storage", id)
        case .unlinkStorage(let id, _): words("workspace.unlink-storage", id)
        case .saveSearch(let id, _, _): words("search.save", id)
        case .deleteSearch(let id, _): words("search.delete", id)
        case .queryOldData(let id, _): words("query.run", id)
        case .ingest(let id, _, _, _): words("ingest", id)
        case .startTraffic(let id, _, _, _, _): words("traffic.start", id)
        case .stopTraffic(let id): words("traffic.stop", id)
        }
    }

    private func act(of changes: LogAnalytics.ClusterChanges) -> String {
        if let key = changes.key { return key.clears ? "cluster.clear-key" : "cluster.update-key" }
        if changes.identity != nil { return "cluster.set-identity" }
        return changes.capacity == nil ? "cluster.update" : "cluster.set-tier"
    }
}

extension CosmosDB.Command {
    fileprivate func words(_ thing: (ResourceID) -> String) -> Words {
        switch self {
        case .deleteAccount(let id): Words(act: "cosmos.delete-account", thing: thing(id))
        case .createOrUpdateAccount(let id, _): Words(act: "cosmos.create", thing: thing(id))
        case .updateAccount(let id, _): Words(act: "cosmos.update", thing: thing(id))
        case .regenerateAccountKey(let id, _): Words(act: "cosmos.regenerate-key", thing: thing(id))
        case .deleteDatabaseAccount(let id): Words(act: "cosmos.delete", thing: thing(id))
        case .storeItem(let id, _, _): Words(act: "cosmos.store", thing: thing(id))
        case .removeItem(let id, _): Words(act: "cosmos.remove", thing: thing(id))
        }
    }
}
