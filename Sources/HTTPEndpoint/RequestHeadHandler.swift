import AzureWire
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Does what a request head asks of the connection, before the head goes on.
///
/// It answers `Expect: 100-continue`, adds a decompressor to the connection at the first compressed body,
/// brings targets in absolute form into origin form with their own host, and marks heads that end the
/// connection by `Connection: close` whatever their spelling and version.
final class RequestHeadHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let longestBody: Int
    private var hasDecompressor = false
    private var unanswered = 0

    init(longestBody: Int) {
        self.longestBody = longestBody
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else {
            context.fireChannelRead(data)
            return
        }
        normalizeTarget(&head)
        if !head.isKeepAlive { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        // While an earlier answer is due, an interim one would be taken for part of it.
        if unanswered == 0 && invites(head) {
            let interim = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
        }
        unanswered += 1
        if !hasDecompressor && head.headers.contains(name: "Content-Encoding") {
            do {
                let decompressor = NIOHTTPRequestDecompressor(limit: .size(longestBody))
                try context.pipeline.syncOperations.addHandler(decompressor, position: .after(self))
                hasDecompressor = true
            } catch {
                context.fireErrorCaught(error)
                return
            }
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
        context.write(data, promise: promise)
    }

    /// Whether the client waits for a go-ahead and is to get one: not for a body that will be refused.
    private func invites(_ head: HTTPRequestHead) -> Bool {
        guard head.headers["Expect"].contains(where: { $0.lowercased() == "100-continue" }) else {
            return false
        }
        return head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0 <= longestBody
    }

    private func normalizeTarget(_ head: inout HTTPRequestHead) {
        guard !head.uri.hasPrefix("/") else { return }
        let start = head.uri.prefix(8).lowercased()
        guard let prefix = ["https://", "http://"].first(where: start.hasPrefix) else {
            // No form this server knows; the codec would pick a path out of it.
            head.uri = "*"
            return
        }
        let rest = head.uri.dropFirst(prefix.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        head.headers.replaceOrAdd(name: "Host", value: String(authority))
        if let known = Authority(authority), !HostNames.contains(known.host) {
            head.uri = ForeignTarget.mark(prefix + authority)
            return
        }
        head.uri = path.hasPrefix("/") ? String(path) : "/" + path
    }
}

/// A target in absolute form whose host is not served, on its way to the answer that says so. No client can
/// send what it looks like: each other target is a path or a star.
enum ForeignTarget {
    static func mark(_ authority: String) -> String { "*\(authority)" }

    static func authority(in path: String?) -> Substring? {
        guard let path, path.utf8.count > 1, path.utf8.first == UInt8(ascii: "*") else { return nil }
        return path.dropFirst()
    }
}
