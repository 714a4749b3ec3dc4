/// The only clock. Not a `Swift.Clock`, on purpose: nobody sleeps here, so nothing here is async.
public struct VirtualClock: Hashable, Codable, Sendable {
    public private(set) var now: Instant

    public init(now: Instant) {
        self.now = now
    }

    /// Moves to `instant`, which is `now` or later. Going back is a mistake of the caller and stops the
    /// program.
    public mutating func advance(to instant: Instant) {
        precondition(instant >= now, "virtual time never runs backwards")
        now = instant
    }
}
