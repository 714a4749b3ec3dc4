import ControlPlane
import Testing
import VirtualTime

@Suite("ARM-MI · managed identities") struct IdentityRulesTests {
    @Test("ARM-MI-01 · the identity goes with its cluster, and a new cluster of that name has another")
    func livesWithTheResource() {
        var timeline = Timeline.contoso(.granted)
        let before = timeline.clusterObjectID
        #expect(timeline.world.identity.entries[before] != nil)

        timeline.deleteCluster()
        #expect(timeline.world.identity.entries[before] == nil)

        timeline.advance(by: .days(14))
        timeline.createCluster()
        #expect(timeline.clusterObjectID != before)
        #expect(timeline.world.identity.entries[timeline.clusterObjectID] != nil)
    }

    @Test("ARM-MI-01 · a grant to the old identity does not help the new one")
    func oldGrantDoesNotHelp() {
        var timeline = Timeline.contoso(.granted)
        timeline.deleteCluster()
        timeline.advance(by: .days(14))
        timeline.createCluster()
        timeline.advance(by: .hours(2))

        #expect(timeline.setClusterKey(version: "").isRefused(by: LogAnalytics.Rule.getPermission))

        timeline.grant(timeline.clusterObjectID)
        #expect(timeline.setClusterKey(version: "").refusal == nil)
    }

    @Test("ARM-MI-01 · taken off and put on again, the identity is a new one and the old one is gone")
    func identityChanged() {
        var timeline = Timeline.contoso(.granted)
        let before = timeline.clusterObjectID

        timeline.setClusterIdentity(.none)
        timeline.advance(by: .minutes(10))
        #expect(timeline.world.identity.entries[before] == nil)

        timeline.setClusterIdentity(.systemAssigned)
        timeline.advance(by: .minutes(10))
        #expect(timeline.clusterObjectID != before)
        #expect(Identity.objectID(named: "contoso-la", in: timeline.world) == timeline.clusterObjectID)
    }
}
