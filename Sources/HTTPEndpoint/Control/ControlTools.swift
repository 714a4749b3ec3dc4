public import ControlPlane
public import VirtualTime

/// What the control API needs from the language of scenarios, which lies beside it and not below: builtin
/// worlds, files, conditions, faults and traffic by their words.
public struct ControlTools: Sendable {
    /// Makes the world that an order describes.
    public typealias Make = @Sendable (WorldOrder) throws -> (Timeline, Genesis)

    let make: Make

    public init(make: @escaping Make) {
        self.make = make
    }
}

/// What a world is to be made of.
public struct WorldOrder: Sendable {
    /// Where a world comes from.
    public enum Source: Equatable, Sendable {
        /// `builtin:NAME`, or the path of a `*.lockworld`.
        case named(String)
        /// The lines of a `*.lockworld`.
        case lines([String])
    }

    public let source: Source
    public let start: Instant
    public let seed: UInt64
    /// Lower-case GUIDs of a world that is made anew; a saved one has its own.
    public let subscription: String
    public let tenant: String
    /// What is chosen beside the defaults, once the world is set up.
    public let settings: @Sendable (Settings) throws -> Settings
}

/// Why a world cannot be made from what was named: in one sentence, with a way out.
public struct WorldOrderProblem: Error, Sendable {
    let sentence: String
    let hint: String?

    public init(_ sentence: String, try hint: String? = nil) {
        self.sentence = sentence
        self.hint = hint
    }
}
