import AzureWire
import HTTPEndpoint
import Testing

@Suite struct ShutdownTests {
    @Test("a request in flight is finished, and then the connection ends")
    func inFlight() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let (releases, release) = AsyncStream.makeStream(of: Void.self)
        let respond: Endpoint.Respond = { _ in
            arrival.finish()
            for await _ in releases {}
            return .text(200, "finished")
        }
        try await RunningEndpoint.with(respond: respond) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            for await _ in arrivals {}

            await endpoint.stop()
            release.finish()

            #expect(try await connection.receiveAnswer().body == "finished")
            #expect(try await connection.receiveToEnd() == "")
        }
    }

    @Test(
        "a connection without a request in flight ends at once",
        arguments: [
            "", "CONN", "CONNECT localhost:1 HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}",
            "CONNECT localhost:1 HTTP/1.1\r\n\r\n\u{16}\u{3}\u{1}", "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        ])
    func idle(text: String) async throws {
        let configure: (inout Endpoint.Configuration) -> Void = {
            $0.tls = { _ in throw CancellationError() }
            $0.negotiationTime = .seconds(3_600)
            $0.idleTime = .seconds(3_600)
            $0.shutdownDuration = .seconds(30)
        }
        try await RunningEndpoint.with(configure) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(text)
            // An answer on another connection shows that this one was accepted before.
            #expect(try await endpoint.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            if text.hasSuffix("\r\n") || text.hasPrefix("CONNECT") {
                #expect(try await connection.receiveAnswer().status == 200)
            }

            await endpoint.stop()

            #expect(try await connection.receiveToEnd() == "")
        }
    }

    @Test("a request that takes too long is cut after the time given")
    func bounded() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let respond: Endpoint.Respond = { _ in
            arrival.finish()
            try? await Task.sleep(for: .seconds(3_600))
            return .empty(204)
        }
        try await RunningEndpoint.with({ $0.shutdownDuration = .milliseconds(50) }, respond: respond) {
            endpoint in
            let connection = try endpoint.connect()
            try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            for await _ in arrivals {}

            await endpoint.stop()

            _ = try await connection.receiveToEnd()
        }
    }
}
