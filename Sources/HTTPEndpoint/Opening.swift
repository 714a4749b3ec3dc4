/// What the first bytes of a connection say about the rest of it.
enum Opening: Equatable {
    /// More bytes are needed.
    case incomplete
    /// A TLS handshake, with the name the client asks for.
    case tls(name: String?)
    /// A request for a tunnel, with the length of its head in bytes.
    case connect(headLength: Int)
    /// The head of a request for a tunnel is longer than `longestConnectHead`.
    case endlessConnect
    /// Anything else: HTTP, or what HTTP's parser will turn away.
    case plain

    static let longestConnectHead = 8_192
    static let handshakeByte: UInt8 = 0x16

    init(_ bytes: some RandomAccessCollection<UInt8>) {
        guard let first = bytes.first else {
            self = .incomplete
            return
        }
        if first == Self.handshakeByte {
            switch ClientHello(bytes) {
            case .incomplete: self = .incomplete
            case .complete(let name): self = .tls(name: name)
            }
            return
        }

        let method = Array("CONNECT ".utf8)
        guard bytes.prefix(method.count).elementsEqual(method.prefix(bytes.count)) else {
            self = .plain
            return
        }
        let end = bytes.indices.first { bytes[$0...].starts(with: "\r\n\r\n".utf8) }
        if let end {
            self = .connect(headLength: bytes.distance(from: bytes.startIndex, to: end) + 4)
        } else {
            self = bytes.count > Self.longestConnectHead ? .endlessConnect : .incomplete
        }
    }
}
