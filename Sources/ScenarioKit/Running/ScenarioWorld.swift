public import ControlPlane
public import VirtualTime

/// The world as the runner reaches it: virtual time, calls, probes, the journal. Synchronous; nothing reads
/// a wall clock. `fork()` must be cheap: the runner keeps a copy of every moment to look back at.
public protocol ScenarioWorld {
    var now: Instant { get }

    /// How many entries the journal has; the sequence of the next entry.
    var position: Int { get }

    /// Grows with everything that happens, reads too, and stays while only time passes. Two states of one run
    /// with the same number differ in their clocks and in what counts by itself: records.
    var revision: Int { get }

    var subscriptionID: String { get }
    var tenantID: String { get }

    /// The model that answers, for what no scenario asks: who may log in.
    var model: World { get }

    /// The next moment at which something falls due, not before now; nil when nothing ever does.
    func nextDue() -> Instant?

    /// Moves the clock, letting everything due up to and including the instant happen first.
    mutating func advance(to instant: Instant)

    /// One HTTP exchange, decided at once. Whatever falls due at this same instant has happened when it
    /// returns.
    mutating func send(_ call: HTTPCall) -> CallResult

    /// A domain action of the closed vocabulary. Arguments are as the file has them; defaults are the
    /// world's.
    mutating func act(_ name: String, on target: Reference, with arguments: Document, by actor: String)
        -> CallResult

    /// Sends that many records to a workspace now.
    mutating func ingest(_ records: Int, into workspace: Reference, table: String?, by actor: String)
        -> CallResult

    /// Where an operation stands now.
    func operation(_ id: String) -> OperationState

    /// The properties of a thing as they are now (`experience` B.3): texts, numbers, truth values, lists;
    /// durations as `1h30m`, instants as `2024-02-16T09:00:00Z`. Nil for a thing that does not exist.
    func probe(_ reference: Reference) -> Document?

    /// One property of a thing, which may cost far less than all of them. Nil if it has none.
    func probe(_ reference: Reference, _ property: String) -> Document?

    /// All properties but the fingerprint, which costs more than all the rest.
    func probeShort(_ reference: Reference) -> Document?

    /// What a client could find, in a fixed order.
    func things() -> [Reference]

    /// What clients read of every thing, by its name.
    func view() -> Members

    /// The minutes since 1970 in which records were sent that are held now, or were dropped.
    func sourceMinutes(_ fate: RecordFate, of workspace: Reference) -> [Range<Int64>]

    /// The entries from a sequence on, in order.
    func entries(from sequence: Int) -> [JournalEntry]

    /// The same without those that only say that time passed.
    func happenings(from sequence: Int) -> [JournalEntry]

    /// The ARM id of a thing; of something that does not exist yet, the id it would have in the world's
    /// group.
    func resourceID(of reference: Reference) -> String?

    /// The object id of a person (`dana@contoso`), an identity (`identity/contoso-la`) or an application id.
    func objectID(of principal: String) -> String?

    /// Whether a rule that is also an invariant holds now.
    func standing(ofRule id: String) -> RuleStanding

    /// Assumptions that influenced what has happened since `configure`, in alphabetical order.
    func assumptionsUsed() -> [AssumptionUse]

    /// Lets things fail: `vault.outage` and its like (`experience` B.6).
    mutating func inject(_ fault: FaultUse) throws(WorldProblem)

    /// Ends a failure by its name; one that ended by itself is no mistake.
    mutating func clear(_ fault: String) throws(WorldProblem)

    /// The lines of a file from which the world can be made again: a header, then the journal.
    /// - Parameter marks: moments that the scenario named.
    func saved(marks: [(name: String, at: Instant)]) throws(WorldProblem) -> [String]

    /// A copy that goes its own way.
    func fork() -> any ScenarioWorld

    /// Changes how choices and silence are read from now on; `start` also begins traffic and retention.
    mutating func configure(_ settings: WorldSettings) throws(WorldProblem)

    /// A digest of the state in lower-case hexadecimal digits; equal states, equal digests, in every process.
    func stateHash() -> String
}

