import EdgeTLS
import Foundation
import HTTPEndpoint
import NIOCore
import NIOEmbedded
import NIOSSL
import Testing

/// The listener with certificates as `serve` gives it.
@Suite struct TLSTests {
    private func with(
        _ configure: (inout Endpoint.Configuration) -> Void = { _ in },
        _ test: @Sendable (RunningEndpoint) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("edge-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let names = CertifiedNames(
            subtrees: ["localhost"], contains: { $0 == "localhost" })
        let certificates = try ServerCertificates(directory: path, names: names)
        try await RunningEndpoint.with(
            {
                $0.tls = { try certificates.handler(for: $0) }
                configure(&$0)
            }, test)
    }

    /// What a real client says first.
    private func hello() throws -> [UInt8] {
        let context = try NIOSSLContext(configuration: .makeClientConfiguration())
        let channel = EmbeddedChannel(
            handler: try NIOSSLClientHandler(context: context, serverHostname: "localhost"))
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 443), promise: nil)
        let bytes = try #require(try channel.readOutbound(as: ByteBuffer.self))
        channel.close(promise: nil)
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        return Array(bytes.readableBytesView)
    }

    @Test(
        "a client that stops amid its hello is closed by the timer",
        arguments: ["", "CONNECT localhost:1 HTTP/1.1\r\n\r\n"])
    func halfHello(before: String) async throws {
        let hello = try hello()
        try await with({ $0.negotiationTime = .seconds(2) }) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(Array(before.utf8) + hello.dropLast())
            #expect(
                try await connection.receiveToEnd().hasSuffix(before.isEmpty ? "" : "established\r\n\r\n"))
        }
    }

    @Test("a client that says nothing in its tunnel is closed by the timer")
    func silentTunnel() async throws {
        try await with({ $0.negotiationTime = .seconds(2) }) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send("CONNECT localhost:1 HTTP/1.1\r\n\r\n")
            #expect(try await connection.receiveToEnd() == "HTTP/1.1 200 Connection established\r\n\r\n")
        }
    }

    @Test("a client that stops after its hello is closed by the idle timer")
    func unfinished() async throws {
        let hello = try hello()
        try await with({ $0.idleTime = .milliseconds(200) }) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(hello)
            #expect(try await !connection.receiveToEnd().isEmpty)
        }
    }

    @Test(
        "a client that stops after its hello does not keep the server from stopping",
        arguments: [false, true])
    func stops(isAborted: Bool) async throws {
        let hello = try hello()
        try await with({
            $0.idleTime = .seconds(3_600)
            $0.shutdownDuration = .seconds(30)
        }) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(hello)
            if isAborted { connection.finishSending() }
            #expect(try await endpoint.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            let start = ContinuousClock.now
            await endpoint.stop()
            _ = try await connection.receiveToEnd()
            #expect(ContinuousClock.now - start < .seconds(10))
        }
    }

    @Test("plain text in the place of TLS is answered with an alert, and costs that connection alone")
    func noTLS() async throws {
        try await with { endpoint in
            let connection = try endpoint.connect()
            try await connection.send([0x16, 3, 1, 0, 4, 9, 9, 9, 9])
            _ = try await connection.receiveToEnd()
            #expect(try await endpoint.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        }
    }
}
