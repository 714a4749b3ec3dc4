import NIOCore
import NIOEmbedded
import NIOSSL
import NIOTLS

/// What a client and a server agreed on, without a socket.
struct Handshake {
    struct Unfinished: Error {}

    /// The protocol agreed by ALPN.
    let applicationProtocol: String?

    /// Throws what the client says against the server's certificate, or the server against the client.
    init(
        _ server: any ChannelHandler, as name: String, trusting pem: String,
        _ configure: (inout TLSConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)))
        configuration.applicationProtocols = ["h2", "http/1.1"]
        configure(&configuration)
        let client = try NIOSSLClientHandler(
            context: NIOSSLContext(configuration: configuration), serverHostname: name)

        let witness = Witness()
        let near = EmbeddedChannel(handlers: [client, witness])
        let far = EmbeddedChannel(handler: server)
        defer {
            for channel in [near, far] {
                channel.close(promise: nil)
                // A side whose peer is gone waits for its last word, by the clock of the channel.
                channel.embeddedEventLoop.advanceTime(by: .seconds(60))
            }
        }
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 443)
        near.connect(to: address, promise: nil)
        far.connect(to: address, promise: nil)
        for _ in 0..<10 {
            while let bytes = try near.readOutbound(as: ByteBuffer.self) { try far.writeInbound(bytes) }
            while let bytes = try far.readOutbound(as: ByteBuffer.self) { try near.writeInbound(bytes) }
        }
        guard witness.isComplete else { throw Unfinished() }
        applicationProtocol = witness.applicationProtocol
    }

    private final class Witness: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        var isComplete = false
        var applicationProtocol: String?

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard case TLSUserEvent.handshakeCompleted(let name)? = event as? TLSUserEvent else { return }
            isComplete = true
            applicationProtocol = name
        }
    }
}
