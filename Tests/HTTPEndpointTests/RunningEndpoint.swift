import AzureWire
import HTTPEndpoint
import Logging
import ServiceLifecycle
import Testing

/// An endpoint on a free port for the time of a test; it stops gracefully at the end, and has to.
struct RunningEndpoint: Sendable {
    let port: Int
    let stop: @Sendable () async -> Void

    /// Answers with what it understood, one word each.
    static let echo: Endpoint.Respond = { request in
        let words = [
            request.method, request.scheme, request.host, request.path,
            String(decoding: request.body, as: UTF8.self),
        ]
        return .text(200, words.joined(separator: " "))
    }

    static func with(
        _ configure: (inout Endpoint.Configuration) -> Void = { _ in },
        respond: @escaping Endpoint.Respond = echo,
        refuse: @escaping Endpoint.Refuse = { $0.problem.response },
        _ test: @Sendable (RunningEndpoint) async throws -> Void
    ) async throws {
        var configuration = Endpoint.Configuration()
        configuration.port = 0
        configuration.secondHost = nil
        configure(&configuration)
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let endpoint = Endpoint(
            configuration: configuration, logger: logger, respond: respond, refuse: refuse,
            onRunning: { port.yield($0) })
        let group = ServiceGroup(services: [endpoint], logger: logger)

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            guard let number = await iterator.next() else { return try await tasks.waitForAll() }
            do {
                try await test(RunningEndpoint(port: number) { await group.triggerGracefulShutdown() })
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    func connect(overIPv6: Bool = false) throws -> RawConnection {
        try RawConnection(port: port, overIPv6: overIPv6)
    }

    /// Sends text on a connection of its own, and returns the first answer.
    func ask(_ text: String) async throws -> RawConnection.Answer {
        let connection = try connect()
        try await connection.send(text)
        return try await connection.receiveAnswer()
    }
}
