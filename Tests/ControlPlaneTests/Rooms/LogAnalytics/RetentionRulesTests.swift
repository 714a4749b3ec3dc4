import Testing
import VirtualTime

@testable import ControlPlane

private typealias WorkspaceRule = LogAnalytics.WorkspaceRule

@Suite("WS, LA-QUERY · retention, skus, names and what a query finds") struct RetentionRulesTests {
    /// A record a day for 100 days, kept that long.
    private func hundredDays(_ purgesOnDay30: Bool? = nil) -> Timeline {
        var timeline = Timeline.contoso(.workspace)
        timeline.updateWorkspace(.init(retentionDays: 100, purgesOnDay30: purgesOnDay30))
        for _ in 1...100 {
            timeline.ingest(1)
            timeline.advance(by: .days(1))
        }
        return timeline
    }

    @Test("WS-06 · a shorter retention deletes after 30 days at the soonest")
    func shortened() {
        var timeline = hundredDays()
        #expect(timeline.stored == 100)
        #expect(timeline.updateWorkspace(.init(retentionDays: 60)).cites(WorkspaceRule.shortened))
        #expect(timeline.workspace?.retentionDays == 60)
        #expect(timeline.stored == 100)

        timeline.advance(by: .days(30) - .milliseconds(1))
        #expect(timeline.stored == 70)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.stored == 30)
        #expect(timeline.purged == 70)
    }

    @Test("WS-06 · a longer one keeps from now on, and undoes a shortening that is not in force")
    func lengthened() {
        var timeline = hundredDays()
        timeline.updateWorkspace(.init(retentionDays: 60))
        timeline.advance(by: .days(10))
        #expect(!timeline.updateWorkspace(.init(retentionDays: 200)).cites(WorkspaceRule.shortened))
        timeline.advance(by: .days(30))
        #expect(timeline.stored == 90)
    }

    @Test("WS-06 · with 30 days that are kept to the day, the change is in force at once")
    func purgesOnDay30() {
        var timeline = hundredDays(true)
        timeline.updateWorkspace(.init(retentionDays: 30))
        #expect(timeline.stored == 30)
    }

    @Test("WS-06 · the sweep may take a day at 30 days, unless the workspace purges on day 30")
    func sweep() {
        func stored(_ purges: Bool, days: Int = 30) -> Int64 {
            var settings = Settings()
            let isSet = settings.setTiming(
                "retention.sweep", from: 0, to: Duration.days(1).wholeMilliseconds)
            #expect(isSet)
            var timeline = Timeline.contoso(.group, settings)
            let workspace = LogAnalytics.WorkspaceSettings(
                location: "westeurope", retentionDays: days, purgesOnDay30: purges)
            timeline.submit {
                .logAnalytics(.createOrUpdateWorkspace($0.intern(Contoso.workspace), workspace))
            }
            timeline.ingest(1)
            timeline.advance(by: .days(days) + .hours(23))
            return timeline.stored
        }
        #expect(stored(false) == 1)
        #expect(stored(true) == 0)
        #expect(stored(false, days: 31) == 0)
    }

    @Test("WS-05 · a table's own retention purges on its own day, and queries reach less far than it")
    func tableRetention() {
        var timeline = Timeline.contoso(.workspace)
        timeline.writeTable("Long_CL", retention: .init(interactiveDays: 40, totalDays: 1095))
        timeline.writeTable("Short_CL", retention: .init(interactiveDays: 4, totalDays: 4))
        timeline.advance(by: .minutes(1))
        timeline.advance(by: .days(30))
        for table in ["Long_CL", "short_cl", "Other_CL"] { timeline.ingest(1, table: table) }

        timeline.advance(by: .days(4))
        #expect(timeline.stored == 3)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.stored == 2)
        timeline.advance(by: .days(26))
        #expect(timeline.stored == 1)
        timeline.advance(by: .days(10))
        #expect(timeline.stored == 1)
        let workspace = timeline.workspace
        #expect(workspace.map { LogAnalytics.found($0, table: "Long_CL", in: timeline.world) } == 0)
        timeline.advance(by: .days(1095 - 40))
        #expect(timeline.stored == 0)
        #expect(timeline.purged == 3)
        #expect(timeline.sent == 3)
    }

