import Synchronization
import VirtualTime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Every answer of a process, for a check after it has ended: `LOCKSTEP_ANSWERS=DIR` turns it on.
///
/// The first line of a file counts all answers and those not kept; each further line is a `GivenAnswer`, one
/// for each shape, so that a thousand answers that differ in names and figures alone are one. Off, it costs a
/// comparison with nil.
public final class AnswerLog: Sendable {
    /// The log that the environment asks for, if it does.
    static let current: AnswerLog? = getenv("LOCKSTEP_ANSWERS").flatMap {
        AnswerLog(directory: String(cString: $0))
    }

    /// At most that many shapes are kept, and none longer than a mebibyte; further ones are counted.
    public static let mostShapes = 100_000
    public static let longestLine = 1 << 20

    private struct State {
        var shapes: Set<Int> = []
        var answers = 0
        var dropped = 0
    }

    private let file: Int32
    private let state = Mutex(State())

    /// Opens a file of its own in a folder that is there; nil where it cannot.
    public init?(directory: String) {
        file = open("\(directory)/answers-\(getpid()).jsonl", O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o644)
        guard file >= 0 else { return nil }
        state.withLock { count($0) }
        lseek(file, 0, SEEK_END)
    }

    deinit { close(file) }

    /// Counts an answer and keeps it, unless one of its shape is kept already.
    func note(_ response: WireResponse, to request: WireRequest) {
        let answer = GivenAnswer(response, to: request)
        let shape = answer.shape
        state.withLock { state in
            state.answers += 1
            if !state.shapes.contains(shape) {
                let line = Array((answer.document.json + "\n").utf8)
                if state.shapes.count < Self.mostShapes, line.count <= Self.longestLine, append(line) {
                    state.shapes.insert(shape)
                } else {
                    state.dropped += 1
                }
            }
            count(state)
        }
    }

    /// The counts go to their place after each answer: a process may be killed at any time.
    private func count(_ state: State) {
        let line = "{\"answers\":\(Self.padded(state.answers)),\"dropped\":\(Self.padded(state.dropped))}\n"
        _ = line.withCString { pwrite(file, $0, line.utf8.count, 0) }
    }

    private func append(_ line: [UInt8]) -> Bool {
        line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == line.count
    }

    private static func padded(_ count: Int) -> String {
        let text = String(count)
        return String(repeating: " ", count: max(0, 12 - text.utf8.count)) + text
    }
}
