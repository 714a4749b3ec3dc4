import NIOCore

/// Swallows the hello and passes on the rest, so that a test can speak "TLS" without cryptography.
final class PretendedTLS: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var handshakeLength: Int

    init(handshakeLength: Int) {
        self.handshakeLength = handshakeLength
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        let count = min(handshakeLength, bytes.readableBytes)
        bytes.moveReaderIndex(forwardBy: count)
        handshakeLength -= count
        if bytes.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(bytes)) }
    }
}
