public import AzureWire
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// The listener: one port on an IPv4 and an IPv6 address, with plain HTTP, TLS and requests for a tunnel told
/// apart by the first bytes. A tunnel ends here: nothing in this module opens a connection.
///
/// Everything a client sends ends in a call of `respond` or of `refuse`; what HTTP itself cannot parse is
/// answered with a bare 400. Run it in a service group: graceful shutdown finishes the requests in flight,
/// within `Configuration.shutdownDuration`.
public struct Endpoint: Service, CustomStringConvertible {
    /// Gives the answer to a request that could be read.
    public typealias Respond = @Sendable (WireRequest) async -> WireResponse
    /// Gives the answer to a request that could not.
    public typealias Refuse = @Sendable (RequestFault) -> WireResponse

    /// Services are named in the log by what they print, and by reflection that takes longer than to bind.
    public var description: String { "the listener" }

    private let configuration: Configuration
    private let logger: Logger
    private let respond: Respond
    private let refuse: Refuse
    private let onRunning: @Sendable (_ port: Int) async -> Void

    /// `onRunning` is called once, when all addresses are bound; `refuse` answers with RFC 9457 unless given.
    public init(
        configuration: Configuration = Configuration(), logger: Logger = Logger(label: "lockstep.http"),
        respond: @escaping Respond, refuse: @escaping Refuse = { $0.problem.response },
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.logger = logger
        self.respond = respond
        self.refuse = refuse
        self.onRunning = onRunning
    }

    /// Serves until the task is cancelled or graceful shutdown ends; throws when an address cannot be bound.
    public func run() async throws {
        var services: [any Service] = []
        let options = EdgeOptions(
            configuration: configuration, refuse: refuse,
            refusals: RefusalLog(write: configuration.onRefusedHost))
        if let secondHost = configuration.secondHost {
            // The second address takes the port that the first was given, so it waits for it.
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            services.append(
                listener(options, host: configuration.host, port: configuration.port) { port.yield($0) })
            services.append(
                SecondListener(
                    ports: ports, mayShareNumber: configuration.port == 0, logger: logger,
                    onRunning: onRunning,
                    listener: { listener(options, host: secondHost, port: $0, onRunning: onRunning) }))
        } else {
            services.append(
                listener(options, host: configuration.host, port: configuration.port, onRunning: onRunning))
        }

        var group = ServiceGroupConfiguration(services: services, logger: logger)
        group.maximumGracefulShutdownDuration = configuration.shutdownDuration
        try await ServiceGroup(configuration: group).run()
    }

    private func listener(
        _ options: EdgeOptions, host: String, port: Int,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void
    ) -> any Service {
        Application(
            responder: EdgeResponder(options: options, respond: respond),
            server: HTTPServerBuilder { EdgeChannel(responder: $0, options: options) },
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
            logger: logger)
    }
}
