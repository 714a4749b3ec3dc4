import Dispatch
import GRDB
import Synchronization

/// Moves SQLite's write-ahead log into the file on a connection of its own, so that no commit waits for it.
///
/// Twice a second while there are commits. A passive move never waits for a reader or a writer; under
/// unbroken load the log may grow meanwhile, and then one move waits until it can start the log anew.
final class LogTidier: Sendable {
    private static let interval = DispatchTimeInterval.milliseconds(500)
    /// Pages of 4 KiB in the log above which it is started anew: 64 MiB.
    private static let longestLog = 16_384

    private let database: DatabaseQueue
    private let isScheduled = Mutex(false)

    init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(1)
        database = try DatabaseQueue(path: path, configuration: configuration)
    }

    func schedule() {
        let isFirst = isScheduled.withLock { scheduled in
            defer { scheduled = true }
            return !scheduled
        }
        guard isFirst else { return }
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + Self.interval) { [self] in
            isScheduled.withLock { $0 = false }
            tidy()
        }
    }

    /// A log that cannot be moved now is moved the next time: nothing is lost by waiting.
    func tidy() {
        try? database.inDatabase { db in
            let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(PASSIVE)")
            guard let pages: Int = row?["log"], pages > Self.longestLog else { return }
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }
}
