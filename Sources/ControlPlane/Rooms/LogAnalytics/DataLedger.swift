public import VirtualTime

/// What a workspace was sent, holds, dropped and purged, in closed form: no record is ever stepped.
///
/// A segment is a stretch of a flow, or one batch, with one fate. Purging is a line in time that only moves
/// forward: what lies before it is gone. All counts are whole records; stretches are half-open `[from,
/// until)`.
public struct DataLedger: Equatable, Codable, Sendable {
    private(set) var segments: [Segment] = []
    /// The workspace's first, then those of tables with one of their own.
    private(set) var periods: [RetentionPeriod]
    private var sealed = Counts()
    private var unseenBefore: Int64 = 0
    /// Dropped in all when the data became dark.
    private var droppedBefore: Int64 = 0
    private(set) var queried: [Queried] = []

    /// How long data counts as new, and a query as recent (LA-CMK-04).
    static let hotFor = Duration.days(14)

    /// Of how many records a workspace keeps what was sent.
    static let contentLimit = 20_000

    public enum Fate: String, Codable, Sendable {
        case stored, dropped
    }

    /// Where records go from now on, and in which store: nil is the shared one.
    public struct Route: Equatable, Codable, Sendable {
        public let fate: Fate
        public let store: ResourceID?
        /// The customer's key over it; nil under Microsoft's (LA-CMK-01).
        public let key: ResourceID?

        public init(fate: Fate, store: ResourceID?, key: ResourceID? = nil) {
            self.fate = fate
            self.store = store
            self.key = key
        }
    }

    /// - Parameter lag: how long after its time a record is swept.
    init(retentionDays: Int, lag: Duration = .zero) {
        periods = [RetentionPeriod(table: nil, days: retentionDays, lag: lag)]
    }
    public var retentionDays: Int { periods[0].days }
    /// Before any record of any world.
    static let always = Instant(milliseconds: .min / 4)

    // MARK: What happened

    mutating func add(
        _ records: Int64, _ rows: [Document] = [], table: String, route: Route, at instant: Instant
    ) {
        let kept = route.fate == .stored ? rows : []
        segments.append(
            Segment(source: .batch(records: records, at: instant, rows: kept), table: table, route: route))
        seal(at: instant)
        if !kept.isEmpty { forgetOldContents() }
    }

    /// Contents are kept of the newest records alone; counts are kept of all.
    private mutating func forgetOldContents() {
        var left = Self.contentLimit
        for place in segments.indices.reversed() {
            guard case .batch(let records, let at, let rows) = segments[place].source, !rows.isEmpty else {
                continue
            }
            left -= rows.count
            if left < 0 { segments[place].source = .batch(records: records, at: at) }
        }
    }

    mutating func start(_ flow: Flow, table: String, route: Route, at instant: Instant) {
        segments.append(
            Segment(
                source: .flow(flow, from: min(flow.origin, instant), until: nil), table: table, route: route))
    }

    mutating func stopFlows(at instant: Instant) {
        for position in segments.indices { closeFlow(position, at: instant) }
    }

    /// From `instant` on, flows go to `route`.
    mutating func reroute(to route: Route, at instant: Instant) {
        for position in segments.indices where segments[position].route != route {
            guard let flow = closeFlow(position, at: instant) else { continue }
            segments.append(
                Segment(
                    source: .flow(flow, from: instant, until: nil), table: segments[position].table,
                    route: route))
        }
        seal(at: instant)
    }

    /// Of the workspace, and of the tables that follow it.
    mutating func setRetention(
        days: Int, lag: Duration = .zero, grace: Duration = .zero, at instant: Instant
    ) {
        for place in periods.indices where place == 0 || periods[place].follows {
            periods[place].set(days: days, lag: lag, grace: grace, at: instant)
        }
    }

    /// Of one table; without days it follows the workspace again.
    mutating func setRetention(
        of table: String, days: Int?, interactiveDays: Int?, grace: Duration, at instant: Instant
    ) {
        let name = table.lowercased()
        guard let place = periods.firstIndex(where: { $0.table == name }) else {
            guard days != nil || interactiveDays != nil else { return }
            periods.append(RetentionPeriod(table: name, leaving: periods[0]))
            setRetention(
                of: table, days: days, interactiveDays: interactiveDays, grace: grace, at: instant)
            return
        }
        periods[place].follows = days == nil
        periods[place].interactiveDays = interactiveDays
        let days = days ?? retentionDays
        if days != periods[place].days {
            periods[place].set(days: days, lag: .zero, grace: grace, at: instant)
        }
    }

