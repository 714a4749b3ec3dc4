/// What may happen in a history, in the oracle's own words.
enum OracleAct: Equatable, CustomStringConvertible {
    case disableLatest, enableLatest
    /// The version that the cluster still wraps its data key with.
    case disableUsed, enableUsed
    case rotate
    case expireLatest, extendLatest
    case deleteKey, recoverKey
    case deleteVault, recoverVault
    case revokeCluster, grantCluster
    case revokeCosmos, grantCosmos
    case useRoles, usePolicies
    case assignCluster, unassignCluster
    case assignCosmos, unassignCosmos
    case closeNetwork, openNetwork
    case silence, answerAgain
    case pinToLatest
    case ingest(Int)
    case incident
    case query
    case wait(minutes: Int)

    var description: String {
        switch self {
        case .disableLatest: "disable the latest version"
        case .enableLatest: "enable the latest version"
        case .disableUsed: "disable the version in use"
        case .enableUsed: "enable the version in use"
        case .rotate: "rotate"
        case .expireLatest: "expire the latest version"
        case .extendLatest: "extend the latest version"
        case .deleteKey: "delete the key"
        case .recoverKey: "recover the key"
        case .deleteVault: "delete the vault"
        case .recoverVault: "recover the vault"
        case .revokeCluster: "revoke the cluster's access"
        case .grantCluster: "grant the cluster access"
        case .revokeCosmos: "revoke Cosmos DB's access"
        case .grantCosmos: "grant Cosmos DB access"
        case .useRoles: "let roles decide"
        case .usePolicies: "let policies decide"
        case .assignCluster: "give the cluster a role"
        case .unassignCluster: "take the cluster's role"
        case .assignCosmos: "give Cosmos DB a role"
        case .unassignCosmos: "take Cosmos DB's role"
        case .closeNetwork: "close the vault's network"
        case .openNetwork: "open the vault's network"
        case .silence: "let the vault not answer"
        case .answerAgain: "let the vault answer again"
        case .pinToLatest: "update the cluster's key"
        case .ingest(let records): "ingest \(records)"
        case .incident: "create an incident"
        case .query: "query"
        case .wait(let minutes): "+\(minutes) min"
        }
    }
}

/// The circumstances of a history: what is chosen and how the cluster was set up.
struct OracleSetting: Equatable, CustomStringConvertible {
    /// Minutes that every open moment takes; nil is the whole of its bound.
    var delay: Int?
    /// Whether the cluster names a version of the key.
    var isPinned: Bool
    /// Within how many minutes a cluster comes back.
    var clusterRestore: Int
    var retentionDays: Int

    var description: String {
        "\(delay.map { "after \($0) min" } ?? "latest"), \(isPinned ? "pinned" : "automatic"), "
            + "restore \(clusterRestore) min, retention \(retentionDays) d"
    }

    /// What an open moment with this bound comes to.
    func wait(_ bound: Int) -> Int { min(delay ?? bound, bound) }
}
