import Testing
import VirtualTime

@testable import ControlPlane

@Suite("LA-LINK · workspaces and their cluster") struct LinkRulesTests {
    @Test("LA-LINK-01 · the linked service starts the link, with an operation to follow")
    func linkStarts() {
        var timeline = Timeline.contoso(.workspace)
        let entry = timeline.link()
        #expect(entry.cites(LogAnalytics.Rule.linkStarts))
        #expect(timeline.operation(of: entry)?.endsAt == entry.at + .minutes(90))
        #expect(timeline.workspace?.link.cluster == nil)
    }

    @Test("LA-LINK-02 · ProvisioningAccount, Succeeded, Deleting")
    func linkStates() {
        var timeline = Timeline.contoso(.workspace)
        timeline.link()
        #expect(timeline.workspace?.link.text == "ProvisioningAccount")
        timeline.advance(by: .minutes(90))
        #expect(timeline.workspace?.link.text == "Succeeded")
        timeline.unlink()
        #expect(timeline.workspace?.link.text == "Deleting")
    }

    @Test(
        "LA-LINK-03 · linked within 90 minutes, at both ends of the bound",
        arguments: [ChoicePolicy.earliest, .latest])
    func linkCompletes(policy: ChoicePolicy) {
        var timeline = Timeline.contoso(.workspace, choices: Choices(policy: policy))
        timeline.link()
        timeline.advance(by: .minutes(90) - .milliseconds(1))
        #expect((timeline.workspace?.link.cluster != nil) == (policy == .earliest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.workspace?.link.cluster == timeline.id(Contoso.cluster))
        #expect(timeline.workspace?.sku == "LACluster")
        #expect(timeline.cluster?.links.map(\.workspace) == [timeline.id(Contoso.workspace)])
    }

    @Test("LA-LINK-04 · a link to a cluster that is not provisioned is refused")
    func linkAfterProvisioning() {
        var timeline = Timeline.contoso(.group)
        timeline.createCluster()
        timeline.createWorkspace()
        let entry = timeline.link()
        #expect(entry.refusal?.because.contains(LogAnalytics.Rule.linkAfterProvisioning.id) == true)
    }

    @Test("LA-LINK-04 · in the other reading it is accepted, and what is sent before the end is dropped")
    func linkBeforeProvisioning() {
        var timeline = Timeline.contoso(.group, assuming: [(.linkBeforeProvisioned, "drop")])
        timeline.createCluster()
        timeline.createWorkspace()
        timeline.startTraffic()
        let entry = timeline.link()
        #expect(entry.advises(LogAnalytics.Rule.linkAfterProvisioning))

        timeline.advance(by: .hours(3))

        #expect(timeline.stored == 900 + 600)
        #expect(timeline.dropped == 300)
    }

    private func linkTwice() -> Timeline {
        var timeline = Timeline.contoso(.workspace)
        for _ in 0..<2 {
            timeline.link()
            timeline.advance(by: .minutes(90))
            timeline.unlink()
            timeline.advance(by: .minutes(90))
        }
        return timeline
    }

    @Test("LA-LINK-06 · a third link within 30 days is refused, exactly 30 days after the first it is not")
    func linkLimit() throws {
        var timeline = linkTwice()
        let first = try #require(timeline.entries.first { $0.cites(LogAnalytics.Rule.linkStarts) }).at

        #expect(timeline.link().isRefused(by: LogAnalytics.Rule.linkLimit))
        timeline.advance(to: first + .days(30) - .milliseconds(1))
        #expect(timeline.link().isRefused(by: LogAnalytics.Rule.linkLimit))

        timeline.advance(by: .milliseconds(1))
        #expect(timeline.link().refusal == nil)
    }

    @Test("LA-LINK-06 · unlinking does not count, nor does a link again to the same cluster")
    func whatCounts() {
        var timeline = Timeline.contoso(.linked)
        for _ in 0..<5 { #expect(timeline.link().outcome == .settled([])) }
        timeline.unlink()
        timeline.advance(by: .minutes(90))
        #expect(timeline.link().refusal == nil)
    }

    @Test("LA-LINK-07 · a workspace linked to one cluster cannot be linked to another")
    func oneCluster() {
        var timeline = Timeline.contoso(.linked)
        timeline.createCluster(Contoso.cluster(named: "contoso-2"))
        timeline.advance(by: .hours(2))
        #expect(
            timeline.link(to: Contoso.cluster(named: "contoso-2")).isRefused(by: LogAnalytics.Rule.oneCluster)
        )
    }

