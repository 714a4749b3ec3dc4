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
    let refusals: RefusalLog
}

/// A connection that has shown what it speaks.
struct Negotiated: Sendable {
    let http: HTTPAsyncChannel
    /// What its tunnel says about the client; nil where there is none.
    let entry: WireRequest.Entry?
}

/// A connection that first shows what it speaks and then serves HTTP.
///
/// The accept loop waits for `setup`, so `setup` must not wait for the client: the negotiated channel comes
/// later, as the `ready` of the value.
struct EdgeChannel: ServerChildChannel, HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let ready: EventLoopFuture<Negotiated>
    }

    let responder: HTTPChannelHandler.Responder
    let options: EdgeOptions

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let promise = channel.eventLoop.makePromise(of: Negotiated.self)
            let negotiator = Negotiator(options: options, logger: logger, promise: promise)
            try channel.pipeline.syncOperations.addHandler(negotiator)
            return Value(channel: channel, ready: promise.futureResult)
        }
    }

    func handle(value: Value, logger: Logger) async {
        guard let negotiated = try? await value.ready.get() else { return }
        await EdgeResponder.$entry.withValue(negotiated.entry) {
            await handleHTTP(asyncChannel: negotiated.http, logger: logger)
        }
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
