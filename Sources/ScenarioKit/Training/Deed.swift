public import VirtualTime

/// One thing that was done in an exercise, by the trainee or the facilitator, and when.
public struct Deed: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
        /// A domain action: name, target, arguments.
        case act(String, on: String, with: Document)
        /// A line of the Azure CLI.
        case az(String)
        /// `GET /subscriptions/…?api-version=…`, or with `https://` and a host.
        case request(String, body: Document?)
        case clock(to: Instant)
        case hint(goal: String)
        case fire(inject: String)
        case skip(inject: String)
        case message(String)
        case pause
        case resume
        case end
    }

    public let at: Instant
    public let action: Action

    public init(at: Instant, _ action: Action) {
        self.at = at
        self.action = action
    }

    /// Whether only the facilitator may do it.
    public var isFacilitators: Bool {
        switch action {
        case .fire, .skip, .message, .pause, .resume: true
        case .act, .az, .request, .clock, .hint, .end: false
        }
    }

    /// As a line of a session file has it: `{"at": …, "do": "act", …}`.
    public var document: Document {
        var members: Members = ["at": .string(at.iso8601)]
        for member in action.document.members ?? Members() { members[member.name] = member.value }
        return .object(members)
    }

    /// - Throws: what is wrong with the line.
    public init(_ document: Document) throws(TrainingProblem) {
        guard let text = document["at"]?.text, let at = Instant(iso8601: text) else {
            throw TrainingProblem("'at' is not an instant")
        }
        self.init(at: at, try Action(document))
    }
}

extension Deed.Action {
    public var document: Document {
        switch self {
        case .act(let name, let target, let arguments):
            ["do": "act", "act": .string(name), "target": .string(target), "with": arguments]
        case .az(let line): ["do": "az", "line": .string(line)]
        case .request(let line, let body):
            body.map { ["do": "request", "line": .string(line), "body": $0] }
                ?? ["do": "request", "line": .string(line)]
        case .clock(let to): ["do": "clock", "to": .string(to.iso8601)]
        case .hint(let goal): ["do": "hint", "goal": .string(goal)]
        case .fire(let inject): ["do": "fire", "inject": .string(inject)]
        case .skip(let inject): ["do": "skip", "inject": .string(inject)]
        case .message(let text): ["do": "message", "text": .string(text)]
        case .pause: ["do": "pause"]
        case .resume: ["do": "resume"]
        case .end: ["do": "end"]
        }
    }

    public init(_ document: Document) throws(TrainingProblem) {
        func text(_ name: String) throws(TrainingProblem) -> String {
            guard let text = document[name]?.text else { throw TrainingProblem("'\(name)' is missing") }
            return text
        }
        switch try text("do") {
        case "act": self = .act(try text("act"), on: try text("target"), with: document["with"] ?? [:])
        case "az": self = .az(try text("line"))
        case "request": self = .request(try text("line"), body: document["body"])
        case "clock":
            guard let to = Instant(iso8601: try text("to")) else {
                throw TrainingProblem("'to' is not an instant")
            }
            self = .clock(to: to)
        case "hint": self = .hint(goal: try text("goal"))
        case "fire": self = .fire(inject: try text("inject"))
        case "skip": self = .skip(inject: try text("inject"))
        case "message": self = .message(try text("text"))
        case "pause": self = .pause
        case "resume": self = .resume
        case "end": self = .end
        case let word: throw TrainingProblem("nothing is called '\(word)'")
        }
    }

    /// What was done, in one line.
    public var title: String {
        switch self {
        case .act(let name, let target, let arguments):
            (["act", name, target]
                + (arguments.members ?? Members()).map { "\($0.name)=\($0.value.text ?? $0.value.json)" })
                .joined(separator: " ")
        case .az(let line): line.hasPrefix("az ") ? line : "az \(line)"
        case .request(let line, _): "request \(line)"
        case .clock(let to): "wait until \(to.iso8601)"
        case .hint(let goal): "hint \(goal)"
        case .fire(let inject): "fire \(inject)"
        case .skip(let inject): "skip \(inject)"
        case .message(let text): "message \(text)"
        case .pause: "pause"
        case .resume: "resume"
        case .end: "end"
        }
    }
}
