public import ControlPlane

/// Looks at a history from outside and says what must hold. It remembers by itself, apart from the world it
/// judges; a fork of the history copies its memory.
public protocol Watcher: Sendable {
    associatedtype Tag: CustomStringConvertible & Sendable

    /// Called after each act and at each due moment on the way.
    /// - Parameter tag: the act just done; nil at a moment in the middle of a wait.
    /// - Returns: a sentence on what should hold and does not; nil when all is well.
    mutating func look(at timeline: Timeline, after tag: Tag?) -> String?
}
