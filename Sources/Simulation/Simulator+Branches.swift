public import ControlPlane
import JournalStore
public import VirtualTime

/// Where a fork leaves its parent's history.
public enum ForkPoint: Equatable, Sendable {
    case now
    /// After everything that fell due at or before the instant.
    case instant(Instant)
    /// Right after that entry.
    case entry(EntryNumber)
    /// At a moment that has a name.
    case snapshot(String)
}

extension Simulator {
    /// A new world that shares the parent's history up to `point` and goes on by itself.
    /// - Parameters:
    ///   - mode: how its clock moves; nil for as its parent's.
    ///   - expires: when it is dropped, in milliseconds of the wall clock since 1970; nil for never.
    ///   - order: what it was ordered by, to tell the same order from another one.
    ///   - settings: what is chosen from there on; nil leaves it as it was.
    @discardableResult
    public func fork(
        _ parent: String, as name: String, at point: ForkPoint = .now, mode: TimeMode? = nil,
        expires: Int64? = nil, order: String? = nil,
        settings: (@Sendable (Settings) throws -> Settings)? = nil
    ) async throws -> PublishedWorld {
        let journal = self.journalForBranches
        return try await enqueue(afterCommit: true) { [mostWorlds] worlds in
            guard let source = worlds[parent] else { throw SimulatorError.unknownWorld(parent) }
            guard worlds[name] == nil else { throw SimulatorError.worldExists(name) }
            guard worlds.count < mostWorlds else { throw SimulatorError.tooManyWorlds(limit: mostWorlds) }
            var (timeline, shared) = try source.timeline(at: point, journal: journal)
            if let settings {
                let present = timeline.world.settings, chosen = try settings(present)
                if chosen != present { timeline.choose(chosen) }
            }
            var record = source.record
            record.initial = timeline.world.sequence
            record.expires = expires
            record.order = order
            record.mode = mode ?? record.mode
            record.isFork = true
            record.forget(after: shared)
            let fork = try source.continued(
                as: name, timeline, sharing: shared, record: record, journal: journal)
            worlds[name] = fork
            return fork
        }
    }

    /// Gives a world another name.
    @discardableResult
    public func rename(_ old: String, to name: String) async throws -> PublishedWorld {
        let journal = self.journalForBranches
        return try await enqueue(afterCommit: true) { worlds in
            guard let source = worlds[old] else { throw SimulatorError.unknownWorld(old) }
            guard worlds[name] == nil else { throw SimulatorError.worldExists(name) }
            let world = try source.continued(
                as: name, source.timeline, sharing: source.world.sequence, record: source.record,
                journal: journal)
            worlds[old] = nil
            worlds[name] = world
            return world
        }
    }

    /// Puts a world back to what it was at first; its journal stays as an earlier branch.
    @discardableResult
    public func reset(_ name: String) async throws -> PublishedWorld {
        let journal = self.journalForBranches
        return try await enqueue(afterCommit: true) { worlds in
            guard let source = worlds[name] else { throw SimulatorError.unknownWorld(name) }
            let initial = source.record.initial
            var record = source.record
            record.forget(after: initial)
            let world = PublishedWorld(
                timeline: try source.replayed(journal: journal) { $0.number <= initial }, record: record,
                branch: .new(JournalCommit.NewBranch(name: name, genesis: source.genesis)),
                genesis: source.genesis, journaled: 0)
            worlds[name] = world
            return world
        }
    }

    /// Says when a world is dropped; nil for never.
    public func setExpiry(_ expires: Int64?, of name: String) async throws {
        try await enqueue { worlds in
            guard worlds[name] != nil else { throw SimulatorError.unknownWorld(name) }
            worlds[name]?.record.expires = expires
        }
    }

    /// Gives the present moment of a world a name, in the place of an earlier one of that name.
    public func snapshot(_ name: String, named snapshot: String) async throws -> WorldRecord.Snapshot {
        try await enqueue { worlds in
            guard var world = worlds[name] else { throw SimulatorError.unknownWorld(name) }
            let limit = WorldRecord.mostSnapshots
            guard world.record.snapshots.count < limit || world.record.snapshot(snapshot) != nil else {
                throw SimulatorError.tooManySnapshots(limit: limit)
            }
            let taken = WorldRecord.Snapshot(
                name: snapshot, entry: world.world.sequence, at: world.world.now)
            world.record.name(taken)
            worlds[name] = world
            return taken
        }
    }

