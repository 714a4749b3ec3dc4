import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A TCP connection driven byte by byte, to send what no HTTP client would.
///
/// The calls block, so each runs on a thread of its own: on the tasks' threads they could starve the server.
final class RawConnection: Sendable {
    private let descriptor: CInt

    struct Failure: Error {
        let call: String
        let code: CInt
    }

    struct Answer: Equatable {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let body: String
    }

    init(port: Int, overIPv6: Bool = false) throws {
        descriptor = socket(overIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(call: "socket", code: errno) }
        // Only so that a broken server fails a test and does not hang it.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        let result = overIPv6 ? Self.connectIPv6(descriptor, port) : Self.connectIPv4(descriptor, port)
        guard result == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw Failure(call: "connect", code: code)
        }
    }

    deinit {
        Glibc.close(descriptor)
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await blocking { [self] in
            var sent = 0
            while sent < bytes.count {
                sent += try write(bytes[sent...])
            }
        }
    }

    /// Sends zeros until the server refuses more or `limit` bytes are sent; returns how many were.
    func flood(limit: Int) async throws -> Int {
        try await blocking { [self] in
            let zeros = [UInt8](repeating: 0, count: 64 << 10)
            var sent = 0
            while sent < limit, let count = try? write(zeros[...]) { sent += count }
            return sent
        }
    }

    /// Tells the server that nothing more will be sent.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Makes the connection end in a reset, as when a client is killed, once it is let go.
    func abandon() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    /// Everything up to the end of the stream.
    func receiveToEnd() async throws -> String {
        try await blocking { [self] in
            var bytes: [UInt8] = []
            while true {
                let chunk = try read(most: 65_536)
                if chunk.isEmpty { return String(decoding: bytes, as: UTF8.self) }
                bytes += chunk
            }
        }
    }

    /// One answer and nothing behind it; `hasBody` is false for HEAD.
    func receiveAnswer(hasBody: Bool = true) async throws -> Answer {
        try await blocking { [self] in
            var head: [UInt8] = []
            while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
                let byte = try read(most: 1)
                guard !byte.isEmpty else { throw Failure(call: "receiveAnswer", code: 0) }
                head += byte
            }
            let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
            var headers: [String: String] = [:]
            for line in lines.dropFirst() where !line.isEmpty {
                let parts = line.split(separator: ":", maxSplits: 1)
                headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
            }
            var body: [UInt8] = []
            let length = hasBody ? Int(headers["content-length"] ?? "0") ?? 0 : 0
            while body.count < length {
                let chunk = try read(most: length - body.count)
                guard !chunk.isEmpty else { throw Failure(call: "receiveAnswer", code: 0) }
                body += chunk
            }
            guard lines[0].hasPrefix("HTTP/1.1 "), let status = Int(lines[0].dropFirst(9).prefix(3)) else {
                throw Failure(call: "receiveAnswer", code: 0)
            }
            return Answer(status: status, headers: headers, body: String(decoding: body, as: UTF8.self))
        }
    }

    private func write(_ bytes: ArraySlice<UInt8>) throws -> Int {
        let count = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { throw Failure(call: "send", code: errno) }
        return count
    }

    /// Empty at the end of the stream; a reset counts as the end, too.
    private func read(most limit: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &bytes, limit, 0)
        if count < 0 && errno == ECONNRESET { return [] }
        guard count >= 0 else { throw Failure(call: "recv", code: errno) }
        return Array(bytes.prefix(count))
    }

    private static func connectIPv4(_ descriptor: CInt, _ port: Int) -> CInt {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func connectIPv6(_ descriptor: CInt, _ port: Int) -> CInt {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = in_port_t(port).bigEndian
        address.sin6_addr = in6addr_loopback
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        }
    }
}

private func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
}
