import AzureWire
import Synchronization

/// How many streams are open: each holds a connection for as long as its client likes.
final class StreamCount: Sendable {
    private static let most = 256
    private let open = Mutex(0)

    /// A stream that is counted while it runs.
    /// - Throws: a problem when so many are open already.
    func limited(_ stream: WireStream) throws -> WireStream {
        guard open.withLock({ $0 }) < Self.most else {
            throw ControlProblem.make(
                .budget, "\(Self.most) streams are open already.", hint: "Close one, or page GET …/journal.")
        }
        return WireStream { write in
            self.open.withLock { $0 += 1 }
            defer { self.open.withLock { $0 -= 1 } }
            try await stream.run(write)
        }
    }
}