    mutating func setDark(_ isDark: Bool, at instant: Instant) {
        guard isDark != self.isDark else { return }
        if isDark { droppedBefore = dropped(at: instant) } else { unseenBefore = purgedUnseen(at: instant) }
        for place in periods.indices {
            periods[place].darkLine = isDark ? periods[place].line(at: instant) : nil
        }
        // What was in the hot cache is deleted (LA-REVOKE-04).
        if isDark { queried = [] }
    }

    /// A query has read all of a table, or of every one.
    mutating func query(table: String?, at instant: Instant) {
        for table in table.map({ [$0.lowercased()] }) ?? tables.map({ $0.lowercased() }) {
            queried.removeAll { $0.table == table || $0.at <= instant - Self.hotFor }
            queried.append(Queried(table: table, at: instant))
        }
    }

    /// The store is destroyed with everything in it.
    mutating func destroy(store: ResourceID?, at instant: Instant) {
        var counts = sealed
        segments.removeAll { [periods] segment in
            guard segment.route.fate == .stored, segment.route.store == store else { return false }
            let line = Self.period(of: segment.table, in: periods).line(at: instant)
            let held = segment.count(from: line, through: instant)
            counts.unrecoverable += held
            counts.purged += segment.count(from: Self.always, through: instant) - held
            return true
        }
        sealed = counts
    }

    // MARK: What may be asked

    /// Records older than this are gone, whether or not anybody could read them (LA-REVOKE-07).
    public func line(at now: Instant, table: String? = nil) -> Instant {
        (table.map(period) ?? periods[0]).line(at: now)
    }
    func period(of table: String) -> RetentionPeriod { Self.period(of: table, in: periods) }
    private static func period(of table: String, in periods: [RetentionPeriod]) -> RetentionPeriod {
        guard periods.count > 1 else { return periods[0] }
        let name = table.lowercased()
        return periods.first { $0.table == name } ?? periods[0]
    }

    /// Held, readable or not.
    public func stored(
        at now: Instant, table: String? = nil, store isWanted: (ResourceID?) -> Bool = { _ in true }
    )
        -> Int64
    {
        held(at: now, table: table, since: { $0.line(at: now) }, where: { isWanted($0.store) })
    }
    /// Held, and not older than `start`.
    func stored(at now: Instant, from start: Instant) -> Int64 {
        held(at: now, table: nil, since: { max($0.line(at: now), start) }, where: { _ in true })
    }
    /// Held, of what came in this way.
    func count(at now: Instant, where isWanted: (Route) -> Bool) -> Int64 {
        held(at: now, table: nil, since: { $0.line(at: now) }, where: isWanted)
    }
    /// What a query finds, of what lies where it may read: not what is kept for the long term alone.
    /// - Parameter newest: the instant up to which records have arrived.
    func readable(
        at now: Instant, through newest: Instant, table: String?, where isWanted: (Route) -> Bool
    ) -> Int64 {
        held(
            at: now, through: newest, table: table, since: { $0.readableFrom(at: now) }, where: isWanted)
    }
    /// In the hot cache: new, or in a table that was queried just now.
    public func hot(at now: Instant) -> Int64 {
        guard !isDark else { return 0 }
        var total: Int64 = 0
        for segment in segments where segment.route.fate == .stored {
            let line = period(of: segment.table).line(at: now)
            let isQueried = wasQueried(segment.table, at: now)
            total += segment.count(
                from: isQueried ? line : max(line, now - Self.hotFor), through: now)
        }
        return total
    }
    func wasQueried(_ table: String, at now: Instant) -> Bool {
        let name = table.lowercased()
        return queried.contains { $0.table == name && $0.at > now - Self.hotFor }
    }
    /// Whether a query of the table would read what is not in the hot cache.
    public func isCold(table: String?, at now: Instant) -> Bool {
        for segment in segments where segment.route.fate == .stored {
            if let table, table.lowercased() != segment.table.lowercased() { continue }
            let line = period(of: segment.table).readableFrom(at: now)
            let new = max(line, now - Self.hotFor)
            if !wasQueried(segment.table, at: now),
                segment.count(from: line, through: now) > segment.count(from: new, through: now)
            {
                return true
            }
        }
        return false
    }