    @Test(
        "WS-05 · a table keeps 4 to 730 days, or whole years up to 12",
        arguments: [
            (3, false), (4, true), (730, true), (731, false), (1095, true), (1096, false), (4383, true),
            (4384, false),
        ])
    func tableRange(days: Int, isAccepted: Bool) {
        var timeline = Timeline.contoso(.workspace)
        let entry = timeline.writeTable(retention: .init(totalDays: days))
        #expect(entry.isRefused(by: LogAnalytics.Rule.tableUpdate) == !isAccepted)
    }

    @Test("WS-05 · the interactive part is 4 to 730 days, and no more than the whole")
    func interactiveRange() {
        var timeline = Timeline.contoso(.workspace)
        for (interactive, total) in [(3, 30), (731, 1095), (31, 30)] {
            let entry = timeline.writeTable(
                retention: .init(interactiveDays: interactive, totalDays: total))
            #expect(entry.isRefused(by: LogAnalytics.Rule.tableUpdate))
        }
    }

    @Test("WS-05 · a table that loses its own retention follows the workspace again, after the grace")
    func tableFollows() {
        var timeline = Timeline.contoso(.workspace)
        timeline.writeTable("A_CL", retention: .init(totalDays: 365))
        timeline.advance(by: .minutes(1))
        timeline.ingest(1, table: "A_CL")
        timeline.advance(by: .days(100))
        timeline.deleteTable("A_CL")
        timeline.advance(by: .days(30) - .milliseconds(1))
        #expect(timeline.stored == 1)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.stored == 0)
    }

    @Test(
        "WS-04 · no legacy sku for a new workspace, and a level is a tier",
        arguments: [
            ("PerGB2018", nil, true), ("pergb2018", nil, true), ("CapacityReservation", 100, true),
            ("CapacityReservation", 150, false), ("Free", nil, false), ("Standalone", nil, false),
            ("Nonsense", nil, false),
        ])
    func skus(sku: String, level: Int?, isAccepted: Bool) {
        var timeline = Timeline.contoso(.group)
        let settings = LogAnalytics.WorkspaceSettings(
            location: "westeurope", sku: sku, capacityLevel: level)
        let entry = timeline.submit {
            .logAnalytics(.createOrUpdateWorkspace($0.intern(Contoso.workspace), settings))
        }
        #expect(entry.isRefused(by: WorkspaceRule.skus) == !isAccepted)
    }

    @Test("WS-04 · without a sku it is PerGB2018")
    func defaultSku() {
        var timeline = Timeline.contoso(.group)
        #expect(timeline.createWorkspace().cites(WorkspaceRule.skus))
        #expect(timeline.workspace?.sku == "PerGB2018")
    }

    @Test("WS-03 · the cluster is set by linking, and goes with the link")
    func clusterFeature() {
        var timeline = Timeline.contoso(.workspace)
        timeline.link()
        timeline.advance(by: .minutes(90))
        #expect(timeline.entries.last?.cites(WorkspaceRule.clusterFeature) == true)
        #expect(timeline.workspace?.link.cluster == timeline.id(Contoso.cluster))
    }

    @Test("WS-DEL-06 · recovered, it has its link and no other linked service")
    func servicesDropped() {
        var timeline = Timeline.contoso(.linked)
        timeline.submit {
            .logAnalytics(
                .writeService(workspace: $0.intern(Contoso.workspace), name: "Automation", [:]))
        }
        #expect(timeline.workspace?.services.map(\.name) == ["Automation"])
        timeline.deleteWorkspace()
        #expect(timeline.createWorkspace().cites(WorkspaceRule.servicesDropped))
        #expect(timeline.workspace?.services == [])
        #expect(timeline.workspace?.link.cluster != nil)
    }

