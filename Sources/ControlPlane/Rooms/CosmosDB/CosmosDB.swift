/// The account behind Sentinel: the second store under the customer's key (SENT-ONB-12).
///
/// ```
///   account:  (none) ──onboarded──► confirmed ──DELETE──► deleting ──≤ 20 min──► deleted
///   access:   KeyAccess, from the first instant on
/// ```
/// The account belongs to Microsoft and no client sees it; it is keyed by the workspace it stands behind. It
/// reaches the vault as Azure Cosmos DB's first-party principal and always follows the latest version of the
/// key.
///
/// Sources: "Configure customer-managed keys for your Azure Cosmos DB account", its troubleshooting guide.
public enum CosmosDB: ResourceProvider {
    public static let namespace = "Microsoft.DocumentDB"

    static let keyAccessRules = KeyAccessRules(
        lost: Rule.revocationTriggered.id, honored: Rule.revocationHonored.id,
        returning: Rule.accessRestored.id,
        restored: Rule.accessRestored.id, honor: .honorCosmos, restore: .restoreCosmos,
        stillRevoked: LogAnalytics.Rule.cyclesIndependent.id, gone: Rule.lostForGood.id)
}
