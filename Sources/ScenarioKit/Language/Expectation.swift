/// What a call must answer.
public struct Expectation: Hashable, Sendable {
    public enum Status: Hashable, Sendable {
        case code(Int)
        /// The first digit of `2xx`.
        case family(Int)
        case later(TemplateText)
    }

    public struct Header: Hashable, Sendable {
        public let name: String
        public let matcher: Matcher
        public let place: SourcePlace
    }

    public struct Body: Hashable, Sendable {
        public let path: JSONPath
        public let matcher: Matcher
        public let place: SourcePlace
    }

    public var statuses: [Status] = []
    public var headers: [Header] = []
    public var body: [Body] = []
    public var error: [PropertyExpectation] = []
    /// Rule ids, any of them; or the one word `none`.
    public var rejectedBy: [TemplateText] = []
    public var outcome: TemplateText?
    public var operation: String?
    public var condition: Condition?
    /// The key that must not hold instead, when it is flipped.
    var denied: String?
    /// The place of each key, for messages.
    public var places: [String: SourcePlace] = [:]

    init() {}
}

/// A variable bound from a call's answer or from the world after it.
public struct Capture: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
        case path(JSONPath)
        case header(String)
        case expression(PlacedExpression)
    }

    public let name: String
    public let source: Source
    public let place: SourcePlace
}
