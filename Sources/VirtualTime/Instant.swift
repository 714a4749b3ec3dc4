/// A moment in the simulation, in milliseconds since 1970-01-01T00:00:00Z. Never read from the machine.
public struct Instant: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    @inlinable public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The last millisecond that has a four-digit year. Far enough from `Int64.max` that adding to it is
    /// safe.
    public static let distantFuture = Instant(milliseconds: 253_402_300_799_999)

    @inlinable public static func < (earlier: Instant, later: Instant) -> Bool {
        earlier.milliseconds < later.milliseconds
    }

    @inlinable public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds + duration.wholeMilliseconds)
    }

    @inlinable public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds - duration.wholeMilliseconds)
    }

    /// How much later `later` is; negative when it is the earlier one.
    @inlinable public static func - (later: Instant, earlier: Instant) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }

    @inlinable public static func += (instant: inout Instant, duration: Duration) {
        instant = instant + duration
    }
}

/// Written as a bare integer of milliseconds.
extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
