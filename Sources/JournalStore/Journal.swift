public import ControlPlane
import Foundation
import GRDB
public import VirtualTime

/// The journal on disk: branches and their entries, appended and never changed.
///
/// One SQLite file in WAL mode with `synchronous=FULL`: what `append` returned from survives a power loss.
/// Synchronous; the caller owns the thread.
public final class Journal: Sendable {
    private let database: DatabaseQueue
    private let tidier: LogTidier?
    public let path: String?

    /// Opens the journal at `path`, making it if there is none; `nil` keeps it in memory.
    /// - Throws: `JournalError`; the file is then as it was.
    public init(path: String?) throws {
        self.path = path
        do {
            if let path { try JournalSchema.refuseForeign(path) }
            var configuration = Configuration()
            // The tidier may hold the file for a moment when it starts the log anew.
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA foreign_keys = ON")
            }
            database =
                try path.map { try DatabaseQueue(path: $0, configuration: configuration) }
                ?? DatabaseQueue(configuration: configuration)
            if let path { try database.read { try JournalSchema.refuseNewer(path, $0) } }
            // Before the log is switched on: from then on a new header stays in the log until it is moved,
            // and after a power loss the file would not be known as ours.
            try database.write { try JournalSchema.mark($0) }
            if path != nil {
                try database.inDatabase {
                    try $0.execute(sql: "PRAGMA journal_mode = WAL")
                    // Commits never stop to move the log into the file: the tidier does that beside them.
                    try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0")
                }
            }
            try JournalSchema.migrate(database)
            tidier = try path.map { try LogTidier(path: $0) }
        } catch let error as DatabaseError {
            throw JournalError.unreadable(path ?? "memory", error.message ?? error.description)
        }
    }

    // MARK: Branches

    public func branches() throws -> [BranchRecord] {
        try database.read { try BranchRecord.order(Column("id")).fetchAll($0) }
    }

    /// The branches in use: of each name the newest, unless it was dropped.
    public func branchesInUse() throws -> [BranchRecord] {
        let dropped = try database.read { try Int64.fetchAll($0, sql: "SELECT branch FROM dropped") }
        var newest: [String: Int64] = [:]
        let all = try branches()
        for branch in all { newest[branch.name] = branch.id }
        return all.filter { branch in
            branch.id == newest[branch.name] && branch.id.map(dropped.contains) == false
        }
    }

    /// Starts a branch: a world from its genesis, or a fork of `parent` after its entry `forkedAfter`.
    public func addBranch(
        name: String, genesis: Genesis, parent: Int64? = nil, forkedAfter: EntryNumber = 0
    ) throws -> BranchRecord {
        try database.write { db in
            try Self.insert(
                JournalCommit.NewBranch(
                    name: name, genesis: genesis, parent: parent, forkedAfter: forkedAfter), db)
        }
    }

    private static func insert(_ branch: JournalCommit.NewBranch, _ db: Database) throws -> BranchRecord {
        var record = BranchRecord(
            id: nil, name: branch.name, parent: branch.parent, forkedAfter: branch.forkedAfter,
            genesis: try EntryCoding.text(branch.genesis))
        try record.insert(db)
        return record
    }

    // MARK: Entries

    /// Appends entries of one or more branches in one transaction: all of them are durable, or none.
    /// - Returns: the new end of each branch's digest chain.
    public func append(_ batch: [(branch: Int64, entries: [Entry])], after heads: [Int64: Digest]) throws
        -> [Int64: Digest]
    {
        var commit = JournalCommit()
        commit.entries = batch
        return try write(commit, after: heads).heads
    }

    /// Makes a commit durable in one transaction: all of it, or nothing.
    /// - Returns: the new end of each branch's digest chain, and the new branches in their order.
    public func write(
        _ commit: JournalCommit, after heads: [Int64: Digest]
    ) throws -> (heads: [Int64: Digest], branches: [BranchRecord]) {
        var heads = heads
        var records: [BranchRecord] = []
        try database.write { db in
            for branch in commit.branches {
                let record = try Self.insert(branch, db)
                guard let id = record.id else { preconditionFailure("a row that was inserted has an id") }
                heads[id] = try Self.append(branch.entries, to: id, after: branch.head, db)
                if let text = branch.record { try Self.keep(text, of: id, db) }
                records.append(record)
            }
            for (branch, entries) in commit.entries {
                heads[branch] = try Self.append(entries, to: branch, after: heads[branch] ?? .zero, db)
            }
            for (branch, text) in commit.records { try Self.keep(text, of: branch, db) }
            for branch in commit.dropped {
                try db.execute(sql: "INSERT INTO dropped (branch) VALUES (?)", arguments: [branch])
            }
        }
        committed()
        return (heads, records)
    }

    private static func keep(_ text: String, of branch: Int64, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO record (branch, text) VALUES (?, ?)", arguments: [branch, text])
    }

    /// What is kept beside the entries of a branch; nil if nothing is.
    public func record(of branch: Int64) throws -> String? {
        try database.read { db in
            try String.fetchOne(db, sql: "SELECT text FROM record WHERE branch = ?", arguments: [branch])
        }
    }

    private static func append(
        _ entries: [Entry], to branch: Int64, after head: Digest, _ db: Database
    ) throws -> Digest {
        let statement = try db.cachedStatement(sql: EntryRecord.insertion)
        var chain = DigestChain(from: head)
        for entry in entries {
            let record = try EntryRecord(entry, branch: branch, chain: &chain)
            try statement.execute(arguments: record.arguments)
        }
        return chain.current
    }

    /// The entries of a branch after `number`, its parents' included, checked against their digests.
    /// - Throws: `JournalError.damaged` naming the first entry that is not what was written.
    public func entries(of branch: BranchRecord, after number: EntryNumber = 0) throws -> [Entry] {
        try read(records(of: branch, after: number), of: branch)
    }

    /// The entries that records store.
    /// - Throws: `JournalError.damaged` naming the first one that this version cannot read.
    public func read(_ records: some Sequence<EntryRecord>, of branch: BranchRecord) throws -> [Entry] {
        try records.map { record in
            do {
                return try record.entry()
            } catch JournalError.damaged(_, let entry, let why) {
                throw JournalError.damaged(branch: branch.name, entry: entry, why)
            }
        }
    }

    /// The records of a branch after `number`, with the chain recomputed over all of them.
    public func records(of branch: BranchRecord, after number: EntryNumber = 0) throws -> [EntryRecord] {
        var records: [EntryRecord] = []
        if let parent = try parent(of: branch) {
            records = try self.records(of: parent, after: number).filter { $0.sequence <= branch.forkedAfter }
        }
        let own = try database.read { db in
            try EntryRecord
                .filter(Column("branch") == branch.id).order(Column("sequence")).fetchAll(db)
        }
        try check(own, of: branch)
        return records + own.filter { $0.sequence > number }
    }

    /// The end of the branch's own digest chain; a fork starts from its parent's digest at the fork.
    public func head(of branch: BranchRecord) throws -> Digest {
        let last = try database.read { db in
            try EntryRecord
                .filter(Column("branch") == branch.id).order(Column("sequence").desc).fetchOne(db)
        }
        if let last { return last.digest }
        guard let parent = try parent(of: branch) else { return .zero }
        return try digest(of: parent, at: branch.forkedAfter)
    }

    /// The digest of entry `number` of a branch, in the branch itself or above it.
    public func digest(of branch: BranchRecord, at number: EntryNumber) throws -> Digest {
        if number > branch.forkedAfter {
            let record = try database.read { db in
                try EntryRecord
                    .filter(Column("branch") == branch.id && Column("sequence") == number).fetchOne(db)
            }
            if let record { return record.digest }
        }
        guard let parent = try parent(of: branch) else { return .zero }
        return try digest(of: parent, at: min(number, branch.forkedAfter))
    }

    private func parent(of branch: BranchRecord) throws -> BranchRecord? {
        guard let parent = branch.parent else { return nil }
        return try database.read { try BranchRecord.fetchOne($0, key: parent) }
    }

    private func check(_ records: [EntryRecord], of branch: BranchRecord) throws {
        guard !records.isEmpty else { return }
        var chain = DigestChain(from: .zero)
        if let parent = try parent(of: branch) {
            chain = DigestChain(from: try digest(of: parent, at: branch.forkedAfter))
        }
        var expected = branch.forkedAfter + 1
        for record in records {
            guard record.sequence == expected else {
                throw JournalError.damaged(branch: branch.name, entry: expected, "it is missing")
            }
            guard chain.append(record.canonicalBytes) == record.digest else {
                throw JournalError.damaged(
                    branch: branch.name, entry: record.sequence, "its digest does not match what it says")
            }
            expected += 1
        }
    }

    // MARK: Checkpoints, a cache that may be deleted at any time

    public func saveCheckpoint(of world: World, branch: Int64) throws {
        let body = try EntryCoding.text(world)
        try database.write { db in
            try db.execute(sql: "DELETE FROM checkpoint WHERE branch = ?", arguments: [branch])
            try db.execute(
                sql: "INSERT INTO checkpoint (branch, sequence, recordVersion, world) VALUES (?, ?, ?, ?)",
                arguments: [branch, world.sequence, EntryRecord.version, body])
        }
    }

    /// The newest checkpoint that this version can read.
    public func checkpoint(of branch: Int64) -> World? {
        let body = try? database.read { db in
            try String.fetchOne(
                db, sql: "SELECT world FROM checkpoint WHERE branch = ? AND recordVersion = ?",
                arguments: [branch, EntryRecord.version])
        }
        return body.flatMap { $0 }.flatMap { try? EntryCoding.value(World.self, from: $0) }
    }

    /// Moves what the log holds into the file, now.
    public func tidy() { tidier?.tidy() }

    /// Says that something was committed: the log is moved into the file before long, off the way of commits.
    private func committed() { tidier?.schedule() }
}
