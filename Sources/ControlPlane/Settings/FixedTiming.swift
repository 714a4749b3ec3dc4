import VirtualTime

/// Figures of time that the documents state outright: nothing to pick, but a world may set another.
public enum FixedTiming: String, CaseIterable, Codable, Sendable {
    case clusterPoll = "cluster.poll"
    case nameReserved = "cluster.nameReserved"
    case tierLock = "cluster.tierLock"
    case linkWindow = "workspace.linkWindow"
    case softDelete = "workspace.softDelete"
    case dataPurge = "workspace.dataPurge"
    case vaultSoftDelete = "vault.softDelete"
    case keyLeeway = "key.leeway"
    case operationExpiry = "operation.expiry"
    case configGrace = "sentinel.configGrace"
    case ingestionLatency = "ingestion.latency"
    case networkRuleDelay = "network.ruleDelay"

    public var standard: Duration {
        switch self {
        case .clusterPoll: .seconds(60)
        case .nameReserved, .softDelete: .days(14)
        case .tierLock: .days(31)
        case .linkWindow, .dataPurge, .configGrace: .days(30)
        case .vaultSoftDelete: .days(90)
        case .operationExpiry: .hours(24)
        case .keyLeeway, .ingestionLatency, .networkRuleDelay: .zero
        }
    }

    /// Ids of the rules that read it.
    public var rules: [String] {
        switch self {
        case .clusterPoll: ["LA-AEK-05"]
        case .nameReserved: ["LA-CREATE-05", "LA-DEL-03", "LA-CLUSTER-10"]
        case .tierLock: ["LA-SKU-03"]
        case .linkWindow: ["LA-LINK-06"]
        case .softDelete: ["WS-DEL-01", "WS-DEL-03"]
        case .dataPurge: ["WS-DEL-03"]
        case .vaultSoftDelete: ["KV-VAULT-10"]
        case .keyLeeway: ["KV-KEY-07"]
        case .operationExpiry: ["ARM-ASYNC-05"]
        case .configGrace: ["SENT-DEL-02"]
        case .ingestionLatency: ["LA-ING-02"]
        case .networkRuleDelay: ["KV-NET-06"]
        }
    }
}
