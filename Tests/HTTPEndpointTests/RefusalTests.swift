import AzureWire
import HTTPEndpoint
import Testing

@Suite struct RefusalTests {
    /// Twenty thousand zero bytes.
    private static let zerosInGzip: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1, 0x31, 0x01, 0x00, 0x00,
        0x00, 0xC2, 0xA0, 0xF5, 0x4F, 0x6D, 0x0D, 0x0F, 0xA0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x78, 0x30, 0x02, 0x53,
        0x2F, 0x97, 0x20, 0x4E, 0x00, 0x00,
    ]

    private static let unreachable: Endpoint.Respond = { _ in
        Issue.record("A refused request must not reach a route.")
        return .empty(500)
    }

    @Test(
        "what cannot be read is refused in the chosen shape, and the connection goes on",
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", 400, "Host"), ("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "percent"),
            ("GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "'..'"),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "one host"),
            ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "one host"),
            ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400, "target"),
            ("PUT /%zz HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 400, "percent"),
            (
                "PUT / HTTP/1.1\r\nHost: a\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc", 415,
                "Content-Encoding"
            ),
        ])
    func refused(text: String, status: Int, word: String) async throws {
        try await RunningEndpoint.with(respond: {
            $0.path == "/next" ? .empty(204) : await Self.unreachable($0)
        }) {
            endpoint in
            let connection = try endpoint.connect()
            try await connection.send(text)
            let answer = try await connection.receiveAnswer()
            #expect(answer.status == status)
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer.body.contains(word))

            try await connection.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await connection.receiveAnswer().status == 204)
        }
    }

    @Test(
        "what is no HTTP is answered with a bare 400, and the connection ends",
        arguments: [
            "garbage\r\n\r\n", "\0\u{1}\u{2}\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 17 << 10))\r\n\r\n",
            "GET /\(String(repeating: "x", count: 17 << 10)) HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 101))\r\n",
        ])
    func garbage(text: String) async throws {
        try await RunningEndpoint.with(respond: Self.unreachable) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(text)
            connection.finishSending()

            #expect(try await connection.receiveToEnd().hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test("a path over 8 KiB is refused with 414")
    func longPath() async throws {
        try await RunningEndpoint.with(respond: Self.unreachable) { endpoint in
            let path = "/" + String(repeating: "x", count: 8_192)

            let answer = try await endpoint.ask("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.status == 414)
        }
    }

    @Test(
        "a body over the limit is refused with 413, however its length is given",
        arguments: [
            "Content-Length: 11\r\n\r\n01234567890",
            "Transfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n",
        ])
    func largeBody(rest: String) async throws {
        try await RunningEndpoint.with({ $0.longestBody = 10 }, respond: Self.unreachable) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send("PUT / HTTP/1.1\r\nHost: a\r\n" + rest)

            let answer = try await connection.receiveAnswer()
            #expect(answer.status == 413)
            #expect(answer.headers["connection"] == "close")
            #expect(try await connection.receiveToEnd() == "")
        }
    }

    @Test("a body of just the limit is taken")
    func largestBody() async throws {
        try await RunningEndpoint.with({ $0.longestBody = 10 }) { endpoint in
            let answer = try await endpoint.ask(
                "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789")

            #expect(answer.body == "PUT http a / 0123456789")
        }
    }

    @Test(
        "a refused body is read on for a while, and not without end",
        arguments: ["Content-Length: 1000000000", "Transfer-Encoding: chunked"])
    func boundedDrain(length: String) async throws {
        try await RunningEndpoint.with(
            {
                $0.longestBody = 1_000
                $0.longestDrain = 1 << 20
            }, respond: Self.unreachable
        ) { endpoint in
            let connection = try endpoint.connect()
            let chunk = length.hasPrefix("T") ? "3B9ACA00\r\n" : ""
            try await connection.send("PUT / HTTP/1.1\r\nHost: a\r\n\(length)\r\n\r\n\(chunk)")

            // Above the drain and all socket buffers together.
            let sent = try await connection.flood(limit: 200 << 20)
            #expect(sent >= 1 << 20)
            #expect(sent < 100 << 20)
        }
    }

    @Test("a client that asks first is refused without a go-ahead")
    func refusedExpectation() async throws {
        try await RunningEndpoint.with({ $0.longestBody = 10 }, respond: Self.unreachable) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(
                "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n")

            #expect(try await connection.receiveAnswer().status == 413)
            #expect(try await connection.receiveToEnd() == "")
        }
    }

    @Test(
        "a compressed body that is none, stops early or grows over the limit is refused",
        arguments: [
            ([0x68, 0x65, 0x6C, 0x6C, 0x6F], 400), ([0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00], 400),
            (zerosInGzip, 413),
        ] as [([UInt8], Int)])
    func badCompression(body: [UInt8], status: Int) async throws {
        try await RunningEndpoint.with({ $0.longestBody = 10_000 }, respond: Self.unreachable) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(
                "PUT / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n"
            )
            try await connection.send(body)

            #expect(try await connection.receiveAnswer().status == status)
            #expect(try await connection.receiveToEnd() == "")
        }
    }

    @Test(
        "a body that stops early or is badly framed never reaches a route",
        arguments: [
            "Content-Length: 5\r\n\r\nab", "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
            "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        ])
    func truncatedBody(rest: String) async throws {
        try await RunningEndpoint.with(respond: Self.unreachable) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send("PUT / HTTP/1.1\r\nHost: a\r\n" + rest)
            connection.finishSending()

            #expect(try await connection.receiveToEnd().hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test(
        "a body whose sender vanishes never reaches a route",
        arguments: ["Content-Length: 5\r\n\r\nab", "Transfer-Encoding: chunked\r\n\r\n5\r\nab"])
    func vanishedSender(rest: String) async throws {
        try await RunningEndpoint.with(respond: Self.unreachable) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n" + rest)
            // The go-ahead shows that the route would be next.
            #expect(try await connection.receiveAnswer().status == 100)

            connection.abandon()
        }
    }

    @Test("a body that does not arrive in time is refused with 408")
    func slowBody() async throws {
        try await RunningEndpoint.with({ $0.bodyTime = .milliseconds(50) }, respond: Self.unreachable) {
            endpoint in
            let connection = try endpoint.connect()
            try await connection.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")

            #expect(try await connection.receiveAnswer().status == 408)
            #expect(try await connection.receiveToEnd() == "")
        }
    }

    @Test(
        "a connection that shows nothing, shows half a request or stays idle is closed",
        arguments: ["", "GET / HTT", "C"])
    func silence(text: String) async throws {
        try await RunningEndpoint.with(
            {
                $0.negotiationTime = .milliseconds(50)
                $0.idleTime = .milliseconds(50)
            }, respond: Self.unreachable
        ) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(text)

            #expect(try await connection.receiveToEnd() == "")
        }
    }

    @Test("a connection is closed when it is idle after an answer")
    func idle() async throws {
        try await RunningEndpoint.with({ $0.idleTime = .milliseconds(50) }) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")

            #expect(try await connection.receiveAnswer().status == 200)
            #expect(try await connection.receiveToEnd() == "")
        }
    }
}
