public import VirtualTime

/// One HTTP request as a client would send it.
public struct HTTPCall: Equatable, Sendable {
    public var method: String
    public var host: String
    /// With its leading slash, without the query.
    public var path: String
    /// Without the question mark.
    public var query: String
    public var headers: [Header]
    /// Nil sends no body.
    public var body: Document?
    public var actor: String

    public struct Header: Equatable, Sendable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public static let armHost = "management.azure.com"

    public init(
        method: String, host: String = HTTPCall.armHost, path: String, query: String = "",
        headers: [Header] = [],
        body: Document? = nil, actor: String = "operator"
    ) {
        self.method = method
        self.host = host
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.actor = actor
    }
}

/// What became of a call, an act or an ingestion.
public struct CallResult: Equatable, Sendable {
    /// HTTP's.
    public var status: Int
    public var headers: [HTTPCall.Header]
    public var body: Document?
    /// The rules that the decision record names as refusing it, the first one enforced first.
    public var rejectedBy: [String]
    /// The rules that the answer says it keeps, beside those of the journal.
    public var upheld: [String] = []
    /// The exchange in one line: `PUT https://…/vaults/contoso-kv → 409 Conflict`; nil if there was none.
    public var exchange: String?
    /// `stored dropped rejected queued ineffective accepted`; nil where the word does not apply.
    public var outcome: String?
    public var operation: OperationState
    /// Where the resource can be read again after the operation; nil reads the request's own address again
    /// after a PUT or a PATCH, and else keeps the first body.
    public var resource: HTTPCall?

    public init(
        status: Int, headers: [HTTPCall.Header] = [], body: Document? = nil, rejectedBy: [String] = [],
        outcome: String? = nil, operation: OperationState = .none, resource: HTTPCall? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.rejectedBy = rejectedBy
        self.outcome = outcome
        self.operation = operation
        self.resource = resource
    }
}

/// Where a long-running operation stands. A control-plane call that ended at once counts as succeeded.
public enum OperationState: Hashable, Sendable {
    /// Refused, or a data-plane call.
    case none
    case inProgress(id: String)
    case succeeded
    case failed
    case canceled

    /// The word of `expect.operation`.
    public var word: String {
        switch self {
        case .none: "none"
        case .inProgress: "InProgress"
        case .succeeded: "Succeeded"
        case .failed: "Failed"
        case .canceled: "Canceled"
        }
    }
}

/// One line of the journal (`experience` B.12).
public struct JournalEntry: Equatable, Sendable {
    public let sequence: Int
    public let at: Instant
    /// `request event rule fault clock incident`.
    public let kind: String
    /// Sequences of the entries that brought it about.
    public let causes: [Int]
    /// The fields that the kind has beside `at seq kind causes`, such as `act target decision rule severity`.
    public let fields: Document

    public init(sequence: Int, at: Instant, kind: String, causes: [Int] = [], fields: Document) {
        self.sequence = sequence
        self.at = at
        self.kind = kind
        self.causes = causes
        self.fields = fields
    }

    /// Whether it says nothing but that time passed: a clock that nobody set.
    var isPassage: Bool { kind == "clock" && fields["act"] == nil }

    /// The entry as expressions see it.
    var record: ValueRecord {
        var pairs: [(String, Value)] = [
            ("at", .instant(at)), ("seq", .integer(sequence)), ("kind", .string(kind)),
            ("causes", .list(causes.map { .integer($0) })),
        ]
        for member in fields.members ?? Members() { pairs.append((member.name, Value(member.value))) }
        return ValueRecord(pairs)
    }
}
