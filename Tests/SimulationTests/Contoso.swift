import ControlPlane
import Foundation
import JournalStore
import Simulation
import VirtualTime

/// The article's set-up through the door, step by step, and the acts the tests play on it.
enum Contoso {
    static let subscription = "/subscriptions/\(Genesis.defaultSubscription)"
    static let group = "\(subscription)/resourceGroups/sec-rg"
    static let vault = "\(group)/providers/Microsoft.KeyVault/vaults/contoso-kv"
    static let key = "\(vault)/keys/cmk"
    static let cluster = "\(group)/providers/Microsoft.OperationalInsights/clusters/contoso-la"
    static let workspace = "\(group)/providers/Microsoft.OperationalInsights/workspaces/contoso-soc"
    static let genesis = Genesis(start: Genesis.defaultStart)

    /// Everything up to a workspace that is onboarded under the customer's key, all operations ended.
    static func timeline(_ genesis: Genesis = genesis) -> Timeline {
        var timeline = Timeline(World(genesis))
        timeline.createGroup()
        timeline.submit {
            .resources(
                .register(
                    $0.intern("\(subscription)/providers/Microsoft.DocumentDB"),
                    namespace: "Microsoft.DocumentDB"))
        }
        timeline.createVault()
        timeline.advance(by: .minutes(1))
        timeline.submit { names in
            .keyVault(
                .createKey(
                    names.intern(key), vault: names.intern(vault), KeyVault.KeySettings(sizeBits: 3072)))
        }
        timeline.createCluster()
        timeline.advance(by: .hours(2))
        timeline.grant(timeline.clusterObjectID)
        timeline.grant(Identity.cosmosObjectID(in: Genesis.defaultTenant))
        timeline.setClusterKey(version: timeline.latestVersion)
        timeline.advance(by: .minutes(10))
        timeline.createWorkspace()
        timeline.advance(by: .seconds(10))
        timeline.submit { .logAnalytics(.link(workspace: $0.intern(workspace), cluster: $0.intern(cluster))) }
        timeline.advance(by: .minutes(90))
        timeline.submit {
            .sentinel(.onboard($0.intern(workspace), name: "default", customerManagedKey: true))
        }
        timeline.advance(by: .minutes(15))
        return timeline
    }
}

extension Timeline {
    @discardableResult
    mutating func createGroup(_ name: String = "sec-rg") -> Entry {
        submit {
            .resources(
                .createOrUpdateGroup(
                    $0.intern("\(Contoso.subscription)/resourceGroups/\(name)"), location: "westeurope",
                    carried: [:]))
        }
    }
    @discardableResult
    mutating func createVault() -> Entry {
        let settings = KeyVault.VaultSettings(
            location: "westeurope", tenant: Genesis.defaultTenant, retentionDays: 90, purgeProtection: true)
        return submit { .keyVault(.createOrUpdateVault($0.intern(Contoso.vault), settings)) }
    }
    @discardableResult
    mutating func createCluster() -> Entry {
        let settings = LogAnalytics.ClusterSettings(
            location: "westeurope", capacity: 100, identity: .systemAssigned)
        return submit { .logAnalytics(.createOrUpdateCluster($0.intern(Contoso.cluster), settings)) }
    }
    @discardableResult
    mutating func grant(_ objectID: String) -> Entry {
        submit {
            .keyVault(
                .editPolicies(
                    $0.intern(Contoso.vault), .add,
                    [KeyVault.AccessPolicy(objectID: objectID, keys: .encryption)]))
        }
    }
    @discardableResult
    mutating func revoke(_ objectID: String) -> Entry {
        submit {
            .keyVault(
                .editPolicies(
                    $0.intern(Contoso.vault), .remove,
                    [KeyVault.AccessPolicy(objectID: objectID, keys: KeyPermissions())]))
        }
    }
    @discardableResult
    mutating func setClusterKey(version: String) -> Entry {
        let request = LogAnalytics.KeyRequest(
            vaultURI: "https://contoso-kv.vault.azure.net", name: "cmk", version: version,
            vault: world.names.find(Contoso.vault), key: world.names.find(Contoso.key))
        return submit {
            .logAnalytics(
                .updateCluster($0.intern(Contoso.cluster), LogAnalytics.ClusterChanges(key: request)))
        }
    }
    @discardableResult
    mutating func createWorkspace() -> Entry {
        let settings = LogAnalytics.WorkspaceSettings(location: "westeurope", retentionDays: 30)
        return submit { .logAnalytics(.createOrUpdateWorkspace($0.intern(Contoso.workspace), settings)) }
    }
    @discardableResult
    mutating func setKey(enabled: Bool, version: String? = nil) -> Entry {
        submit {
            .keyVault(
                .updateVersion(
                    $0.intern(Contoso.key), version: version, KeyVault.VersionChanges(enabled: enabled)))
        }
    }
    @discardableResult
    mutating func ingest(_ records: Int64) -> Entry {
        submit {
            .logAnalytics(
                .ingest(workspace: $0.intern(Contoso.workspace), table: "SecurityEvent", records: records))
        }
    }

    var latestVersion: String { world.key("cmk", in: "contoso-kv")?.latest.name ?? "" }
    var clusterObjectID: String {
        if case .systemAssigned(let id)? = world.cluster(named: "contoso-la")?.identity { id } else { "" }
    }
    func probe(_ thing: String) -> Document {
        ThingReference(thing).flatMap { Probe.read($0, in: world) } ?? .null
    }
    func why(_ thing: String, _ property: String? = nil) -> Why? {
        ThingReference(thing).flatMap { Why($0, property: property, entries: Array(entries), in: world) }
    }
}

/// A place for a journal in a directory of its own, gone with the last reference.
final class JournalFile: Sendable {
    let directory: URL
    var path: String { directory.appendingPathComponent("journal.sqlite").path }

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("lockstep-simulation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(at: directory) }

    func journal() throws -> Journal { try Journal(path: path) }
    func simulator(limit: Int = 1_024) throws -> Simulator { try Simulator(journal: journal(), limit: limit) }
}

extension Simulator {
    /// Adds the whole story as a world.
    func addContoso(_ name: String = "default") async throws {
        try await add(name, Contoso.timeline(), genesis: Contoso.genesis, mode: .frozen)
    }
    /// Adds a world with nothing in it.
    func addEmpty(_ name: String = "default") async throws {
        try await add(name, Timeline(World(Contoso.genesis)), genesis: Contoso.genesis, mode: .frozen)
    }
    func state(_ name: String = "default") -> World? { world(name)?.world }
}
