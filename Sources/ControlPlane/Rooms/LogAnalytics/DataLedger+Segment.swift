import VirtualTime

extension DataLedger {
    struct Segment: Equatable, Codable, Sendable {
        var source: Source
        let table: String
        let route: Route

        enum Source: Equatable, Codable, Sendable {
            case flow(Flow, from: Instant, until: Instant?)
            /// `rows` are contents of the first of the records, as far as they are kept.
            case batch(records: Int64, at: Instant, rows: [Document] = [])
        }

        /// Records with `from <= time`, up to now: a batch counts at its own instant, a flow's record after
        /// it.
        func count(from start: Instant, through now: Instant) -> Int64 {
            switch source {
            case .flow(let flow, let from, let until):
                let end = min(until ?? now, now)
                let begin = max(from, start)
                return begin < end ? flow.count(from: begin, to: end) : 0
            case .batch(let records, let at, _):
                return at >= start && at <= now ? records : 0
            }
        }
        /// Whether nothing of it can lie at or after `line`.
        func ends(before line: Instant) -> Bool {
            switch source {
            case .flow(_, _, let until): until.map { $0 <= line } ?? false
            case .batch(_, let at, _): at < line
            }
        }
        func first(atOrAfter line: Instant, through now: Instant) -> Instant? {
            switch source {
            case .flow(let flow, let from, let until):
                guard let first = flow.first(atOrAfter: max(line, from))?.instant else { return nil }
                return first < min(until ?? now, now) ? first : nil
            case .batch(_, let at, _): return at >= line && at <= now ? at : nil
            }
        }
    }

    struct Counts: Equatable, Codable, Sendable {
        var purged: Int64 = 0
        var dropped: Int64 = 0
        var unrecoverable: Int64 = 0
    }

    /// A table whose older data a query brought into the hot cache (LA-QUERY-04).
    struct Queried: Equatable, Codable, Sendable {
        let table: String
        var at: Instant
    }
}
