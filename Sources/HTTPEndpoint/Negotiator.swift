import AzureWire
import Logging
import NIOCore
import NIOHTTP1

/// Holds the first bytes of a connection until they show what it speaks, then makes way for the handlers of
/// that.
///
/// All of it happens on the event loop, in the call that brought the deciding byte: nothing is lost or
/// reordered. The promise is completed on every path, since a connection that is waited for forever keeps the
/// server from stopping.
final class Negotiator: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let options: EdgeOptions
    private let logger: Logger
    private let promise: EventLoopPromise<Negotiated>
    private var received = ByteBuffer()
    private var tunnel: Tunnel?
    private var isClosing = false

    init(options: EdgeOptions, logger: Logger, promise: EventLoopPromise<Negotiated>) {
        self.options = options
        self.logger = logger
        self.promise = promise
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        let promise = promise
        // Runs until the promise completes and not until this handler goes: a TLS handshake may stall, too.
        let timer = context.eventLoop.scheduleTask(in: TimeAmount(options.configuration.negotiationTime)) {
            channel.close(promise: nil)
        }
        promise.futureResult.whenComplete { _ in timer.cancel() }
        channel.closeFuture.whenComplete { _ in promise.fail(ChannelError.eof) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        decide(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            // Nothing was asked yet, so nothing needs to be finished.
            close(context)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close(context)
    }

    private func decide(_ context: ChannelHandlerContext) {
        let bytes = received.readableBytesView
        if bytes.first == Opening.handshakeByte && options.configuration.tls == nil {
            logger.notice("A client that speaks TLS was turned away: this endpoint has no certificate.")
            close(context)
            return
        }
        switch Opening(bytes) {
        case .incomplete: break
        case .plain: serve(context, tls: nil)
        case .tls(let name):
            let served = [name, tunnel?.host].compactMap { $0 }.first(where: HostNames.contains)
            serve(context, tls: options.configuration.tls.map { tls in { try tls(served) } })
        case .connect(let headLength): openTunnel(context, headLength)
        case .endlessConnect: refuse(context, .headTooLarge(limitBytes: Opening.longestConnectHead))
        }
    }

    /// Takes the client for connected to the host it names, and looks anew at what comes.
    private func openTunnel(_ context: ChannelHandlerContext, _ headLength: Int) {
        do throws(RequestFault) {
            guard tunnel == nil else { throw .connectAfterRequest }
            let asked = try Tunnel(head: received.readBytes(length: headLength) ?? [])
            guard HostNames.contains(asked.host) else {
                options.refusals.note("CONNECT \(asked.host):\(asked.port)")
                throw .hostNotServed
            }
            tunnel = asked
        } catch {
            refuse(context, error)
            return
        }
        let answer = ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n")
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        decide(context)
    }

    private func serve(_ context: ChannelHandlerContext, tls: (() throws -> any ChannelHandler)?) {
        let pipeline = context.pipeline.syncOperations
        do {
            if let tls { try pipeline.addHandler(try tls()) }
            let channel = try EdgeChannel.addHTTP(
                to: context.channel, secure: tls != nil, options: options, logger: logger)
            promise.succeed(Negotiated(http: channel, entry: tunnel?.entry))
        } catch {
            logger.notice("A connection could not be set up.", metadata: ["error": "\(error)"])
            close(context)
            return
        }
        context.fireChannelRead(wrapInboundOut(received))
        pipeline.removeHandler(context: context, promise: nil)
    }

    /// Answers before there is an HTTP pipeline, and closes.
    private func refuse(_ context: ChannelHandlerContext, _ fault: RequestFault) {
        isClosing = true
        let response = options.refuse(fault)
        let body = response.bodyBytes
        let reason = HTTPResponseStatus(statusCode: response.status).reasonPhrase
        var buffer = ByteBuffer(string: "HTTP/1.1 \(response.status) \(reason)\r\n")
        for field in response.headers { buffer.writeString("\(field.name): \(field.value)\r\n") }
        buffer.writeString("Content-Length: \(body.count)\r\nConnection: close\r\n\r\n")
        buffer.writeBytes(body)

        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(buffer)).whenComplete { _ in channel.close(promise: nil) }
    }

    private func close(_ context: ChannelHandlerContext) {
        isClosing = true
        context.close(promise: nil)
    }
}
