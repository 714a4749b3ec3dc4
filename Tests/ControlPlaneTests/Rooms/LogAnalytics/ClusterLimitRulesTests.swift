import Testing
import VirtualTime

@testable import ControlPlane

private typealias ClusterRule = LogAnalytics.ClusterRule

@Suite("LA-CLUSTER, LA-SKU · members, tiers and limits of a cluster") struct ClusterLimitRulesTests {
    private func create(
        _ settings: LogAnalytics.ClusterSettings, _ name: String = "contoso-la", in timeline: inout Timeline
    ) -> Entry {
        timeline.submit {
            .logAnalytics(.createOrUpdateCluster($0.intern(Contoso.cluster(named: name)), settings))
        }
    }

    @Test("LA-CLUSTER-05 · a cluster being provisioned shows Creating")
    func states() {
        var timeline = Timeline.contoso(.group)
        #expect(timeline.createCluster().cites(ClusterRule.states))
        #expect(timeline.cluster?.state.text == "Creating")
        timeline.advance(by: .hours(2))
        #expect(timeline.cluster?.state.text == "Succeeded")
    }

    @Test("LA-CLUSTER-06, LA-ERR-CRE-13 · double encryption where it is offered, fixed at creation")
    func doubleEncryption() {
        var timeline = Timeline.contoso(.group)
        let without = create(
            .init(location: "North Central US", capacity: 100, isDoubleEncrypted: true), in: &timeline)
        #expect(without.isRefused(by: ClusterRule.doubleEncryption))
        #expect(without.refusal?.because.contains(LogAnalytics.ErrorRule.noDoubleEncryption.id) == true)
        #expect(
            create(.init(location: "northcentralus", capacity: 100), "plain", in: &timeline).refusal == nil)
        #expect(
            timeline.world.logAnalytics.clusters[timeline.id(Contoso.cluster(named: "plain"))]?
                .isDoubleEncrypted == false)

        timeline.createCluster()
        #expect(timeline.cluster?.isDoubleEncrypted == true)
        timeline.advance(by: .hours(2))
        #expect(
            timeline.updateCluster(.init(isDoubleEncrypted: false)).isRefused(
                by: ClusterRule.doubleEncryption))
        #expect(timeline.updateCluster(.init(isDoubleEncrypted: true)).refusal == nil)
    }

    @Test("LA-CLUSTER-07 · zones where there are any, fixed at creation")
    func zones() {
        var timeline = Timeline.contoso(.group)
        let without = create(.init(location: "westus", capacity: 100, usesZones: true), in: &timeline)
        #expect(without.isRefused(by: ClusterRule.zones))
        #expect(create(.init(location: "westus", capacity: 100), "plain", in: &timeline).refusal == nil)

        timeline.createCluster()
        timeline.advance(by: .hours(2))
        #expect(timeline.cluster?.usesZones == true)
        #expect(timeline.updateCluster(.init(usesZones: false)).isRefused(by: ClusterRule.zones))
        #expect(timeline.updateCluster(.init(usesZones: true)).refusal == nil)
    }

    @Test("LA-CLUSTER-08 · the bill goes to cluster or workspaces, and is changed at once")
    func billingType() {
        var timeline = Timeline.contoso(.cluster)
        #expect(timeline.cluster?.billingType == .cluster)
        #expect(timeline.updateCluster(.init(billingType: "workspaces")).cites(ClusterRule.billingType))
        #expect(timeline.cluster?.billingType == .workspaces)
        #expect(timeline.cluster?.state == .succeeded)
        #expect(
            timeline.updateCluster(.init(billingType: "Nobody")).isRefused(by: ClusterRule.billingType))
    }

    @Test("LA-CLUSTER-09 · a cluster moves to no other region")
    func cannotMove() {
        var timeline = Timeline.contoso(.cluster)
        #expect(timeline.createCluster(location: "eastus").isRefused(by: ClusterRule.cannotMove))
        #expect(timeline.createCluster(location: "West Europe").refusal == nil)
    }

    @Test("LA-CLUSTER-10 · five active in a region, and another region's do not count")
    func fiveActive() {
        var timeline = Timeline.contoso(.group)
        for number in 1...5 {
            #expect(timeline.createCluster(Contoso.cluster(named: "cluster-\(number)")).refusal == nil)
        }
        #expect(timeline.createCluster(Contoso.cluster(named: "cluster-6")).isRefused(by: ClusterRule.quota))
        let elsewhere = timeline.createCluster(
            Contoso.cluster(named: "cluster-7"), location: "northeurope")
        #expect(elsewhere.refusal == nil)
    }

    @Test("LA-CLUSTER-10, LA-DEL-03 · seven with those deleted in 14 days, whose names are held")
    func sevenInAll() {
        var timeline = Timeline.contoso(.group)
        for number in 1...5 { timeline.createCluster(Contoso.cluster(named: "cluster-\(number)")) }
        timeline.advance(by: .hours(2))
        for number in 1...3 { timeline.deleteCluster(Contoso.cluster(named: "cluster-\(number)")) }
        for number in 6...7 {
            #expect(timeline.createCluster(Contoso.cluster(named: "cluster-\(number)")).refusal == nil)
        }

        let eighth = timeline.createCluster(Contoso.cluster(named: "cluster-8"))
        #expect(eighth.isRefused(by: ClusterRule.quota))
        #expect(eighth.refusal?.because.contains(ClusterRule.removal.id) == true)
        timeline.advance(by: .days(14) - .milliseconds(1))
        #expect(timeline.createCluster(Contoso.cluster(named: "cluster-8")).refusal != nil)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.entries.last?.cites(ClusterRule.removal) == true)
        #expect(timeline.createCluster(Contoso.cluster(named: "cluster-8")).refusal == nil)
    }

    @Test("LA-DEL-03 · how long names are held may be set")
    func nameReserved() {
        var settings = Settings()
        let days = Duration.days(3).wholeMilliseconds
        let isSet = settings.setTiming("cluster.nameReserved", from: days, to: days)
        #expect(isSet)
        var timeline = Timeline.contoso(.cluster, settings)
        timeline.deleteCluster()
        timeline.advance(by: .days(3) - .milliseconds(1))
        #expect(timeline.createCluster().refusal != nil)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.createCluster().refusal == nil)
    }

    @Test("LA-CLUSTER-12 · the commitment is billed from provisioning to deletion, used or not")
    func billed() {
        var timeline = Timeline.contoso(.group)
        timeline.createCluster(capacity: 100)
        timeline.advance(by: .hours(2))
        #expect(timeline.cluster?.billedGigabyteDays(at: timeline.now) == 0)
        timeline.advance(by: .days(10))
        timeline.updateCluster(.init(capacity: 300))
        timeline.advance(by: .days(2))
        #expect(timeline.cluster?.billedGigabyteDays(at: timeline.now) == 1_600)
        #expect(timeline.deleteCluster().cites(ClusterRule.billed))
        timeline.advance(by: .days(5))
        #expect(timeline.cluster?.billedGigabyteDays(at: timeline.now) == 1_600)
    }

    @Test("LA-SKU-01 · the sku is CapacityReservation in any casing")
    func skuName() {
        var timeline = Timeline.contoso(.cluster)
        for name in ["CapacityReservation", "capacityreservation"] {
            #expect(timeline.updateCluster(.init(skuName: name, capacity: 100)).refusal == nil)
        }
        #expect(
            timeline.updateCluster(.init(skuName: "PerNode", capacity: 100)).isRefused(
                by: ClusterRule.skuName))
    }

    @Test("LA-SKU-03 · up at any time, down from exactly 31 days after the last change on")
    func commitmentPeriod() {
        var timeline = Timeline.contoso(.cluster)
        timeline.advance(by: .days(20))
        #expect(timeline.updateCluster(.init(capacity: 300)).cites(ClusterRule.commitmentPeriod))
        timeline.advance(by: .days(31) - .milliseconds(1))
        #expect(timeline.updateCluster(.init(capacity: 200)).isRefused(by: ClusterRule.commitmentPeriod))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.updateCluster(.init(capacity: 200)).refusal == nil)
        // A decrease begins a period of its own.
        #expect(timeline.updateCluster(.init(capacity: 100)).isRefused(by: ClusterRule.commitmentPeriod))
    }

    @Test("LA-SKU-03 · the lock may be set to the 30 days of the error's text")
    func tierLock() {
        var settings = Settings()
        let days = Duration.days(30).wholeMilliseconds
        let isSet = settings.setTiming("cluster.tierLock", from: days, to: days)
        #expect(isSet)
        var timeline = Timeline.contoso(.cluster, settings)
        timeline.updateCluster(.init(capacity: 300))
        timeline.advance(by: .days(30))
        #expect(timeline.updateCluster(.init(capacity: 200)).refusal == nil)
    }

    @Test("LA-SKU-04 · a change of tier, bill or tags is in force with the answer")
    func synchronous() {
        var timeline = Timeline.contoso(.cluster)
        let entry = timeline.updateCluster(.init(capacity: 200, carried: ["tags": ["a": "b"]]))
        #expect(entry.cites(ClusterRule.synchronous))
        #expect(timeline.cluster?.capacity == 200)
        #expect(timeline.cluster?.carried["tags"]?["a"] == "b")
        #expect(timeline.cluster?.state == .succeeded)
        #expect(timeline.operation(of: entry) == nil)
    }

    @Test("LA-SKU-05 · repeating the tier restarts no period")
    func sameTier() {
        var timeline = Timeline.contoso(.cluster)
        timeline.updateCluster(.init(capacity: 200))
        timeline.advance(by: .days(30))
        let repeated = timeline.updateCluster(.init(capacity: 200, carried: ["tags": [:]]))
        #expect(repeated.cites(ClusterRule.sameTier))
        timeline.advance(by: .days(1))
        #expect(timeline.updateCluster(.init(capacity: 100)).refusal == nil)
    }

    @Test(
        "LA-CLUSTER-03 · as the article has it, 3 to 63 letters and digits",
        arguments: [("ab", false), ("abc", true), ("a-bc", false)])
    func articleNames(name: String, isAccepted: Bool) {
        var timeline = Timeline.contoso(.group, assuming: [(.clusterNameRule, "article")])
        let entry = timeline.createCluster(Contoso.cluster(named: name))
        #expect(entry.isRefused(by: LogAnalytics.Rule.clusterName) == !isAccepted)
    }
}