    private func held(
        at now: Instant, through newest: Instant? = nil, table: String?,
        since start: (RetentionPeriod) -> Instant, where isWanted: (Route) -> Bool
    ) -> Int64 {
        let name = table?.lowercased()
        return sum(since: start) { segment, start in
            guard isWanted(segment.route), name == nil || segment.table.lowercased() == name else { return 0 }
            return segment.count(from: start, through: newest ?? now)
        }
    }
    /// Over the segments of what was stored, each beside what `start` says of its table's period.
    private func sum(
        since start: (RetentionPeriod) -> Instant, _ count: (Segment, _ start: Instant) -> Int64
    ) -> Int64 {
        var total: Int64 = 0
        let common = start(periods[0])
        // By place, because a segment that is handed out is copied.
        for place in segments.indices where segments[place].route.fate == .stored {
            total += count(
                segments[place], periods.count == 1 ? common : start(period(of: segments[place].table)))
        }
        return total
    }
    /// Never to come back: a segment keeps its fate (LA-REVOKE-09).
    public func dropped(at now: Instant) -> Int64 {
        segments.reduce(sealed.dropped) {
            $1.route.fate == .dropped ? $0 + $1.count(from: Self.always, through: now) : $0
        }
    }
    /// Purged by retention, seen or unseen.
    public func purged(at now: Instant) -> Int64 { sealed.purged + storedBefore(now) { $0.line(at: now) } }
    /// The part of `purged` that nobody could read when it went.
    public func purgedUnseen(at now: Instant) -> Int64 {
        guard isDark else { return unseenBefore }
        return unseenBefore + storedBefore(now) { $0.line(at: now) }
            - storedBefore(now) { $0.darkLine ?? $0.line(at: now) }
    }
    /// Purged and dropped since the data became dark.
    func lossesWhileDark(at now: Instant) -> (purged: Int64, dropped: Int64) {
        isDark ? (purgedUnseen(at: now) - unseenBefore, dropped(at: now) - droppedBefore) : (0, 0)
    }
    /// Lost with the store they were in.
    public var unrecoverable: Int64 { sealed.unrecoverable }
    public func sent(at now: Instant) -> Int64 {
        stored(at: now) + dropped(at: now) + purged(at: now) + unrecoverable
    }
    /// Instant of the oldest record still held.
    public func oldest(at now: Instant) -> Instant? {
        segments.filter { $0.route.fate == .stored }.compactMap {
            $0.first(atOrAfter: period(of: $0.table).line(at: now), through: now)
        }.min()
    }
    public var tables: [String] {
        var seen: [String] = []
        for segment in segments where !seen.contains(segment.table) { seen.append(segment.table) }
        return seen
    }
    public var isDark: Bool { periods[0].darkLine != nil }

    private func storedBefore(_ now: Instant, _ line: (RetentionPeriod) -> Instant) -> Int64 {
        sum(since: line) { $0.count(from: Self.always, through: now) - $0.count(from: $1, through: now) }
    }
    @discardableResult
    private mutating func closeFlow(_ position: Int, at instant: Instant) -> Flow? {
        guard case .flow(let flow, let from, nil) = segments[position].source else { return nil }
        segments[position].source = .flow(flow, from: from, until: instant)
        return flow
    }

    /// Segments wholly before the line become counters, so the list is as long as the changes within
    /// retention. While dark they stay: what passes the line unseen is told by where the line stood when it
    /// became dark.
    private mutating func seal(at now: Instant) {
        guard !isDark else { return }
        var counts = sealed
        segments.removeAll { [periods] segment in
            guard segment.ends(before: Self.period(of: segment.table, in: periods).line(at: now)) else {
                return false
            }
            let count = segment.count(from: Self.always, through: now)
            if segment.route.fate == .stored { counts.purged += count } else { counts.dropped += count }
            return true
        }
        sealed = counts
    }
}
