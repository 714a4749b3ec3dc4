import AzureWire
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

typealias HTTPAsyncChannel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

/// What the handlers of a connection need to know.
struct EdgeOptions: Sendable {
    let configuration: Endpoint.Configuration
    let refuse: Endpoint.Refuse
}

/// A connection that first shows what it speaks and then serves HTTP.
///
/// The accept loop waits for `setup`, so `setup` must not wait for the client: the negotiated channel comes
/// later, as the `ready` of the value.
struct EdgeChannel: ServerChildChannel, HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let ready: EventLoopFuture<HTTPAsyncChannel>
    }

    let responder: HTTPChannelHandler.Responder
    let options: EdgeOptions

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let promise = channel.eventLoop.makePromise(of: HTTPAsyncChannel.self)
            let negotiator = Negotiator(options: options, logger: logger, promise: promise)
            try channel.pipeline.syncOperations.addHandler(negotiator)
            return Value(channel: channel, ready: promise.futureResult)
        }
    }

    func handle(value: Value, logger: Logger) async {
        guard let http = try? await value.ready.get() else { return }
        await handleHTTP(asyncChannel: http, logger: logger)
    }

    /// Adds what speaks HTTP behind the handlers that are there; called on the channel's event loop.
    static func addHTTP(
        to channel: any Channel, secure: Bool, options: EdgeOptions, logger: Logger
    ) throws -> HTTPAsyncChannel {
        let configuration = options.configuration
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = configuration.longestHeaderField
        limits.maxHeaderListSize = configuration.longestHead
        limits.maxHeaderFieldCount = configuration.mostHeaderFields

        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
        try pipeline.addHandler(RequestHeadHandler(longestBody: configuration.longestBody))
        try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: secure))
        try pipeline.addHandler(
            HTTPConnectionStateHandler(idleTimeout: configuration.idleTime, logger: logger))
        return try NIOAsyncChannel(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
}
