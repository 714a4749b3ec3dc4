/// How a command ends, the same for all of them.
public enum ExitCode: Int32, Sendable, CaseIterable {
    /// Everything that ran passed, and something ran.
    case passed = 0
    /// An assertion, an invariant or a pass mark failed.
    case failed = 1
    /// Usage, or a file is wrong; nothing ran.
    case wrongFile = 2
    /// No file, no label matched, or all skipped.
    case nothingRan = 3
    /// The budget ended before an answer.
    case notDecided = 4
    /// Cannot connect, port in use, server refused.
    case noConnection = 5
    /// A saved world, token or report is of another version.
    case otherVersion = 6
    /// A replay diverged: a defect of the simulator.
    case diverged = 7
    case internalError = 70
    case interrupted = 130

    /// The code of a run of files that were all right.
    public init(of results: [RunResult]) {
        if results.contains(where: { $0.verdict == .failed }) {
            self = .failed
        } else {
            self = results.contains { $0.verdict == .passed } ? .passed : .nothingRan
        }
    }
}
