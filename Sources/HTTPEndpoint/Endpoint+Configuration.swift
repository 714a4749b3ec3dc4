public import NIOCore

extension Endpoint {
    /// Makes the handler that speaks TLS under a name served here; nil when a client asked for no such name.
    public typealias TLS = @Sendable (_ name: String?) throws -> any ChannelHandler

    /// Addresses and limits. Sizes are in bytes.
    public struct Configuration: Sendable {
        /// The first address, as a name or a literal.
        public var host = "127.0.0.1"
        /// 0 takes a free port.
        public var port = 8443
        /// The second address, bound to the same port; nil for none. A machine without IPv6 does without it.
        public var secondHost: String? = "::1"
        /// Without it, clients that speak TLS are turned away.
        public var tls: TLS?
        /// Gets a line of text when a host that is not served is asked for; one a minute and host.
        public var onRefusedHost: @Sendable (_ line: String) -> Void = { _ in }

        /// Of one header field, and of the request line.
        public var longestHeaderField = 16 << 10
        /// Of all header fields together.
        public var longestHead = 64 << 10
        public var mostHeaderFields = 100
        /// Of a request body, once decompressed.
        public var longestBody = 4 << 20
        /// How much of a refused body is read on, so that its sender sees the answer.
        public var longestDrain = 8 << 20

        /// How long a connection may take to show what it speaks.
        public var negotiationTime = Duration.seconds(5)
        /// How long a connection may be silent while no answer is due.
        public var idleTime = Duration.seconds(30)
        /// How long a body may take to arrive.
        public var bodyTime = Duration.seconds(60)
        /// How long a refused body is read on.
        public var drainTime = Duration.seconds(2)
        /// How long requests in flight may take once the endpoint is told to stop.
        public var shutdownDuration = Duration.seconds(10)

        public init() {}
    }
}
