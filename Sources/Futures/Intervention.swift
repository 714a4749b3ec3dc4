public import ControlPlane
public import VirtualTime

/// Something done to a world at an instant of its future.
public struct Intervention: Sendable {
    /// Does it, now: whatever it comes to is in the timeline's entries.
    /// - Returns: the rules that refused it; nil when it was taken.
    public typealias Deed = @Sendable (inout Timeline) -> [RuleID]?

    public let at: Instant
    /// As a reader would write it: `key.disable key/contoso-kv/cmk`.
    public let title: String
    public let perform: Deed

    public init(at instant: Instant, _ title: String, perform: @escaping Deed) {
        at = instant
        self.title = title
        self.perform = perform
    }

    /// A command of the core, given straight to the rules.
    public init(
        at instant: Instant, _ title: String, by principal: Principal = .owner, _ command: AnyCommand
    ) {
        self.init(at: instant, title) { timeline in
            timeline.submit(by: principal) { _ in command }.refusal?.because
        }
    }
}