    @Test("WS-DEL-07 · where names are unique everywhere, one taken elsewhere is a conflict")
    func globalNames() {
        func second(_ reading: String) -> Entry {
            var timeline = Timeline.contoso(.workspace, assuming: [(.workspaceNames, reading)])
            let other = "\(Contoso.subscription)/resourceGroups/other-rg"
            timeline.createGroup(other)
            return timeline.createWorkspace(
                "\(other)/providers/Microsoft.OperationalInsights/workspaces/CONTOSO-soc")
        }
        #expect(second("group").refusal == nil)
        #expect(second("global").isRefused(by: WorkspaceRule.globalNames))
    }

    @Test("WS-DEL-09 · recovered after its cluster was deleted it is not linked and pays as it goes")
    func clusterGone() {
        var timeline = Timeline.contoso(.linked)
        timeline.deleteWorkspace()
        timeline.deleteCluster()
        #expect(timeline.createWorkspace().cites(WorkspaceRule.clusterGone))
        #expect(timeline.workspace?.link == LogAnalytics.WorkspaceLink.none)
        #expect(timeline.workspace?.sku == "PerGB2018")
    }

    @Test("WS-DEL-03 · the name is free after 14 days, the data is purged after 30")
    func dataPurged() throws {
        var timeline = Timeline.contoso(.workspace)
        timeline.ingest(5)
        let customerID = try #require(timeline.workspace?.customerID)
        timeline.deleteWorkspace()
        timeline.advance(by: .days(14))
        #expect(timeline.createWorkspace().refusal == nil)
        #expect(timeline.world.logAnalytics.departures[customerID]?.data.sent(at: timeline.now) == 5)
        timeline.advance(by: .days(16) - .milliseconds(1))
        #expect(timeline.world.logAnalytics.departures[customerID] != nil)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.world.logAnalytics.departures[customerID] == nil)
    }

    @Test("LA-QUERY-04 · querying old data brings it into the hot cache for a while")
    func queriesWarm() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(5)
        timeline.advance(by: .days(15))
        #expect(timeline.workspace?.data.isCold(table: nil, at: timeline.now) == true)
        #expect(timeline.workspace?.data.hot(at: timeline.now) == 0)

        let entry = timeline.submit {
            .logAnalytics(.queryOldData(workspace: $0.intern(Contoso.workspace), table: "securityevent"))
        }

        #expect(entry.cites(WorkspaceRule.queriesWarm))
        #expect(timeline.workspace?.data.hot(at: timeline.now) == 5)
        timeline.advance(by: .days(14))
        #expect(timeline.workspace?.data.hot(at: timeline.now) == 0)
    }

    @Test("LA-REVOKE-05 · under the other reading what lies under Microsoft's keys still answers")
    func readablePart() throws {
        func found(_ reading: String) throws -> (Int64, [RuleID]) {
            var timeline = Timeline.contoso(.workspace, assuming: [(.queryWhenRevoked, reading)])
            timeline.ingest(5)
            timeline.link()
            timeline.advance(by: .minutes(90))
            timeline.ingest(7)
            timeline.disableKey()
            timeline.advance(by: .hours(1))
            let workspace = try #require(timeline.workspace)
            return (
                LogAnalytics.found(workspace, table: nil, in: timeline.world), timeline.queryRefusal
            )
        }
        #expect(try found("whole-query-fails").1.first == LogAnalytics.Rule.queriesFail.id)
        #expect(try found("readable-part-answers") == (5, []))
    }

    @Test("LA-ING-02 · with a latency, records are found once they have arrived")
    func latency() throws {
        var settings = Settings()
        let isSet = settings.setTiming("ingestion.latency", from: 60_000, to: 60_000)
        #expect(isSet)
        var timeline = Timeline.contoso(.workspace, settings)
        timeline.ingest(5)
        timeline.advance(by: .minutes(1) - .milliseconds(1))
        let before = try #require(timeline.workspace)
        #expect(LogAnalytics.found(before, table: nil, in: timeline.world) == 0)
        timeline.advance(by: .milliseconds(1))
        #expect(LogAnalytics.found(before, table: nil, in: timeline.world) == 5)
    }
}

