import AzureWire
import Simulation
import VirtualTime

/// `/_lockstep/v1`: worlds, their clocks, forks, journals and reasons. What there is stands in `routes`.
struct ControlAPI: Sendable {
    let simulator: Simulator
    let service: AzureService
    let tools: ControlTools
    /// What clients are pointed to; nil where TLS is not spoken.
    let files: ClientFiles?
    /// Milliseconds of the wall clock since 1970.
    let wall: @Sendable () -> Int64
    let requests: RequestLog
    let streams = StreamCount()

    static let base = "/_lockstep/v1"

    static let routes: [ControlRoute] =
        catalogRoutes + clientRoutes + worldRoutes + clockRoutes + stateRoutes + choiceRoutes
        + historyRoutes + eventRoutes + requestRoutes + faultRoutes + wordRoutes + pictureRoutes

    func respond(to request: WireRequest) async -> WireResponse {
        do {
            return try await route(request)
        } catch {
            return Self.response(to: error)
        }
    }

    static func response(to error: any Error) -> WireResponse {
        let problem = ControlProblem.of(error)
        var response = problem.response
        if let allowed = problem.extensions["allowed"]?.items {
            response.headers["Allow"] = allowed.compactMap(\.text).joined(separator: ", ")
        }
        if problem.status == ProblemKind.unavailable.status { response.headers["Retry-After"] = "1" }
        return response
    }

    private func route(_ request: WireRequest) async throws -> WireResponse {
        guard request.segments.count > 1, request.segments[1] == "v1" else {
            throw ControlProblem.unknownPath(request.path)
        }
        let path = Array(request.segments.dropFirst(2))
        let matches = Self.routes.compactMap { route in route.match(path).map { (route, $0) } }
        guard let most = matches.map(\.0.wordCount).max() else {
            throw unknown(path, request)
        }
        let nearest = matches.filter { $0.0.wordCount == most }
        guard let (route, parameters) = nearest.first(where: { $0.0.method == request.method }) else {
            throw ControlProblem.wrongMethod(request.method, allowed: nearest.map(\.0.method))
        }
        let call = try ControlCall(request, parameters, for: route)
        if route.isOfWorld, route.id != "putWorld" {
            let world = try world(call)
            if route.isWrite { try call.requireMatch(world) }
        }
        return try await route.handle(self, call)
    }

    /// Below a world that is not there, that is what is wrong.
    private func unknown(_ path: [String], _ request: WireRequest) -> Problem {
        if path.count > 1, path[0] == "worlds", simulator.world(path[1]) == nil {
            return ControlProblem.unknownWorld(path[1])
        }
        return ControlProblem.unknownPath(request.path)
    }

    func world(_ call: ControlCall) throws -> PublishedWorld {
        guard let world = simulator.world(call.world) else { throw ControlProblem.unknownWorld(call.world) }
        return world
    }
}