    @Test("LA-LINK-08 · no workspace, no cluster and a link in progress are told apart")
    func linkErrors() {
        var timeline = Timeline.contoso(.workspace)
        let none = Contoso.cluster(named: "contoso-none")
        #expect(
            timeline.link(Contoso.workspace(named: "contoso-none")).isRefused(
                by: Resources.Rule.resourceExists))
        #expect(timeline.link(to: none).refusal?.reason == .clusterNotFound("contoso-none"))
        let linking = timeline.link()
        for entry in [timeline.link(), timeline.unlink()] {
            #expect(entry.refusal?.reason == .linkInProgress(timeline.id(Contoso.workspace)))
            #expect(entry.causes == [linking.number])
        }
        timeline.advance(by: .minutes(90))
        timeline.unlink()
        #expect(timeline.unlink().isRefused(by: LogAnalytics.Rule.linkErrors))
    }

    @Test(
        """
        LA-LINK-08 · precedence: in progress, then no cluster, then another cluster, then not ready, \
        then the limit
        """
    )
    func precedence() {
        let next = Contoso.cluster(named: "contoso-2"), none = Contoso.cluster(named: "contoso-none")
        var timeline = linkTwice()
        timeline.createCluster(next)
        #expect(timeline.link(to: none).isRefused(by: LogAnalytics.Rule.linkErrors))
        #expect(timeline.link(to: next).isRefused(by: LogAnalytics.Rule.notWhileProvisioning))
        timeline.advance(by: .hours(2))
        #expect(timeline.link(to: next).isRefused(by: LogAnalytics.Rule.linkLimit))

        var linked = Timeline.contoso(.linked)
        linked.createCluster(next)
        #expect(linked.link(to: none).isRefused(by: LogAnalytics.Rule.linkErrors))
        #expect(linked.link(to: next).isRefused(by: LogAnalytics.Rule.oneCluster))
        let unlinking = linked.unlink()
        #expect(linked.link(to: none).causes == [unlinking.number])
    }

    @Test("LA-LINK-09 · new data goes to the cluster from the instant the link is complete; older data stays")
    func linkSwitches() {
        var timeline = Timeline.contoso(.workspace)
        timeline.startTraffic()
        timeline.link()
        timeline.advance(by: .minutes(100))
        let cluster = timeline.id(Contoso.cluster)

        #expect(timeline.workspace?.data.stored(at: timeline.now, store: { $0 == nil }) == 900)
        #expect(timeline.workspace?.data.stored(at: timeline.now, store: { $0 == cluster }) == 100)
        let linked = timeline.entries.last(citing: LogAnalytics.Rule.linkSwitches)
        #expect(linked?.at == timeline.now - .minutes(10))
    }

    @Test("LA-LINK-11 · after unlinking new data is under Microsoft's keys, and the old stays in the cluster")
    func unlinks() {
        var timeline = Timeline.contoso(.linked)
        timeline.startTraffic()
        timeline.unlink()
        timeline.advance(by: .minutes(90) - .milliseconds(1))
        #expect(timeline.workspace?.link.cluster != nil)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.workspace?.link == LogAnalytics.WorkspaceLink.none)
        #expect(timeline.workspace?.sku == "PerGB2018")
        timeline.advance(by: .minutes(10))
        #expect(timeline.workspace?.data.stored(at: timeline.now, store: { $0 != nil }) == 900)
        #expect(timeline.workspace?.data.stored(at: timeline.now, store: { $0 == nil }) == 100)

        timeline.disableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.accessible == 0)
        #expect(timeline.dropped == 0)
        #expect(timeline.queryRefusal.first == LogAnalytics.Rule.queriesFail.id)
    }

    @Test("LA-LINK-11 · unlinking what is not linked changes nothing")
    func unlinkedAlready() {
        var timeline = Timeline.contoso(.workspace)
        #expect(timeline.unlink().outcome == .settled([]))
    }
}
