import AzureWire
import HTTPEndpoint
import ServiceLifecycle
import Testing
import VirtualTime

@Suite("Answers on the wire") struct DeliveryTests {
    @Test("that are resets close the connection, and no other")
    func reset() async throws {
        let respond: Endpoint.Respond = { request in
            var response = WireResponse.text(503, "reset")
            if request.path == "/reset" { response.delivery = .reset }
            return response
        }
        try await RunningEndpoint.with(respond: respond) { endpoint in
            let other = try endpoint.connect()
            let connection = try endpoint.connect()
            try await connection.send("GET /reset HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await connection.receiveToEnd() == "")
            try await other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await other.receiveAnswer().body == "reset")
        }
    }

    @Test("that are streams go on bit by bit, and end with a graceful shutdown")
    func stream() async throws {
        let (writes, written) = AsyncStream.makeStream(of: Void.self)
        let respond: Endpoint.Respond = { _ in
            var response = WireResponse(status: 200, headers: ["Content-Type": "text/event-stream"])
            response.delivery = .stream(
                WireStream { write in
                    try await write(Array("one\n".utf8))
                    written.finish()
                    await cancelWhenGracefulShutdown {
                        try? await Task.sleep(for: .seconds(3_600))
                    }
                    try await write(Array("two\n".utf8))
                })
            return response
        }
        try await RunningEndpoint.with({ $0.shutdownDuration = .seconds(30) }, respond: respond) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            for await _ in writes {}
            await endpoint.stop()
            let text = try await connection.receiveToEnd()
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.contains("one\n"))
            #expect(text.contains("two\n"))
            #expect(text.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("that refuse what cannot be read have the shape of whom it was for")
    func refusals() async throws {
        try await RunningEndpoint.with(refuse: { .text($0.status, "Azure") }) { endpoint in
            let azure = try await endpoint.ask("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(azure.body == "Azure")
            let control = try await endpoint.ask("GET /_lockstep/v1?%00 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(control.status == azure.status)
            #expect(control.body.contains("\"detail\":"))
        }
    }
}
