public import AzureWire
import ControlPlane
public import Simulation
import VirtualTime

/// Answers requests from a simulator: the control API under `/_lockstep/v1`, everything else as Azure.
///
/// Reads run beside the writer on the newest published world; in a poll-driven world a poll of something
/// that is under way first moves the clock to its end, in the one order of all writes (P-04).
public struct SimulatorResponder: Sendable {
    /// The world of requests that name none.
    public static let defaultWorld = "default"
    /// Chooses a world by name; without it the default world is meant.
    static let worldHeader = "x-lockstep-world"

    private let simulator: Simulator
    private let service: AzureService
    private let control: ControlAPI
    private let memo = ReadMemo()

    /// `trust` gives the certificates that clients trust, in PEM; nil where TLS is not spoken.
    public init(
        simulator: Simulator, service: AzureService, initial: @escaping ControlAPI.Initial,
        trust: (@Sendable () -> String)? = nil
    ) {
        self.simulator = simulator
        self.service = service
        control = ControlAPI(simulator: simulator, service: service, initial: initial, trust: trust)
    }

    public func respond(to request: WireRequest) async -> WireResponse {
        if request.segments.first == "_lockstep" { return await control.respond(to: request) }
        let name = request.headers[Self.worldHeader] ?? Self.defaultWorld
        guard let world = simulator.world(name) else { return ControlProblem.unknownWorld(name).response }
        do {
            return try await respond(to: request, in: world, named: name)
        } catch {
            return unavailable(error)
        }
    }

    private func respond(
        to request: WireRequest, in world: PublishedWorld, named name: String
    ) async throws -> WireResponse {
        let pollDriven = world.mode == .pollDriven
        if let known = memo.answer(to: request, at: world.revision) { return known }
        switch service.task(for: request) {
        case .read(let read):
            if case .answer(let response) = read(world.world, pollDriven) {
                return memo.keep(response, for: request, at: world.revision)
            }
            return try await simulator.write(name) { timeline in
                // What is polled may have ended, or been put off, since the world was looked at.
                AzureService.answer(read, in: &timeline, pollDriven: pollDriven)
            }
        case .write(let write):
            return try await simulator.write(name) { timeline in write(&timeline) }
        }
    }

    /// The simulator itself cannot: busy, shutting down, or its journal cannot be written.
    private func unavailable(_ error: any Error) -> WireResponse {
        AzureError(code: "ServiceUnavailable", message: "\(error)").response(
            503, headers: ["Retry-After": "1"])
    }
}
