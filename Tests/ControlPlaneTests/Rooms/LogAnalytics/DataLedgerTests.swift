import Testing
import VirtualTime

@testable import ControlPlane

@Suite("DataLedger · against every record counted") struct DataLedgerTests {
    private static let cluster = ResourceID(handle: 7)
    private static let start = Genesis.defaultStart
    private static let shared = DataLedger.Route(fate: .stored, store: nil)

    /// A ledger and its oracle, driven alike.
    private struct Pair {
        var ledger: DataLedger
        var oracle: RecordByRecord

        init(retentionDays: Int) {
            ledger = DataLedger(retentionDays: retentionDays)
            oracle = RecordByRecord(retentionDays: retentionDays, at: DataLedgerTests.start)
        }
        mutating func follow(_ route: DataLedger.Route, isDark: Bool) {
            ledger.setDark(isDark, at: oracle.now)
            ledger.reroute(to: route, at: oracle.now)
            oracle.follow(route, isDark: isDark)
        }
        mutating func start(_ records: Int64, period: Int64, table: String, backfill: Duration) {
            let flow = Flow(origin: oracle.now - backfill, records: records, period: period)
            ledger.start(flow, table: table, route: oracle.route, at: oracle.now)
            oracle.start(records, period: period, table: table, backfill: backfill)
        }
        mutating func stop() {
            ledger.stopFlows(at: oracle.now)
            oracle.stop()
        }
        mutating func add(_ records: Int64) {
            ledger.add(records, table: "b", route: oracle.route, at: oracle.now)
            oracle.add(records, table: "b")
        }
        mutating func setRetention(days: Int) {
            ledger.setRetention(days: days, at: oracle.now)
            oracle.setRetention(days: days)
        }
        mutating func destroyCluster() {
            follow(DataLedgerTests.shared, isDark: false)
            ledger.destroy(store: DataLedgerTests.cluster, at: oracle.now)
            oracle.destroy(store: DataLedgerTests.cluster)
        }

        mutating func act(_ draw: inout Draw) {
            let isLinked = oracle.route.store != nil
            switch draw.uniform(in: 0...9) {
            case 0, 1: follow(DataLedger.Route(fate: .stored, store: DataLedgerTests.cluster), isDark: false)
            case 2 where isLinked, 3 where isLinked:
                follow(DataLedger.Route(fate: .dropped, store: DataLedgerTests.cluster), isDark: true)
            case 4: follow(DataLedgerTests.shared, isDark: false)
            case 5: setRetention(days: [4, 7, 30, 31, 60][Int(draw.uniform(in: 0...4))])
            case 6:
                start(
                    draw.uniform(in: 1...5), period: draw.uniform(in: 60...240) * 60_000,
                    table: "a", backfill: .hours(draw.uniform(in: 0...72)))
            case 7: stop()
            case 8 where isLinked && draw.uniform(in: 0...3) == 0: destroyCluster()
            default: add(draw.uniform(in: 1...9))
            }
        }
    }

    @Test("gives what counting gives, over 90 days of random acts", arguments: 0..<24)
    func againstCounting(seed: Int) {
        var draw = Draw(seed: UInt64(seed), key: "ledger")
        var pair = Pair(retentionDays: 30)
        pair.start(3, period: 120 * 60_000, table: "a", backfill: .days(10))
        let end = Self.start + .days(90)

        while pair.oracle.now < end {
            let wait: Duration =
                draw.uniform(in: 0...1) == 0
                ? .minutes(draw.uniform(in: 0...7_200)) : .milliseconds(draw.uniform(in: 0...300_000_000))
            pair.oracle.advance(to: pair.oracle.now + wait)
            let now = pair.oracle.now
            #expect(pair.ledger.figures(at: now) == pair.oracle.figures)
            pair.act(&draw)
            #expect(pair.ledger.figures(at: now) == pair.oracle.figures)
        }
    }

    @Test("30 days of retention, dark from day 20 to day 35, ten records a minute")
    func darkForFifteenDays() {
        var ledger = DataLedger(retentionDays: 30)
        let cluster = DataLedger.Route(fate: .stored, store: Self.cluster)
        ledger.start(
            Flow(origin: Self.start, records: 10, period: 60_000), table: "a", route: cluster, at: Self.start)

        let dark = Self.start + .days(20), back = Self.start + .days(35)
        ledger.setDark(true, at: dark)
        ledger.reroute(to: DataLedger.Route(fate: .dropped, store: Self.cluster), at: dark)
        #expect(ledger.stored(at: back) == 216_000)
        #expect(ledger.purged(at: back) == 72_000)
        #expect(ledger.purgedUnseen(at: back) == 72_000)
        #expect(ledger.dropped(at: back) == 216_000)

        ledger.setDark(false, at: back)
        ledger.reroute(to: cluster, at: back)
        #expect(ledger.stored(at: back) == 216_000)
        #expect(ledger.purgedUnseen(at: back) == 72_000)
        #expect(ledger.sent(at: back) == 504_000)
    }

    @Test("retention changed while dark leaves what was purged unseen as it was")
    func retentionChangedWhileDark() {
        var ledger = DataLedger(retentionDays: 30)
        let cluster = DataLedger.Route(fate: .stored, store: Self.cluster)
        ledger.start(
            Flow(origin: Self.start, records: 1, period: 86_400_000), table: "a", route: cluster,
            at: Self.start)
        let dark = Self.start + .days(20), changed = Self.start + .days(35)
        ledger.setDark(true, at: dark)
        ledger.reroute(to: DataLedger.Route(fate: .dropped, store: Self.cluster), at: dark)
        #expect(ledger.purgedUnseen(at: changed) == 5)

        ledger.setRetention(days: 60, at: changed)

        #expect(ledger.purgedUnseen(at: changed) == 5)
        #expect(ledger.purgedUnseen(at: changed + .days(10)) == 5)
    }
}
