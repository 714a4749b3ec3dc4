import ControlPlane
import VirtualTime

/// Reads off a future what it comes to while it is played. Between two looks nothing happens, and what goes
/// on at a rate is known in closed form.
public struct FutureMeter: Sendable {
    /// Measures that are taken only when somebody asks.
    public struct Wanted: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        public static let lostMinutes = Wanted(rawValue: 1)
        /// Until when something can still be done.
        public static let recoverability = Wanted(rawValue: 2)
    }

    private let origin: Instant
    private let wanted: Wanted
    private let invariants: [FutureInvariant]
    private var watches: [any FutureWatch]
    private var watched: [WatchedWorkspace]
    private var outcome = FutureOutcome()
    private var lastLook: Instant
    private var anyWasDark = false
    private var lostMinutes: [Range<Int64>] = []
    /// Every moment looked at, where forks from it are wanted.
    private var moments: [Timeline] = []

    init(at timeline: Timeline, wanted: Wanted, invariants: [FutureInvariant]) {
        origin = timeline.now
        self.wanted = wanted
        self.invariants = invariants
        watches = invariants.map(\.watch)
        lastLook = timeline.now
        let world = timeline.world
        watched = world.logAnalytics.workspaces.filter { !$0.isDeleted }.map {
            WatchedWorkspace($0, in: world)
        }
        anyWasDark = watched.contains(where: \.isDark)
        if wanted.contains(.recoverability) { remember(timeline) }
    }

    private func distance(_ instant: Instant) -> Int64 { instant.milliseconds - origin.milliseconds }

    /// Counts what became of an intervention.
    mutating func take(_ refusal: [RuleID]?) {
        guard let refusal else {
            outcome.taken += 1
            return
        }
        outcome.refused += 1
        if outcome.firstRule == nil { outcome.firstRule = refusal.first }
        refusal.forEach { note($0) }
    }

    mutating func look(at timeline: Timeline) {
        let world = timeline.world
        if wanted.contains(.recoverability) { remember(timeline) }
        let now = world.now
        if anyWasDark { outcome.darkMilliseconds += now.milliseconds - lastLook.milliseconds }
        lastLook = now
        for place in watched.indices { look(at: place, in: world) }
        anyWasDark = watched.contains(where: \.isDark)
        if outcome.allDark == nil, !watched.isEmpty, watched.allSatisfy(\.isDark) {
            outcome.allDark = distance(now)
        }
        check(timeline)
    }

    private mutating func remember(_ timeline: Timeline) {
        if moments.last?.now == timeline.now { moments.removeLast() }
        moments.append(timeline.following(keepsEntries: false))
    }

    private mutating func look(at place: Int, in world: World) {
        let now = distance(world.now)
        let seen = world.logAnalytics.workspaces.read(watched[place].id) { row in
            WatchedWorkspace.Sight(row.whole, in: world)
        }
        guard let seen else {
            if watched[place].isDark { end(place, at: now) }
            watched[place].isDark = false
            return
        }
        watched[place].data = seen.data
        if wanted.contains(.lostMinutes) {
            lostMinutes = DataLedger.union(lostMinutes + seen.data.minutes(of: .dropped, at: world.now))
        }
        if case .restoring(let since, _)? = seen.access { watched[place].returned = since.at }
        if seen.isDark, !watched[place].isDark {
            watched[place].isDark = true
            watched[place].darkSince = now
            if outcome.firstDark == nil { outcome.firstDark = now }
            if let lost = watched[place].lost {
                outcome.honorLag = max(
                    outcome.honorLag ?? 0, world.now.milliseconds - lost.milliseconds)
            }
        } else if !seen.isDark, watched[place].isDark {
            end(place, at: now)
            if let returned = watched[place].returned {
                outcome.restoreLag = max(
                    outcome.restoreLag ?? 0, world.now.milliseconds - returned.milliseconds)
            }
        }
        if case .revoking(let since, _)? = seen.access { watched[place].lost = since.at }
    }

    private mutating func end(_ place: Int, at now: Int64) {
        watched[place].isDark = false
        outcome.dark.append(
            FutureOutcome.Stretch(
                workspace: watched[place].id, from: watched[place].darkSince, until: now))
    }

    /// Where somebody has to look though nothing happens.
    func nextStop(after timeline: Timeline, before instant: Instant) -> Instant? {
        watches.isEmpty
            ? nil : watches.compactMap { $0.nextStop(after: timeline, before: instant) }.min()
    }

    /// An instant is judged when all that is due at it has happened.
    private mutating func check(_ timeline: Timeline) {
        guard !timeline.isHolding else { return }
        for place in invariants.indices {
            let invariant = invariants[place]
            guard let sentence = watches[place].look(at: timeline),
                !outcome.breaches.contains(where: { $0.invariant == invariant.name })
            else { continue }
            outcome.breaches.append(
                FutureOutcome.Breach(
                    invariant: invariant.name, isWarning: invariant.isWarning, at: distance(timeline.now),
                    sentence: sentence, entry: timeline.world.sequence))
        }
    }

    private mutating func note(_ rule: RuleID) {
        if !outcome.rules.contains(rule) { outcome.rules.append(rule) }
    }

    /// Closes the books at the horizon.
    func outcome(of timeline: Timeline, from start: Timeline) -> FutureOutcome {
        var meter = self
        for place in watched.indices {
            let workspace = watched[place], now = timeline.now
            meter.outcome.dropped += workspace.data.dropped(at: now) - workspace.droppedBefore
            meter.outcome.unrecoverable += workspace.data.unrecoverable - workspace.unrecoverableBefore
            meter.outcome.purgedUnseen += workspace.data.purgedUnseen(at: now) - workspace.unseenBefore
            if workspace.isDark {
                meter.outcome.dark.append(
                    FutureOutcome.Stretch(workspace: workspace.id, from: workspace.darkSince, until: nil))
            }
        }
        if wanted.contains(.lostMinutes) {
            let from = origin.milliseconds / 60_000
            meter.outcome.lostMinutes = meter.lostMinutes.reduce(0) {
                $0 + max(0, $1.upperBound - max($1.lowerBound, from))
            }
        }
        for entry in timeline.entries {
            for rule in entry.rules { meter.note(rule) }
            guard meter.outcome.firstRule == nil else { continue }
            meter.outcome.firstRule = entry.rulings.first { $0.event.takesAccess }?.because
        }
        if wanted.contains(.recoverability) {
            Recoverability(start: start, moments: moments, horizon: timeline.now).measure(
                into: &meter.outcome)
        }
        return meter.outcome
    }
}

