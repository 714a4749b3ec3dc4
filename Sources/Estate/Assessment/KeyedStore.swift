import ControlPlane
import Simulation
import VirtualTime

/// A store that lives under a customer's key: a cluster, an account behind Sentinel, an account of the
/// customer's own.
struct KeyedStore {
    enum Kind {
        case cluster
        /// The account behind Sentinel, by its workspace.
        case sentinel
        case account
    }

    let kind: Kind
    let id: ResourceID
    let key: ResourceID
    let vault: ResourceID
    /// Who reaches the vault for it.
    let principal: Principal
    /// The version it is pinned to; nil follows the latest.
    let pinned: String?

    /// In the order of their making, clusters first.
    static func all(in world: World) -> [KeyedStore] {
        var stores: [KeyedStore] = []
        for cluster in world.logAnalytics.clusters where !cluster.isDeleted {
            guard let key = cluster.key else { continue }
            stores.append(
                KeyedStore(
                    kind: .cluster, id: cluster.id, key: key.key, vault: key.vault,
                    principal: KeyVault.principal(of: cluster.identity),
                    pinned: key.followsLatest ? nil : key.version))
        }
        for account in world.cosmosDB.accounts where !account.isDeleted {
            let isOwn = world.cosmosDB.databaseAccounts[account.id] != nil
            stores.append(
                KeyedStore(
                    kind: isOwn ? .account : .sentinel, id: account.id, key: account.key,
                    vault: account.vault, principal: account.principal, pinned: nil))
        }
        return stores
    }

    /// `cluster/contoso-la`; the account behind Sentinel goes by its workspace.
    func name(in world: World) -> String {
        let name = world.names[id].name
        return kind == .cluster ? "cluster/\(name)" : "cosmos/\(name)"
    }

    /// nil once it is gone.
    func access(in world: World) -> KeyAccess? {
        switch kind {
        case .cluster:
            guard let row = world.logAnalytics.clusters[id], !row.isDeleted, row.key != nil else {
                return nil
            }
            return row.access
        case .sentinel, .account:
            guard let row = world.cosmosDB.accounts[id], !row.isDeleted else { return nil }
            return row.access
        }
    }

    func isDark(in world: World) -> Bool { access(in: world)?.isDark ?? false }

    /// Workspaces whose data is in it.
    func workspaces(in world: World) -> [LogAnalytics.Workspace] {
        switch kind {
        case .cluster:
            (world.logAnalytics.clusters[id]?.links ?? []).compactMap {
                world.logAnalytics.workspaces[$0.workspace]
            }
        case .sentinel: [world.logAnalytics.workspaces[id]].compactMap { $0 }
        case .account: []
        }
    }
}

/// What cannot be read at an instant, by the names people use.
enum Darkness {
    static func things(in world: World) -> [String] {
        var things = KeyedStore.all(in: world).filter { $0.isDark(in: world) }.map { $0.name(in: world) }
        for workspace in world.logAnalytics.workspaces
        where !workspace.isDeleted && LogAnalytics.isDark(workspace, in: world) {
            things.append("workspace/\(world.names[workspace.id].name)")
        }
        for row in world.sentinel.onboardings where row.isOnboarded && row.availability != .available {
            things.append("sentinel/\(world.names[row.id].name)")
        }
        return things
    }
}
