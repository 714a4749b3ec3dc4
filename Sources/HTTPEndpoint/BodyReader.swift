import AzureWire
import HummingbirdCore
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Reads a request body within limits of size and time.
///
/// A body can be iterated only once; this keeps the iterator for the refusal that reads the rest. One task
/// uses it at a time: the responder's, which also writes the answer.
final class BodyReader: @unchecked Sendable {
    private let channel: any Channel
    private let body: RequestBody
    private var iterator: RequestBody.AsyncIterator?
    private var isAtEnd = false

    private struct DeadlinePassed: Error {}

    init(_ body: RequestBody, channel: any Channel) {
        self.body = body
        self.channel = channel
    }

    /// The whole body, or why there is none.
    func collect(limit: Int, within time: Duration) async throws(RequestFault) -> [UInt8] {
        let deadline = deadline(in: time)
        defer { deadline.cancel() }
        var bytes: [UInt8] = []
        do {
            while let chunk = try await next() {
                guard bytes.count + chunk.readableBytes <= limit else {
                    throw RequestFault.bodyTooLarge(limitBytes: limit)
                }
                bytes += chunk.readableBytesView
            }
        } catch {
            throw fault(of: error, limit: limit, time: time)
        }
        // A cancelled task sees the end of the stream wherever it is.
        guard !Task.isCancelled else { throw .malformedBody }
        return bytes
    }

    /// Reads on to the end and returns true, or gives up after so many bytes or so much time.
    func drain(limit: Int, within time: Duration) async -> Bool {
        let deadline = deadline(in: time)
        defer { deadline.cancel() }
        var count = 0
        do {
            while count <= limit {
                guard let chunk = try await next() else { return true }
                count += chunk.readableBytes
            }
        } catch {
            return false
        }
        return false
    }

    private func next() async throws -> ByteBuffer? {
        if isAtEnd { return nil }
        var iterator = iterator ?? body.makeAsyncIterator()
        // Set first: after an error, too, neither a second iterator nor another element may be asked for.
        isAtEnd = true
        let chunk = try await iterator.next()
        self.iterator = iterator
        isAtEnd = chunk == nil
        return chunk
    }

    /// An error in the pipeline, and not a cancelled task, since that would look like the end of the body.
    private func deadline(in time: Duration) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: TimeAmount(time)) { [channel] in
            channel.pipeline.fireErrorCaught(DeadlinePassed())
        }
    }

    private func fault(of error: any Error, limit: Int, time: Duration) -> RequestFault {
        switch error {
        case let fault as RequestFault: fault
        case is DeadlinePassed: .bodyDeadlinePassed(seconds: Int(time.components.seconds))
        case NIOHTTPDecompression.DecompressionError.limit: .bodyTooLarge(limitBytes: limit)
        case is NIOHTTPDecompression.DecompressionError: .badContentEncoding
        case is NIOHTTPDecompression.ExtraDecompressionError: .badContentEncoding
        default: .malformedBody
        }
    }
}
