import Foundation
import GRDB

/// The tables, in named migrations that are never edited; triggers forbid UPDATE and DELETE of what was
/// journaled.
enum JournalSchema {
    /// "LKST": how a file says that it is ours.
    static let applicationID = 0x4C4B_5354
    static let version = 1

    /// Looks before anything is written: an existing file must carry our mark.
    static func refuseForeign(_ path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else { return }
        let header: Data
        do {
            header = try handle.read(upToCount: 100) ?? Data()
            try handle.close()
        } catch {
            throw JournalError.unreadable(path, "its first bytes cannot be read")
        }
        guard !header.isEmpty else { return }
        guard header.count == 100, header.starts(with: Data("SQLite format 3\0".utf8)) else {
            throw JournalError.foreign(path)
        }
        func number(at offset: Int) -> Int { header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard number(at: 68) == applicationID else { throw JournalError.foreign(path) }
        let found = number(at: 60)
        guard found <= version else { throw JournalError.newer(path, version: found) }
    }

    /// A newer version may stand in the log alone, where the header does not show it yet.
    static func refuseNewer(_ path: String, _ db: Database) throws {
        guard let found = try Int.fetchOne(db, sql: "PRAGMA user_version"), found > version else { return }
        throw JournalError.newer(path, version: found)
    }

    /// Puts our mark on a file that has none: a new one, since others were refused.
    static func mark(_ db: Database) throws {
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") != applicationID else { return }
        try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
    }

    static func migrate(_ database: DatabaseQueue) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 branches and entries") { db in
            try db.execute(
                sql: """
                    CREATE TABLE branch (
                        id INTEGER PRIMARY KEY, name TEXT NOT NULL, parent INTEGER REFERENCES branch(id),
                        forkedAfter INTEGER NOT NULL, genesis TEXT NOT NULL);
                    CREATE TABLE entry (
                        branch INTEGER NOT NULL REFERENCES branch(id), sequence INTEGER NOT NULL,
                        atMilliseconds INTEGER NOT NULL, cause TEXT NOT NULL, outcome TEXT NOT NULL,
                        choices TEXT NOT NULL, causes TEXT NOT NULL, names TEXT NOT NULL,
                        advisories TEXT NOT NULL,
                        recordVersion INTEGER NOT NULL, digest BLOB NOT NULL,
                        PRIMARY KEY (branch, sequence)) WITHOUT ROWID;
                    CREATE TABLE checkpoint (
                        branch INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, recordVersion INTEGER NOT NULL,
                        world TEXT NOT NULL);
                    """)
            for table in ["branch", "entry"] {
                for verb in ["UPDATE", "DELETE"] {
                    try db.execute(
                        sql: """
                            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                            BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END;
                            """)
                }
            }
        }
        migrator.registerMigration("2 dropped branches") { db in
            try db.execute(sql: "CREATE TABLE dropped (branch INTEGER PRIMARY KEY REFERENCES branch(id))")
        }
        migrator.registerMigration("3 what is kept beside the entries") { db in
            try db.execute(
                sql: """
                    CREATE TABLE record (
                        branch INTEGER PRIMARY KEY REFERENCES branch(id), text TEXT NOT NULL)
                    """)
        }
        try migrator.migrate(database)
    }
}
