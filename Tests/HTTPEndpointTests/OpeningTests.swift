import AzureWire
import Synchronization
import Testing

@testable import HTTPEndpoint

/// A TLS client's first message with a server name, made by hand.
func clientHello(name: String?, recordLength: Int = .max) -> [UInt8] {
    func sized(_ size: Int, _ bytes: [UInt8]) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) } + bytes
    }
    let supportedVersions: [UInt8] = [0, 43] + sized(2, [2, 3, 4])
    let serverName: [UInt8] = name.map { [0, 0] + sized(2, sized(2, [0] + sized(2, Array($0.utf8)))) } ?? []
    let hello: [UInt8] =
        [3, 3] + [UInt8](repeating: 7, count: 32) + sized(1, [UInt8](repeating: 9, count: 32))
        + sized(2, [0x13, 1]) + sized(1, [0]) + sized(2, supportedVersions + serverName)
    var message = [1] + sized(3, hello)
    var records: [UInt8] = []
    while !message.isEmpty {
        records += [0x16, 3, 1] + sized(2, Array(message.prefix(recordLength)))
        message.removeFirst(min(recordLength, message.count))
    }
    return records
}

@Suite struct OpeningTests {
    @Test(
        "a TLS hello shows the name asked for",
        arguments: ["management.azure.com", "KV.Vault.Localhost", nil])
    func serverName(name: String?) {
        #expect(Opening(clientHello(name: name)) == .tls(name: name?.lowercased()))
    }

    @Test("no part of a TLS hello is enough, whole or split into records", arguments: [Int.max, 50, 3])
    func incompleteHello(recordLength: Int) {
        let hello = clientHello(name: "a.example", recordLength: recordLength)

        for length in 1..<hello.count { #expect(Opening(hello[..<length]) == .incomplete) }
        #expect(Opening(hello) == .tls(name: "a.example"))
        #expect(Opening(hello + [1, 2, 3]) == .tls(name: "a.example"))
    }

    @Test("a hello that is not as it should be is left to the TLS library")
    func brokenHello() {
        #expect(Opening([0x16, 9]) == .incomplete)
        #expect(Opening([0x16, 9, 1, 0, 1, 1]) == .tls(name: nil))
        #expect(Opening([0x16, 3, 1, 0, 4, 2, 0, 0, 0]) == .tls(name: nil))
        #expect(Opening([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0]) == .tls(name: nil))
        #expect(Opening([0x16, 3, 1, 0xFF, 0xFF] + [UInt8](repeating: 1, count: 40_000)) == .tls(name: nil))
    }

    @Test("a tunnel is asked for by a whole head that starts with CONNECT")
    func connect() {
        #expect(Opening("CONNECT a:443 HTTP/1.1\r\n\r\nrest".utf8.map { $0 }) == .connect(headLength: 26))
        #expect(Opening(Array("CONNECT a:443 HTTP/1.1\r\n\r".utf8)) == .incomplete)
        #expect(Opening(Array("CONN".utf8)) == .incomplete)
        #expect(Opening(Array("CONNECTION / HTTP/1.1\r\n\r\n".utf8)) == .plain)
        #expect(Opening(Array("COPY".utf8)) == .plain)
        #expect(Opening(Array("CONNECT ".utf8) + [UInt8](repeating: 120, count: 8_185)) == .endlessConnect)
        #expect(Opening([UInt8]()) == .incomplete)
        #expect(Opening([0]) == .plain)
    }

    @Test("without TLS, a client that speaks it is turned away in silence")
    func turnedAway() async throws {
        try await RunningEndpoint.with { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(clientHello(name: "localhost"))

            #expect(try await connection.receiveToEnd() == "")
            #expect(try await endpoint.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        }
    }

    @Test("with TLS, its handler is made for the name and gets the hello, and requests count as https")
    func tls() async throws {
        let names = Mutex<[String?]>([])
        let hello = clientHello(name: "kv.vault.localhost")
        let configure: (inout Endpoint.Configuration) -> Void = {
            $0.tls = { name in
                names.withLock { $0.append(name) }
                return PretendedTLS(handshakeLength: hello.count)
            }
        }
        try await RunningEndpoint.with(configure) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(hello)
            try await connection.send("GET /keys HTTP/1.1\r\nHost: kv.vault.localhost\r\n\r\n")

            #expect(try await connection.receiveAnswer().body == "GET https kv.vault.localhost /keys ")
        }
        #expect(names.withLock { $0 } == ["kv.vault.localhost"])
    }

    @Test("a name that is not served, and none at all, are no name to TLS", arguments: ["example.com", nil])
    func foreignName(name: String?) async throws {
        let names = Mutex<[String?]>([])
        let configure: (inout Endpoint.Configuration) -> Void = {
            $0.tls = { name in
                names.withLock { $0.append(name) }
                return PretendedTLS(handshakeLength: 1)
            }
        }
        try await RunningEndpoint.with(configure) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(clientHello(name: name))
            _ = try await connection.receiveToEnd()
        }
        #expect(names.withLock { $0 } == [nil])
    }

    @Test("a name that TLS cannot serve costs the connection and nothing else")
    func unknownName() async throws {
        struct Unknown: Error {}
        let configure: (inout Endpoint.Configuration) -> Void = { $0.tls = { _ in throw Unknown() } }
        try await RunningEndpoint.with(configure) { endpoint in
            let connection = try endpoint.connect()
            try await connection.send(clientHello(name: "x"))

            #expect(try await connection.receiveToEnd() == "")
            #expect(try await endpoint.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        }
    }
}
