public import VirtualTime

extension Resources {
    public enum Event: Equatable, Codable, Sendable {
        case groupWritten(Group)
        case groupDeleted(ResourceID)
        case registrationStarted(ResourceID, namespace: String, until: Instant)
        case registrationCompleted(ResourceID, namespace: String)
        case unregistrationStarted(ResourceID, namespace: String, until: Instant)
        case unregistrationCompleted(ResourceID, namespace: String)
        indirect case operationStarted(Operation)
        case operationEnded(OperationID, OperationOutcome)
    }
}
