public import ControlPlane

/// Something that may come next in a history: a command, or time going by.
public struct Act<Tag: CustomStringConvertible & Sendable>: Sendable {
    /// What a watcher knows it by; its description is what a reader sees.
    public let tag: Tag
    let step: Step

    enum Step: Sendable {
        case command(AnyCommand, by: Principal)
        case wait(Duration)
    }

    /// A command sent at the instant the history has reached. It names only what the world knows already.
    public static func command(_ tag: Tag, _ command: AnyCommand, by principal: Principal = .owner) -> Act {
        Act(tag: tag, step: .command(command, by: principal))
    }
    /// Time going by, from due moment to due moment.
    public static func wait(_ tag: Tag, _ duration: Duration) -> Act {
        Act(tag: tag, step: .wait(duration))
    }
}
