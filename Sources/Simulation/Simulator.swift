public import ControlPlane
import Dispatch
public import JournalStore
import Synchronization
public import VirtualTime

/// The serial owner of all worlds: nothing else in the program is mutable.
///
/// Writes wait in one bounded queue. A batch of them copies the timelines it touches, goes on in the
/// copies, appends what happened to the journal in one transaction, publishes the copies and only then
/// answers. If the append fails, nothing happened. Reads never wait: they take the newest published world.
public final class Simulator: Sendable {
    private let journal: Journal?
    private let published: Mutex<[String: PublishedWorld]>
    private let waiting = Mutex<Waiting>(Waiting())
    private let revisions = Mutex<UInt64>(0)
    private let serial = DispatchQueue(label: "lockstep.writer")
    private let background = DispatchQueue(label: "lockstep.checkpoints", qos: .utility)
    private let isCheckpointDue = Mutex(false)
    private let heads: Mutex<[Int64: Digest]>
    private let limit: Int

    private struct Waiting {
        var jobs: [Job] = []
        var isClosed = false
    }

    /// - Parameters:
    ///   - journal: where entries go; nil keeps worlds in memory.
    ///   - limit: writes that may wait; more are refused with `busy`.
    public init(journal: Journal? = nil, limit: Int = 1_024) throws {
        self.journal = journal
        self.limit = limit
        var worlds: [String: PublishedWorld] = [:]
        var heads: [Int64: Digest] = [:]
        for branch in try journal?.branchesInUse() ?? [] {
            guard let journal, let id = branch.id else { continue }
            worlds[branch.name] = try Self.load(branch, from: journal)
            heads[id] = try journal.head(of: branch)
        }
        published = Mutex(worlds)
        self.heads = Mutex(heads)
    }

    var journalForBranches: Journal? { journal }

    /// The newest published state of a world; nil if there is none of that name.
    public func world(_ name: String) -> PublishedWorld? { published.withLock { $0[name] } }
    /// Names of all worlds, in alphabetical order.
    public var worldNames: [String] { published.withLock { $0.keys.sorted() } }

    /// Adds a world. One of that name is replaced; its journal stays as an earlier branch.
    @discardableResult
    public func add(_ name: String, _ start: Timeline, genesis: Genesis, mode: TimeMode) async throws
        -> PublishedWorld
    {
        try await enqueue(afterCommit: true) { worlds in
            let world = PublishedWorld(
                timeline: start, mode: mode,
                branch: .new(JournalCommit.NewBranch(name: name, genesis: genesis)),
                genesis: genesis, journaled: 0)
            worlds[name] = world
            return world
        }
    }

