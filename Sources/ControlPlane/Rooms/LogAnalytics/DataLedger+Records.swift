public import VirtualTime

extension DataLedger {
    /// A record as a query finds it.
    public struct Record: Equatable, Sendable {
        public let table: String
        /// When it was sent.
        public let at: Instant
        /// What was sent; nil for a record that is only counted, as those of traffic are.
        public let content: Document?
    }

    /// What a query finds, newest first: at most `limit` records.
    /// - Parameter newest: the instant up to which records have arrived.
    func records(
        at now: Instant, through newest: Instant, table: String?, limit: Int,
        where isWanted: (Route) -> Bool
    ) -> [Record] {
        let name = table?.lowercased()
        var found: [Record] = []
        for segment in segments where segment.route.fate == .stored && isWanted(segment.route) {
            guard name == nil || segment.table.lowercased() == name else { continue }
            let line = period(of: segment.table).readableFrom(at: now)
            found += segment.records(from: line, through: newest, limit: limit)
        }
        // By place where instants are equal: the order in which they came.
        let sorted = found.enumerated().sorted {
            ($1.element.at, $0.offset) < ($0.element.at, $1.offset)
        }
        return sorted.prefix(limit).map(\.element)
    }
}

extension DataLedger.Segment {
    fileprivate func records(
        from start: Instant, through newest: Instant, limit: Int
    ) -> [DataLedger.Record] {
        switch source {
        case .batch(let records, let at, let rows):
            guard at >= start, at <= newest else { return [] }
            return (0..<Int(min(records, Int64(limit)))).map { place in
                DataLedger.Record(
                    table: table, at: at, content: place < rows.count ? rows[place] : nil)
            }
        case .flow(let flow, let from, let until):
            let end = min(until ?? newest, newest)
            let begin = max(from, start)
            guard begin < end else { return [] }
            let last = flow.count(before: end)
            let first = max(flow.count(before: begin), last - Int64(limit))
            return (first..<max(first, last)).map { number in
                DataLedger.Record(table: table, at: flow.instant(of: number), content: nil)
            }
        }
    }
}
