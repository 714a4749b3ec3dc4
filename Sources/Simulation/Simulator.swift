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
    private let published: Mutex<PublishedWorlds>
    private let waiting = Mutex<Waiting>(Waiting())
    private let revisions: Mutex<UInt64>
    private let serial = DispatchQueue(label: "lockstep.writer")
    private let background = DispatchQueue(label: "lockstep.checkpoints", qos: .utility)
    private let isCheckpointDue = Mutex(false)
    private let heads: Mutex<[Int64: Digest]>
    private let limit: Int
    let mostWorlds: Int
    let watchers = Watchers()

    private struct Waiting {
        var jobs: [Job] = []
        var isClosed = false
    }

    /// - Parameters:
    ///   - journal: where entries go; nil keeps worlds in memory.
    ///   - limit: writes that may wait; more are refused with `busy`.
    ///   - mostWorlds: worlds there may be at a time; one more is refused with `tooManyWorlds`.
    public init(journal: Journal? = nil, limit: Int = 1_024, mostWorlds: Int = 200) throws {
        self.journal = journal
        self.limit = limit
        self.mostWorlds = mostWorlds
        var worlds = PublishedWorlds()
        var count: UInt64 = 0
        var heads: [Int64: Digest] = [:]
        for branch in try journal?.branchesInUse() ?? [] {
            guard let journal, let id = branch.id else { continue }
            count += 1
            var world = try Self.load(branch, from: journal)
            (world.birth, world.revision) = (count, count)
            worlds[branch.name] = world
            heads[id] = try journal.head(of: branch)
        }
        published = Mutex(worlds)
        revisions = Mutex(count)
        self.heads = Mutex(heads)
    }

    var journalForBranches: Journal? { journal }

    /// The newest published state of a world; nil if there is none of that name.
    public func world(_ name: String) -> PublishedWorld? { published.withLock { $0[name] } }
    /// Tells the newest published state from earlier ones, without a copy of it.
    public func edition(of name: String) -> WorldEdition? { published.withLock { $0.edition(of: name) } }
    /// Names of all worlds, in alphabetical order.
    public var worldNames: [String] { published.withLock { $0.names } }
    /// The worlds that a subscription is in.
    public func holders(of subscription: String) -> SubscriptionHolders {
        published.withLock { $0.holders(of: subscription) }
    }

    /// Adds a world. One of that name is replaced, and its journal stays as an earlier branch, unless it is
    /// to be new.
    /// - Parameters:
    ///   - expires: when it is dropped, in milliseconds of the wall clock since 1970; nil for never.
    ///   - order: what it was ordered by, to tell the same order from another one.
    ///   - isSaved: it has its beginning, and its subscription, from a file.
    ///   - isNew: refuses with `worldExists` instead of replacing.
    @discardableResult
    public func add(
        _ name: String, _ start: Timeline, genesis: Genesis, mode: TimeMode, expires: Int64? = nil,
        order: String? = nil, isNew: Bool = false, isSaved: Bool = false
    ) async throws -> PublishedWorld {
        let record = WorldRecord(
            initial: start.world.sequence, mode: mode, expires: expires, order: order, isFork: isSaved)
        return try await enqueue(afterCommit: true) { [mostWorlds] worlds in
            guard !isNew || worlds[name] == nil else { throw SimulatorError.worldExists(name) }
            guard worlds[name] != nil || worlds.count < mostWorlds else {
                throw SimulatorError.tooManyWorlds(limit: mostWorlds)
            }
            let world = PublishedWorld(
                timeline: start, record: record,
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
            worlds[name]?.record.mode = mode
        }
    }

    /// A change of the set of worlds, run in the one order of all writes.
    /// - Parameter afterCommit: what was written before must be in the journal when this runs.
    func enqueue<Result: Sendable>(
        afterCommit: Bool = false,
        _ body: @escaping @Sendable (inout WorldSet) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(afterCommit: afterCommit) { worlds in
                worlds.begin()
                do {
                    let result = try body(&worlds)
                    return { failure in
                        continuation.resume(with: failure.map { .failure($0) } ?? .success(result))
                    }
                } catch {
                    worlds.takeBack()
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
        var worlds = WorldSet(over: { self.world($0) }, count: published.withLock { $0.count })
        let answers = jobs.map { $0.run(&worlds) }
        var failure: (any Error)?
        do {
            try append(&worlds)
            publish(worlds)
        } catch {
            failure = SimulatorError.notJournaled("\(error)")
        }
        for answer in answers { answer(failure) }
        if failure == nil { checkpointSoon() }
    }

    private func publish(_ worlds: WorldSet) {
        let revision = revisions.withLock { counted in
            counted += 1
            return counted
        }
        published.withLock { published in
            for (name, fate) in worlds.touched {
                guard case .written(var world) = fate else {
                    published[name] = nil
                    continue
                }
                world.revision = revision
                if world.birth == 0 { world.birth = revision }
                published[name] = world
            }
        }
        for name in worlds.touched.keys { watchers.wake(name) }
    }

    private func append(_ worlds: inout WorldSet) throws {
        guard let journal else { return }
        var commit = JournalCommit()
        var added: [String] = []
        for name in worlds.names {
            guard var world = worlds[name] else {
                if let id = self.world(name)?.branch.record?.id { commit.dropped.append(id) }
                continue
            }
            let fresh = Array(world.timeline.entries.entries(after: world.journaled))
            world.journaled = fresh.last?.number ?? world.journaled
            let record = world.record == world.recorded ? nil : try StoredText.text(world.record)
            world.recorded = world.record
            switch world.branch {
            case .new(var branch):
                branch.entries = fresh
                branch.record = record
                commit.branches.append(branch)
                added.append(name)
            case .kept(let kept):
                if let id = kept.id, !fresh.isEmpty { commit.entries.append((id, fresh)) }
                if let id = kept.id, let record { commit.records.append((id, record)) }
            }
            worlds[name] = world
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
        for name in worldNames {
            guard let world = world(name), let branch = world.branch.record?.id,
                world.journaled - world.checkpointed > entries
            else {
                continue
            }
            guard (try? journal.saveCheckpoint(of: world.world, branch: branch)) != nil else { continue }
            published.withLock { worlds in
                // The name may stand for another branch by now.
                guard var present = worlds[name], present.branch.record?.id == branch else { return }
                present.checkpointed = world.journaled
                worlds[name] = present
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
        let record = try branch.id.flatMap { try journal.record(of: $0) }.flatMap {
            try? StoredText.value(WorldRecord.self, from: $0)
        }
        return PublishedWorld(
            timeline: timeline, record: record ?? WorldRecord(initial: 0, mode: .pollDriven),
            recorded: record, branch: .kept(branch), genesis: genesis,
            journaled: timeline.world.sequence, checkpointed: cached?.sequence ?? 0)
    }
}

/// One write on its way: runs on the copies, and is answered when the batch is durable.
private struct Job: Sendable {
    let afterCommit: Bool
    let run: @Sendable (inout WorldSet) -> @Sendable ((any Error)?) -> Void
}

/// What keeps the simulator from doing what was asked.
public enum SimulatorError: Error, Equatable, CustomStringConvertible {
    case unknownWorld(String)
    case worldExists(String)
    case tooManyWorlds(limit: Int)
    case unknownSnapshot(String)
    case tooManySnapshots(limit: Int)
    case busy
    case closed
    case notJournaled(String)
    case noSuchEntry(EntryNumber)
    case timeIsPast(now: Instant)

    public var description: String {
        switch self {
        case .unknownWorld(let name): "There is no world '\(name)'."
        case .worldExists(let name): "There is a world '\(name)' already."
        case .tooManyWorlds(let limit): "There are \(limit) worlds already."
        case .unknownSnapshot(let name): "The world has no snapshot '\(name)'."
        case .tooManySnapshots(let limit): "The world has \(limit) snapshots already."
        case .busy: "Too many requests wait to be written; try again in a moment."
        case .closed: "The simulator is shutting down."
        case .notJournaled(let why): "The journal could not be written, so nothing happened: \(why)"
        case .noSuchEntry(let number): "The journal has no entry \(number)."
        case .timeIsPast(let now): "The clock only goes forward; it is at \(now.iso8601)."
        }
    }
}
