import VirtualTime

/// Dedicated clusters and their key, workspaces, the link between them, and the data that flows in.
///
/// ```
///   cluster:    (none) ──PUT──► creating ──≤ 2 h──► succeeded ◄──► updating ──DELETE──► name reserved 14 d
///   access:     KeyAccess, once the cluster has a key
///   workspace:  (none) ──PUT──► creating ──≤ 10 s──► succeeded ──DELETE──► softDeleted ──14 d──► gone
///   link:       none ──PUT──► linking ──≤ 90 min──► linked ──DELETE──► unlinking ──► none
/// ```
/// Ingestion, retention and polling are computed in closed form between events (`DataLedger`): a quiet year
/// is free.
///
/// Sources: "Azure Monitor customer-managed keys", "Create and manage a dedicated cluster", OpenAPI
/// 2022-10-01.
public enum LogAnalytics: ResourceProvider {
    static let namespace = "Microsoft.OperationalInsights"
    /// Commitment tiers in GB a day (LA-SKU-02).
    public static let commitmentTiers = [100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 25000, 50000]
    static let linksPerWindow = 2
    /// Active clusters in a region, and those with the ones deleted while their names are reserved.
    static let activeClusters = 5
    static let clustersInAll = 7
    static let workspacesPerCluster = 1_000
    /// Skus a new workspace may ask for; the others are of the past, or set by linking (WS-04).
    static let workspaceSkus = ["pergb2018", "capacityreservation"]
    static let legacySkus = ["free", "standard", "premium", "pernode"]
    public static let linkedSku = "LACluster"
    static let payAsYouGo = "PerGB2018"
    /// A shorter retention deletes nothing sooner (WS-06).
    static let shorteningGrace = Duration.days(30)

    static let keyAccessRules = KeyAccessRules(
        lost: Rule.revocationTriggered.id, honored: Rule.revocationHonored.id,
        returning: Rule.accessRestored.id,
        restored: Rule.accessRestored.id, honor: .honorCluster, restore: .restoreCluster,
        stillRevoked: Rule.cyclesIndependent.id, gone: KeyRule.lostForGood.id)
}
