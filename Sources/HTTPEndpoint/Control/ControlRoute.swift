import AzureWire
import ControlPlane
import Simulation
import VirtualTime

/// One thing that the control API does. The router, the checks of queries and bodies and the OpenAPI
/// document are all read from it.
struct ControlRoute: Sendable {
    typealias Handler = @Sendable (ControlAPI, ControlCall) async throws -> WireResponse

    let method: String
    /// Below `/_lockstep/v1`, parameters in braces: `/worlds/{world}/clock`.
    let path: String
    /// Its name in clients that are made from the document.
    let id: String
    let summary: String
    var query: [Parameter] = []
    var body: Body?
    let answers: [Answer]
    /// Beside those that follow from the path, the query and the body.
    var problems: [ProblemKind] = []
    let handle: Handler

    let segments: [Segment]

    enum Segment: Sendable, Equatable {
        case word(String)
        case parameter(String)
    }

    /// What may stand in the query.
    struct Parameter: Sendable {
        let name: String
        let shape: Shape
        var isNeeded = false
        let note: String
    }

    struct Body: Sendable {
        let shape: Shape
        /// A saved world can stand in the place of JSON.
        var takesSavedWorld = false
    }

    struct Answer: Sendable {
        let status: Int
        let note: String
        /// Bodies by content type; none for an answer without one.
        var contents: [(type: String, shape: Shape)] = []

        static func json(_ status: Int, _ shape: Shape, _ note: String) -> Answer {
            Answer(status: status, note: note, contents: [("application/json", shape)])
        }
    }

    init(
        _ method: String, _ path: String, _ id: String, _ summary: String, query: [Parameter] = [],
        body: Body? = nil, answers: [Answer], problems: [ProblemKind] = [], _ handle: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.summary = summary
        self.query = query
        self.body = body
        self.answers = answers
        self.problems = problems
        self.handle = handle
        segments = path.split(separator: "/").map { part in
            part.hasPrefix("{") ? .parameter(String(part.dropFirst().dropLast())) : .word(String(part))
        }
    }

    /// The parameters of a path that is the route's; nil for another one.
    func match(_ path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .word(let word): guard word == text else { return nil }
            case .parameter(let name): parameters[name] = text
            }
        }
        return parameters
    }

    /// How many of its segments are words: of two routes that match, the one with more is meant.
    var wordCount: Int { segments.count { if case .word = $0 { true } else { false } } }
    var isOfWorld: Bool { segments.starts(with: [.word("worlds"), .parameter("world")]) }
    var isWrite: Bool { method != "GET" }
}
