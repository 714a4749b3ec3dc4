/// Microsoft Sentinel on a workspace: onboarding under the customer's key, and what revocation prevents.
///
/// ```
///   onboarding:    (none) ──PUT──► onboarding ──≤ 15 min──► [awaiting confirmation ──reply──►] onboarded
///                                       └── key lost ──► failed
///   off-boarding:  onboarded ──DELETE──► removing ──≤ 48 h──► removed ──30 d after the DELETE──► (purged)
///   availability:  available ◄──► degraded ◄──► unavailable     derived from cluster and Cosmos DB account
/// ```
/// Sentinel has no clock of its own for the key (D-10): it is as available as its two stores are.
///
/// Source: "Set up Microsoft Sentinel customer-managed key", 2024-02-16.
public enum Sentinel: ResourceProvider {
    public static let namespace = "Microsoft.SecurityInsights"
}
