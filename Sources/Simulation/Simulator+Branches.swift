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
}

extension Simulator {
    /// A new world that shares the parent's history up to `point` and goes on by itself.
    @discardableResult
    public func fork(_ parent: String, as name: String, at point: ForkPoint = .now) async throws
        -> PublishedWorld
    {
        let journal = self.journalForBranches
        return try await enqueue(afterCommit: true) { worlds in
            guard let source = worlds[parent] else { throw SimulatorError.unknownWorld(parent) }
            guard worlds[name] == nil else { throw SimulatorError.worldExists(name) }
            let (timeline, shared) = try source.timeline(at: point, journal: journal)
            let parent = source.branch.record
            let head = try parent.flatMap { try journal?.digest(of: $0, at: shared) } ?? .zero
            let branch = JournalCommit.NewBranch(
                name: name, genesis: source.genesis, parent: parent?.id, forkedAfter: shared, head: head)
            let fork = PublishedWorld(
                timeline: timeline, mode: source.mode, branch: .new(branch), genesis: source.genesis,
                journaled: shared)
            worlds[name] = fork
            return fork
        }
    }

    /// Takes a fork out of sight; its journal stays.
    public func drop(_ name: String) async throws {
        try await enqueue(afterCommit: true) { worlds in
            guard worlds.removeValue(forKey: name) != nil else { throw SimulatorError.unknownWorld(name) }
        }
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

    /// The world at `point` and how many entries it shares with this one. The past is replayed from the
    /// genesis: no rule is asked.
    fileprivate func timeline(
        at point: ForkPoint, journal: Journal?
    ) throws -> (timeline: Timeline, shared: EntryNumber) {
        switch point {
        case .now: return (timeline, world.sequence)
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

    private func replayed(journal: Journal?, while belongs: (Entry) -> Bool) throws -> Timeline {
        var past = Timeline(World(genesis))
        for entry in try entries(after: 0, journal: journal) {
            guard belongs(entry) else { break }
            past.replay(entry)
        }
        return past
    }
}
