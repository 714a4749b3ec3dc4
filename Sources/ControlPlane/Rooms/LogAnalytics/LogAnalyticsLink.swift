public import VirtualTime

extension LogAnalytics {
    /// A machine: not linked → linking → linked → unlinking.
    public enum WorkspaceLink: Equatable, Codable, Sendable {
        case none
        case linking(to: ResourceID, until: Instant, operation: OperationID)
        case linked(to: ResourceID, since: Instant)
        case unlinking(from: ResourceID, until: Instant, operation: OperationID)

        /// Where new data goes: switched when the operation ends (LA-LINK-09).
        public var cluster: ResourceID? {
            switch self {
            case .none, .linking: nil
            case .linked(let cluster, _), .unlinking(let cluster, _, _): cluster
            }
        }
        public var until: Instant? {
            switch self {
            case .linking(_, let until, _), .unlinking(_, let until, _): until
            case .none, .linked: nil
            }
        }
        public var operation: OperationID? {
            switch self {
            case .linking(_, _, let operation), .unlinking(_, _, let operation): operation
            case .none, .linked: nil
            }
        }
        public var isInProgress: Bool { until != nil }
        /// The linked service's provisioning state (LA-LINK-02).
        public var text: String {
            switch self {
            case .none, .linked: "Succeeded"
            case .linking: "ProvisioningAccount"
            case .unlinking: "Deleting"
            }
        }
    }
}
