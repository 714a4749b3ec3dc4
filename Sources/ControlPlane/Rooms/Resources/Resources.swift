/// ARM itself: subscriptions, resource groups, provider registration and long-running operations.
///
/// ```
///   registration:  notRegistered ──register──► registering ──≤ 60 s──► registered
///   group:         standing ──DELETE──► deleting ──≤ 10 min──► gone
///   operation:     inProgress ──────────────────────────────► succeeded │ failed │ canceled
/// ```
/// The rules every type shares (a group must exist, its provider must be registered) live here as guards that
/// the other rooms call; they are not written again there.
///
/// Sources: Azure Resource Manager, "Track asynchronous operations" and "Resource providers and types".
public enum Resources: ResourceProvider {
    /// Namespaces that a subscription must opt in to, and those registered from the start (ARM-RP-05).
    public static let optIn = ["Microsoft.DocumentDB"]
    public static let preregistered = [
        "Microsoft.KeyVault", "Microsoft.OperationalInsights", "Microsoft.OperationsManagement",
        "Microsoft.SecurityInsights", "Microsoft.Insights", "Microsoft.Resources", "Microsoft.Authorization",
        "Microsoft.ManagedIdentity",
    ]
    /// Namespaces that need no registration and cannot be left (ARM-RP-05).
    public static let registrationFree = ["Microsoft.Authorization", "Microsoft.Resources"]
}
