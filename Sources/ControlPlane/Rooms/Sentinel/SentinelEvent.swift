public import VirtualTime

extension Sentinel {
    public enum Event: Equatable, Codable, Sendable {
        case onboardingStarted(ResourceID, customerManagedKey: Bool, until: Instant)
        case onboarded(ResourceID, customerManagedKey: Bool)
        case onboardingFailed(ResourceID)
        case offboarded(ResourceID, graceUntil: Instant)
        /// At the end of its grace, or before it with the workspace itself.
        case configurationPurged(ResourceID)
        case availabilityChanged(ResourceID, Availability)
        indirect case itemWritten(Item)
        case itemDeleted(ResourceID)
        case markedUndefined(ResourceID, RuleID)
        case supportContacted(ResourceID, topic: String)
    }
}
