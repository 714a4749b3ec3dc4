import ControlPlane
import VirtualTime

/// Worlds to measure in: the story of one workspace under a customer's key, told once or many times over.
struct BenchWorld {
    private(set) var timeline: Timeline
    private var tenants = 0

    init(_ policy: ChoicePolicy = .latest) {
        let settings = Settings(choices: Choices(policy: policy))
        timeline = Timeline(
            World(Genesis(start: Genesis.defaultStart, settings: settings)), keepsEntries: false)
        send { .resources(.createOrUpdateGroup($0.intern(Self.group), location: "westeurope", carried: [:])) }
        send {
            .resources(
                .register(
                    $0.intern("\(Self.subscription)/providers/Microsoft.DocumentDB"),
                    namespace: "Microsoft.DocumentDB"))
        }
        timeline.advance(by: .minutes(1))
    }

    private static let subscription = "/subscriptions/\(Genesis.defaultSubscription)"
    private static let group = "\(subscription)/resourceGroups/bench-rg"
    private static let insights = "\(group)/providers/Microsoft.OperationalInsights"

    /// What stands behind one workspace.
    struct Tenant {
        let vault: ResourceID
        let key: ResourceID
        let cluster: ResourceID
        let workspace: ResourceID
    }

    private mutating func send(_ command: (inout Names) -> AnyCommand) {
        let entry = timeline.submit(command)
        precondition(entry.refusal == nil, "the set-up of a bench is refused: \(entry)")
    }

    /// Vaults with a key each, and workspaces.
    mutating func add(vaults: Int, workspaces: Int) -> (keys: [ResourceID], workspaces: [ResourceID]) {
        var keys: [ResourceID] = [], made: [ResourceID] = []
        for number in 0..<vaults { _ = addVault("bench-kv\(number)") }
        timeline.advance(by: .minutes(1))
        for number in 0..<vaults { keys.append(addKey("bench-kv\(number)")) }
        for number in 0..<workspaces { made.append(addWorkspace("bench-ws\(number)")) }
        timeline.advance(by: .minutes(1))
        return (keys, made)
    }

    private mutating func addVault(_ name: String, in location: String = "westeurope") -> ResourceID {
        let settings = KeyVault.VaultSettings(
            location: location, tenant: Genesis.defaultTenant, purgeProtection: true)
        return made("\(Self.group)/providers/Microsoft.KeyVault/vaults/\(name)") {
            .keyVault(.createOrUpdateVault($0, settings))
        }
    }
    private mutating func addKey(_ vault: String) -> ResourceID {
        let path = "\(Self.group)/providers/Microsoft.KeyVault/vaults/\(vault)"
        let id = timeline.world.names.find(path)
        return made("\(path)/keys/cmk") {
            .keyVault(.createKey($0, vault: id ?? $0, KeyVault.KeySettings(sizeBits: 3072)))
        }
    }
    private mutating func addCluster(_ name: String, in location: String) -> ResourceID {
        let settings = LogAnalytics.ClusterSettings(
            location: location, capacity: 100, identity: .systemAssigned)
        return made("\(Self.insights)/clusters/\(name)") {
            .logAnalytics(.createOrUpdateCluster($0, settings))
        }
    }
    private mutating func addWorkspace(_ name: String, in location: String = "westeurope") -> ResourceID {
        made("\(Self.insights)/workspaces/\(name)") {
            .logAnalytics(
                .createOrUpdateWorkspace(
                    $0, LogAnalytics.WorkspaceSettings(location: location, retentionDays: 30)))
        }
    }
    private mutating func made(_ path: String, _ command: (ResourceID) -> AnyCommand) -> ResourceID {
        var id: ResourceID?
        send { names in
            let made = names.intern(path)
            id = made
            return command(made)
        }
        guard let id else { fatalError("a command is always made") }
        return id
    }

    /// Workspaces under a customer's key, each on a cluster of its own, onboarded and with traffic.
    mutating func addTenants(_ count: Int, recordsPerMinute: Int64 = 10) -> [Tenant] {
        let names = (tenants..<tenants + count).map { "tenant-\($0)" }
        tenants += count
        // Five clusters to a region is all that Azure gives (LA-CLUSTER-10): each tenant has one of its own.
        let vaults = names.map { addVault($0, in: "region-\($0)") }
        timeline.advance(by: .minutes(1))
        let keys = names.map { addKey($0) }
        let clusters = names.map { addCluster($0, in: "region-\($0)") }
        let workspaces = names.map { addWorkspace($0, in: "region-\($0)") }
        timeline.advance(by: .hours(2))
        let added = names.indices.map {
            Tenant(vault: vaults[$0], key: keys[$0], cluster: clusters[$0], workspace: workspaces[$0])
        }
        for (name, tenant) in zip(names, added) { setKey(of: tenant, vault: name) }
        timeline.advance(by: .minutes(10))
        for tenant in added {
            send { _ in .logAnalytics(.link(workspace: tenant.workspace, cluster: tenant.cluster)) }
        }
        timeline.advance(by: .minutes(90))
        for tenant in added { onboard(tenant, recordsPerMinute) }
        timeline.advance(by: .minutes(15))
        return added
    }

    private mutating func setKey(of tenant: Tenant, vault: String) {
        guard
            case .systemAssigned(let objectID)? = timeline.world.logAnalytics.clusters[tenant.cluster]?
                .identity
        else { fatalError("the cluster has an identity") }
        let policies = [objectID, Identity.cosmosObjectID(in: Genesis.defaultTenant)].map {
            KeyVault.AccessPolicy(objectID: $0, keys: .encryption)
        }
        send { _ in .keyVault(.editPolicies(tenant.vault, .add, policies)) }
        let key = LogAnalytics.KeyRequest(
            vaultURI: "https://\(vault).vault.azure.net", name: "cmk", version: "", vault: tenant.vault,
            key: tenant.key)
        send { _ in .logAnalytics(.updateCluster(tenant.cluster, LogAnalytics.ClusterChanges(key: key))) }
    }

    private mutating func onboard(_ tenant: Tenant, _ recordsPerMinute: Int64) {
        send { _ in .sentinel(.onboard(tenant.workspace, name: "default", customerManagedKey: true)) }
        send { _ in
            .logAnalytics(
                .startTraffic(
                    workspace: tenant.workspace, table: "Syslog", records: recordsPerMinute,
                    periodMilliseconds: 60_000, backfillMilliseconds: 0))
        }
    }
}
