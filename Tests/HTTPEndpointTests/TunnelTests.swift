import AzureWire
import Synchronization
import Testing

@testable import HTTPEndpoint

@Suite struct TunnelTests {
    private static func connect(_ target: String, _ fields: String...) -> String {
        "CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n" + fields.map { "\($0)\r\n" }.joined() + "\r\n"
    }
    private static let request = "GET /a HTTP/1.1\r\nHost: management.azure.com\r\n\r\n"
    /// Credentials of the user `contoso`.
    private static let contoso = "Proxy-Authorization: Basic Y29udG9zbzo="

    @Test(
        "a tunnel to a served host ends here, whatever its port, and carries plain HTTP",
        arguments: ["management.azure.com:443", "kv.vault.azure.net:8443", "LOCALHOST:1", "[::1]:80"])
    func plain(target: String) async throws {
        try await RunningEndpoint.with { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(Self.connect(target))
            #expect(try await connection.receiveAnswer().status == 200)
            for _ in 1...2 {
                try await connection.send(Self.request)
                #expect(try await connection.receiveAnswer().body == "GET http management.azure.com /a ")
            }
        }
    }

    @Test("what a client sends behind its CONNECT without waiting is not lost, in parts of any size")
    func eager() async throws {
        let text = Self.connect("management.azure.com:443") + Self.request
        try await RunningEndpoint.with { endpoint in
            for split in [1, 10, text.utf8.count - Self.request.utf8.count + 3, text.utf8.count] {
                let connection = try endpoint.connect()
                try await connection.send(String(text.prefix(split)))
                try await connection.send(String(text.dropFirst(split)))
                #expect(try await connection.receiveAnswer().status == 200)
                #expect(try await connection.receiveAnswer().body == "GET http management.azure.com /a ")
            }
        }
    }

