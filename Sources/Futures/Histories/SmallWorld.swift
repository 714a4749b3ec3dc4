public import ControlPlane
import VirtualTime

/// Two clusters, two workspaces, one vault with one key: small enough that all short histories can be walked,
/// and with everything in it that a key can be taken from.
///
/// The first cluster is under the key, its workspace linked and onboarded; the second cluster is under the
/// same key, its workspace not linked yet.
public struct SmallWorld: Sendable {
    public private(set) var timeline: Timeline
    private let vault: ResourceID
    private let key: ResourceID
    private let clusters: [ResourceID]
    private let workspaces: [ResourceID]

    private static let group = "/subscriptions/\(Genesis.defaultSubscription)/resourceGroups/small-rg"
    private static let insights = "\(group)/providers/Microsoft.OperationalInsights"

    public init(_ settings: Settings = Settings()) {
        var timeline = Timeline(
            World(Genesis(start: Genesis.defaultStart, settings: settings)), keepsEntries: false)
        func make(_ path: String, _ command: (ResourceID) -> AnyCommand) -> ResourceID {
            var made: ResourceID?
            let entry = timeline.submit { names in
                let id = names.intern(path)
                made = id
                return command(id)
            }
            guard entry.refusal == nil, let made else { preconditionFailure("refused: \(entry)") }
            return made
        }
        _ = make(Self.group) { .resources(.createOrUpdateGroup($0, location: "westeurope", carried: [:])) }
        _ = make("/subscriptions/\(Genesis.defaultSubscription)/providers/Microsoft.DocumentDB") {
            .resources(.register($0, namespace: "Microsoft.DocumentDB"))
        }
        vault = make("\(Self.group)/providers/Microsoft.KeyVault/vaults/small-kv") {
            let settings = KeyVault.VaultSettings(
                location: "westeurope", tenant: Genesis.defaultTenant, retentionDays: 7, purgeProtection: true
            )
            return .keyVault(.createOrUpdateVault($0, settings))
        }
        timeline.advance(by: .minutes(1))
        let vault = vault
        key = make("\(Self.group)/providers/Microsoft.KeyVault/vaults/small-kv/keys/cmk") {
            .keyVault(.createKey($0, vault: vault, KeyVault.KeySettings(sizeBits: 3072)))
        }
        clusters = ["a", "b"].map { name in
            make("\(Self.insights)/clusters/cluster-\(name)") {
                let settings = LogAnalytics.ClusterSettings(
                    location: "westeurope", capacity: 100, identity: .systemAssigned)
                return .logAnalytics(.createOrUpdateCluster($0, settings))
            }
        }
        workspaces = ["a", "b"].map { name in
            make("\(Self.insights)/workspaces/workspace-\(name)") {
                let settings = LogAnalytics.WorkspaceSettings(location: "westeurope", retentionDays: 30)
                return .logAnalytics(.createOrUpdateWorkspace($0, settings))
            }
        }
        timeline.advance(by: .hours(2))
        self.timeline = timeline
        underKey()
        // The set-up lies back far enough that none of its windows is open.
        self.timeline.advance(by: .days(32))
    }

    private mutating func underKey() {
        let holders = clusters.compactMap(objectID) + [Identity.cosmosObjectID(in: Genesis.defaultTenant)]
        timeline.submit { [vault] _ in
            let policies = holders.map { KeyVault.AccessPolicy(objectID: $0, keys: .encryption) }
            return .keyVault(.editPolicies(vault, .add, policies))
        }
        for cluster in clusters {
            let key = keyRequest(version: "")
            timeline.submit { _ in
                .logAnalytics(.updateCluster(cluster, LogAnalytics.ClusterChanges(key: key)))
            }
        }
        timeline.advance(by: .minutes(10))
        timeline.submit { [workspaces, clusters] _ in
            .logAnalytics(.link(workspace: workspaces[0], cluster: clusters[0]))
        }
        timeline.advance(by: .minutes(90))
        timeline.submit { [workspaces] _ in
            .sentinel(.onboard(workspaces[0], name: "default", customerManagedKey: true))
        }
        timeline.advance(by: .minutes(15))
    }

