import Dispatch
import Foundation
import GRDB
import Synchronization

/// Moves SQLite's write-ahead log into the file on a connection of its own, so that no commit waits for it.
///
/// In the first pause of half a second after a commit. Under unbroken load the log grows, and is moved when
/// it has grown too long: the disk that moves it is the disk the commits wait for.
final class LogTidier: Sendable {
    private static let pause = DispatchTimeInterval.milliseconds(500)
    /// Above this the log is moved in the midst of commits: 256 MiB.
    private static let longestLogBytes = 256 << 20
    /// Pages in the log above which it is started anew.
    private static let longestLogPages = longestLogBytes / 4_096

    private let database: DatabaseQueue
    private let log: String
    private let state = Mutex(State())

    private struct State {
        var isScheduled = false
        var commits: UInt64 = 0
    }

    init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(1)
        database = try DatabaseQueue(path: path, configuration: configuration)
        log = path + "-wal"
    }

    func schedule() {
        let seen = state.withLock { state -> UInt64? in
            state.commits += 1
            guard !state.isScheduled else { return nil }
            state.isScheduled = true
            return state.commits
        }
        if let seen { look(after: seen) }
    }

    private func look(after seen: UInt64) {
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + Self.pause) { [self] in
            let commits = state.withLock { $0.commits }
            guard commits == seen || logBytes > Self.longestLogBytes else { return look(after: commits) }
            state.withLock { $0.isScheduled = false }
            tidy()
        }
    }

    private var logBytes: Int {
        (try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int) ?? 0
    }

    /// A log that cannot be moved now is moved the next time: nothing is lost by waiting.
    func tidy() {
        try? database.inDatabase { db in
            let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(PASSIVE)")
            guard let pages: Int = row?["log"], pages > Self.longestLogPages else { return }
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }
}
