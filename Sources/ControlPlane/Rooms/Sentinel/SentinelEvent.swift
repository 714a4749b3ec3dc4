public import VirtualTime

extension Sentinel {
    public enum Event: Equatable, Codable, Sendable {
        case onboardingStarted(ResourceID, customerManagedKey: Bool, until: Instant)
        case onboarded(ResourceID, customerManagedKey: Bool)
        case onboardingFailed(ResourceID)
        /// Ready and not confirmed; `reply` is when the product group answers, if it was written to.
        case confirmationAwaited(ResourceID, reply: Instant?)
        /// Off-boarded: removed by `until`, and gone for good at `graceUntil`.
        case offboarded(ResourceID, until: Instant, graceUntil: Instant)
        case removalCompleted(ResourceID)
        /// At the end of its grace, or before it with the workspace itself.
        case configurationPurged(ResourceID)
        case availabilityChanged(ResourceID, Availability)
        indirect case itemWritten(Item)
        case itemDeleted(ResourceID)
        case markedUndefined(ResourceID, RuleID)
        case supportContacted(ResourceID, topic: String)
    }
}
