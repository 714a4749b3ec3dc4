/// The first message of a TLS client, read only as far as the server name (RFC 8446 4.1.2, RFC 6066 3).
///
/// A message that is not as it should be counts as complete and nameless: the TLS library then tells the
/// client so.
enum ClientHello: Equatable {
    case incomplete
    case complete(serverName: String?)

    /// The largest handshake waited for, in bytes; real ones have less than 4,096.
    static let longest = 32_768

    init(_ bytes: some RandomAccessCollection<UInt8>) {
        var message: [UInt8] = []
        var reader = ByteReader(bytes)
        while true {
            // A message may be split over several records.
            guard let type = reader.integer(1), let major = reader.integer(1), reader.integer(1) != nil,
                let length = reader.integer(2)
            else { break }
            guard type == Int(Opening.handshakeByte), major == 3, message.count + length <= Self.longest
            else {
                self = .complete(serverName: nil)
                return
            }
            guard let fragment = reader.bytes(length) else { break }
            message += fragment

            var header = ByteReader(message)
            guard let kind = header.integer(1), let size = header.integer(3) else { continue }
            guard kind == 1, size <= Self.longest else {
                self = .complete(serverName: nil)
                return
            }
            if let hello = header.bytes(size) {
                self = .complete(serverName: Self.serverName(in: hello))
                return
            }
        }
        self = bytes.count > Self.longest ? .complete(serverName: nil) : .incomplete
    }

    private static func serverName(in hello: [UInt8]) -> String? {
        var reader = ByteReader(hello)
        // Version and random, session id, cipher suites, compression methods.
        guard reader.bytes(34) != nil, reader.block(lengthBytes: 1) != nil,
            reader.block(lengthBytes: 2) != nil,
            reader.block(lengthBytes: 1) != nil, let extensions = reader.block(lengthBytes: 2)
        else { return nil }

        var entries = ByteReader(extensions)
        while let kind = entries.integer(2), let content = entries.block(lengthBytes: 2) {
            guard kind == 0 else { continue }
            var list = ByteReader(content)
            guard list.integer(2) != nil, list.integer(1) == 0, let name = list.block(lengthBytes: 2),
                !name.isEmpty, name.allSatisfy({ (0x21...0x7E).contains($0) })
            else { return nil }
            return String(decoding: name, as: UTF8.self).lowercased()
        }
        return nil
    }
}

/// Takes big-endian integers and blocks from the front of some bytes; nil once they run out.
private struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) {
        rest = Array(bytes)[...]
    }

    mutating func integer(_ size: Int) -> Int? {
        bytes(size)?.reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func block(lengthBytes: Int) -> [UInt8]? {
        integer(lengthBytes).flatMap { bytes($0) }
    }
}
