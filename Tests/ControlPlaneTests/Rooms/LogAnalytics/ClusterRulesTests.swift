import Testing
import VirtualTime

@testable import ControlPlane

@Suite("LA-CLUSTER, LA-CREATE, LA-ID, LA-DEL · dedicated clusters") struct ClusterRulesTests {
    @Test(
        "LA-CLUSTER-03 · 4 to 63 letters, digits and inner hyphens",
        arguments: [
            ("abc", false), ("abcd", true), (String(repeating: "a", count: 63), true),
            (String(repeating: "a", count: 64), false), ("a-b-c", true), ("-abc", false), ("abc-", false),
            ("9abc", true), ("ab_c", false),
        ])
    func clusterName(name: String, isAccepted: Bool) {
        var timeline = Timeline.contoso(.group)

        let entry = timeline.createCluster(Contoso.cluster(named: name))

        #expect(entry.isRefused(by: LogAnalytics.Rule.clusterName) == !isAccepted)
    }

    @Test("LA-CLUSTER-03 · a cluster's location is fixed")
    func locationFixed() {
        var timeline = Timeline.contoso(.cluster)
        #expect(
            timeline.createCluster(location: "northeurope").refusal?.reason
                == .locationFixed(timeline.id(Contoso.cluster)))
        #expect(timeline.createCluster(location: "West Europe").refusal == nil)
    }

    @Test("LA-SKU-02 · every published tier is accepted", arguments: LogAnalytics.commitmentTiers)
    func publishedTiers(tier: Int) {
        var timeline = Timeline.contoso(.group)
        #expect(timeline.createCluster(capacity: tier).refusal == nil)
    }

    @Test(
        "LA-SKU-02 · no other figure is",
        arguments: [0, 99, 101, 150, 50_001])
    func otherTiers(tier: Int) {
        var timeline = Timeline.contoso(.cluster)
        let new = timeline.createCluster(Contoso.cluster(named: "contoso-2"), capacity: tier)
        #expect(new.isRefused(by: LogAnalytics.Rule.commitmentTier))
        let changed = timeline.updateCluster(LogAnalytics.ClusterChanges(capacity: tier))
        #expect(changed.isRefused(by: LogAnalytics.Rule.commitmentTier))
    }

    @Test("LA-SKU-02 · a change of tier is done at once")
    func tierChanges() {
        var timeline = Timeline.contoso(.cluster)
        timeline.updateCluster(LogAnalytics.ClusterChanges(capacity: 500))
        #expect(timeline.cluster?.capacity == 500)
        #expect(timeline.cluster?.lastSkuUpdate == timeline.now)
        #expect(timeline.cluster?.state == .succeeded)
    }

    @Test("LA-CREATE-01 · creating is accepted with an operation to follow")
    func clusterAccepted() {
        var timeline = Timeline.contoso(.group)
        let entry = timeline.createCluster()
        #expect(entry.cites(LogAnalytics.Rule.clusterAccepted))
        #expect(timeline.cluster?.state.operation == OperationID(startedBy: entry.number))
    }

    @Test("LA-CREATE-02 · done within two hours, at both ends of the bound")
    func clusterCreation() {
        var timeline = Timeline.contoso(.group)
        timeline.createCluster()
        timeline.advance(by: .hours(2) - .milliseconds(1))
        #expect(timeline.cluster?.state.isTerminal == false)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.cluster?.state == .succeeded)

        var early = Timeline.contoso(.group, choices: Choices(policy: .earliest))
        early.createCluster()
        #expect(early.cluster?.state == .succeeded)
    }

    @Test("LA-CREATE-03 · the identity exists from acceptance on, so it can be granted before the end")
    func principalFromAcceptance() {
        var timeline = Timeline.contoso(.key)
        let entry = timeline.createCluster()

        #expect(entry.cites(LogAnalytics.Rule.principalFromAcceptance))
        #expect(timeline.world.identity.entries[timeline.clusterObjectID]?.name == "contoso-la")
        timeline.grant(timeline.clusterObjectID)
        let cluster = Principal.identity(objectID: timeline.clusterObjectID)
        #expect(timeline.refusal(of: .wrapKey, by: cluster) == [])
    }

    @Test("LA-CREATE-04 · while provisioned it takes no update, link or deletion")
    func notWhileProvisioning() {
        var timeline = Timeline.contoso(.key)
        let creation = timeline.createCluster()
        timeline.createWorkspace()
        timeline.advance(by: .minutes(119))

        let asked = [
            timeline.updateCluster(LogAnalytics.ClusterChanges(capacity: 200)), timeline.link(),
            timeline.deleteCluster(),
        ]

        for entry in asked {
            #expect(entry.isRefused(by: LogAnalytics.Rule.notWhileProvisioning))
            #expect(entry.causes == [creation.number])
        }
        timeline.advance(by: .minutes(1))
        #expect(timeline.link().refusal == nil)
    }

    @Test("LA-CREATE-04 · while updated it takes no update and no link")
    func notWhileUpdating() {
        var timeline = Timeline.contoso(.granted)
        timeline.createWorkspace()
        timeline.setClusterKey(version: "")

        #expect(timeline.setClusterKey(version: "").isRefused(by: LogAnalytics.Rule.notWhileProvisioning))
        #expect(timeline.link().isRefused(by: LogAnalytics.Rule.notWhileProvisioning))
    }

    @Test(
        "LA-CREATE-05 · a deleted cluster's name is reserved for 14 days in its group, and free from then on")
    func nameReserved() {
        var timeline = Timeline.contoso(.cluster)
        let other = "\(Contoso.subscription)/resourceGroups/other-rg"
        timeline.createGroup(other)
        let deletion = timeline.deleteCluster()

        timeline.advance(by: .days(14) - .milliseconds(1))
        let refused = timeline.createCluster()
        #expect(refused.isRefused(by: LogAnalytics.Rule.nameReserved))
        #expect(refused.causes == [deletion.number])
        let elsewhere = "\(other)/providers/Microsoft.OperationalInsights/clusters/contoso-la"
        #expect(timeline.createCluster(elsewhere).refusal == nil)

        timeline.advance(by: .milliseconds(1))
        #expect(timeline.createCluster().refusal == nil)
    }

    @Test("LA-CREATE-06 · a new system-assigned identity cannot bring a key")
    func noKeyAtCreation() {
        var timeline = Timeline.contoso(.key)
        let entry = timeline.createCluster(key: timeline.keyRequest())
        #expect(entry.isRefused(by: LogAnalytics.Rule.noKeyAtCreation))
        #expect(timeline.cluster == nil)
    }

    @Test(
        "LA-CREATE-06 · a key given with another identity is checked, never left out in silence",
        arguments: [LogAnalytics.IdentityRequest.none, .userAssigned("/subscriptions/s/id")])
    func keyAtCreationIsChecked(identity: LogAnalytics.IdentityRequest) {
        var timeline = Timeline.contoso(.key)
        let entry = timeline.createCluster(identity: identity, key: timeline.keyRequest())
        #expect(entry.isRefused(by: LogAnalytics.Rule.getPermission))
        #expect(timeline.cluster == nil)
    }

    @Test("LA-CREATE-06 · an identity that has its grant brings the key along")
    func keyAtCreation() {
        var timeline = Timeline.contoso(.key)
        // The core knows a user-assigned identity by the object id it stands for.
        let dana = Identity.objectID(named: "dana@contoso", in: timeline.world) ?? ""
        timeline.grant(dana)
        timeline.createCluster(identity: .userAssigned(dana), key: timeline.keyRequest())
        timeline.advance(by: .hours(2))
        #expect(timeline.cluster?.key?.wrappedWith == timeline.latestVersion)

        timeline.disableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")
    }

    @Test("LA-ID-01 · a cluster carries one identity, or none")
    func identityTypes() {
        var timeline = Timeline.contoso(.cluster)
        #expect(timeline.cluster?.identity.typeText == "SystemAssigned")

        let entry = timeline.setClusterIdentity(.userAssigned("/subscriptions/s/id"))
        #expect(timeline.cluster?.identity.typeText == "SystemAssigned")
        timeline.advance(by: .minutes(10))
        #expect(entry.cites(LogAnalytics.Rule.keyUpdateTakesTime))
        #expect(timeline.cluster?.identity == .userAssigned("/subscriptions/s/id"))

        timeline.setClusterIdentity(.none)
        timeline.advance(by: .minutes(10))
        #expect(timeline.cluster?.identity.typeText == "None")
        #expect(timeline.entries.last(citing: LogAnalytics.Rule.identityTypes)?.at == timeline.now)
    }

    @Test("LA-ID-02 · identity and key do not change in one operation; an unchanged identity may be repeated")
    func identityAndKey() {
        var timeline = Timeline.contoso(.granted)
        let both = LogAnalytics.ClusterChanges(
            identity: LogAnalytics.IdentityRequest.none, key: timeline.keyRequest())
        let repeated = LogAnalytics.ClusterChanges(identity: .systemAssigned, key: timeline.keyRequest())

        #expect(timeline.updateCluster(both).isRefused(by: LogAnalytics.KeyRule.oneChangeAtATime))
        #expect(timeline.updateCluster(repeated).refusal == nil)
    }

    @Test(
        """
        LA-ID-05 · taking the identity off a cluster under a key revokes it, and nothing but support \
        undoes it
        """
    )
    func identityRemoved() {
        var timeline = Timeline.contoso(.linked)

        timeline.setClusterIdentity(.none)
        timeline.advance(by: .minutes(10))
        #expect(timeline.access == "cached")
        #expect(timeline.entries.last(citing: LogAnalytics.Rule.identityRemoved)?.at == timeline.now)
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")

        timeline.setClusterIdentity(.systemAssigned)
        timeline.advance(by: .minutes(10))
        timeline.grant(timeline.clusterObjectID)
        timeline.advance(by: .days(1))
        #expect(timeline.access == "revoked")
    }

    @Test("LA-ID-07 · a cluster that serves Sentinel keeps its system-assigned identity")
    func sentinelIdentity() {
        var timeline = Timeline.contosoCMK()
        let entry = timeline.setClusterIdentity(.userAssigned("/subscriptions/s/id"))
        #expect(
            entry.refusal?.because == [
                Sentinel.Rule.systemAssigned.id, LogAnalytics.Rule.sentinelIdentity.id,
                Sentinel.Rule.chosenEffects.id,
            ])
    }

    @Test("LA-DEL-02 · deleting a cluster destroys its data and unlinks its workspaces, for good")
    func clusterDeletion() {
        var timeline = Timeline.contoso(.workspace)
        timeline.ingest(5)
        timeline.link()
        timeline.advance(by: .minutes(90))
        timeline.ingest(7)

        let entry = timeline.deleteCluster()

        #expect(entry.cites(LogAnalytics.Rule.clusterDeletion))
        #expect(timeline.workspace?.link == LogAnalytics.WorkspaceLink.none)
        #expect(timeline.workspace?.sku == "PerGB2018")
        #expect(timeline.stored == 5)
        #expect(timeline.accessible == 5)
        #expect(timeline.workspace?.data.unrecoverable == 7)
        #expect(timeline.sent == 12)
        timeline.ingest(1)
        #expect(timeline.stored == 6)
    }

    @Test("LA-DEL-02 · data of a workspace that was unlinked earlier goes too")
    func dataOfUnlinkedWorkspaces() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(7)
        timeline.unlink()
        timeline.advance(by: .minutes(90))
        timeline.ingest(5)

        timeline.deleteCluster()

        #expect(timeline.stored == 5)
        #expect(timeline.workspace?.data.unrecoverable == 7)
    }

    @Test("LA-DEL-02 · a workspace that was being linked or unlinked is simply not linked")
    func deletionDuringLink() {
        var linking = Timeline.contoso(.workspace)
        linking.link()
        var unlinking = Timeline.contoso(.linked)
        let operation = unlinking.unlink()

        linking.deleteCluster()
        unlinking.deleteCluster()
        linking.advance(by: .days(20))
        unlinking.advance(by: .days(20))

        #expect(linking.workspace?.link == LogAnalytics.WorkspaceLink.none)
        #expect(unlinking.workspace?.link == LogAnalytics.WorkspaceLink.none)
        #expect(unlinking.operation(of: operation)?.outcome != nil)
        linking.ingest(3)
        #expect(linking.accessible == 3)
    }
}