/// A workspace of the fork point, as it was seen last.
struct WatchedWorkspace: Sendable {
    let id: ResourceID
    var isDark: Bool
    /// Milliseconds from the fork point.
    var darkSince: Int64 = 0
    /// When its cluster last lost the key, and got it back.
    var lost: Instant?
    var returned: Instant?
    var data: DataLedger
    let droppedBefore: Int64
    let unrecoverableBefore: Int64
    let unseenBefore: Int64

    struct Sight {
        let isDark: Bool
        let access: KeyAccess?
        let data: DataLedger

        init(_ row: LogAnalytics.Workspace, in world: World) {
            isDark = !row.isDeleted && LogAnalytics.isDark(row, in: world)
            access = LogAnalytics.cluster(of: row, in: world)?.access
            data = row.data
        }
    }

    init(_ row: LogAnalytics.Workspace, in world: World) {
        let sight = Sight(row, in: world)
        id = row.id
        isDark = sight.isDark
        data = row.data
        droppedBefore = row.data.dropped(at: world.now)
        unrecoverableBefore = row.data.unrecoverable
        unseenBefore = row.data.purgedUnseen(at: world.now)
        if case .revoking(let since, _)? = sight.access { lost = since.at }
        if case .restoring(let since, _)? = sight.access { returned = since.at }
    }
}

extension AnyEvent {
    /// Whether a store begins to lose its key by it.
    fileprivate var takesAccess: Bool {
        switch self {
        case .logAnalytics(.keyAccessChanged(_, .revoking)), .cosmosDB(.keyAccessChanged(_, .revoking)),
            .logAnalytics(.keyAccessChanged(_, .lost)), .cosmosDB(.keyAccessChanged(_, .lost)):
            true
        default: false
        }
    }
}
