import Testing
import VirtualTime

@testable import ControlPlane

@Suite("WS · workspaces") struct WorkspaceRulesTests {
    @Test("WS-01 · created within ten seconds, updated at once")
    func workspaceCreation() {
        var timeline = Timeline.contoso(.group)
        timeline.createWorkspace()
        timeline.advance(by: .seconds(10) - .milliseconds(1))
        #expect(timeline.workspace?.state.text == "Creating")
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.workspace?.state == .succeeded)
        let customerID = timeline.workspace?.customerID

        timeline.createWorkspace(retentionDays: 90)

        #expect(timeline.workspace?.retentionDays == 90)
        #expect(timeline.workspace?.customerID == customerID)
        #expect(timeline.workspace?.state == .succeeded)
    }

    @Test("WS-01 · under earliest it is there in the instant of the request")
    func workspaceCreationEarliest() {
        var timeline = Timeline.contoso(.group, choices: Choices(policy: .earliest))
        timeline.createWorkspace()
        #expect(timeline.workspace?.state == .succeeded)
    }

    @Test(
        "WS-05 · a workspace keeps 30 to 730 days",
        arguments: [(29, false), (30, true), (730, true), (731, false)])
    func retention(days: Int, isAccepted: Bool) {
        var timeline = Timeline.contoso(.group)
        let entry = timeline.createWorkspace(retentionDays: days)
        #expect(entry.isRefused(by: LogAnalytics.Rule.tableUpdate) == !isAccepted)
    }

    @Test("WS-05 · a table is written by an operation of its own, at both ends of the bound")
    func tableUpdate() {
        var timeline = Timeline.contoso(.workspace)
        let entry = timeline.writeTable()
        let table = timeline.id("\(Contoso.workspace)/tables/Custom_CL")
        timeline.advance(by: .minutes(1) - .milliseconds(1))
        #expect(timeline.world.logAnalytics.tables[table]?.state.text == "Updating")
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.world.logAnalytics.tables[table]?.state == .succeeded)
        #expect(timeline.operation(of: entry)?.outcome == .succeeded)
        #expect(timeline.world.logAnalytics.tables[table]?.carried == ["plan": "Basic"])

        var early = Timeline.contoso(.workspace, choices: Choices(policy: .earliest))
        early.writeTable()
        #expect(early.world.logAnalytics.tables[table]?.state == .succeeded)
    }

    @Test("WS-05 · a table that goes ends what runs on it, and it goes with its workspace")
    func tableGoes() {
        var deleted = Timeline.contoso(.workspace)
        let first = deleted.writeTable()
        deleted.deleteTable()
        #expect(deleted.operation(of: first)?.outcome == .canceled)
        #expect(deleted.deleteTable().isRefused(by: Resources.Rule.resourceExists))

        var purged = Timeline.contoso(.workspace)
        let second = purged.writeTable()
        purged.deleteWorkspace(force: true)
        #expect(purged.operation(of: second)?.outcome == .canceled)
        #expect(purged.world.logAnalytics.tables.isEmpty)
    }

    @Test(
        "WS-02 · 4 to 63 letters, digits and inner hyphens",
        arguments: [
            ("abc", false), ("abcd", true), (String(repeating: "a", count: 63), true),
            (String(repeating: "a", count: 64), false), ("a-bc", true), ("abc-", false), ("-abc", false),
            ("a.bc", false),
        ])
    func workspaceName(name: String, isAccepted: Bool) {
        var timeline = Timeline.contoso(.group)
        let entry = timeline.createWorkspace(Contoso.workspace(named: name))
        #expect(entry.isRefused(by: LogAnalytics.Rule.workspaceName) == !isAccepted)
    }

    @Test("WS-02 · the name is unique in its group, not beyond")
    func nameInGroup() {
        var timeline = Timeline.contoso(.workspace)
        let other = "\(Contoso.subscription)/resourceGroups/other-rg"
        timeline.createGroup(other)
        timeline.createWorkspace("\(other)/providers/Microsoft.OperationalInsights/workspaces/contoso-soc")
        #expect(timeline.world.logAnalytics.workspaces.count == 2)
    }

    @Test("WS-DEL-01 · a deleted workspace is out of sight, takes nothing in and can be recovered")
    func softDeletion() {
        var timeline = Timeline.contoso(.linked)
        timeline.startTraffic()
        timeline.advance(by: .minutes(10))
        let entry = timeline.deleteWorkspace()
        timeline.advance(by: .days(1))

        #expect(entry.cites(LogAnalytics.Rule.softDeletion))
        #expect(timeline.workspace?.deletion?.recoverableUntil == entry.at + .days(14))
        #expect(timeline.sent == 100)
        #expect(timeline.ingest(1).isRefused(by: Resources.Rule.resourceExists))
        #expect(timeline.deleteWorkspace().isRefused(by: Resources.Rule.resourceExists))
    }

    @Test("WS-DEL-02 · deleted with force it is gone at once, and its name free; only a live one")
    func forcedDeletion() {
        var timeline = Timeline.contoso(.linked)
        let customerID = timeline.workspace?.customerID
        #expect(timeline.deleteWorkspace(force: true).cites(LogAnalytics.Rule.forcedDeletion))
        #expect(timeline.workspace == nil)
        #expect(timeline.cluster?.links == [])

        timeline.createWorkspace()
        #expect(timeline.workspace?.customerID != customerID)

        timeline.deleteWorkspace()
        #expect(timeline.deleteWorkspace(force: true).isRefused(by: Resources.Rule.resourceExists))
    }

    @Test("WS-DEL-02 · deleted with force while it is being linked: the operation is canceled")
    func forcedDuringLink() {
        var timeline = Timeline.contoso(.workspace)
        let linking = timeline.link()
        timeline.deleteWorkspace(force: true)
        #expect(timeline.operation(of: linking)?.outcome == .canceled)
    }

    @Test("WS-DEL-03 · after 14 days it is gone, a millisecond before it is not")
    func recoverable() {
        var timeline = Timeline.contoso(.linked)
        let deletion = timeline.deleteWorkspace()
        timeline.advance(by: .days(14) - .milliseconds(1))
        #expect(timeline.workspace != nil)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.workspace == nil)
        #expect(timeline.cluster?.links == [])
        #expect(timeline.entries.last(citing: LogAnalytics.Rule.recoverable)?.causes == [deletion.number])
    }

    @Test("WS-DEL-05 · PUT under its name brings it back with id, data and link, in the same place only")
    func recovers() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(5)
        let before = timeline.workspace
        timeline.deleteWorkspace()
        timeline.advance(by: .days(1))

        #expect(timeline.createWorkspace(location: "northeurope").isRefused(by: LogAnalytics.Rule.recovers))
        #expect(timeline.createWorkspace().cites(LogAnalytics.Rule.recovers))

        #expect(timeline.workspace?.customerID == before?.customerID)
        #expect(timeline.workspace?.link == before?.link)
        #expect(timeline.accessible == 5)
    }

    @Test("WS-DEL-05 · deleted during an operation: it is canceled, and recovery finds what was before")
    func deletedDuringOperation() {
        var creating = Timeline.contoso(.cluster)
        creating.createWorkspace()
        creating.deleteWorkspace()
        var linking = Timeline.contoso(.workspace)
        let link = linking.link()
        linking.deleteWorkspace()
        var unlinking = Timeline.contoso(.linked)
        let linked = unlinking.workspace?.link
        let unlink = unlinking.unlink()
        unlinking.deleteWorkspace()

        creating.advance(by: .days(1))
        linking.advance(by: .days(1))
        unlinking.advance(by: .days(1))
        creating.createWorkspace()
        linking.createWorkspace()
        unlinking.createWorkspace()

        #expect(creating.workspace?.state == .succeeded)
        #expect(linking.workspace?.link == LogAnalytics.WorkspaceLink.none)
        #expect(linking.operation(of: link)?.outcome == .canceled)
        #expect(unlinking.workspace?.link == linked)
        #expect(unlinking.operation(of: unlink)?.outcome == .canceled)
    }

    @Test("WS-DEL-05 · recovered after its cluster is gone: not linked, without the cluster's data")
    func recoversWithoutCluster() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(5)
        timeline.deleteWorkspace()
        timeline.deleteCluster()
        timeline.createWorkspace()
        #expect(timeline.workspace?.link == LogAnalytics.WorkspaceLink.none)
        #expect(timeline.workspace?.sku == "PerGB2018")
        #expect(timeline.stored == 0)
        #expect(timeline.workspace?.data.unrecoverable == 5)
    }
}
