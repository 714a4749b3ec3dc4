/// Records sent at a steady rate, in closed form: nothing that happens at a rate is stepped. Record `k` is
/// sent in the middle of the `k`th share of the period, so that a count over any stretch is off by at most
/// one.
public struct Flow: Hashable, Codable, Sendable {
    public let origin: Instant
    /// Records a period, not negative. With 0 nothing is ever sent.
    public let records: Int64
    /// In milliseconds, above 0.
    public let period: Int64

    public init(origin: Instant, records: Int64, period: Int64) {
        precondition(
            records >= 0 && period > 0, "a flow sends none or more records in a period of some length")
        self.origin = origin
        self.records = records
        self.period = period
    }

    /// How many records were sent before `instant`, which is itself left out.
    public func count(before instant: Instant) -> Int64 {
        let elapsed = instant.milliseconds - origin.milliseconds
        guard elapsed > 0 else { return 0 }
        // Whole periods apart, or centuries of a busy flow would not fit.
        let (whole, rest) = elapsed.quotientAndRemainder(dividingBy: period)
        return whole * records + (2 * rest * records + period - 1) / (2 * period)
    }

    /// How many were sent from `start` on and before `end`.
    public func count(from start: Instant, to end: Instant) -> Int64 {
        count(before: end) - count(before: start)
    }

    /// When a record is sent, counted from 0. The flow must have records.
    public func instant(of record: Int64) -> Instant {
        precondition(records > 0 && record >= 0, "only a flow with records sends one")
        let (whole, rest) = record.quotientAndRemainder(dividingBy: records)
        return Instant(
            milliseconds: origin.milliseconds + whole * period + (2 * rest + 1) * period / (2 * records))
    }

    /// The first record not sent before `instant`, and when it is; nil when nothing is ever sent.
    public func first(atOrAfter instant: Instant) -> (index: Int64, instant: Instant)? {
        guard records > 0 else { return nil }
        let index = count(before: instant)
        return (index, self.instant(of: index))
    }
}
