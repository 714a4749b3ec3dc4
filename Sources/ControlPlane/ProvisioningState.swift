public import VirtualTime

/// Where the last operation on a resource stands, as ARM shows it (ARM-ASYNC-04).
public enum ProvisioningState: Hashable, Codable, Sendable {
    case succeeded
    /// The operation that makes the resource runs until `until`.
    case creating(until: Instant, operation: OperationID)
    case updating(until: Instant, operation: OperationID)
    /// A resource that was deleted comes back.
    case restoring(until: Instant, operation: OperationID)
    case failed

    public var until: Instant? {
        switch self {
        case .creating(let until, _), .updating(let until, _), .restoring(let until, _): until
        case .succeeded, .failed: nil
        }
    }
    public var operation: OperationID? {
        switch self {
        case .creating(_, let operation), .updating(_, let operation), .restoring(_, let operation): operation
        case .succeeded, .failed: nil
        }
    }
    public var isTerminal: Bool { until == nil }
    /// Whether the resource is not there yet.
    public var isCreating: Bool { if case .creating = self { true } else { false } }
    /// Azure's word for it.
    public var text: String {
        switch self {
        case .succeeded: "Succeeded"
        case .creating: "Creating"
        case .updating: "Updating"
        case .restoring: "Restoring"
        case .failed: "Failed"
        }
    }
}

/// A long-running operation, by the number of the entry that started it: one entry starts at most one.
public struct OperationID: Hashable, Comparable, Codable, Sendable {
    public let startedBy: EntryNumber
    public init(startedBy: EntryNumber) { self.startedBy = startedBy }
    public static func < (a: OperationID, b: OperationID) -> Bool { a.startedBy < b.startedBy }
}
