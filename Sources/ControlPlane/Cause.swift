public import VirtualTime

/// Position in a branch's journal, from 1.
public typealias EntryNumber = Int64

/// The one door: a request, an alarm, the mere passing of time and a changed setting come in alike.
public enum Cause: Equatable, Codable, Sendable {
    case command(AnyCommand, by: Principal)
    case alarm(AnyAlarm)
    case timePassed
    /// The caller chose other readings or policies; nothing in the modeled cloud changed.
    case settings(Settings)
}

/// A decision due at a known moment. Computed from state, never stored beside it: nothing to cancel or
/// forget.
public struct Pending<Alarm: Equatable & Sendable>: Equatable, Sendable {
    public let at: Instant
    public let alarm: Alarm
}
