import AzureWire
import ControlPlane
import Simulation
import VirtualTime

/// A request on its way through a route: parameters, query and body, read and held against its shapes.
struct ControlCall: Sendable {
    let request: WireRequest
    let parameters: [String: String]
    let body: ControlBody

    /// - Throws: a problem for what the route does not understand, rather than leaving it out.
    init(_ request: WireRequest, _ parameters: [String: String], for route: ControlRoute) throws {
        self.request = request
        self.parameters = parameters
        try Self.check(request.query, for: route)
        if let shape = route.body, !(shape.takesSavedWorld && WorldRequest.isSaved(request)) {
            body = try ControlBody(request)
            let faults = shape.shape.faults(of: body.document)
            if let first = faults.first {
                throw ControlProblem.make(
                    .badRequest, first.detail, hint: first.hint, errors: Array(faults.prefix(20)))
            }
        } else {
            body = ControlBody()
        }
        if request.headers["Prefer"]?.lowercased().contains("respond-async") == true {
            throw ControlProblem.make(
                .notOffered, "Every answer comes when the work is done; 'respond-async' is not offered.",
                hint: "Leave the header Prefer out.")
        }
    }

    /// The world that the path names.
    var world: String { parameters["world"] ?? "" }
    var query: QueryItems { request.query }
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A whole number of the query, or what holds without it.
    func number(_ name: String, without fallback: Int64) -> Int64 {
        query[name].flatMap { Int64($0) } ?? fallback
    }

    /// An instant of the query.
    func instant(_ name: String) throws -> Instant? {
        guard let text = query[name] else { return nil }
        guard let instant = Instant(iso8601: text) else {
            throw ControlProblem.badBody("'?\(name)=\(text)' is no instant; write 2024-02-16T09:00:00Z.")
        }
        return instant
    }

    /// Whether the caller asks for lines of JSON.
    var wantsLines: Bool { request.headers["Accept"]?.contains("application/x-ndjson") == true }

    private static func check(_ query: QueryItems, for route: ControlRoute) throws {
        let names = route.query.map(\.name)
        for item in query {
            guard let parameter = route.query.first(where: { $0.name == item.name.lowercased() }) else {
                let known = names.isEmpty ? "no parameter is" : "there are \(names.joined(separator: ", "))"
                throw ControlProblem.make(
                    .badRequest, "'?\(item.name)=' is not understood here; \(known).",
                    hint: Suggestion.nearest(to: item.name, among: names).map { "Did you mean '?\($0)='?" })
            }
            try check(item.value, for: parameter)
        }
        for parameter in route.query where parameter.isNeeded && query[parameter.name] == nil {
            throw ControlProblem.badBody("?\(parameter.name)= is needed: \(parameter.note)")
        }
    }

    private static func check(_ text: String, for parameter: ControlRoute.Parameter) throws {
        let value: Document
        switch parameter.shape {
        case .integer(let range):
            guard let number = Int64(text), range.contains(number) else {
                throw ControlProblem.badBody(
                    "'?\(parameter.name)=\(text)' must be a number from \(range.lowerBound) on.")
            }
            return
        default: value = .string(text)
        }
        guard let fault = parameter.shape.faults(of: value).first else { return }
        throw ControlProblem.make(
            .badRequest, "'?\(parameter.name)=': \(fault.detail)", hint: fault.hint)
    }

    // MARK: Preconditions

    /// The sequence number that the caller has seen; nil when it does not matter.
    private var wanted: String? {
        request.headers["If-Match"].flatMap { $0 == "*" ? nil : $0 }
    }

    /// A world's ETag is the number of its last entry.
    func requireMatch(_ world: PublishedWorld) throws { try requireMatch(world.world) }
    func requireMatch(_ world: World) throws {
        guard let wanted, wanted != Self.tag(of: world) else { return }
        throw ControlProblem.make(
            .preconditionFailed, "The world is at \(Self.tag(of: world)), and not at \(wanted).",
            hint: "GET it again, and decide anew.")
    }
    static func tag(of world: World) -> String { "\"\(world.sequence)\"" }
}
