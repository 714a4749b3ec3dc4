import ControlPlane
import VirtualTime

/// Log Analytics, Azure Cosmos DB and Sentinel through the door, with the story's names as defaults.
extension Timeline {
    @discardableResult
    mutating func createCluster(
        _ path: String = Contoso.cluster, location: String = "westeurope", capacity: Int? = 100,
        identity: LogAnalytics.IdentityRequest? = .systemAssigned, key: LogAnalytics.KeyRequest? = nil
    ) -> Entry {
        let settings = LogAnalytics.ClusterSettings(
            location: location, capacity: capacity, identity: identity, key: key)
        return submit { .logAnalytics(.createOrUpdateCluster($0.intern(path), settings)) }
    }
    @discardableResult
    mutating func updateCluster(
        _ changes: LogAnalytics.ClusterChanges, of path: String = Contoso.cluster
    ) -> Entry {
        submit { .logAnalytics(.updateCluster($0.intern(path), changes)) }
    }
    @discardableResult
    mutating func deleteCluster(_ path: String = Contoso.cluster) -> Entry {
        submit { .logAnalytics(.deleteCluster($0.intern(path))) }
    }

    /// `keyVaultProperties` that name the story's key, or another one in its vault.
    func keyRequest(_ name: String = "cmk", version: String = "", minimumBits: Int? = nil)
        -> LogAnalytics.KeyRequest
    {
        LogAnalytics.KeyRequest(
            vaultURI: "https://contoso-kv.vault.azure.net", name: name, version: version,
            minimumBits: minimumBits,
            vault: id(Contoso.vault), key: find("\(Contoso.vault)/keys/\(name)"))
    }
    @discardableResult
    mutating func setClusterKey(_ name: String = "cmk", version: String) -> Entry {
        updateCluster(LogAnalytics.ClusterChanges(key: keyRequest(name, version: version)))
    }
    @discardableResult
    mutating func clearClusterKey() -> Entry {
        let empty = LogAnalytics.KeyRequest(vaultURI: "", name: "", version: "", vault: nil, key: nil)
        return updateCluster(LogAnalytics.ClusterChanges(key: empty))
    }
    @discardableResult
    mutating func setClusterIdentity(_ identity: LogAnalytics.IdentityRequest) -> Entry {
        updateCluster(LogAnalytics.ClusterChanges(identity: identity))
    }

    // MARK: Workspaces

    @discardableResult
    mutating func createWorkspace(
        _ path: String = Contoso.workspace, location: String = "westeurope", retentionDays: Int? = 30
    ) -> Entry {
        let settings = LogAnalytics.WorkspaceSettings(location: location, retentionDays: retentionDays)
        return submit { .logAnalytics(.createOrUpdateWorkspace($0.intern(path), settings)) }
    }
    @discardableResult
    mutating func deleteWorkspace(_ path: String = Contoso.workspace, force: Bool = false) -> Entry {
        submit { .logAnalytics(.deleteWorkspace($0.intern(path), force: force)) }
    }
    @discardableResult
    mutating func link(
        _ workspace: String = Contoso.workspace, to cluster: String = Contoso.cluster
    ) -> Entry {
        submit { .logAnalytics(.link(workspace: $0.intern(workspace), cluster: $0.intern(cluster))) }
    }
    @discardableResult
    mutating func unlink(_ workspace: String = Contoso.workspace) -> Entry {
        submit { .logAnalytics(.unlink(workspace: $0.intern(workspace))) }
    }
    @discardableResult
    mutating func ingest(
        _ records: Int64, table: String = "SecurityEvent", to path: String = Contoso.workspace
    ) -> Entry {
        submit { .logAnalytics(.ingest(workspace: $0.intern(path), table: table, records: records)) }
    }
    /// `records` a minute from now on, and for `backfill` before.
    @discardableResult
    mutating func startTraffic(
        _ records: Int64 = 10, backfill: Duration = .zero, to path: String = Contoso.workspace
    ) -> Entry {
        submit {
            .logAnalytics(
                .startTraffic(
                    workspace: $0.intern(path), table: "Syslog", records: records, periodMilliseconds: 60_000,
                    backfillMilliseconds: backfill.wholeMilliseconds))
        }
    }

    @discardableResult
    mutating func writeTable(
        _ name: String = "Custom_CL", of workspace: String = Contoso.workspace,
        retention: LogAnalytics.TableRetention = LogAnalytics.TableRetention()
    ) -> Entry {
        submit {
            .logAnalytics(
                .writeTable(
                    $0.intern("\(workspace)/tables/\(name)"), workspace: $0.intern(workspace),
                    ["plan": "Basic"], retention: retention))
        }
    }
    @discardableResult
    mutating func updateWorkspace(
        _ changes: LogAnalytics.WorkspaceChanges, of path: String = Contoso.workspace
    ) -> Entry {
        submit { .logAnalytics(.updateWorkspace($0.intern(path), changes)) }
    }
    @discardableResult
    mutating func deleteTable(_ name: String = "Custom_CL", of workspace: String = Contoso.workspace) -> Entry
    {
        submit {
            .logAnalytics(
                .deleteTable($0.intern("\(workspace)/tables/\(name)"), workspace: $0.intern(workspace)))
        }
    }

    // MARK: Sentinel

    @discardableResult
    mutating func onboard(
        _ path: String = Contoso.workspace, name: String = "default", customerManagedKey: Bool = true
    ) -> Entry {
        submit {
            .sentinel(.onboard($0.intern(path), name: name, customerManagedKey: customerManagedKey))
        }
    }
    @discardableResult
    mutating func offboard(_ path: String = Contoso.workspace) -> Entry {
        submit { .sentinel(.offboard($0.intern(path))) }
    }
    @discardableResult
    mutating func putIncident(_ name: String = "i1") -> Entry {
        putItem(Contoso.item("incidents", name), .incident)
    }
    @discardableResult
    mutating func putAlertRule(_ name: String = "r1") -> Entry {
        putItem(Contoso.item("alertRules", name), .alertRule)
    }
    @discardableResult
    mutating func putItem(_ path: String, _ kind: Sentinel.ItemKind) -> Entry {
        submit {
            .sentinel(
                .putItem(
                    $0.intern(path), workspace: $0.intern(Contoso.workspace), kind, ["kind": "Scheduled"]))
        }
    }
    @discardableResult
    mutating func deleteItem(_ path: String) -> Entry {
        submit { .sentinel(.deleteItem($0.intern(path), workspace: $0.intern(Contoso.workspace))) }
    }
    @discardableResult
    mutating func deleteAccount() -> Entry {
        submit(by: .microsoft) { .cosmosDB(.deleteAccount(behind: $0.intern(Contoso.workspace))) }
    }
}
