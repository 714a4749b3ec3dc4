extension Contradiction {
    /// All of them, in the order of their ids.
    public static let all: [Contradiction] = onClusters + onKeys + onServices

    private static let onClusters: [Contradiction] = [
        .init(
            "GAP-01", "smallest commitment tier", ["2020-2021: 500 or 1000 GB a day", "2024-2026: 100"],
            taken: "the list of 2026", rules: ["LA-SKU-02", "SENT-PRE-01"]),
        .init(
            "GAP-02", "time until a cluster is back", ["Sentinel: one hour", "Log Analytics: 30 minutes"],
            taken: "one hour in the seed, 30 minutes in the current documents", by: .profile,
            rules: ["LA-REVOKE-08", "SENT-REVOKE-06", "COSMOS-REVOKE-06"]),
        .init(
            "GAP-03", "how long linking takes", ["up to 90 minutes", "typically two hours"],
            taken: "90 minutes", by: .timing("workspace.link"), rules: ["LA-LINK-03"]),
        .init(
            "GAP-04", "lock on a smaller tier", ["31 days, in the text", "30 days, in the error"],
            taken: "31 days", by: .timing("cluster.tierLock"), rules: ["LA-SKU-03"]),
        .init(
            "GAP-05", "clusters in a region", ["2021: 2 active, 4 in all", "2026: 5 active, 7 in all"],
            taken: "5 and 7", rules: ["LA-CLUSTER-10"]),
        .init(
            "GAP-06", "key rotated, pinned cluster not updated",
            ["the old version goes on serving", "data becomes inaccessible"],
            taken: "it serves while it is usable", by: .assumption(.rotationWithoutUpdate),
            rules: ["LA-ROT-03"]),
        .init(
            "GAP-07", "a deleted cluster", ["2020: recoverable for 14 days", "2026: gone at once"],
            taken: "gone, its name reserved for 14 days", rules: ["LA-DEL-02", "LA-DEL-03"]),
        .init(
            "GAP-10", "the link of a recovered workspace", ["removed with the workspace", "still there"],
            taken: "the cluster's link comes back, other linked services do not", rules: ["WS-DEL-06"]),
        .init(
            "GAP-11", "identity and key in one call",
            ["never send both", "an unchanged identity may come along"],
            taken: "refused only if both change", rules: ["LA-ID-02"]),
        .init(
            "GAP-12", "state while being provisioned", ["ProvisioningAccount", "Creating"],
            taken: "Creating for clusters, ProvisioningAccount for links", rules: ["LA-CLUSTER-05"]),
        .init(
            "GAP-13", "status of a link request", ["202, documented", "200, recorded"],
            taken: "200, as recorded", by: .assumption(.linkResponse), rules: ["LA-LINK-01"]),
        .init(
            "GAP-16", "linking before the cluster is there", ["linked, and data dropped", "refused"],
            taken: "refused", by: .assumption(.linkBeforeProvisioned), rules: ["LA-LINK-04", "LA-CREATE-04"]),
        .init(
            "GAP-21", "name of a cluster", ["3-63 letters and digits", "4-63, with hyphens inside"],
            taken: "the one with hyphens", by: .assumption(.clusterNameRule), rules: ["LA-CLUSTER-03"]),
        .init(
            "GAP-22", "where a workspace's name is unique", ["in the cloud", "in its group"],
            taken: "in its group", by: .assumption(.workspaceNames), rules: ["WS-02", "WS-DEL-07"]),
        .init(
            "GAP-24", "how often a workspace is linked", ["two operations in 30 days", "twice a month"],
            taken: "two in rolling 30 days", by: .timing("workspace.linkWindow"), rules: ["LA-LINK-06"]),
        .init(
            "GAP-30", "a key at creation", ["2025: refused", "2026: taken with a user-assigned identity"],
            taken: "taken with a user-assigned identity", rules: ["LA-CREATE-06"]),
        .init(
            "GAP-38", "status of a cluster's deletion", ["200", "200, 202 or 204"], taken: "200",
            rules: ["LA-DEL-01"]),
        .init(
            "GAP-39", "keys of the hot cache", ["2020: the customer's, planned", "2026: Microsoft's"],
            taken: "Microsoft's, and dropped on revocation", rules: ["LA-CMK-04", "LA-REVOKE-04"]),
    ]

    private static let onKeys: [Contradiction] = [
        .init(
            "GAP-14", "Azure Cosmos DB and the firewall's bypass",
            ["passes it, says Cosmos DB", "is not in Key Vault's table"],
            taken: "it passes", by: .assumption(.cosmosTrusted), rules: ["KV-NET-05", "COSMOS-CMK-02"]),
        .init(
            "GAP-15", "how long a vault may be unreachable",
            ["2020: about 30 minutes", "2026: no limit given"],
            taken: "no limit", by: .assumption(.outageLimit), rules: ["LA-AEK-06"]),
        .init(
            "GAP-17", "an expired key", ["Log Analytics goes on", "Azure Cosmos DB is revoked"],
            taken: "each as its own documents say",
            rules: ["LA-KEY-06", "COSMOS-REVOKE-07", "SENT-REVOKE-10"]),
        .init(
            "GAP-26", "audience of vault tokens", ["vault.keyvault.net", "vault.azure.net"],
            taken: "vault.azure.net", rules: ["KV-DP-02"]),
        .init(
            "GAP-27", "transactions of a subscription", ["5,000 in an example", "5 times the vault's limit"],
            taken: "5 times", rules: ["KV-LIM-02"]),
        .init(
            "GAP-28", "access policies of a vault", ["16", "1024"], taken: "1024", rules: ["KV-VAULT-08"]),
        .init(
            "GAP-31", "the name of a deleted vault", ["blocked everywhere", "blocked in its region"],
            taken: "blocked everywhere", rules: ["KV-VAULT-02", "KV-VAULT-03", "KV-VAULT-04"]),
        .init(
            "GAP-32", "retention of a vault", ["fixed at creation", "a member of PATCH"], taken: "fixed",
            rules: ["KV-VAULT-10"]),
        .init(
            "GAP-33", "requests answered 429", ["do not count", "count"], taken: "they do not count",
            rules: ["KV-DP-08"]),
        .init(
            "GAP-34", "permission to a rotation policy",
            ["get and update", "getrotationpolicy and setrotationpolicy"],
            taken: "its own permissions", rules: ["KV-ACC-03", "KV-ROT-07"]),
        .init(
            "GAP-36", "how access is granted", ["an access policy", "a role"],
            taken: "both; on a vault with roles a policy has no effect", rules: ["KV-ACC-01", "SENT-PRE-07"]),
    ]

    private static let onServices: [Contradiction] = [
        .init(
            "GAP-08", "after rotating the key", ["the cluster must be updated", "only if it is pinned"],
            taken: "only if it is pinned; the seed's demand is advice", rules: ["SENT-ROT-03", "LA-ROT-01"]),
        .init(
            "GAP-09", "when to disable the old version", ["after 24 hours", "1 to 24 hours or more"],
            taken: "when nothing is wrapped with it any more", rules: ["SENT-ROT-04", "LA-ROT-04"]),
        .init(
            "GAP-18", "what a revoked account still allows", ["deletion only", "repair of its identity"],
            taken: "deletion for Sentinel's, repair for others", by: .assumption(.cosmosIdentityRepair),
            rules: ["COSMOS-REVOKE-03"]),
        .init(
            "GAP-19", "the last step of onboarding", ["2024: ask the product group", "2026: wait"],
            taken: "advice in the seed, nothing in the current documents", by: .profile,
            rules: ["SENT-PRE-08", "SENT-ONB-07"]),
        .init(
            "GAP-20", "what the key covers",
            ["all that Sentinel stores", "a list without incidents and alerts"],
            taken: "by profile", by: .profile, rules: ["SENT-SCOPE-01", "SENT-SCOPE-02"]),
        .init(
            "GAP-23", "already onboarded", ["now", "ever"], taken: "ever",
            by: .assumption(.onboardedBefore), rules: ["SENT-DEL-05", "SENT-PRE-03"]),
        .init(
            "GAP-25", "ARM's limits", ["counters by the hour", "token buckets since 2024"],
            taken: "none, until switched on", by: .assumption(.armThrottling),
            rules: ["ARM-THR-01", "ARM-THR-02"]),
        .init(
            "GAP-29", "where the key is asked for", ["REST only", "REST or the Azure CLI"],
            taken: "one and the same on the wire", by: .profile, rules: ["SENT-ONB-05"]),
        .init(
            "GAP-35", "sub-status of a disabled key", ["4002", "4018"], taken: "4018",
            by: .assumption(.cosmosDisabledCode), rules: ["COSMOS-REVOKE-04"]),
        .init(
            "GAP-37", "identity of the cluster", ["either kind", "system-assigned, for Sentinel"],
            taken: "either kind, until Sentinel is onboarded", rules: ["SENT-PRE-05", "LA-ID-07"]),
    ]
}
