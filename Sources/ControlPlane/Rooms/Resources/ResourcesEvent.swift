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
        case requestCounted([Bucket])
        case faultArmed(GatewayFault, times: Int)
        case faultStruck(ResourceID, GatewayFault)
    }
}
