public import VirtualTime

extension Resources {
    public enum Event: Equatable, Codable, Sendable {
        case groupWritten(Group)
        case groupDeletionStarted(ResourceID, until: Instant, OperationID)
        /// Everything of that stage goes, each by the rules of its type.
        case groupEmptied(ResourceID, GroupStage)
        case groupDeleted(ResourceID)
        case registrationStarted(ResourceID, namespace: String, until: Instant)
        case registrationCompleted(ResourceID, namespace: String)
        case unregistrationStarted(ResourceID, namespace: String, until: Instant)
        case unregistrationCompleted(ResourceID, namespace: String)
        indirect case operationStarted(Operation)
        case operationEnded(OperationID, OperationOutcome)
        indirect case lockWritten(Lock)
        case lockDeleted(ResourceID)
        indirect case plainWritten(PlainResource)
        case plainDeleted(ResourceID)
        case requestCounted([Bucket])
        indirect case faultArmed(RequestFault)
        /// A request came by a failure, which met it or let it pass.
        case faultMet(ResourceID, name: String, strikes: Bool)
    }
}
