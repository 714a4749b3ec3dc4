import AzureWire
import ControlPlane
import HTTPEndpoint
import ScenarioKit
import Simulation
import Testing
import VirtualTime

/// A served simulator without a socket: what the edge would hand over, and what it would send.
struct ControlClient: Sendable {
    let simulator: Simulator
    let responder: SimulatorResponder

    /// - Parameter start: the default world, now and after a reset.
    init(
        _ start: Timeline = Story.empty, mode: TimeMode = .frozen, simulator given: Simulator? = nil,
        files: ClientFiles? = nil, wall: @escaping @Sendable () -> Int64 = { 0 },
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        let simulator = try given ?? Simulator()
        self.simulator = simulator
        responder = SimulatorResponder(
            simulator: simulator, service: AzureService(), tools: Story.tools, files: files, wall: wall,
            warn: warn)
        try await simulator.add("default", start, genesis: Story.genesis, mode: mode)
    }

    /// Of a simulator that has its worlds already.
    init(restarted simulator: Simulator) throws {
        self.simulator = simulator
        responder = SimulatorResponder(
            simulator: simulator, service: AzureService(), tools: Story.tools, wall: { 0 })
    }

    /// An answer that was to go on and did not.
    struct NoStream: Error {}

    struct Answer: Sendable {
        let response: WireResponse
        var status: Int { response.status }
        var body: Document { (try? Document(json: response.bodyBytes)) ?? .null }
        subscript(header: String) -> String? { response.headers[header] }
        func at(_ path: String...) -> Document? { body.at(pointer: path) }
        func text(_ path: String...) -> String? { body.at(pointer: path)?.text }
        func items(_ name: String) -> [Document] { body[name]?.items ?? [] }
        /// The kind of a problem, without its prefix.
        var problem: String? { text("type")?.replacing("urn:lockstep:problem:", with: "") }
    }

    func send(
        _ method: String, _ target: String, _ body: Document? = nil, bytes: [UInt8]? = nil,
        headers: HeaderFields = [:],
        host: String = "localhost:8443"
    ) async throws -> Answer {
        var fields: HeaderFields = ["Host": host, "Authorization": "Bearer lockstep"]
        for header in headers { fields[header.name] = header.value }
        let request = try WireRequest(
            method: method, target: target, headers: fields,
            body: bytes ?? body.map { Array($0.json.utf8) } ?? [])
        return Answer(response: await responder.respond(to: request))
    }

    /// A request of the control API, below a world.
    func world(
        _ method: String, _ path: String, _ body: Document? = nil, of name: String = "default"
    ) async throws -> Answer {
        try await send(method, "/_lockstep/v1/worlds/\(name)\(path)", body)
    }
    func act(_ name: String, _ target: String, _ arguments: Document = [:]) async throws -> Answer {
        try await world("POST", "/act", ["act": .string(name), "target": .string(target), "with": arguments])
    }
    /// A request of Azure's.
    func azure(_ method: String, _ path: String, _ body: Document? = nil, headers: HeaderFields = [:])
        async throws
        -> Answer
    {
        try await send(method, path, body, headers: headers, host: "management.azure.com")
    }

    func state(_ name: String = "default") throws -> World { try #require(simulator.world(name)).world }
}

/// The story, told by the acts of the vocabulary.
enum Story {
    static let genesis = Genesis(start: Genesis.defaultStart)
    static let start = Genesis.defaultStart
    static let group = "/subscriptions/\(Genesis.defaultSubscription)/resourceGroups/sec-rg"
    /// Worlds are made empty, or of a file; the rest is for the language of scenarios.
    static let tools = ControlTools(
        make: { try made($0) },
        begin: { body, name, timeline in
            do throws(WorldProblem) {
                try ServedWorld.begin(body, named: name, in: &timeline)
            } catch { throw WorldOrderProblem(error.message, try: "vault.outage") }
        },
        check: { body, timeline in
            do throws(WorldProblem) {
                return try ServedWorld.check(body, in: timeline)
            } catch { throw WorldOrderProblem(error.message) }
        },
        sendTraffic: { body, timeline in
            do throws(WorldProblem) {
                try ServedWorld.sendTraffic(body, in: &timeline)
            } catch { throw WorldOrderProblem(error.message) }
        },
        az: { line, actor, timeline in
            do throws(WorldProblem) {
                return try ServedWorld.az(line, by: actor, in: &timeline)
            } catch { throw WorldOrderProblem(error.message) }
        },
        catalogs: ["timings": [["name": "cluster.tierLock"]], "assumptions": [], "probes": []],
        schemas: ["scenario": ["type": "object"]])

    private static func made(_ order: WorldOrder) throws -> (Timeline, Genesis) {
        switch order.source {
        case .lines(let lines):
            let saved = try SavedTimeline(lines: lines)
            return (saved.timeline(), saved.genesis)
        case .named("builtin:empty"):
            let genesis = Genesis(
                start: order.start, settings: try order.settings(Settings()),
                subscription: order.subscription, tenant: order.tenant)
            return (Timeline(World(genesis)), genesis)
        case .named(let name): throw WorldOrderProblem("There is no \(name).", try: "builtin:empty")
        }
    }
    static var empty: Timeline { Timeline(World(genesis)) }

    /// Acts of the set-up, each with the time that passes after it.
    private static let steps: [(act: String, target: String, with: Document, then: Duration)] = [
        ("group.create", "group/sec-rg", [:], .zero),
        ("provider.register", "provider/Microsoft.DocumentDB", [:], .minutes(1)),
        ("vault.create", "vault/contoso-kv", [:], .seconds(30)),
        ("key.create", "key/contoso-kv/cmk", [:], .zero),
        ("cluster.create", "cluster/contoso-la", [:], .hours(2)),
        ("policy.grant", "vault/contoso-kv", ["principal": "identity/contoso-la"], .zero),
        ("policy.grant", "vault/contoso-kv", ["application": .string(Identity.cosmosApplication)], .zero),
        ("cluster.update-key", "cluster/contoso-la", ["key": "key/contoso-kv/cmk"], .minutes(10)),
        ("workspace.create", "workspace/contoso-soc", [:], .seconds(10)),
        ("workspace.link", "workspace/contoso-soc", ["cluster": "cluster/contoso-la"], .minutes(90)),
        ("sentinel.onboard", "sentinel/contoso-soc", [:], .minutes(15)),
    ]

    static func contoso() throws -> Timeline {
        var timeline = empty
        let service = AzureService()
        for step in steps {
            let thing = try #require(ThingReference(step.target))
            let outcome = try service.perform(Act(step.act, on: thing, with: step.with), in: &timeline)
            try #require((200..<300).contains(outcome.response.status))
            timeline.advance(by: step.then)
        }
        return timeline
    }
}
