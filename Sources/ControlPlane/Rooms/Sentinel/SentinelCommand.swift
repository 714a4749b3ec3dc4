public import VirtualTime

extension Sentinel {
    public enum Command: Equatable, Codable, Sendable {
        /// `name` is the onboarding state's; only `default` is one.
        case onboard(ResourceID, name: String, customerManagedKey: Bool)
        case offboard(ResourceID)
        /// - Parameter checksOnboarding: old versions of the API never asked whether the workspace is
        ///   onboarded.
        case putItem(
            ResourceID, workspace: ResourceID, ItemKind, Document, checksOnboarding: Bool = true)
        case deleteItem(ResourceID, workspace: ResourceID, checksOnboarding: Bool = true)
        /// Moves resources to another group: no onboarded workspace among them (SENT-PRE-09).
        case moveWorkspaces([ResourceID])
        /// A template that onboards under a customer's key (SENT-ONB-05).
        case deployOnboarding(ResourceID)
        /// No call of Azure's: the customer writes to the product group (SENT-PRE-08).
        case contactSupport(ResourceID, topic: String)
    }
}