/// Makes worlds for runs.
public protocol ScenarioWorldFactory {
    /// The builtin world `empty` at an instant: subscription and people only.
    func makeEmptyWorld(_ plan: WorldPlan) throws(WorldProblem) -> any ScenarioWorld

    /// A world from the lines of its file.
    /// - Parameter moment: the moment of its journal to start from; without it, where it was saved.
    func makeSavedWorld(_ lines: [String], at moment: InstantSpec?) throws(WorldProblem) -> any ScenarioWorld
}

/// What an empty world is made of.
public struct WorldPlan: Equatable, Sendable {
    public var at: Instant
    public var seed: String
    public var rules: String
    /// Of the subscription and the tenant, lower-case GUIDs; nil for those of a world that is alone.
    public var subscription: String?
    public var tenant: String?

    public init(
        at: Instant, seed: String, rules: String, subscription: String? = nil, tenant: String? = nil
    ) {
        self.at = at
        self.seed = seed
        self.rules = rules
        self.subscription = subscription
        self.tenant = tenant
    }
}

/// Settings that take effect when they are given.
public struct WorldSettings: Equatable, Sendable {
    public struct Choice: Equatable, Sendable {
        /// A choice point, globs allowed, or `default`.
        public let point: String
        /// `earliest`, `latest`, `midpoint`, `seeded` or a duration.
        public let policy: String

        public init(point: String, policy: String) {
            self.point = point
            self.policy = policy
        }
    }

    public struct Timing: Equatable, Sendable {
        public let name: String
        public let least: Duration
        public let most: Duration

        public init(name: String, least: Duration, most: Duration) {
            self.name = name
            self.least = least
            self.most = most
        }
    }

    public struct Traffic: Equatable, Sendable {
        public let workspace: Reference
        public let rate: TrafficRate
        public let backfill: Duration?
        public let table: String?
    }

    public struct Retention: Equatable, Sendable {
        public let workspace: Reference
        public let duration: Duration
    }

    public var choices: [Choice] = []
    public var assumptions: [AssumptionUse] = []
    public var timings: [Timing] = []
    public var traffic: [Traffic] = []
    public var retention: [Retention] = []
    /// The seed of choices; nil leaves it as it is.
    public var seed: String?
    /// Whether a poll of an operation moves the clock to its end (P-04); nil leaves it as it is.
    public var pollsMoveTime: Bool?

    public init() {}
}

/// An assumption and the reading that was taken.
public struct AssumptionUse: Hashable, Sendable {
    public let name: String
    public let reading: String

    public init(name: String, reading: String) {
        self.name = name
        self.reading = reading
    }
}

/// Why a world cannot be made or configured: a word it does not know, a thing that is not there.
public struct WorldProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    public init(_ message: String) { self.message = message }
    public var description: String { message }
}

/// Whether a rule holds as an invariant.
public enum RuleStanding: Hashable, Sendable {
    case holds
    /// With what is wrong, in one sentence.
    case broken(String)
    /// No rule has the id, or it is neither a deadline nor a state.
    case notAnInvariant
}

extension ScenarioWorldFactory {
    public func makeSavedWorld(
        _ lines: [String], at moment: InstantSpec?
    ) throws(WorldProblem) -> any ScenarioWorld {
        throw WorldProblem("saved worlds cannot be made here")
    }
}

extension ScenarioWorld {
    public func things() -> [Reference] { [] }
    public func view() -> Members { ClientView(of: self).members }
    public func happenings(from sequence: Int) -> [JournalEntry] {
        entries(from: sequence).filter { !$0.isPassage }
    }
    public func probeShort(_ reference: Reference) -> Document? { probe(reference) }
    public func probe(_ reference: Reference, _ property: String) -> Document? { probe(reference)?[property] }

    public func saved(marks: [(name: String, at: Instant)]) throws(WorldProblem) -> [String] {
        throw WorldProblem("this world cannot be saved")
    }
    public mutating func inject(_ fault: FaultUse) throws(WorldProblem) {
        throw WorldProblem("nothing fails in this world")
    }
    public mutating func clear(_ fault: String) throws(WorldProblem) {
        throw WorldProblem("nothing fails in this world")
    }
}
