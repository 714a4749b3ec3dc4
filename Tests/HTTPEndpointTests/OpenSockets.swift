import Foundation
import Testing

/// The Internet sockets of this process that have a peer, as Linux tells them.
enum OpenSockets {
    static let areTold = FileManager.default.fileExists(atPath: "/proc/self/net/tcp")

    /// Remote addresses in hexadecimal, with the port: those not of loopback.
    static func foreignPeers() throws -> [String] {
        let own = try inodes()
        return try ["tcp", "tcp6", "udp", "udp6"].flatMap { table in
            let text = try String(contentsOfFile: "/proc/self/net/\(table)", encoding: .utf8)
            return text.split(separator: "\n").dropFirst().compactMap { line -> String? in
                let fields = line.split(separator: " ")
                guard fields.count > 9, own.contains(String(fields[9])) else { return nil }
                let peer = String(fields[2])
                return isLocal(peer) ? nil : "\(table) \(peer)"
            }
        }
    }

    private static func isLocal(_ peer: String) -> Bool {
        let address = peer.prefix { $0 != ":" }
        let loopback6 = "00000000000000000000000001000000", mapped = "0000000000000000FFFF00000100007F"
        return address.allSatisfy { $0 == "0" } || address == "0100007F" || address == loopback6
            || address == mapped
    }

    private static func inodes() throws -> Set<String> {
        let folder = "/proc/self/fd"
        let links = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
        }
        return Set(
            links.filter { $0.hasPrefix("socket:[") }.map {
                String($0.dropFirst("socket:[".count).dropLast())
            })
    }
}

@Suite struct OpenSocketsTests {
    @Test(
        "asking for foreign hosts, by tunnel or by plain request, makes the process call nobody",
        .enabled(if: OpenSockets.areTold, "only Linux tells a process its sockets"))
    func nobody() async throws {
        try await RunningEndpoint.with { endpoint in
            for host in ["pypi.org:443", "management.usgovcloudapi.net:443", "93.184.216.34:443"] {
                for text in [
                    "CONNECT \(host) HTTP/1.1\r\n\r\n", "GET http://\(host)/ HTTP/1.1\r\nHost: a\r\n\r\n",
                ] {
                    let connection = try endpoint.connect()
                    try await connection.send(text)
                    // A call would stand here while it waits for its peer, and its look-up before.
                    for _ in 1...20 {
                        #expect(try OpenSockets.foreignPeers() == [])
                        try await Task.sleep(for: .milliseconds(5))
                    }
                    #expect(try await connection.receiveAnswer().status == 403)
                    #expect(try OpenSockets.foreignPeers() == [])
                }
            }
        }
    }

    @Test("a call to somebody would be seen", .enabled(if: OpenSockets.areTold))
    func seen() throws {
        // Connecting a datagram socket sends nothing, and gives it a peer.
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(443).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0002).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0)
        #expect(try OpenSockets.foreignPeers().contains("udp 0200007F:01BB"))
    }
}
