public import ControlPlane
public import VirtualTime

/// Something that must hold of a world after every event of a future.
public struct FutureInvariant: Sendable {
    /// `rule:SENT-REVOKE-02`, or the words of the file.
    public let name: String
    /// Whether a breach is collected and fails nothing.
    public let isWarning: Bool
    /// As it is before anything was seen; each run looks with a copy of its own.
    public let watch: any FutureWatch

    public init(_ name: String, isWarning: Bool = false, watch: any FutureWatch) {
        self.name = name
        self.isWarning = isWarning
        self.watch = watch
    }

    /// One that can be told from a world alone.
    public init(
        _ name: String, isWarning: Bool = false, complaint: @escaping @Sendable (Timeline) -> String?
    ) {
        self.init(name, isWarning: isWarning, watch: MomentWatch(complaint: complaint))
    }
}

/// Looks at a future from outside, moment by moment, and remembers what it needs.
public protocol FutureWatch: Sendable {
    /// - Returns: what is wrong, in a sentence; nil while it holds.
    mutating func look(at timeline: Timeline) -> String?

    /// The next moment before an instant at which it may come out otherwise though nothing happens; nil when
    /// only what happens matters.
    func nextStop(after timeline: Timeline, before instant: Instant) -> Instant?
}

extension FutureWatch {
    public func nextStop(after timeline: Timeline, before instant: Instant) -> Instant? { nil }
}

private struct MomentWatch: FutureWatch {
    let complaint: @Sendable (Timeline) -> String?
    func look(at timeline: Timeline) -> String? { complaint(timeline) }
}
