public import VirtualTime

/// What a workspace was sent, holds, dropped and purged, in closed form: no record is ever stepped.
///
/// A segment is a stretch of a flow, or one batch, with one fate. Purging is a line in time that only moves
/// forward: what lies before it is gone. All counts are whole records; stretches are half-open `[from,
/// until)`.
public struct DataLedger: Equatable, Codable, Sendable {
    public private(set) var retentionDays: Int
    private var segments: [Segment] = []
    /// Highest purge line reached under an earlier retention.
    private var lineFloor: Instant
    /// Where the line stood when the data became dark, while it is.
    private var darkLine: Instant?
    private var sealed = Counts()
    private var unseenBefore: Int64 = 0

    public enum Fate: String, Codable, Sendable {
        case stored, dropped
    }

    /// Where records go from now on, and in which store: nil is the shared one.
    public struct Route: Equatable, Codable, Sendable {
        public let fate: Fate
        public let store: ResourceID?
    }

    struct Segment: Equatable, Codable, Sendable {
        var source: Source
        let table: String
        let route: Route

        enum Source: Equatable, Codable, Sendable {
            case flow(Flow, from: Instant, until: Instant?)
            case batch(records: Int64, at: Instant)
        }

        /// Records with `from <= time`, up to now: a batch counts at its own instant, a flow's record after
        /// it.
        func count(from start: Instant, through now: Instant) -> Int64 {
            switch source {
            case .flow(let flow, let from, let until):
                let end = min(until ?? now, now)
                let begin = max(from, start)
                return begin < end ? flow.count(from: begin, to: end) : 0
            case .batch(let records, let at):
                return at >= start && at <= now ? records : 0
            }
        }
        /// Whether nothing of it can lie at or after `line`.
        func ends(before line: Instant) -> Bool {
            switch source {
            case .flow(_, _, let until): until.map { $0 <= line } ?? false
            case .batch(_, let at): at < line
            }
        }
        func first(atOrAfter line: Instant, through now: Instant) -> Instant? {
            switch source {
            case .flow(let flow, let from, let until):
                guard let first = flow.first(atOrAfter: max(line, from))?.instant else { return nil }
                return first < min(until ?? now, now) ? first : nil
            case .batch(_, let at): return at >= line && at <= now ? at : nil
            }
        }
    }

    private struct Counts: Equatable, Codable, Sendable {
        var purged: Int64 = 0
        var dropped: Int64 = 0
        var unrecoverable: Int64 = 0
    }

    init(retentionDays: Int) {
        self.retentionDays = retentionDays
        lineFloor = Self.always
    }
    /// Before any record of any world.
    private static let always = Instant(milliseconds: .min / 4)

    // MARK: What happened

    mutating func add(_ records: Int64, table: String, route: Route, at instant: Instant) {
        segments.append(Segment(source: .batch(records: records, at: instant), table: table, route: route))
        seal(at: instant)
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

    mutating func setRetention(days: Int, at instant: Instant) {
        lineFloor = line(at: instant)
        retentionDays = days
    }

    mutating func setDark(_ isDark: Bool, at instant: Instant) {
        guard isDark != (darkLine != nil) else { return }
        if !isDark { unseenBefore = purgedUnseen(at: instant) }
        darkLine = isDark ? line(at: instant) : nil
    }

    /// The store is destroyed with everything in it.
    mutating func destroy(store: ResourceID?, at instant: Instant) {
        let line = line(at: instant)
        segments.removeAll { segment in
            guard segment.route == Route(fate: .stored, store: store) else { return false }
            let held = segment.count(from: line, through: instant)
            sealed.unrecoverable += held
            sealed.purged += segment.count(from: Self.always, through: instant) - held
            return true
        }
    }

    // MARK: What may be asked

    /// Records older than this are gone, whether or not anybody could read them (LA-REVOKE-07).
    public func line(at now: Instant) -> Instant {
        max(lineFloor, now - .days(retentionDays))
    }
    /// Held, readable or not.
    public func stored(
        at now: Instant, table: String? = nil, store isWanted: (ResourceID?) -> Bool = { _ in true }
    )
        -> Int64
    {
        let line = line(at: now)
        var total: Int64 = 0
        for segment in segments where segment.route.fate == .stored && isWanted(segment.route.store) {
            if let table, table.lowercased() != segment.table.lowercased() { continue }
            total += segment.count(from: line, through: now)
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
    public func purged(at now: Instant) -> Int64 { sealed.purged + storedBefore(line(at: now), now) }
    /// The part of `purged` that nobody could read when it went.
    public func purgedUnseen(at now: Instant) -> Int64 {
        guard let darkLine else { return unseenBefore }
        return unseenBefore + storedBefore(line(at: now), now) - storedBefore(darkLine, now)
    }
    /// Lost with the store they were in.
    public var unrecoverable: Int64 { sealed.unrecoverable }
    public func sent(at now: Instant) -> Int64 {
        stored(at: now) + dropped(at: now) + purged(at: now) + unrecoverable
    }
    /// Instant of the oldest record still held.
    public func oldest(at now: Instant) -> Instant? {
        let line = line(at: now)
        return segments.filter { $0.route.fate == .stored }.compactMap {
            $0.first(atOrAfter: line, through: now)
        }.min()
    }
    public var tables: [String] {
        var seen: [String] = []
        for segment in segments where !seen.contains(segment.table) { seen.append(segment.table) }
        return seen
    }
    public var isDark: Bool { darkLine != nil }

    private func storedBefore(_ line: Instant, _ now: Instant) -> Int64 {
        segments.reduce(0) {
            guard $1.route.fate == .stored else { return $0 }
            return $0 + $1.count(from: Self.always, through: now) - $1.count(from: line, through: now)
        }
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
        guard darkLine == nil else { return }
        let line = line(at: now)
        segments.removeAll { segment in
            guard segment.ends(before: line) else { return false }
            let count = segment.count(from: Self.always, through: now)
            if segment.route.fate == .stored { sealed.purged += count } else { sealed.dropped += count }
            return true
        }
    }
}
