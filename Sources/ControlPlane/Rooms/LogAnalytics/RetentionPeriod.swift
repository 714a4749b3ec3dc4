import VirtualTime

extension DataLedger {
    /// How long a table's records are kept, as a line in time that only moves forward: what lies before it is
    /// gone.
    struct RetentionPeriod: Equatable, Codable, Sendable {
        /// In lower case; nil for every table without a period of its own.
        let table: String?
        /// As last set, whether or not it is in force yet.
        private(set) var days: Int
        /// Days a query reaches back; nil for all that is kept.
        var interactiveDays: Int?
        /// Whether it goes with the workspace's: a table that was given a period and lost it again.
        var follows = false
        private var inForce: Setting
        private var pending: Setting?
        /// The highest line under earlier settings.
        private var floor: Instant
        /// Where the line stood when the data became dark, while it is.
        var darkLine: Instant?

        private struct Setting: Equatable, Codable, Sendable {
            let days: Int
            let from: Instant
            /// How long after its time a record is swept (WS-06).
            let lagMilliseconds: Int64

            /// How old the oldest record is that is still there. In whole numbers: it is asked at every look
            /// at the data, and arithmetic of durations is slow.
            var reachMilliseconds: Int64 { Int64(days) * 86_400_000 + lagMilliseconds }
        }

        init(table: String?, days: Int, lag: Duration = .zero) {
            self.table = table
            self.days = days
            inForce = Setting(days: days, from: DataLedger.always, lagMilliseconds: lag.wholeMilliseconds)
            floor = DataLedger.always
        }
        /// A table leaves the workspace's period: until it is set, nothing changes for it.
        init(table: String, leaving period: RetentionPeriod) {
            self.table = table
            days = period.days
            interactiveDays = period.interactiveDays
            inForce = period.inForce
            pending = period.pending
            floor = period.floor
            darkLine = period.darkLine
        }

        private func setting(at now: Instant) -> Setting {
            if let pending, pending.from <= now { pending } else { inForce }
        }
        func line(at now: Instant) -> Instant {
            max(floor, Instant(milliseconds: now.milliseconds - setting(at: now).reachMilliseconds))
        }
        /// Since when a query sees records.
        func readableFrom(at now: Instant) -> Instant {
            interactiveDays.map { max(line(at: now), now - .days($0)) } ?? line(at: now)
        }
        /// From when on a shorter period than the one in force is in force; nil if none is to come.
        func pendingFrom(at now: Instant) -> Instant? {
            pending.flatMap { $0.from > now ? $0.from : nil }
        }

        /// A longer period is in force at once, a shorter one after `grace` (WS-06).
        mutating func set(days: Int, lag: Duration, grace: Duration, at now: Instant) {
            let present = setting(at: now)
            floor = line(at: now)
            inForce = present
            pending = nil
            self.days = days
            let next = Setting(
                days: days, from: days < present.days ? now + grace : now,
                lagMilliseconds: lag.wholeMilliseconds)
            if next.from > now { pending = next } else { inForce = next }
        }
    }
}
