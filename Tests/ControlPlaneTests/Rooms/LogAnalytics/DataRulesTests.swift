import ControlPlane
import Testing
import VirtualTime

@Suite("LA-ING, LA-QUERY · what is sent and what is read") struct DataRulesTests {
    @Test("LA-ING-01 · what is accepted is stored; a rate needs records and a period")
    func ingestionAccepted() {
        var timeline = Timeline.contoso(.linked)
        #expect(timeline.ingest(5).refusal == nil)
        #expect(timeline.stored == 5)
        #expect(timeline.startTraffic(0).isRefused(by: LogAnalytics.Rule.ingestionAccepted))
        #expect(timeline.startTraffic(1).refusal == nil)
    }

    @Test("LA-ING-01 · a backfill counts as sent, record by record in the middle of its share")
    func backfill() {
        var timeline = Timeline.contoso(.linked)
        timeline.startTraffic(1, backfill: .minutes(3))
        #expect(timeline.sent == 3)
        timeline.advance(by: .seconds(30))
        #expect(timeline.sent == 3)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.sent == 4)
        timeline.submit { .logAnalytics(.stopTraffic(workspace: $0.intern(Contoso.workspace))) }
        timeline.advance(by: .days(1))
        #expect(timeline.sent == 4)
    }

    @Test("LA-ING-02 · a record can be read at the instant it is sent")
    func noLatency() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(1)
        #expect(timeline.accessible == 1)
        let rules = timeline.workspace.map { LogAnalytics.rulesOfAnswer($0, in: timeline.world) }
        #expect(rules?.contains(LogAnalytics.Rule.noLatency.id) == true)
    }

    @Test("LA-ING-03 · a record goes to the cluster if the workspace is linked when it is sent")
    func destination() {
        var timeline = Timeline.contoso(.workspace)
        timeline.ingest(1)
        timeline.link()
        timeline.ingest(2)
        timeline.advance(by: .minutes(90))
        timeline.ingest(4)
        let data = timeline.workspace?.data
        #expect(data?.stored(at: timeline.now, store: { $0 == nil }) == 3)
        #expect(data?.stored(at: timeline.now, store: { $0 != nil }) == 4)
    }

    @Test("LA-ING-04 · while revoked a record is accepted, dropped and counted")
    func ingestionDropped() {
        var timeline = Timeline.contoso(.linked)
        timeline.disableKey()
        timeline.advance(by: .hours(1))

        let entry = timeline.ingest(5)

        #expect(entry.rules.first == LogAnalytics.Rule.ingestionDropped.id)
        #expect(timeline.dropped == 5)
        #expect(timeline.stored == 0)
    }

    @Test("LA-ING-04 · on a Sentinel workspace the seed's sentence comes first")
    func ingestionDroppedForSentinel() {
        var timeline = Timeline.contosoCMK()
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.ingest(5).rules.first == Sentinel.Rule.prevented.id)
    }

    @Test("LA-ING-04 · refused in the other reading, and then neither dropped nor counted")
    func ingestionRefused() {
        var timeline = Timeline.contoso(.linked, assuming: [(.ingestWhileRevoked, "reject")])
        timeline.disableKey()
        timeline.advance(by: .hours(1))

        let entry = timeline.ingest(5)

        #expect(entry.refusal?.reason == .ingestionDropped(workspace: timeline.id(Contoso.workspace)))
        #expect(timeline.sent == 0)
    }

    @Test("LA-QUERY-02 · a query sees shared and cluster data alike")
    func querySpansStores() {
        var timeline = Timeline.contoso(.workspace)
        timeline.ingest(1)
        timeline.link()
        timeline.advance(by: .minutes(90))
        timeline.ingest(2)
        #expect(timeline.accessible == 3)
        #expect(timeline.queryRefusal == [])
        let rules = timeline.workspace.map { LogAnalytics.rulesOfAnswer($0, in: timeline.world) }
        #expect(rules?.contains(LogAnalytics.Rule.querySpansStores.id) == true)
    }

    @Test("LA-QUERY-03 · a deleted workspace cannot be queried")
    func deletedNotQueried() {
        var timeline = Timeline.contoso(.linked)
        timeline.deleteWorkspace()
        #expect(timeline.queryRefusal == [LogAnalytics.Rule.deletedNotQueried.id])
    }

    @Test("LA-QUERY-05 · the refusal of a revoked workspace names the customer-managed key")
    func queryError() {
        var timeline = Timeline.contoso(.linked)
        timeline.disableKey()
        timeline.advance(by: .hours(1))

        let refusal = #expect(throws: Refusal.self) {
            try LogAnalytics.requireQueryable(timeline.id(Contoso.workspace), in: timeline.world)
        }

        #expect(refusal?.reason == .keyRevoked(timeline.id(Contoso.workspace)))
        #expect(refusal?.because == [LogAnalytics.Rule.queriesFail.id, LogAnalytics.Rule.queryError.id])
        #expect(refusal?.causes == [timeline.cluster?.access.cause].compactMap { $0 })
    }
}
