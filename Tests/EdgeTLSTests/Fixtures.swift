import Foundation
import Synchronization

@testable import EdgeTLS

/// A directory that is gone after the test.
func withDirectory<Value>(_ work: (_ path: String) throws -> Value) throws -> Value {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("edge-tls-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try work(path)
}

extension CertifiedNames {
    /// `a.test`, everything below `b.test`, and this machine.
    static let test = CertifiedNames(
        subtrees: ["a.test", "b.test", "localhost"],
        contains: { $0 == "a.test" || $0.hasSuffix(".b.test") || ["localhost", "127.0.0.1"].contains($0) })
}

/// A clock that a test sets.
final class TestClock: Sendable {
    static let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let instant = Mutex(start)

    var now: Date { instant.withLock { $0 } }
    func advance(days: Double) { instant.withLock { $0 += days * 86_400 } }
}
