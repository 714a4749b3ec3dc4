public import AzureWire
public import ControlPlane
public import Simulation
import VirtualTime

/// Answers requests from a simulator: the control API under `/_lockstep/v1`, everything else as Azure.
///
/// Reads run beside the writer on the newest published world; in a poll-driven world a poll of something
/// that is under way first moves the clock to its end, in the one order of all writes (P-04).
public final class SimulatorResponder: Sendable {
    /// The world of requests that name none.
    public static let defaultWorld = "default"

    /// Worlds that are kept elsewhere.
    public struct Guests: Sendable {
        /// The world of a name, as it is now; nil for a name of none of them.
        public let world: @Sendable (_ name: String) async -> World?
        /// Answers a client of Azure in the world of that name.
        public let respond: @Sendable (WireRequest, _ name: String) async -> WireResponse?

        public init(
            world: @escaping @Sendable (_ name: String) async -> World?,
            respond: @escaping @Sendable (WireRequest, _ name: String) async -> WireResponse?
        ) {
            self.world = world
            self.respond = respond
        }
    }

    private let simulator: Simulator
    private let service: AzureService
    private let control: ControlAPI
    private let guests: Guests?
    private let directory: Directory?
    private let log = RequestLog()
    private let memo = ReadMemo()
    private let polls: FrozenPolls

    /// Answers what takes the machine's clock and a key, and so is no function of a world: tokens. nil for a
    /// request that is another's.
    public typealias Directory =
        @Sendable (_ request: WireRequest, _ name: String, _ world: World) async -> WireResponse?

    /// - Parameters:
    ///   - files: what clients are pointed to; nil where TLS is not spoken.
    ///   - guests: worlds that are kept elsewhere.
    ///   - directory: makes tokens; without one there are none.
    ///   - wall: milliseconds of the wall clock since 1970, by which worlds expire.
    ///   - warn: takes a sentence for the log.
    public init(
        simulator: Simulator, service: AzureService, tools: ControlTools,
        files: ClientFiles? = nil, guests: Guests? = nil,
        directory: Directory? = nil,
        wall: @escaping @Sendable () -> Int64 = WallClock.now,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        polls = FrozenPolls(warn: warn)
        self.directory = directory
        self.simulator = simulator
        self.service = service
        self.guests = guests
        control = ControlAPI(
            simulator: simulator, service: service, tools: tools, files: files, wall: wall, requests: log)
    }

    public func respond(to request: WireRequest) async -> WireResponse {
        if request.segments.first == "_lockstep",
            request.segments.count < 3 || request.segments[1] != WorldChoice.prefix[1]
        {
            return await control.respond(to: request)
        }
        let (choice, request) = WorldChoice.read(request) { simulator.holders(of: $0) }
        let name: String
        switch choice.verdict(without: Self.defaultWorld) {
        case .world(let world): name = world
        case .ambiguous(let one, let other): return ControlProblem.ambiguous(one, other).response
        }
        if let known = known(request, in: name) { return known }
        switch await look(at: request, in: name) {
        case .answer(let response): return response
        case .noWorld:
            return await respondAsGuest(to: request, in: name) ?? ControlProblem.unknownWorld(name).response
        case .undecided(let task, let pollDriven):
            do {
                return try await write(task, of: request, in: name, pollDriven: pollDriven)
            } catch {
                return unavailable(error)
            }
        }
    }

    private func known(_ request: WireRequest, in world: String) -> WireResponse? {
        guard let edition = simulator.edition(of: world),
            let known = memo.answer(to: request, in: world, at: edition.revision)
        else { return nil }
        log.note(request, known, in: world, after: edition.entry, through: edition.entry, at: edition.now)
        return known
    }

    private func respondAsGuest(to request: WireRequest, in name: String) async -> WireResponse? {
        guard let guests, let world = await guests.world(name) else { return nil }
        if let answer = await directory?(request, name, world) { return answer }
        return await guests.respond(request, name)
    }

    private enum Look {
        case answer(WireResponse)
        /// It has to be asked in the order of all writes.
        case undecided(AzureService.Task, pollDriven: Bool)
        case noWorld
    }

    /// What the newest world has to say. It is let go with the answer: for every reader that still held the
    /// world, the next write would have to copy what it changes.
    private func look(at request: WireRequest, in name: String) async -> Look {
        guard let world = simulator.world(name) else { return .noWorld }
        if let answer = await directory?(request, name, world.world) { return .answer(answer) }
        let task = service.task(for: request), pollDriven = world.mode == .pollDriven
        guard case .read(let read) = task, !HinderedCalls.areThere(at: request.host, in: world.world),
            case .answer(let response) = read(world.world, pollDriven)
        else { return .undecided(task, pollDriven: pollDriven) }
        let entry = world.world.sequence
        var answer = named(response, name, entry)
        if world.mode == .frozen, case .waits(let until) = read(world.world, true) {
            // Not kept: each poll counts.
            let hint = polls.hint(for: request, in: world, named: name, until: until)
            if !service.isFaithful { answer.headers["x-lockstep-hint"] = hint }
        } else {
            memo.keep(answer, for: request, in: name, at: world.revision)
        }
        log.note(request, answer, in: name, after: entry, through: entry, at: world.world.now)
        return .answer(answer)
    }

    private func write(
        _ task: AzureService.Task, of request: WireRequest, in name: String, pollDriven: Bool
    ) async throws -> WireResponse {
        let (answer, exchange) = try await simulator.write(name) { timeline in
            let before = timeline.world.sequence
            HinderedCalls.delay(callTo: request.host, in: &timeline)
            // What is polled may have ended, or been put off, since the world was looked at.
            let answer =
                switch task {
                case .read(let read): AzureService.answer(read, in: &timeline, pollDriven: pollDriven)
                case .write(let write): write(&timeline)
                }
            HinderedCalls.count(callTo: request.host, met: answer.status, in: &timeline)
            return (answer, (after: before, through: timeline.world.sequence, at: timeline.now))
        }
        let response = named(answer, name, exchange.through)
        log.note(
            request, response, in: name, after: exchange.after, through: exchange.through, at: exchange.at)
        return response
    }

    /// Says which world an answer is of, and after which of its entries. Its body is written once: for the
    /// memo, the log and the wire.
    private func named(_ response: WireResponse, _ world: String, _ entry: EntryNumber) -> WireResponse {
        var response = response
        response.body = .bytes(response.bodyBytes)
        guard !service.isFaithful else { return response }
        response.headers.append("x-lockstep-world", world)
        response.headers.append("x-lockstep-seq", String(entry))
        return response
    }

    /// The simulator itself cannot: busy, shutting down, or its journal cannot be written.
    private func unavailable(_ error: any Error) -> WireResponse {
        AzureError(code: "ServiceUnavailable", message: "\(error)").response(
            503, headers: ["Retry-After": "1"])
    }
}
