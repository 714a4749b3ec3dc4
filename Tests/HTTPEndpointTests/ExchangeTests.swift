import AzureWire
import HTTPEndpoint
import Testing

@Suite struct ExchangeTests {
    private static let helloInGzip: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xFF, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00,
        0x86,
        0xA6, 0x10, 0x36, 0x05, 0x00, 0x00, 0x00,
    ]

    @Test("a request is answered with length, type and date")
    func get() async throws {
        try await RunningEndpoint.with { endpoint in
            let answer = try await endpoint.ask("GET /a%20b?x=1 HTTP/1.1\r\nHost: LOCALHOST:1\r\n\r\n")

            #expect(answer.status == 200)
            #expect(answer.body == "GET http localhost /a%20b ")
            #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
            #expect(answer.headers["content-length"] == String(answer.body.utf8.count))
            #expect(answer.headers["date"]?.hasSuffix(" GMT") == true)
        }
    }

    @Test("a connection serves one request after the other, also when they come in one piece")
    func keepAlive() async throws {
        try await RunningEndpoint.with { endpoint in
            let connection = try endpoint.connect()
            for path in ["/1", "/2"] {
                try await connection.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await connection.receiveAnswer().body == "GET http a \(path) ")
            }

            try await connection.send(
                "PUT /3 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}GET /4 HTTP/1.1\r\nHost: b\r\n\r\n")
            #expect(try await connection.receiveAnswer().body == "PUT http a /3 {}")
            #expect(try await connection.receiveAnswer().body == "GET http b /4 ")
        }
    }

    @Test("a chunked body arrives whole")
    func chunked() async throws {
        try await RunningEndpoint.with { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
            try await connection.send("4\r\ndefg\r\n0\r\n\r\n")

            #expect(try await connection.receiveAnswer().body == "POST http a / abcdefg")
        }
    }

    @Test("compressed and plain bodies may follow each other")
    func gzip() async throws {
        try await RunningEndpoint.with { endpoint in
            let connection = try endpoint.connect()
            for _ in 1...2 {
                try await connection.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n"
                        + "Content-Length: \(Self.helloInGzip.count)\r\n\r\n")
                try await connection.send(Self.helloInGzip)
                #expect(try await connection.receiveAnswer().body == "POST http a / hello")

                try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nplain")
                #expect(try await connection.receiveAnswer().body == "POST http a / plain")
            }
        }
    }

    @Test("a target in absolute form brings its own host")
    func absoluteForm() async throws {
        try await RunningEndpoint.with { endpoint in
            let answer = try await endpoint.ask(
                "GET http://management.azure.com/subscriptions HTTP/1.1\r\nHost: elsewhere\r\n\r\n")

            #expect(answer.body == "GET http management.azure.com /subscriptions ")
        }
    }

    @Test("HEAD is answered with the length alone, and 204 without one")
    func withoutBody() async throws {
        let respond: Endpoint.Respond = { $0.path == "/204" ? .empty(204) : .text(200, "four") }
        try await RunningEndpoint.with(respond: respond) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try await connection.receiveAnswer(hasBody: false)
            #expect(head.headers["content-length"] == "4")

            try await connection.send("GET /204 HTTP/1.1\r\nHost: a\r\n\r\n")
            let empty = try await connection.receiveAnswer()
            #expect(empty.status == 204)
            #expect(empty.headers["content-length"] == nil)
            #expect(empty.headers["transfer-encoding"] == nil)
        }
    }

    @Test(
        "the connection ends after a request that says so",
        arguments: [
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n", "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
        ])
    func lastRequest(text: String) async throws {
        try await RunningEndpoint.with { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(text)

            let answer = try await connection.receiveAnswer()
            #expect(answer.headers["connection"] == "close")
            #expect(try await connection.receiveToEnd() == "")
        }
    }

    @Test("a client that asks first gets the go-ahead, once for each body")
    func continues() async throws {
        try await RunningEndpoint.with { endpoint in
            let connection = try endpoint.connect()
            for body in ["abc", "de"] {
                try await connection.send(
                    "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                        + "Content-Length: \(body.count)\r\n\r\n"
                )
                #expect(try await connection.receiveAnswer().status == 100)

                try await connection.send(body)
                #expect(try await connection.receiveAnswer().body == "PUT http a / \(body)")
            }
        }
    }

    @Test("a value of an answer cannot add fields to it")
    func headerInjection() async throws {
        let respond: Endpoint.Respond = { _ in .empty(200, headers: ["X-Echo": "a\r\nX-Evil: b"]) }
        try await RunningEndpoint.with(respond: respond) { endpoint in
            let answer = try await endpoint.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n")

            #expect(answer.status == 200)
            #expect(answer.headers["x-evil"] == nil)
        }
    }

    @Test("both addresses serve the same port")
    func bothAddresses() async throws {
        try await RunningEndpoint.with({ $0.secondHost = "::1" }) { endpoint in
            #expect(try await endpoint.ask("GET /4 HTTP/1.1\r\nHost: a\r\n\r\n").body == "GET http a /4 ")

            guard let connection = try? endpoint.connect(overIPv6: true) else { return }
            try await connection.send("GET /6 HTTP/1.1\r\nHost: [::1]\r\n\r\n")
            #expect(try await connection.receiveAnswer().body == "GET http ::1 /6 ")
        }
    }

    @Test("a second address that does not exist is done without")
    func absentAddress() async throws {
        try await RunningEndpoint.with({ $0.secondHost = "192.0.2.1" }) { endpoint in
            let answer = try await endpoint.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.status == 200)
        }
    }

    @Test("a port that is taken makes the endpoint fail")
    func takenPort() async throws {
        try await RunningEndpoint.with { first in
            await #expect(throws: (any Error).self) {
                try await RunningEndpoint.with({ $0.port = first.port }) { _ in
                    Issue.record("The port belongs to another endpoint.")
                }
            }
        }
    }
}
