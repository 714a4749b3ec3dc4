public import ControlPlane
public import VirtualTime

/// What the control API needs from the language of scenarios, which lies beside it and not below: builtin
/// worlds and files, faults, conditions and traffic by their words. Each throws `WorldOrderProblem` for words
/// that it does not know.
public struct ControlTools: Sendable {
    /// Makes the world that an order describes.
    public typealias Make = @Sendable (WorldOrder) throws -> (Timeline, Genesis)
    /// Begins the fault of that name, as a body has it.
    public typealias Begin = @Sendable (Document, _ name: String, inout Timeline) throws -> Void
    /// Decides a condition, as a body has it, in a copy of a world: the verdict and what it rests on.
    public typealias Check = @Sendable (Document, Timeline) throws -> Document
    /// Begins to send records to a workspace, as a body has it.
    public typealias SendTraffic = @Sendable (Document, inout Timeline) throws -> Void
    /// Makes the calls of a line of az, as somebody: status, body and what else came of it.
    public typealias Az = @Sendable (_ line: String, _ actor: String, inout Timeline) throws -> Document

    let make: Make
    let begin: Begin
    let check: Check
    let sendTraffic: SendTraffic
    let az: Az
    /// Lists of words by the name of the list, each a document.
    let catalogs: [String: Document]
    /// JSON Schemas of files by name.
    let schemas: [String: Document]

    public init(
        make: @escaping Make, begin: @escaping Begin, check: @escaping Check,
        sendTraffic: @escaping SendTraffic, az: @escaping Az,
        catalogs: [String: Document] = [:],
        schemas: [String: Document] = [:]
    ) {
        self.make = make
        self.begin = begin
        self.check = check
        self.sendTraffic = sendTraffic
        self.az = az
        self.catalogs = catalogs
        self.schemas = schemas
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

    /// Whether it was saved, so that its subscription may be that of another world here.
    var isSaved: Bool {
        switch source {
        case .lines: true
        case .named(let name): name.hasSuffix(".lockworld")
        }
    }
}

/// Why something cannot be made of the words that were given: in one sentence, with a way out.
public struct WorldOrderProblem: Error, Sendable {
    public let sentence: String
    public let hint: String?

    public init(_ sentence: String, try hint: String? = nil) {
        self.sentence = sentence
        self.hint = hint
    }
}