@Suite("LA-LINK, LA-DEL · links and the end of a cluster") struct ClusterLinkRulesTests {
    @Test("LA-LINK-05 · a workspace is linked within its region, unless that is not checked")
    func linkRegion() {
        func link(_ location: String, assuming readings: [(Assumption, String)] = []) -> Entry {
            var timeline = Timeline.contoso(.cluster, assuming: readings)
            timeline.createWorkspace(location: location)
            return timeline.link()
        }
        #expect(link("northeurope").isRefused(by: ClusterRule.linkRegion))
        #expect(link("West Europe").refusal == nil)
        #expect(link("northeurope", assuming: [(.regionTenantChecks, "off")]).refusal == nil)
    }

    @Test("LA-CLUSTER-11 · a cluster takes 1000 workspaces, links that run included")
    func workspaceLimit() {
        var timeline = Timeline.contoso(.cluster)
        for number in 1...1_001 { timeline.createWorkspace(Contoso.workspace(named: "soc-\(number)")) }
        for number in 1...500 { timeline.link(Contoso.workspace(named: "soc-\(number)")) }
        timeline.advance(by: .minutes(90))
        for number in 501...999 { timeline.link(Contoso.workspace(named: "soc-\(number)")) }

        #expect(timeline.link(Contoso.workspace(named: "soc-1000")).refusal == nil)
        #expect(
            timeline.link(Contoso.workspace(named: "soc-1001")).isRefused(by: ClusterRule.workspaceLimit))
    }

    @Test("LA-LINK-10 · linking alone sets the sku, and nothing else does while linked")
    func skuWhileLinked() {
        var timeline = Timeline.contoso(.workspace)
        #expect(timeline.updateWorkspace(.init(sku: "LACluster")).isRefused(by: ClusterRule.skuWhileLinked))
        timeline.link()
        timeline.advance(by: .minutes(90))
        #expect(timeline.updateWorkspace(.init(sku: "PerGB2018")).isRefused(by: ClusterRule.skuWhileLinked))
        #expect(timeline.updateWorkspace(.init(sku: "lacluster")).refusal == nil)
        #expect(timeline.updateWorkspace(.init(retentionDays: 90)).refusal == nil)
        #expect(timeline.workspace?.sku == "LACluster")
    }

    @Test("LA-LINK-12 · a linked workspace may be deleted, and comes back linked")
    func linkSurvives() {
        var timeline = Timeline.contoso(.linked)
        #expect(timeline.deleteWorkspace().cites(ClusterRule.linkSurvives))
        let settings = LogAnalytics.WorkspaceSettings(location: "westeurope", sku: "LACluster")
        let entry = timeline.submit {
            .logAnalytics(.createOrUpdateWorkspace($0.intern(Contoso.workspace), settings))
        }
        #expect(entry.cites(ClusterRule.linkSurvives))
        #expect(timeline.workspace?.link.cluster == timeline.id(Contoso.cluster))
    }

    @Test("LA-LINK-04 · under the other reading data is dropped until the cluster is provisioned")
    func dropsBeforeProvisioned() {
        var timeline = Timeline.contoso(.key, assuming: [(.linkBeforeProvisioned, "drop")])
        timeline.createCluster()
        timeline.createWorkspace()
        #expect(timeline.link().advises(LogAnalytics.Rule.linkAfterProvisioning))
        timeline.advance(by: .minutes(90))
        timeline.startTraffic()
        timeline.advance(by: .minutes(60))

        #expect(timeline.dropped == 300)
        #expect(timeline.stored == 300)
    }

    @Test("LA-LINK-07 · under the other reading the link goes over to the other cluster")
    func relinked() {
        func relink(_ reading: String) -> (Timeline, Entry) {
            var timeline = Timeline.contoso(.linked, assuming: [(.relink, reading)])
            timeline.createCluster(Contoso.cluster(named: "other-la"))
            timeline.advance(by: .hours(2))
            let entry = timeline.link(to: Contoso.cluster(named: "other-la"))
            timeline.advance(by: .minutes(90))
            return (timeline, entry)
        }
        #expect(relink("refused").1.isRefused(by: LogAnalytics.Rule.oneCluster))
        let (timeline, entry) = relink("accepted")
        #expect(entry.refusal == nil)
        #expect(timeline.workspace?.link.cluster == timeline.id(Contoso.cluster(named: "other-la")))
        #expect(timeline.cluster?.links == [])
    }

    @Test("LA-DEL-01 · a deleted cluster is gone at once; not while it is being provisioned")
    func goneAtOnce() {
        var timeline = Timeline.contoso(.key)
        timeline.createCluster()
        #expect(timeline.deleteCluster().isRefused(by: LogAnalytics.Rule.notWhileProvisioning))
        timeline.advance(by: .hours(2))
        #expect(timeline.deleteCluster().cites(ClusterRule.goneAtOnce))
        #expect(timeline.cluster?.isDeleted == true)
        #expect(timeline.deleteCluster().isRefused(by: Resources.Rule.resourceExists))
    }

    @Test("LA-DEL-04 · while it is being removed updates fail, and its name is a conflict")
    func updatesWhileDeleting() {
        var timeline = Timeline.contoso(.cluster)
        timeline.deleteCluster()
        #expect(
            timeline.updateCluster(.init(capacity: 200)).isRefused(by: ClusterRule.updatesWhileDeleting))
        #expect(timeline.createCluster().isRefused(by: LogAnalytics.Rule.nameReserved))
        timeline.advance(by: .days(14))
        #expect(
            timeline.updateCluster(.init(capacity: 200)).isRefused(by: Resources.Rule.resourceExists))
    }
}
