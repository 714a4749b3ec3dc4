import Testing
import VirtualTime

@testable import ControlPlane

@Suite("LA-ID · from one identity of a cluster to another") struct IdentityChangeRulesTests {
    @Test("LA-ID-03 · granted first, nothing is lost", arguments: [ChoicePolicy.earliest, .latest])
    func grantedFirst(policy: ChoicePolicy) {
        var timeline = Timeline.contoso(.linked, choices: Choices(policy: policy))
        timeline.writeIdentity()
        timeline.grant(timeline.objectID("ua1"))
        timeline.ingest(3)
        let before = timeline.world.sequence

        timeline.setClusterIdentity(.userAssigned(Contoso.identity))
        timeline.advance(by: .days(1))

        #expect(timeline.cluster?.identity == .userAssigned(Contoso.identity))
        #expect(timeline.access == "granted")
        // The system-assigned principal is gone, and its grant no longer counts.
        timeline.ingest(4)
        #expect(timeline.dropped == 0)
        let lost = timeline.entries.entries(after: before).contains {
            $0.cites(LogAnalytics.Rule.revocationHonored)
        }
        #expect(!lost)
        timeline.removeGrant(of: timeline.objectID("ua1"))
        #expect(timeline.access == (policy == .earliest ? "revoked" : "cached"))
    }

    @Test("LA-ID-04 · taken from an identity that has access, access is lost once, for that one reason")
    func lostOnce() throws {
        var timeline = Timeline.contoso(.linked)
        timeline.writeIdentity()
        timeline.grant(timeline.objectID("ua1"))
        timeline.setClusterIdentity(.userAssigned(Contoso.identity))
        timeline.advance(by: .minutes(10))
        timeline.setClusterIdentity(.systemAssigned)
        timeline.advance(by: .minutes(10))

        let entry = try #require(timeline.entries.last(citing: LogAnalytics.KeyRule.clearFirst))
        #expect(timeline.access == "cached")
        #expect(entry.choices.map(\.point) == [.honorCluster])
        #expect(!entry.cites(LogAnalytics.Rule.revocationTriggered))
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")
    }
}