    /// Runs `body` on a world's timeline, in the one order of all writes.
    /// - Returns: what `body` returned, once what it did is durable.
    /// - Throws: `SimulatorError`.
    public func write<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable (inout Timeline) throws -> Result
    ) async throws -> Result {
        try await enqueue { worlds in
            guard var world = worlds[name] else { throw SimulatorError.unknownWorld(name) }
            let result = try body(&world.timeline)
            worlds[name] = world
            return result
        }
    }

    public func setMode(_ mode: TimeMode, of name: String) async throws {
        try await enqueue { worlds in
            guard worlds[name] != nil else { throw SimulatorError.unknownWorld(name) }
            worlds[name]?.mode = mode
        }
    }

    /// A change of the set of worlds, run in the one order of all writes.
    /// - Parameter afterCommit: what was written before must be in the journal when this runs.
    func enqueue<Result: Sendable>(
        afterCommit: Bool = false,
        _ body: @escaping @Sendable (inout [String: PublishedWorld]) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(afterCommit: afterCommit) { worlds in
                let before = worlds
                do {
                    let result = try body(&worlds)
                    return { failure in
                        continuation.resume(with: failure.map { .failure($0) } ?? .success(result))
                    }
                } catch {
                    // What a failed job did is not kept; the other jobs of the batch are not touched by it.
                    worlds = before
                    return { failure in continuation.resume(throwing: failure ?? error) }
                }
            }
            let refusal = waiting.withLock { waiting -> SimulatorError? in
                guard !waiting.isClosed else { return .closed }
                guard waiting.jobs.count < limit else { return .busy }
                waiting.jobs.append(job)
                if waiting.jobs.count == 1 { serial.async { self.runBatch() } }
                return nil
            }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    /// Everything that waits becomes one batch and one commit; what comes meanwhile forms the next.
    private func runBatch() {
        var jobs = waiting.withLock { waiting in
            defer { waiting.jobs.removeAll() }
            return waiting.jobs[...]
        }
        while let first = jobs.popFirst() {
            let rest = jobs.prefix { !$0.afterCommit }
            jobs = jobs.dropFirst(rest.count)
            commit([first] + rest)
        }
    }

    private func commit(_ jobs: [Job]) {
        var worlds = published.withLock { $0 }
        let answers = jobs.map { $0.run(&worlds) }
        var failure: (any Error)?
        do {
            try append(&worlds)
            let revision = revisions.withLock { counted in
                counted += 1
                return counted
            }
            for name in worlds.keys { worlds[name]?.revision = revision }
            published.withLock { $0 = worlds }
        } catch {
            failure = SimulatorError.notJournaled("\(error)")
        }
        for answer in answers { answer(failure) }
        if failure == nil { checkpointSoon() }
    }

    private func append(_ worlds: inout [String: PublishedWorld]) throws {
        guard let journal else { return }
        var commit = JournalCommit()
        var added: [String] = []
        for name in worlds.keys.sorted() {
            guard let world = worlds[name] else { continue }
            let fresh = Array(world.timeline.entries.entries(after: world.journaled))
            worlds[name]?.journaled = fresh.last?.number ?? world.journaled
            switch world.branch {
            case .new(var branch):
                branch.entries = fresh
                commit.branches.append(branch)
                added.append(name)
            case .kept(let record):
                if let id = record.id, !fresh.isEmpty { commit.entries.append((id, fresh)) }
            }
        }
        let before = published.withLock { $0 }
        for name in before.keys.sorted() where worlds[name] == nil {
            if let id = before[name]?.branch.record?.id { commit.dropped.append(id) }
        }
        guard !commit.isEmpty else { return }
        let written = try journal.write(commit, after: heads.withLock { $0 })
        heads.withLock { $0 = written.heads }
        for (name, record) in zip(added, written.branches) { worlds[name]?.branch = .kept(record) }
    }

    /// Checkpoints keep the next start short; the journal does without any. They are written when nobody
    /// waits: after a pause, or when so much has piled up that a start would be long.
    private func checkpointSoon() {
        guard journal != nil else { return }
        let revision = revisions.withLock { $0 }
        let isFirst = isCheckpointDue.withLock { isDue in
            defer { isDue = true }
            return !isDue
        }
        guard isFirst else { return }
        background.asyncAfter(deadline: .now() + Self.pause) { [self] in
            isCheckpointDue.withLock { $0 = false }
            let isQuiet = revisions.withLock { $0 } == revision
            saveCheckpoints(ofMoreThan: isQuiet ? Self.leastEntries : Self.mostEntries)
            if !isQuiet { checkpointSoon() }
        }
    }

    /// Writes a checkpoint of each world that has gone so many entries without one.
    private func saveCheckpoints(ofMoreThan entries: EntryNumber) {
        guard let journal else { return }
        for (name, world) in published.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            guard let branch = world.branch.record?.id, world.journaled - world.checkpointed > entries else {
                continue
            }
            guard (try? journal.saveCheckpoint(of: world.world, branch: branch)) != nil else { continue }
            published.withLock { worlds in
                // The name may stand for another branch by now.
                guard worlds[name]?.branch.record?.id == branch else { return }
                worlds[name]?.checkpointed = world.journaled
            }
        }
    }
    private static let pause = DispatchTimeInterval.milliseconds(50)
    private static let leastEntries: EntryNumber = 500
    private static let mostEntries: EntryNumber = 100_000

    /// Answers what waits, takes no more, and leaves checkpoints for a short next start.
    public func close() {
        waiting.withLock { $0.isClosed = true }
        serial.sync {}
        background.sync {}
        saveCheckpoints(ofMoreThan: 0)
        journal?.tidy()
    }

    private static func load(_ branch: BranchRecord, from journal: Journal) throws -> PublishedWorld {
        let genesis = try branch.readGenesis()
        // The checkpoint is read while the whole chain is checked: neither needs the other.
        let checkpoint = Mutex<World?>(nil)
        let reading = DispatchGroup()
        if let id = branch.id {
            DispatchQueue.global().async(group: reading) {
                let world = journal.checkpoint(of: id)
                checkpoint.withLock { $0 = world }
            }
        }
        let records = Result { try journal.records(of: branch) }
        reading.wait()
        let cached = checkpoint.withLock { $0 }
        var timeline = Timeline(cached ?? World(genesis))
        let last = timeline.world.sequence
        let rest = try records.get().drop { $0.sequence <= last }
        for entry in try journal.read(rest, of: branch) { timeline.replay(entry) }
        return PublishedWorld(
            timeline: timeline, mode: .pollDriven, branch: .kept(branch), genesis: genesis,
            journaled: timeline.world.sequence, checkpointed: cached?.sequence ?? 0)
    }
}

/// One write on its way: runs on the copies, and is answered when the batch is durable.
private struct Job: Sendable {
    let afterCommit: Bool
    let run: @Sendable (inout [String: PublishedWorld]) -> @Sendable ((any Error)?) -> Void
}

/// A world as readers see it.
public struct PublishedWorld: Sendable {
    public internal(set) var timeline: Timeline
    public internal(set) var mode: TimeMode
    var branch: Branch
    public let genesis: Genesis
    /// Number of the last entry that is in the journal.
    var journaled: EntryNumber
    var checkpointed: EntryNumber = 0
    /// Differs whenever what readers see may differ: never given out twice while the program runs.
    public internal(set) var revision: UInt64 = 0

    public var world: World { timeline.world }

    /// Where its entries go: a branch that is made with the next commit, or one that is in the journal.
    enum Branch: Sendable {
        case new(JournalCommit.NewBranch)
        case kept(BranchRecord)

        var record: BranchRecord? { if case .kept(let record) = self { record } else { nil } }
    }
}

/// What keeps the simulator from doing what was asked.
public enum SimulatorError: Error, Equatable, CustomStringConvertible {
    case unknownWorld(String)
    case worldExists(String)
    case busy
    case closed
    case notJournaled(String)
    case noSuchEntry(EntryNumber)
    case timeIsPast(now: Instant)

    public var description: String {
        switch self {
        case .unknownWorld(let name): "There is no world '\(name)'."
        case .worldExists(let name): "There is a world '\(name)' already."
        case .busy: "Too many requests wait to be written; try again in a moment."
        case .closed: "The simulator is shutting down."
        case .notJournaled(let why): "The journal could not be written, so nothing happened: \(why)"
        case .noSuchEntry(let number): "The journal has no entry \(number)."
        case .timeIsPast(let now): "The clock only goes forward; it is at \(now.iso8601)."
        }
    }
}
