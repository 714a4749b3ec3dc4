public import VirtualTime

extension Resources {
    public struct State: Equatable, Codable, Sendable {
        public private(set) var subscription: ResourceID?
        public internal(set) var groups = Table<Group>()
        public internal(set) var registrations = Table<Registration>()
        public internal(set) var operations = Table<Operation>()
        public internal(set) var locks = Table<Lock>()
        /// What no rule reads.
        public internal(set) var plain = Table<PlainResource>()
        /// What requests have been counted, where a world assumes that ARM counts them.
        public internal(set) var buckets = Table<Bucket>()
        /// Failures that wait for a request, in the order they were asked for.
        public internal(set) var faults: [RequestFault] = []

        init() {}
        init(subscription: ResourceID) { self.subscription = subscription }
    }

    public struct Group: TableRow, Codable {
        public let id: ResourceID
        public var location: String
        public var createdAt: Instant
        /// `tags` and `managedBy`, as sent.
        public var carried: Document
        public internal(set) var deletion: GroupDeletion?
        public var deadline: Instant? { deletion?.until }
    }

    /// A subscription's opting in to a resource provider. No row: as the catalogue says (`Resources.optIn`).
    public struct Registration: TableRow, Codable {
        /// `/subscriptions/…/providers/{namespace}`
        public let id: ResourceID
        public let namespace: String
        public var state: RegistrationState
        public var deadline: Instant? { state.deadline }
    }

    /// A long-running operation as its status URL shows it.
    public struct Operation: TableRow, Codable {
        public let id: OperationID
        public let resource: ResourceID
        public let startedAt: Instant
        /// When it is known to end, unless something stops it.
        public let endsAt: Instant
        public var outcome: OperationOutcome?
        public var endedAt: Instant?
        /// Why it will say that it failed, whatever has come of it.
        var interruption: Refusal?
        public var deadline: Instant? { nil }
    }

    public enum OperationOutcome: Equatable, Codable, Sendable {
        case succeeded, canceled
        case failed(Refusal)
    }
}
