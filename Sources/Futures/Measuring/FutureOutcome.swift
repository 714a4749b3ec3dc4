public import ControlPlane

/// What a future came to, from its fork point to its horizon. Times are milliseconds from the fork point.
public struct FutureOutcome: Equatable, Sendable {
    /// First time a workspace was inaccessible; nil if none ever was.
    public var firstDark: Int64?
    /// First time all were.
    public var allDark: Int64?
    /// From the loss of the key to the dark, the longest.
    public var honorLag: Int64?
    /// From the key's return to the light, the longest.
    public var restoreLag: Int64?
    /// How long at least one workspace was inaccessible.
    public var darkMilliseconds: Int64 = 0
    /// Records sent and never stored.
    public var dropped: Int64 = 0
    /// Records stored whose store was destroyed, or whose key.
    public var unrecoverable: Int64 = 0
    /// Records that retention purged while nobody could read them.
    public var purgedUnseen: Int64 = 0
    /// Source minutes with at least one lost record; nil when it was not asked for.
    public var lostMinutes: Int64?
    /// Found by forking, each nil when it was not asked for or when the horizon comes first; -1 before the
    /// fork point.
    public var accessRecoverableUntil: Int64?
    public var losslessUntil: Int64?
    public var irreversibleAt: Int64?
    /// Calls that were refused.
    public var refused = 0
    /// Interventions that were taken.
    public var taken = 0
    /// The first rule that took access away or refused a call.
    public var firstRule: RuleID?
    /// Rules that bit, in the order in which they first did.
    public var rules: [RuleID] = []
    public var breaches: [Breach] = []
    /// Stretches in which a workspace was inaccessible, by workspace in the order of their ids.
    public var dark: [Stretch] = []

    public var lostRecords: Int64 { dropped + unrecoverable }

    /// An invariant that did not hold.
    public struct Breach: Equatable, Sendable {
        public let invariant: String
        public let isWarning: Bool
        public let at: Int64
        public let sentence: String
        /// The entry after which it was seen.
        public let entry: EntryNumber
    }

    public struct Stretch: Equatable, Sendable {
        public let workspace: ResourceID
        public let from: Int64
        /// Nil while it was still dark at the horizon.
        public let until: Int64?
    }

    /// The first breach that is more than a warning.
    public var violation: Breach? { breaches.first { !$0.isWarning } }
}
