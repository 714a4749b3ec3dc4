/// A column of a report, defined once: its name in files, its unit, and which end is the worse one.
public enum Measure: String, CaseIterable, Sendable {
    case firstDark = "first_dark"
    case allDark = "all_dark"
    case honorLag = "honor_lag"
    case restoreLag = "restore_lag"
    case darkMinutes = "dark_minutes"
    case dropped
    case unrecoverable
    case purgedUnseen = "purged_unseen"
    case lostRecords = "lost_records"
    case lostMinutes = "lost_minutes"
    case accessRecoverableUntil = "access_recoverable_until"
    case losslessUntil = "lossless_until"
    case irreversibleAt = "irreversible_at"
    case firstRule = "first_rule"
    case refused
    case dependsOn = "depends_on"

    public enum Unit: String, Sendable {
        /// Milliseconds from the fork point; nil for never.
        case instant
        case milliseconds, records, minutes, calls
        /// Rules and assumptions: no number.
        case words
    }

    public var unit: Unit {
        switch self {
        case .firstDark, .allDark, .accessRecoverableUntil, .losslessUntil, .irreversibleAt: .instant
        case .honorLag, .restoreLag, .darkMinutes: .milliseconds
        case .dropped, .unrecoverable, .purgedUnseen, .lostRecords: .records
        case .lostMinutes: .minutes
        case .refused: .calls
        case .firstRule, .dependsOn: .words
        }
    }

    /// Whether a larger value is the worse one. An instant that never comes is the largest.
    public var isWorseWhenLarger: Bool {
        switch unit {
        case .instant: false
        case .milliseconds, .records, .minutes, .calls, .words: true
        }
    }

    /// Whether it takes futures of its own to find.
    public var isFoundByForking: Bool {
        switch self {
        case .accessRecoverableUntil, .losslessUntil, .irreversibleAt: true
        default: false
        }
    }

    /// How it is computed, in a line.
    public var formula: String {
        switch self {
        case .firstDark: "first instant a workspace is inaccessible"
        case .allDark: "first instant all workspaces are inaccessible"
        case .honorLag: "from the loss of the key to the dark, the longest"
        case .restoreLag: "from the key's return to access, the longest"
        case .darkMinutes: "time in which at least one workspace is inaccessible"
        case .dropped: "records sent and never stored"
        case .unrecoverable: "records stored whose key or store was destroyed before retention took them"
        case .purgedUnseen: "records that retention purged while they were inaccessible"
        case .lostRecords: "dropped + unrecoverable"
        case .lostMinutes: "source minutes with at least one lost record"
        case .accessRecoverableUntil:
            "last instant from which a supported act still restores access to some data"
        case .losslessUntil: "last instant from which recovery still gives the baseline's lost records"
        case .irreversibleAt: "first instant at which some data can never be read again, whatever one does"
        case .firstRule: "first rule that took access away or refused a call"
        case .refused: "calls that were refused"
        case .dependsOn: "assumptions whose other reading gives another row"
        }
    }

    /// The value of a run; nil for never, and for what is no number.
    public func value(of outcome: FutureOutcome) -> Int64? {
        switch self {
        case .firstDark: outcome.firstDark
        case .allDark: outcome.allDark
        case .honorLag: outcome.honorLag
        case .restoreLag: outcome.restoreLag
        case .darkMinutes: outcome.darkMilliseconds
        case .dropped: outcome.dropped
        case .unrecoverable: outcome.unrecoverable
        case .purgedUnseen: outcome.purgedUnseen
        case .lostRecords: outcome.lostRecords
        case .lostMinutes: outcome.lostMinutes
        case .refused: Int64(outcome.refused)
        case .accessRecoverableUntil: outcome.accessRecoverableUntil
        case .losslessUntil: outcome.losslessUntil
        case .irreversibleAt: outcome.irreversibleAt
        case .firstRule, .dependsOn: nil
        }
    }

    /// Whether one value is worse than another.
    public func isWorse(_ value: Int64?, than other: Int64?) -> Bool {
        if unit == .instant { return (value ?? .max) < (other ?? .max) }
        return (value ?? .min) > (other ?? .min)
    }
}
