public import ControlPlane
import VirtualTime

/// What may happen to the key of a cluster that Sentinel works under.
public enum KeyAct: String, CaseIterable, Sendable, CustomStringConvertible {
    case disable, enable, removePolicy, grant, twentyMinutes, hour

    public var description: String {
        switch self {
        case .disable: "disable the key"
        case .enable: "enable the key"
        case .removePolicy: "remove the cluster's policy"
        case .grant: "grant it again"
        case .twentyMinutes: "+20 min"
        case .hour: "+60 min"
        }
    }
}

extension HistoryExploration where Watch == KeyAccessWatch {
    /// Every history of the key behind `workspace`, whose cluster has a system-assigned identity and the key
    /// now.
    /// - Returns: nil if there is no such key, cluster or identity.
    public init?(keyBehind workspace: ResourceID, in world: World, depth: Int) {
        guard let row = world.logAnalytics.workspaces[workspace],
            let cluster = LogAnalytics.cluster(of: row, in: world), let key = cluster.key,
            case .systemAssigned(let objectID) = cluster.identity
        else { return nil }
        func policy(_ permissions: KeyPermissions) -> [KeyVault.AccessPolicy] {
            [KeyVault.AccessPolicy(objectID: objectID, keys: permissions)]
        }
        func setEnabled(_ enabled: Bool) -> AnyCommand {
            .keyVault(.updateVersion(key.key, version: nil, KeyVault.VersionChanges(enabled: enabled)))
        }
        let alphabet = KeyAct.allCases.map { act -> Act<KeyAct> in
            switch act {
            case .disable: .command(act, setEnabled(false))
            case .enable: .command(act, setEnabled(true))
            case .removePolicy:
                .command(act, .keyVault(.editPolicies(key.vault, .remove, policy(KeyPermissions()))))
            case .grant: .command(act, .keyVault(.editPolicies(key.vault, .replace, policy(.encryption))))
            case .twentyMinutes: .wait(act, .minutes(20))
            case .hour: .wait(act, .minutes(60))
            }
        }
        self.init(alphabet: alphabet, depth: depth)
    }
}