    private func objectID(of cluster: ResourceID) -> String? {
        if case .systemAssigned(let objectID)? = timeline.world.logAnalytics.clusters[cluster]?.identity {
            objectID
        } else {
            nil
        }
    }

    private func keyRequest(version: String) -> LogAnalytics.KeyRequest {
        LogAnalytics.KeyRequest(
            vaultURI: "https://small-kv.vault.azure.net", name: "cmk", version: version, vault: vault,
            key: key)
    }
}

extension SmallWorld {
    /// Everything that can be done to the key, its vault, its holders and what they keep; and time.
    public var alphabet: [Act<String>] { keyActs + holderActs + dataActs + waits }

    private var keyActs: [Act<String>] {
        func version(_ changes: KeyVault.VersionChanges) -> AnyCommand {
            .keyVault(.updateVersion(key, version: nil, changes))
        }
        return [
            .command("disable the key", version(KeyVault.VersionChanges(enabled: false))),
            .command("enable the key", version(KeyVault.VersionChanges(enabled: true))),
            .command("rotate the key", .keyVault(.rotateKey(key))),
            .command("delete the key", .keyVault(.deleteKey(key))),
            .command("recover the key", .keyVault(.recoverKey(key))),
            .command("delete the vault", .keyVault(.deleteVault(vault))),
            .command("recover the vault", .keyVault(.recoverVault(vault, location: "westeurope"))),
        ]
    }

    private var holderActs: [Act<String>] {
        func policy(_ edit: KeyVault.PolicyEdit, _ holder: String?, _ keys: KeyPermissions) -> AnyCommand {
            .keyVault(.editPolicies(vault, edit, [KeyVault.AccessPolicy(objectID: holder ?? "", keys: keys)]))
        }
        let cosmos = Identity.cosmosObjectID(in: Genesis.defaultTenant)
        let cleared = LogAnalytics.KeyRequest(vaultURI: "", name: "", version: "", vault: nil, key: nil)
        func cluster(_ place: Int, _ changes: LogAnalytics.ClusterChanges) -> AnyCommand {
            .logAnalytics(.updateCluster(clusters[place], changes))
        }
        let first = objectID(of: clusters[0])
        return [
            .command("revoke cluster a", policy(.remove, first, KeyPermissions())),
            .command("grant cluster a", policy(.replace, first, .encryption)),
            .command("revoke Cosmos DB", policy(.remove, cosmos, KeyPermissions())),
            .command("grant Cosmos DB", policy(.replace, cosmos, .encryption)),
            .command("clear the key of cluster b", cluster(1, LogAnalytics.ClusterChanges(key: cleared))),
            .command(
                "set the key of cluster b",
                cluster(1, LogAnalytics.ClusterChanges(key: keyRequest(version: "")))),
            .command(
                "take the identity of cluster b",
                cluster(1, LogAnalytics.ClusterChanges(identity: IdentityRequest.none))),
            .command("delete cluster b", .logAnalytics(.deleteCluster(clusters[1]))),
        ]
    }

    private typealias IdentityRequest = LogAnalytics.IdentityRequest

    private var dataActs: [Act<String>] {
        let (a, b) = (workspaces[0], workspaces[1])
        return [
            .command(
                "link workspace b to cluster b", .logAnalytics(.link(workspace: b, cluster: clusters[1]))),
            .command(
                "link workspace b to cluster a", .logAnalytics(.link(workspace: b, cluster: clusters[0]))),
            .command("unlink workspace b", .logAnalytics(.unlink(workspace: b))),
            .command("delete workspace b", .logAnalytics(.deleteWorkspace(b, force: false))),
            .command(
                "create workspace b",
                .logAnalytics(
                    .createOrUpdateWorkspace(b, LogAnalytics.WorkspaceSettings(location: "westeurope")))),
            .command("ingest", .logAnalytics(.ingest(workspace: a, table: "SecurityEvent", records: 5))),
            .command(
                "onboard workspace b", .sentinel(.onboard(b, name: "default", customerManagedKey: true))),
            .command("off-board workspace a", .sentinel(.offboard(a))),
        ]
    }

    private var waits: [Act<String>] {
        [
            .wait("+20 min", .minutes(20)), .wait("+1 h", .hours(1)), .wait("+2 h", .hours(2)),
            .wait("+8 d", .days(8)),
        ]
    }
}