    /// Takes a world out of sight; its journal stays.
    public func drop(_ name: String) async throws {
        try await enqueue(afterCommit: true) { worlds in
            guard worlds.remove(name) else { throw SimulatorError.unknownWorld(name) }
        }
    }

    /// Takes out every world whose time is over, but for those that stay.
    /// - Parameter now: milliseconds of the wall clock since 1970.
    /// - Returns: their names.
    @discardableResult
    public func dropExpired(at now: Int64, but kept: [String] = []) async throws -> [String] {
        func isOver(_ world: PublishedWorld?) -> Bool { world?.record.expires.map { $0 <= now } ?? false }
        let names = worldNames.filter { !kept.contains($0) && isOver(world($0)) }
        guard !names.isEmpty else { return [] }
        return try await enqueue(afterCommit: true) { worlds in
            // One may have been given more time, or replaced, since it was looked at.
            names.filter { (worlds[$0]?.record.expires.map { $0 <= now } ?? false) && worlds.remove($0) }
        }
    }

    /// A world as it was at an instant of its past, with everything due then done.
    public func past(of name: String, at instant: Instant) throws -> World {
        guard let world = world(name) else { throw SimulatorError.unknownWorld(name) }
        return try world.timeline(at: .instant(instant), journal: journalForBranches).timeline.world
    }

    /// All entries of a world from its genesis on, from memory or from the journal.
    public func entries(of name: String, after number: EntryNumber = 0) throws -> [Entry] {
        guard let world = world(name) else { throw SimulatorError.unknownWorld(name) }
        return try world.entries(after: number, journal: journalForBranches)
    }
}

extension PublishedWorld {
    func entries(after number: EntryNumber, journal: Journal?) throws -> [Entry] {
        let kept = timeline.entries
        guard number < kept.after, let journal, let branch = branch.record else {
            return Array(kept.entries(after: number))
        }
        let stored = try journal.entries(of: branch, after: number).filter { $0.number <= kept.after }
        return stored + Array(kept)
    }

    /// A world of another name that goes on from an entry of this one.
    fileprivate func continued(
        as name: String, _ timeline: Timeline, sharing shared: EntryNumber, record: WorldRecord,
        journal: Journal?
    ) throws -> PublishedWorld {
        let parent = branch.record
        let head = try parent.flatMap { try journal?.digest(of: $0, at: shared) } ?? .zero
        let branch = JournalCommit.NewBranch(
            name: name, genesis: genesis, parent: parent?.id, forkedAfter: shared, head: head)
        return PublishedWorld(
            timeline: timeline, record: record, branch: .new(branch), genesis: genesis, journaled: shared)
    }

    /// The world at `point` and how many entries it shares with this one. The past is replayed from the
    /// genesis: no rule is asked.
    fileprivate func timeline(
        at point: ForkPoint, journal: Journal?
    ) throws -> (timeline: Timeline, shared: EntryNumber) {
        switch point {
        case .now: return (timeline, world.sequence)
        case .snapshot(let name):
            guard let snapshot = record.snapshot(name) else { throw SimulatorError.unknownSnapshot(name) }
            return try timeline(at: .entry(snapshot.entry), journal: journal)
        case .entry(let last):
            guard (0...world.sequence).contains(last) else { throw SimulatorError.noSuchEntry(last) }
            return (try replayed(journal: journal) { $0.number <= last }, last)
        case .instant(let instant):
            guard instant >= genesis.start else { throw SimulatorError.timeIsPast(now: genesis.start) }
            var moved = instant < world.now ? try replayed(journal: journal) { $0.at <= instant } : timeline
            let shared = moved.world.sequence
            moved.advance(to: instant)
            return (moved, shared)
        }
    }

    fileprivate func replayed(journal: Journal?, while belongs: (Entry) -> Bool) throws -> Timeline {
        var past = Timeline(World(genesis))
        for entry in try entries(after: 0, journal: journal) {
            guard belongs(entry) else { break }
            past.replay(entry)
        }
        return past
    }
}
