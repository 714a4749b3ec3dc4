public import VirtualTime

/// One step of a scenario: a verb and what modifies it.
public struct Step: Hashable, Sendable {
    public var name: TemplateText?
    /// The mark it sets, which is also the name of its result.
    public var mark: String?
    public var condition: PlacedExpression?
    public var at: Late<InstantSpec>?
    public var actor: TemplateText?
    public var labels: [String] = []
    public var skip: Skip?
    public var wait: Bool?
    public var expectation: Expectation?
    public var captures: [Capture] = []
    public internal(set) var action: Action
    public let place: SourcePlace

    init(action: Action, place: SourcePlace) {
        self.action = action
        self.place = place
    }

    public indirect enum Action: Hashable, Sendable {
        case request(RequestAction)
        case az(AzLine)
        case act(ActAction)
        case advance(Advance)
        case check(Check)
        case fault(FaultSpec)
        case clear([TemplateText])
        case ingest(IngestAction)
        case fork(ForkAction)
        case race([Step])
        case use(BlockUse)
        case note(TemplateText)
        case save(TemplateText)
    }

    /// The key of the verb, as files write it.
    public var verb: String {
        switch action {
        case .request: "request"
        case .az: "az"
        case .act: "act"
        case .advance: "advance"
        case .check: "check"
        case .fault: "fault"
        case .clear: "clear"
        case .ingest: "ingest"
        case .fork: "fork"
        case .race: "race"
        case .use: "use"
        case .note: "note"
        case .save: "save"
        }
    }

    var isCall: Bool {
        switch action {
        case .request, .az, .act, .ingest: true
        default: false
        }
    }

    /// Steps written inside this one.
    var inner: [Step] {
        switch action {
        case .fork(let fork): fork.steps
        case .race(let steps): steps
        default: []
        }
    }
}

/// Why and when a file or a step is not run.
public struct Skip: Hashable, Sendable {
    public let reason: String
    public let when: PlacedExpression?
    public let issue: String?
    /// From then on the skip itself is an error.
    public let until: Instant?

    /// What is wrong with it on that day; nil while it may stand, or when nobody knows the day.
    func expiry(on today: Instant?) -> String? {
        guard let until, let today, today >= until else { return nil }
        return "the skip ended on \(until.iso8601.prefix(10)): \(reason)"
            + (issue.map { " (\($0))" } ?? "")
    }
}

public struct RequestAction: Hashable, Sendable {
    /// `METHOD PATH` of the short form.
    public var line: TemplateText?
    public var method: TemplateText?
    public var path: TemplateText?
    public var host: TemplateText?
    public var headers: [Template.Field] = []
    public var body: Template?
}

public struct ActAction: Hashable, Sendable {
    public let name: Late<String>
    public let target: Late<Reference>?
    public let arguments: [Template.Field]
}

public enum Advance: Hashable, Sendable {
    case by(Late<Duration>)
    case to(Late<InstantSpec>)
    case events(Int)
    case until(Condition, atMost: Late<Duration>?)
}

/// A condition and the time in which it is asked.
public struct Check: Hashable, Sendable {
    public enum Time: Hashable, Sendable {
        case now
        case within(Late<Duration>, of: Late<InstantSpec>?, notBefore: Late<Duration>?)
        case throughout(Late<Duration>)
        case until(Late<InstantSpec>)
        case eventually(atMost: Late<Duration>?)
    }

    public internal(set) var condition: Condition
    public let time: Time
    /// The place of the time modifier, for messages.
    public let timePlace: SourcePlace?
    /// Whether it must not come about instead, when it is flipped.
    var isDenied = false
}

public struct IngestAction: Hashable, Sendable {
    public let to: Late<Reference>
    public let records: Int
    public let table: TemplateText?
}

public struct ForkAction: Hashable, Sendable {
    public var name: String?
    public var assume: [Template.Field] = []
    public var choices: ChoicePolicy?
    public var steps: [Step] = []
}

public struct BlockUse: Hashable, Sendable {
    public let block: String
    public let arguments: [Template.Field]
    public let place: SourcePlace
    /// The block's steps, put in when the file is read.
    public var steps: [Step] = []
    public var parameters: [Template.Field] = []
}

public struct FaultSpec: Hashable, Sendable {
    public var name: String?
    public let type: String
    public var targets: [Late<Reference>] = []
    public var between: [Late<Reference>] = []
    public var oneWay = false
    public var durations: [String: Late<Duration>] = [:]
    /// Between 0 and 1.
    public var rate: Rational?
    public var count: Int?
    public var status: Int?
    public var code: String?
}

/// How choices are resolved.
public enum ChoicePolicy: Hashable, Sendable {
    case named(TemplateText)
    /// Choice points, globs allowed, to a policy or an exact duration; `default` for the rest.
    case map([Template.Field])
}
