import NIOCore
import Synchronization

/// Tells a person which hosts were asked for and refused.
///
/// A client may ask in a loop, so one line a host and minute is written, with the number of those left out.
final class RefusalLog: Sendable {
    static let silence = TimeAmount.minutes(1)
    /// Hosts remembered at a time.
    static let limit = 256
    /// Characters of a line about one; names have less than 254.
    static let longest = 300

    private struct Memory {
        var until: NIODeadline
        var leftOut = 0
    }

    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> NIODeadline
    private let memories = Mutex<[String: Memory]>([:])

    init(
        now: @escaping @Sendable () -> NIODeadline = { .now() },
        write: @escaping @Sendable (_ line: String) -> Void
    ) {
        self.now = now
        self.write = write
    }

    /// `what` is method and target, as in `CONNECT pypi.org:443`; it holds no bytes that a terminal minds.
    func note(_ what: String) {
        let now = now()
        let what = String(what.prefix(Self.longest))
        let leftOut: Int? = memories.withLock { memories in
            if let memory = memories[what], now < memory.until {
                memories[what]?.leftOut += 1
                return nil
            }
            let leftOut = memories[what]?.leftOut ?? 0
            if memories.count >= Self.limit { memories = memories.filter { now < $0.value.until } }
            // Too many different ones in a minute: the rest of them is not told.
            guard memories.count < Self.limit else { return nil }
            memories[what] = Memory(until: now + Self.silence)
            return leftOut
        }
        guard let leftOut else { return }
        let count = leftOut == 0 ? "" : " (and \(leftOut) more since the last line)"
        write("refused \(what): the host is not simulated, and nothing is forwarded\(count)")
    }
}
