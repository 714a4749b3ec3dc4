public import VirtualTime

extension DataLedger {
    /// The minutes, counted from 1970, in which at least one record was sent that is held now, or was
    /// dropped: ascending and disjoint. A dropped record that retention has passed is not told any more.
    public func minutes(of fate: Fate, at now: Instant) -> [Range<Int64>] {
        var found: [Range<Int64>] = []
        for segment in segments where segment.route.fate == fate {
            let start = fate == .stored ? line(at: now, table: segment.table) : Self.always
            found += segment.minutes(from: start, through: now)
        }
        return Self.union(found)
    }

    /// The same numbers in ranges that do not touch, in ascending order.
    public static func union(_ ranges: [Range<Int64>]) -> [Range<Int64>] {
        var merged: [Range<Int64>] = []
        for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

extension DataLedger.Segment {
    fileprivate func minutes(from start: Instant, through now: Instant) -> [Range<Int64>] {
        switch source {
        case .batch(let records, let at, _):
            guard records > 0, at >= start, at <= now else { return [] }
            return [at.minute..<at.minute + 1]
        case .flow(let flow, let from, let until):
            let end = min(until ?? now, now)
            guard let first = flow.first(atOrAfter: max(from, start)), first.instant < end else { return [] }
            let last = flow.count(before: end) - 1
            // At least one record a minute leaves none out between the first and the last.
            guard flow.period > flow.records * 60_000 else {
                return [first.instant.minute..<flow.instant(of: last).minute + 1]
            }
            return (first.index...last).map { record in
                let minute = flow.instant(of: record).minute
                return minute..<minute + 1
            }
        }
    }
}

extension Instant {
    fileprivate var minute: Int64 {
        milliseconds >= 0 ? milliseconds / 60_000 : (milliseconds - 59_999) / 60_000
    }
}