    @Test(
        "TLS in a tunnel is under the name of its hello, and without a served one under the tunnel's",
        arguments: [
            ("kv.vault.azure.net", "kv.vault.azure.net"), ("example.com", "login.microsoftonline.com"),
            (nil, "login.microsoftonline.com"),
        ])
    func tls(asked: String?, served: String) async throws {
        let names = Mutex<[String?]>([])
        let hello = clientHello(name: asked)
        let configure: (inout Endpoint.Configuration) -> Void = {
            $0.tls = { name in
                names.withLock { $0.append(name) }
                return PretendedTLS(handshakeLength: hello.count)
            }
        }
        try await RunningEndpoint.with(configure) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(Self.connect("login.microsoftonline.com:443"))
            #expect(try await connection.receiveAnswer().status == 200)
            try await connection.send(hello)
            try await connection.send("GET /a HTTP/1.1\r\nHost: login.microsoftonline.com\r\n\r\n")
            #expect(try await connection.receiveAnswer().body == "GET https login.microsoftonline.com /a ")
        }
        #expect(names.withLock { $0 } == [served])
    }

    @Test("all requests of a tunnel have its user, and no request chooses another")
    func user() async throws {
        let respond: Endpoint.Respond = { .text(200, $0.entry.proxyUser ?? "nobody") }
        try await RunningEndpoint.with(respond: respond) { endpoint in
            for (fields, user) in [([Self.contoso], "contoso"), ([], "nobody")] {
                let connection = try endpoint.connect()
                try await connection.send(
                    "CONNECT localhost:443 HTTP/1.1\r\n" + fields.map { "\($0)\r\n" }.joined() + "\r\n")
                #expect(try await connection.receiveAnswer().status == 200)
                for own in ["", "Proxy-Authorization: Basic ZmFicmlrYW06\r\n"] {
                    try await connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\(own)\r\n")
                    #expect(try await connection.receiveAnswer().body == user)
                }
            }
            let direct = try await endpoint.ask("GET / HTTP/1.1\r\nHost: a\r\n\(Self.contoso)\r\n\r\n")
            #expect(direct.body == "contoso")
        }
    }

    @Test(
        "a tunnel to any other host is refused at once, with what is served, and told",
        arguments: [
            "pypi.org:443", "management.usgovcloudapi.net:443", "93.184.216.34:443", "127.0.0.2:8443",
            "[2606:2800::1]:443", "management.azure.com.example.com:443", "notmanagement.azure.com:443",
            "a.b.vault.azure.net:443", "vault.azure.net:443", "-/x.vault.azure.net:443",
        ])
    func foreign(target: String) async throws {
        let lines = Mutex<[String]>([])
        let configure: (inout Endpoint.Configuration) -> Void = {
            $0.onRefusedHost = { line in lines.withLock { $0.append(line) } }
        }
        let isName = !target.contains("/")
        try await RunningEndpoint.with(configure, respond: unreachable) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(Self.connect(target) + Self.request)
            let answer = try await connection.receiveAnswer()
            #expect(answer.status == (isName ? 403 : 400))
            #expect(answer.headers["connection"] == "close")
            #expect(answer.body.contains("*.vault.azure.net") == isName)
            #expect(try await connection.receiveToEnd() == "")
        }
        let wanted = "refused CONNECT \(target.filter { !"[]".contains($0) }): the host is not simulated"
        #expect(lines.withLock { $0.count } == (isName ? 1 : 0))
        #expect(lines.withLock { $0 }.allSatisfy { $0.hasPrefix(wanted) })
    }

    @Test(
        "a plain request to another host is refused like a tunnel, and the connection goes on",
        arguments: [
            "http://pypi.org/simple", "HTTPS://management.usgovcloudapi.net", "http://93.184.216.34:80/",
        ])
    func foreignRequest(target: String) async throws {
        let lines = Mutex<[String]>([])
        let configure: (inout Endpoint.Configuration) -> Void = {
            $0.onRefusedHost = { line in lines.withLock { $0.append(line) } }
        }
        try await RunningEndpoint.with(configure) { endpoint in
            let connection = try endpoint.connect()
            for _ in 1...2 {
                try await connection.send(
                    "PUT \(target) HTTP/1.1\r\nHost: management.azure.com\r\nContent-Length: 1\r\n\r\nx")
                let answer = try await connection.receiveAnswer()
                #expect(answer.status == 403)
                #expect(answer.body.contains("management.azure.com"))
            }
            try await connection.send("GET http://management.azure.com/a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await connection.receiveAnswer().body == "GET http management.azure.com /a ")
        }
        #expect(lines.withLock { $0.count } == 1)
        #expect(lines.withLock { $0 }.allSatisfy { $0.lowercased().hasPrefix("refused put http") })
    }

    private static let endless = "CONNECT localhost:1 HTTP/1.1\r\nX: " + String(repeating: "x", count: 8_192)
    private static let malformed: [(text: String, status: Int)] = [
        (connect("localhost"), 400), (connect("http://localhost:1"), 400), (connect("localhost:99999"), 400),
        ("CONNECT localhost:1\r\n\r\n", 400), ("CONNECT localhost:1 HTTP/1.1\r\nno field\r\n\r\n", 400),
        (endless, 431), (connect("localhost:1") + connect("localhost:1"), 405),
        (connect("localhost:1") + request + connect("localhost:1"), 405),
        (request + connect("localhost:1"), 405),
    ]

    @Test("what is no request for a tunnel is refused", arguments: malformed)
    func notATunnel(text: String, status: Int) async throws {
        try await RunningEndpoint.with { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(text)
            var answer = try await connection.receiveAnswer()
            while answer.status == 200 { answer = try await connection.receiveAnswer() }
            #expect(answer.status == status)
            #expect(try await connection.receiveToEnd() == "")
        }
    }

    private let unreachable: Endpoint.Respond = { _ in
        Issue.record("A refused request must not reach a route.")
        return .empty(500)
    }
}