@Suite("LA-BYOS · saved queries and alerts in the customer's storage") struct StorageRulesTests {
    private typealias StorageRule = LogAnalytics.StorageRule
    private static let account =
        "\(Contoso.group)/providers/Microsoft.Storage/storageAccounts/contososa"

    private func link(_ kind: String, _ accounts: [String], _ timeline: inout Timeline) -> Entry {
        timeline.submit {
            .logAnalytics(
                .linkStorage(workspace: $0.intern(Contoso.workspace), kind: kind, accounts: accounts))
        }
    }
    private func save(_ name: String, _ timeline: inout Timeline) -> Entry {
        timeline.submit {
            .logAnalytics(
                .saveSearch(
                    $0.intern("\(Contoso.workspace)/savedSearches/\(name)"),
                    workspace: $0.intern(Contoso.workspace), [:]))
        }
    }
    private func visible(_ timeline: Timeline) -> Int {
        timeline.world.logAnalytics.searches.count { !$0.isInStorage }
    }

    @Test("LA-BYOS-01 · linked by kind of data, each time with the whole list")
    func linked() {
        var timeline = Timeline.contoso(.workspace)
        #expect(link("query", [Self.account], &timeline).cites(StorageRule.linked))
        #expect(timeline.workspace?.storage(for: .query)?.accounts == [Self.account])
        _ = link("Query", ["\(Self.account)2"], &timeline)
        #expect(timeline.workspace?.storage(for: .query)?.accounts == ["\(Self.account)2"])
        #expect(link("Pictures", [Self.account], &timeline).isRefused(by: StorageRule.linked))
    }

    @Test("LA-BYOS-02 · what is linked is a storage account")
    func storageAccount() {
        var timeline = Timeline.contoso(.workspace)
        #expect(link("Query", [Contoso.vault], &timeline).isRefused(by: StorageRule.storageAccount))
        #expect(link("Query", [], &timeline).isRefused(by: StorageRule.storageAccount))
    }

    @Test("LA-BYOS-03 · saved searches move to the storage, and come back when it is unlinked")
    func searchesMove() {
        var timeline = Timeline.contoso(.workspace)
        _ = save("one", &timeline)
        _ = save("two", &timeline)
        #expect(!link("Alerts", [Self.account], &timeline).cites(StorageRule.searchesMove))
        #expect(visible(timeline) == 2)

        #expect(link("Query", [Self.account], &timeline).cites(StorageRule.searchesMove))
        #expect(visible(timeline) == 0)
        _ = save("three", &timeline)
        #expect(visible(timeline) == 1)
        _ = link("Query", ["\(Self.account)2"], &timeline)
        #expect(visible(timeline) == 1)
        timeline.submit {
            .logAnalytics(.unlinkStorage(workspace: $0.intern(Contoso.workspace), kind: "Query"))
        }
        #expect(visible(timeline) == 3)
    }

    @Test("LA-BYOS-04, LA-BYOS-05 · what it does not cover, and what alerts then lack, is said")
    func advice() {
        var timeline = Timeline.contoso(.workspace)
        let query = link("Query", [Self.account], &timeline)
        let alerts = link("Alerts", [Self.account], &timeline)
        #expect(query.advises(StorageRule.notCovered) && !query.advises(StorageRule.alertsWithoutResults))
        #expect(alerts.advises(StorageRule.alertsWithoutResults) && !alerts.advises(StorageRule.notCovered))
    }

    @Test("LA-BYOS-06 · a workspace may insist on customer storage for saved searches")
    func ownKey() {
        var timeline = Timeline.contoso(.workspace)
        timeline.updateWorkspace(.init(forcesCustomerStorage: true))
        #expect(save("one", &timeline).isRefused(by: StorageRule.ownKey))
        #expect(link("Query", [Self.account], &timeline).advises(StorageRule.ownKey))
        #expect(save("one", &timeline).refusal == nil)
    }
}
