import VirtualTime

/// A named moment the documents leave open: they bound it, the scenario picks it (TIME-02).
public enum ChoicePoint: String, CaseIterable, Codable, Sendable {
    case honorCluster = "honor.cluster"
    case honorCosmos = "honor.cosmos"
    case restoreCluster = "restore.cluster"
    case restoreCosmos = "restore.cosmos"
    case rewrapCluster = "rewrap.cluster"
    case rewrapCosmos = "rewrap.cosmos"
    case clusterCreate = "lro.cluster-create"
    case clusterUpdateKey = "lro.cluster-update-key"
    case workspaceCreate = "lro.workspace-create"
    case workspaceUpdate = "lro.workspace-update"
    case workspaceLink = "lro.workspace-link"
    case workspaceUnlink = "lro.workspace-unlink"
    case tableUpdate = "lro.table-update"
    case vaultDNS = "lro.vault-dns"
    case vaultPurge = "lro.vault-purge"
    case cosmosCreate = "lro.cosmos-create"
    case cosmosDelete = "lro.cosmos-delete"
    case cosmosConvert = "lro.cosmos-convert"
    case cosmosUpdate = "lro.cosmos-update"
    case registration = "lro.registration"
    case onboarding = "lro.onboarding"
    case offboarding = "lro.offboarding"
    case groupDelete = "lro.group-delete"
    case rbacPropagation = "rbac.propagation"
    case keyTransition = "key.transition"
    case retentionSweep = "retention.sweep"
    case supportReply = "support.reply"

    /// Name of the timing that widens or narrows the range, in `world.timings`.
    public var timing: String {
        switch self {
        case .honorCluster: "cluster.honor"
        case .honorCosmos: "cosmos.honor"
        case .restoreCluster: "cluster.restore"
        case .restoreCosmos: "cosmos.restore"
        case .rewrapCluster, .rewrapCosmos: "rotation.rewrap"
        case .clusterCreate: "cluster.create"
        case .clusterUpdateKey: "cluster.updateKey"
        case .workspaceCreate: "workspace.create"
        case .workspaceUpdate: "workspace.update"
        case .workspaceLink: "workspace.link"
        case .workspaceUnlink: "workspace.unlink"
        case .tableUpdate: "table.update"
        case .vaultDNS: "vault.dns"
        case .vaultPurge: "vault.purge"
        case .cosmosCreate: "cosmos.create"
        case .cosmosDelete: "cosmos.delete"
        case .cosmosConvert: "cosmos.convert"
        case .cosmosUpdate: "cosmos.update"
        case .registration: "provider.register"
        case .onboarding: "sentinel.onboard"
        case .offboarding: "sentinel.remove"
        case .groupDelete: "group.delete"
        case .rbacPropagation: "rbac.propagation"
        case .keyTransition: "key.transition"
        case .retentionSweep: "retention.sweep"
        case .supportReply: "support.reply"
        }
    }

    /// Ids of the rules that ask at it.
    public var rules: [String] {
        switch self {
        case .honorCluster: ["LA-REVOKE-02", "SENT-REVOKE-02"]
        case .honorCosmos: ["COSMOS-REVOKE-02", "SENT-REVOKE-02"]
        case .restoreCluster: ["LA-REVOKE-08", "SENT-REVOKE-06"]
        case .restoreCosmos: ["COSMOS-REVOKE-06", "SENT-REVOKE-06"]
        case .rewrapCluster: ["LA-ROT-01", "SENT-ROT-01"]
        case .rewrapCosmos: ["COSMOS-ROT-01", "SENT-ROT-01"]
        case .clusterCreate: ["LA-CREATE-02"]
        case .clusterUpdateKey: ["LA-KEY-02"]
        case .workspaceCreate, .workspaceUpdate: ["WS-01"]
        case .workspaceLink: ["LA-LINK-03"]
        case .workspaceUnlink: ["LA-LINK-11"]
        case .tableUpdate: ["WS-05"]
        case .vaultDNS: ["KV-VAULT-06"]
        case .vaultPurge: ["KV-DEL-07"]
        case .cosmosCreate: ["COSMOS-CMK-06"]
        case .cosmosDelete: ["COSMOS-CMK-06"]
        case .cosmosConvert: ["COSMOS-CMK-14"]
        case .cosmosUpdate: ["COSMOS-CMK-06"]
        case .registration: ["ARM-RP-02"]
        case .onboarding: ["SENT-ONB-07"]
        case .offboarding: ["SENT-DEL-01"]
        case .groupDelete: ["ARM-RG-02"]
        case .rbacPropagation: ["KV-ACC-05"]
        case .keyTransition: ["KV-KEY-13"]
        case .retentionSweep: ["WS-06", "LA-REVOKE-07"]
        case .supportReply: ["SENT-PRE-08"]
        }
    }

    /// The documented (or inferred) bound, in milliseconds from the cause. Lower ends are zero.
    public func bound(in profile: Profile) -> Int64 {
        let minute: Int64 = 60_000
        return switch self {
        case .honorCluster, .honorCosmos, .restoreCosmos, .rewrapCluster, .rewrapCosmos: 60 * minute
        case .restoreCluster: profile.figures.clusterRestore.wholeMilliseconds
        case .clusterCreate: 120 * minute
        case .clusterUpdateKey: 10 * minute
        case .workspaceCreate, .workspaceUpdate: minute / 6
        case .workspaceLink, .workspaceUnlink: 90 * minute
        case .vaultDNS: minute / 2
        case .cosmosCreate: 5 * minute
        case .cosmosDelete: 20 * minute
        case .cosmosConvert: 24 * 60 * minute
        case .registration, .tableUpdate, .vaultPurge, .cosmosUpdate: minute
        case .onboarding: 15 * minute
        case .offboarding: 48 * 60 * minute
        case .rbacPropagation, .groupDelete: 10 * minute
        case .keyTransition, .retentionSweep: 0
        case .supportReply: 5 * 24 * 60 * minute
        }
    }
}

/// In the order of declaration. By tag, because a count is looked up in every choice, and names are slow to
/// compare.
extension ChoicePoint: Comparable {
    public static func < (one: ChoicePoint, other: ChoicePoint) -> Bool { one.tag < other.tag }
    private var tag: UInt8 { unsafeBitCast(self, to: UInt8.self) }
}
