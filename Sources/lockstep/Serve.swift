import ArgumentParser
import AzureWire
import ControlPlane
import EdgeTLS
import EntraTokens
import Foundation
import HTTPEndpoint
import JournalStore
import Logging
import ScenarioKit
import ServiceLifecycle
import Simulation
import UnixSignals
import VirtualTime

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve a world over HTTP on loopback.",
        discussion: """
            EXAMPLE
              lockstep serve --world builtin:contoso-cmk --state ./state
              curl -H 'Authorization: Bearer x' 'http://127.0.0.1:8443/subscriptions?api-version=2022-12-01'

            One port speaks HTTP, HTTPS and CONNECT. Clients that trust ca.pem reach Azure's names through the
            proxy; no other host is reachable through it, and nothing is ever forwarded.
            """)

    @Option(help: "The port; 0 takes a free one.")
    var port = 8443
    @Option(help: "builtin:empty, builtin:contoso-cmk-not-onboarded, builtin:contoso-cmk or FILE.lockworld.")
    var world = "builtin:empty"
    @Option(help: "How the clock moves: poll-driven, frozen or live.")
    var clock = "poll-driven"
    @Option(help: "Virtual milliseconds for each real one, with --clock live.")
    var rate: Int64 = 1
    @Option(
        help: """
            A directory that keeps the journal and the certificates (LOCKSTEP_HOME). Without it no journal \
            is kept, and the certificates are those of this user, in ~/.local/share/lockstep.
            """)
    var state: String?
    @Option(help: "The instant a builtin world starts at.")
    var start = Genesis.defaultStart.iso8601
    @Option(help: "The seed of choices.")
    var seed: UInt64 = 1
    @Option(help: "earliest, latest, midpoint or seeded.")
    var choices = "latest"
    @OptionGroup var settings: SettingOptions
    @Option(help: "The day whose services answer, such as 2021-06-19; the default is that of the rules.")
    var servicesAsOf: String?
    @Flag(help: "Send running operations as recordings show them, and no x-lockstep headers.")
    var faithful = false

    private var stateDirectory: String? { state ?? Certificates.home }

    func run() async throws {
        let initial = try initialWorld()
        guard let mode = TimeMode(text: clock, rate: rate), rate > 0 else {
            throw Console.fail("'\(clock)' is none of poll-driven, frozen, live.", .wrongFile)
        }
        // The one waits for a disk and the other makes keys.
        async let loaded = Certificates.load(state: stateDirectory)
        let simulator = try simulator()
        if simulator.world(SimulatorResponder.defaultWorld) == nil {
            try await simulator.add(
                SimulatorResponder.defaultWorld, initial.timeline, genesis: initial.genesis, mode: mode)
        } else {
            try await simulator.setMode(mode, of: SimulatorResponder.defaultWorld)
        }
        let service = AzureService(isFaithful: faithful)
        let certificates = try await loaded
        let desk = TrainingDesk()
        let responder = SimulatorResponder(
            simulator: simulator, service: service, tools: ServedWords.tools,
            files: ClientFiles(
                pem: { certificates.pem }, certificates: certificates.path,
                scratch: stateDirectory.map { "\($0)/clients" }
                    ?? FileManager.default.temporaryDirectory.appendingPathComponent("lockstep").path),
            guests: .init(
                world: { await desk.world($0) }, respond: { await desk.respond(to: $0, in: $1) }),
            directory: try directory(), warn: { Console.note($0) })
        try await listen(responder, desk, service, simulator, certificates)
        simulator.close()
    }

    /// Entra, with the key of its tokens in the state directory.
    private func directory() throws -> SimulatorResponder.Directory {
        do {
            let entra = try Entra(directory: stateDirectory)
            return { await entra.respond(to: $0, inWorld: $1, $2) }
        } catch {
            throw Console.fail("tokens cannot be signed: \(error)", .noConnection)
        }
    }

    private func listen(
        _ responder: SimulatorResponder, _ desk: TrainingDesk, _ service: AzureService,
        _ simulator: Simulator, _ certificates: ServerCertificates
    ) async throws {
        var configuration = Endpoint.Configuration()
        configuration.port = port
        configuration.tls = { try certificates.handler(for: $0) }
        configuration.onRefusedHost = { Console.note($0) }
        let logger = Logger(label: "lockstep") { _ in ConsoleLog() }
        let name = world, clock = clock
        let whatIfDesk = WhatIfDesk { name in
            guard let world = simulator.world(name), let entries = try? simulator.entries(of: name),
                let lines = try? SavedTimeline.lines(of: entries, from: world.genesis)
            else { return nil }
            return lines.joined(separator: "\n")
        }
        let endpoint = Endpoint(
            configuration: configuration, logger: logger,
            respond: { request in
                if let answer = await desk.respond(to: request) { return answer }
                if let answer = await whatIfDesk.respond(to: request) { return answer }
                return await responder.respond(to: request)
            },
            refuse: { service.refuse($0) },
            onRunning: { port in
                Console.print(
                    """
                    ARM  http://127.0.0.1:\(port)    world  \(name)    clock  \(clock)
                    control  http://127.0.0.1:\(port)/_lockstep/v1/worlds/default
                    HTTPS  https://localhost:\(port)    proxy  http://127.0.0.1:\(port)
                    certificates  \(certificates.path)
                    """)
            })
        var group = ServiceGroupConfiguration(
            services: [
                endpoint, WorldKeeper(simulator: simulator),
                CertificateRenewal(certificates: certificates),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(10)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch {
            throw Console.fail(
                "cannot serve on port \(port): \(error)", try: "lockstep serve --port 0", .noConnection)
        }
    }

    private func simulator() throws -> Simulator {
        guard let state = stateDirectory else { return try Simulator() }
        do {
            try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
            return try Simulator(journal: Journal(path: "\(state)/journal.sqlite"))
        } catch let error as JournalError {
            throw Console.fail("\(error)", .otherVersion)
        } catch {
            throw Console.fail("the state directory \(state) cannot be used: \(error)", .noConnection)
        }
    }

    /// What the default world is at first and after each reset.
    private func initialWorld() throws -> InitialWorld {
        guard let start = Instant(iso8601: start) else {
            throw Console.fail(
                "'\(self.start)' is no instant.", try: "--start 2024-02-16T09:00:00Z", .wrongFile)
        }
        guard let policy = ChoicePolicy(rawValue: choices) else {
            throw Console.fail("'\(choices)' is none of earliest, latest, midpoint, seeded.", .wrongFile)
        }
        return try NamedWorld.load(world, start: start, seed: seed) { settings in
            var settings = try self.settings.applied(to: settings)
            if let servicesAsOf {
                do throws(SettingProblem) {
                    try settings.setServices(asOf: servicesAsOf)
                } catch {
                    throw Console.fail(error.sentence, try: "--services-as-of \(error.hint)", .wrongFile)
                }
            }
            settings.choices.policy = policy
            return settings
        }
    }
}
