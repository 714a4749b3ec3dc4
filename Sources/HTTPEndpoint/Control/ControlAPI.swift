import AzureWire
public import ControlPlane
import Simulation
import VirtualTime

/// `/_lockstep/v1`: worlds, their clocks, forks, journals and reasons.
public struct ControlAPI: Sendable {
    /// Makes the default world as it was at first.
    public typealias Initial = @Sendable () throws -> (Timeline, Genesis)

    let simulator: Simulator
    let service: AzureService
    let initial: Initial
    /// The certificates that clients trust, in PEM; nil where TLS is not spoken.
    let trust: (@Sendable () -> String)?

    func respond(to request: WireRequest) async -> WireResponse {
        do {
            return try await route(request)
        } catch {
            let problem = ControlProblem.of(error)
            var response = problem.response
            if let allowed = problem.extensions["allowed"]?.items {
                response.headers["Allow"] = allowed.compactMap(\.text).joined(separator: ", ")
            }
            return response
        }
    }

    private func route(_ request: WireRequest) async throws -> WireResponse {
        let path = request.segments.dropFirst()
        guard path.first == "v1" else { throw ControlProblem.unknownPath(request.path) }
        let rest = Array(path.dropFirst())
        switch rest.first {
        case nil: return .json(200, index)
        case "health": return try only(["GET"], request) { .json(200, ["status": "ok"]) }
        case "ca.pem": return try only(["GET"], request) { try certificates() }
        case "rules": return try only(["GET"], request) { try rules(rest.dropFirst().first) }
        case "acts":
            return try only(["GET"], request) {
                .json(200, ["acts": .array(ActCatalog.names.map { .string($0) })])
            }
        case "worlds" where rest.count == 1:
            let worlds = simulator.worldNames.compactMap { name in
                simulator.world(name).map { WorldView.summary(of: $0, named: name) }
            }
            return try only(["GET"], request) { .json(200, ["worlds": .array(worlds)]) }
        case "worlds": return try await world(rest[1], Array(rest.dropFirst(2)), request)
        default: throw ControlProblem.unknownPath(request.path)
        }
    }

    private var index: Document {
        var links: Members = [
            "health": "/_lockstep/v1/health", "worlds": "/_lockstep/v1/worlds",
            "rules": "/_lockstep/v1/rules",
            "acts": "/_lockstep/v1/acts",
        ]
        if trust != nil { links.append("certificates", "/_lockstep/v1/ca.pem") }
        return ["name": "lockstep", "links": .object(links)]
    }

    private func certificates() throws -> WireResponse {
        guard let trust else {
            throw ControlProblem.make(
                404, "no-tls", "There are no certificates", "This server speaks plain HTTP only.")
        }
        return .bytes(200, Array(trust().utf8), contentType: "application/x-pem-file")
    }

    private func rules(_ id: String?) throws -> WireResponse {
        guard let id else { return .json(200, ["rules": .array(Rulebook.lines.map(\.document))]) }
        guard let line = Rulebook.find(id) else {
            throw ControlProblem.make(
                404, "unknown-rule", "There is no such rule", "No rule has the id '\(id)'.")
        }
        return .json(200, line.document)
    }

    func only(
        _ methods: [String], _ request: WireRequest, _ answer: () throws -> WireResponse
    ) throws -> WireResponse {
        guard methods.contains(request.method) else {
            throw ControlProblem.wrongMethod(request.method, allowed: methods)
        }
        return try answer()
    }

    /// What hangs off one world: its methods, and the queries its GET understands.
    private static let resources: [(path: [String], methods: [String], query: [String])] = [
        ([], ["GET", "DELETE"], []), (["reset"], ["POST"], []), (["clock"], ["GET", "PATCH"], []),
        (["clock", "advance"], ["POST"], []), (["clock", "next"], ["POST"], []),
        (["state"], ["GET"], ["ref"]),
        (["forks"], ["POST"], []), (["journal"], ["GET"], ["since", "kind", "ref", "limit"]),
        (["why"], ["GET"], ["ref", "property"]), (["act"], ["POST"], []), (["choices"], ["GET", "PUT"], []),
        (["settings"], ["GET", "PATCH"], []),
        (["verify"], ["GET"], []), (["snapshots", "now"], ["GET"], []),
    ]

    private func world(_ name: String, _ rest: [String], _ request: WireRequest) async throws -> WireResponse
    {
        guard let world = simulator.world(name) else { throw ControlProblem.unknownWorld(name) }
        guard let resource = Self.resources.first(where: { $0.path == rest }) else {
            throw ControlProblem.unknownPath(request.path)
        }
        guard resource.methods.contains(request.method) else {
            throw ControlProblem.wrongMethod(request.method, allowed: resource.methods)
        }
        try ControlQuery(request).allow(resource.query)
        switch (request.method, rest) {
        case ("GET", []): return .json(200, WorldView.document(of: world, named: name))
        case ("DELETE", []): return try await drop(name)
        case ("POST", ["reset"]): return try await reset(name)
        case ("GET", ["clock"]): return .json(200, WorldView.clock(of: world))
        case ("PATCH", ["clock"]): return try await setMode(of: name, ControlBody(request))
        case ("POST", ["clock", "advance"]): return try await advance(name, ControlBody(request))
        case ("POST", ["clock", "next"]):
            return try await moved(name) { timeline in
                guard timeline.advanceToNextAlarm() else {
                    throw ControlProblem.make(
                        409, "nothing-due", "Nothing will fall due", "No alarm is pending in this world.")
                }
            }
        case ("GET", ["state"]): return try state(of: world, request)
        case ("POST", ["forks"]): return try await fork(name, ControlBody(request))
        case ("GET", ["journal"]): return try journal(of: name, world, request)
        case ("GET", ["why"]): return try why(in: name, world, request)
        case ("POST", ["act"]): return try await act(in: name, ControlBody(request))
        case ("GET", ["choices"]): return .json(200, WorldView.choices(of: world.world.settings))
        case ("PUT", ["choices"]): return try await choose(in: name, ControlBody(request))
        case ("GET", ["settings"]): return .json(200, WorldView.settings(of: world.world.settings))
        case ("PATCH", ["settings"]): return try await setSettings(of: name, ControlBody(request))
        case ("GET", ["snapshots", "now"]):
            let lines = try SavedTimeline.lines(of: try simulator.entries(of: name), from: world.genesis)
            return .text(200, lines.map { "\($0)\n" }.joined())
        case ("GET", ["verify"]): return .json(200, WorldView.verification(try simulator.verify(name)))
        default: throw ControlProblem.unknownPath("\(request.method) \(request.path)")
        }
    }
}
