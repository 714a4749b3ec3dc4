public import VirtualTime

extension Sentinel {
    public enum Command: Equatable, Codable, Sendable {
        /// `name` is the onboarding state's; only `default` is one.
        case onboard(ResourceID, name: String, customerManagedKey: Bool)
        case offboard(ResourceID)
        case putItem(ResourceID, workspace: ResourceID, ItemKind, Document)
        case deleteItem(ResourceID, workspace: ResourceID)
        /// No call of Azure's: the customer writes to the product group (SENT-PRE-08).
        case contactSupport(ResourceID, topic: String)
    }
}
