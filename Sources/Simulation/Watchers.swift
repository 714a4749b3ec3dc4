import Synchronization

/// Those who wait for news of a world. Each is only woken, and then reads what is new by itself: however
/// slow somebody is, nothing piles up.
final class Watchers: Sendable {
    private struct Waiting {
        var count = 0
        var byWorld: [String: [Int: AsyncStream<Void>.Continuation]] = [:]
    }

    private let waiting = Mutex(Waiting())

    /// A stream that says that something happened in a world, or may have.
    func watch(_ name: String) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = waiting.withLock { waiting in
            waiting.count += 1
            waiting.byWorld[name, default: [:]][waiting.count] = continuation
            return waiting.count
        }
        continuation.onTermination = { [self] _ in
            waiting.withLock { waiting in
                waiting.byWorld[name]?[id] = nil
                if waiting.byWorld[name]?.isEmpty == true { waiting.byWorld[name] = nil }
            }
        }
        return stream
    }

    func wake(_ name: String) {
        let continuations = waiting.withLock { $0.byWorld[name] }
        for continuation in (continuations ?? [:]).values { continuation.yield() }
    }
}

extension Simulator {
    /// A stream that says whenever a world may have changed, was replaced or is gone.
    public func news(of name: String) -> AsyncStream<Void> { watchers.watch(name) }
}
