import VirtualTime

@testable import ControlPlane

/// What `DataLedger` computes, counted record by record: the oracle, written apart from it.
struct RecordByRecord {
    private struct Record {
        let at: Instant
        let table: String
        let route: DataLedger.Route
        var fate: Fate
    }
    private enum Fate {
        case held, dropped, purged, purgedUnseen, lost
    }
    private struct Source {
        let origin: Instant
        let records: Int64
        let period: Int64
        let table: String
        var sent: Int64 = 0

        /// In the middle of its share of the period, rounded down.
        var next: Instant {
            Instant(milliseconds: origin.milliseconds + (2 * sent + 1) * period / (2 * records))
        }
    }

    private(set) var now: Instant
    private var records: [Record] = []
    private var sources: [Source] = []
    private var line = Instant(milliseconds: 0)
    private(set) var retentionDays: Int
    private(set) var isDark = false
    private(set) var route = DataLedger.Route(fate: .stored, store: nil)

    init(retentionDays: Int, at now: Instant) {
        self.retentionDays = retentionDays
        self.now = now
    }

    /// Everything sent and purged before `instant`.
    mutating func advance(to instant: Instant) {
        for position in sources.indices {
            while sources[position].next < instant {
                take(1, table: sources[position].table, at: sources[position].next)
                sources[position].sent += 1
            }
        }
        now = instant
        sweep()
    }

    private mutating func sweep() {
        line = max(line, now - .days(retentionDays))
        for position in records.indices where records[position].fate == .held && records[position].at < line {
            records[position].fate = isDark ? .purgedUnseen : .purged
        }
    }

    private mutating func take(_ count: Int64, table: String, at instant: Instant) {
        for _ in 0..<count {
            records.append(
                Record(
                    at: instant, table: table, route: route, fate: route.fate == .stored ? .held : .dropped))
        }
    }

    mutating func add(_ count: Int64, table: String) { take(count, table: table, at: now) }
    mutating func start(_ count: Int64, period: Int64, table: String, backfill: Duration) {
        sources.append(Source(origin: now - backfill, records: count, period: period, table: table))
        advance(to: now)
    }
    mutating func stop() { sources = [] }
    mutating func follow(_ route: DataLedger.Route, isDark: Bool) {
        self.route = route
        self.isDark = isDark
    }
    mutating func setRetention(days: Int) {
        retentionDays = days
        sweep()
    }
    mutating func destroy(store: ResourceID?) {
        for position in records.indices
        where records[position].fate == .held && records[position].route.store == store {
            records[position].fate = .lost
        }
    }

    /// The figures a ledger gives, in one order.
    var figures: [String: Int64] {
        func count(_ isCounted: (Record) -> Bool) -> Int64 { Int64(records.count(where: isCounted)) }
        return [
            "stored": count { $0.fate == .held },
            "stored in a": count { $0.fate == .held && $0.table == "a" },
            "stored in shared": count { $0.fate == .held && $0.route.store == nil },
            "dropped": count { $0.fate == .dropped },
            "purged": count { $0.fate == .purged || $0.fate == .purgedUnseen },
            "purged unseen": count { $0.fate == .purgedUnseen },
            "unrecoverable": count { $0.fate == .lost },
            "sent": Int64(records.count),
            "oldest": records.filter { $0.fate == .held }.map(\.at.milliseconds).min() ?? -1,
        ]
    }
}

extension DataLedger {
    func figures(at now: Instant) -> [String: Int64] {
        [
            "stored": stored(at: now),
            "stored in a": stored(at: now, table: "A"),
            "stored in shared": stored(at: now, store: { $0 == nil }),
            "dropped": dropped(at: now),
            "purged": purged(at: now),
            "purged unseen": purgedUnseen(at: now),
            "unrecoverable": unrecoverable,
            "sent": sent(at: now),
            "oldest": oldest(at: now)?.milliseconds ?? -1,
        ]
    }
}
