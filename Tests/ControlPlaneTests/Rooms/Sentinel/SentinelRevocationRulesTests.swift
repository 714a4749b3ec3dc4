import ControlPlane
import Testing
import VirtualTime

@Suite("SENT-REVOKE, SENT-ROT · Sentinel and the key") struct SentinelRevocationRulesTests {
    @Test("SENT-REVOKE-01 · revoked when both have lost the key; one alone is no complete revocation")
    func revoked() {
        var timeline = Timeline.contosoCMK()
        timeline.removeGrant(of: timeline.clusterObjectID)
        timeline.advance(by: .hours(1))
        #expect(timeline.availability == .degraded)
        #expect(timeline.entries.last?.advises(Sentinel.Rule.revoked) == true)

        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1))
        #expect(timeline.availability == .unavailable)
    }

    @Test(
        "SENT-REVOKE-02 · honored within an hour of the later loss, at both ends of the bound",
        arguments: [ChoicePolicy.earliest, .latest])
    func honored(policy: ChoicePolicy) {
        var timeline = Timeline.contosoCMK(policy)
        timeline.removeGrant(of: timeline.clusterObjectID)
        timeline.advance(by: .minutes(30))
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect((timeline.availability == .unavailable) == (policy == .earliest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.availability == .unavailable)
        #expect(
            timeline.entries.last(citing: Sentinel.Rule.honored)?.at == timeline.onboarding?.availableSince.at
        )
        // Of the cluster that is dark by now, to the workspace.
        let told = timeline.entries.flatMap(\.rulings).filter {
            $0.event == .logAnalytics(.workspaceAccessChanged(timeline.id(Contoso.workspace), isDark: true))
        }
        #expect(told.map(\.because) == [Sentinel.Rule.honored.id])
    }

    @Test("SENT-REVOKE-03 · ingestion, changes of configuration and new incidents are prevented")
    func prevented() {
        var timeline = Timeline.contosoCMK()
        timeline.putIncident()
        timeline.disableKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.putIncident().refusal == nil)
        timeline.advance(by: .milliseconds(1))

        let refused = [
            timeline.putIncident("i2"), timeline.putAlertRule(), timeline.putIncident(),
            timeline.deleteItem(Contoso.item("incidents", "i1")),
        ]
        let ingested = timeline.ingest(5)

        for entry in refused { #expect(entry.isRefused(by: Sentinel.Rule.prevented)) }
        for entry in refused { #expect(entry.causes == [timeline.account?.access.cause].compactMap { $0 }) }
        #expect(ingested.cites(Sentinel.Rule.prevented))
        #expect(timeline.dropped == 5)
    }

    @Test("SENT-REVOKE-04 · stored data is not deleted but inaccessible, and purged by its retention")
    func dataKept() {
        var timeline = Timeline.contosoCMK()
        timeline.putIncident()
        timeline.ingest(5)
        timeline.disableKey()
        timeline.advance(by: .days(29))
        #expect(timeline.stored == 5)
        #expect(timeline.accessible == 0)
        #expect(timeline.world.sentinel.items.count == 1)
        let dark = timeline.entries.last(citing: Sentinel.Rule.dataKept)
        #expect(dark?.at == timeline.now - .days(29) + .hours(1))
        timeline.advance(by: .days(1) + .milliseconds(1))
        #expect(timeline.stored == 0)
        #expect(timeline.workspace?.data.purgedUnseen(at: timeline.now) == 5)
    }

    @Test("SENT-REVOKE-05 · deletion is left: of the onboarding, the workspace, the cluster and the account")
    func onlyDeletion() {
        var dark = Timeline.contosoCMK()
        dark.disableKey()
        dark.advance(by: .hours(1))
        var (account, cluster, workspace) = (dark, dark, dark)

        #expect(dark.putIncident().refusal?.because.contains(Sentinel.Rule.onlyDeletion.id) == true)
        #expect(dark.offboard().cites(Sentinel.Rule.onlyDeletion))
        #expect(account.deleteAccount().refusal == nil)
        #expect(cluster.deleteCluster().refusal == nil)
        #expect(workspace.deleteWorkspace().refusal == nil)
    }

    @Test(
        "SENT-REVOKE-06 · restored within an hour of the later return, at both ends",
        arguments: [ChoicePolicy.earliest, .latest])
    func restored(policy: ChoicePolicy) {
        var timeline = Timeline.contosoCMK(policy)
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        timeline.enableKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect((timeline.availability == .available) == (policy == .earliest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.availability == .available)
        #expect(timeline.entries.last(citing: Sentinel.Rule.restored) != nil)
    }

    @Test("SENT-REVOKE-07 · taking key or identity off the cluster is no supported way to revoke")
    func unsupportedRevocation() {
        var timeline = Timeline.contosoCMK()
        let key = timeline.clearClusterKey(), identity = timeline.setClusterIdentity(.none)
        #expect(
            key.refusal?.because == [
                Sentinel.Rule.clearClusterKey.id, Sentinel.Rule.unsupportedRevocation.id,
                Sentinel.Rule.chosenEffects.id,
            ])
        #expect(identity.isRefused(by: Sentinel.Rule.unsupportedRevocation))
    }

    @Test("SENT-REVOKE-07 · in the other reading it is accepted, marked and advised on")
    func unsupportedRevocationAccepted() {
        var timeline = Timeline.contosoCMK(assuming: [(.unsupportedChange, "accept-without-effect")])
        let identity = timeline.setClusterIdentity(.none)
        #expect(identity.advises(Sentinel.Rule.unsupportedRevocation))
        #expect(timeline.onboarding?.undefined == [Sentinel.Rule.unsupportedRevocation.id])
    }

    @Test("SENT-REVOKE-08 · the cluster alone dark: no log data, but rules and incidents go on")
    func halfRevokedCluster() {
        var timeline = Timeline.contosoCMK()
        timeline.ingest(5)
        timeline.removeGrant(of: timeline.clusterObjectID)
        timeline.advance(by: .hours(1))
        #expect(timeline.availability == .degraded)
        #expect(timeline.accessible == 0)
        #expect(timeline.putIncident().refusal == nil)
    }

    @Test("SENT-REVOKE-08 · the account alone dark: no rules and incidents, but log data goes on")
    func halfRevokedAccount() {
        var timeline = Timeline.contosoCMK()
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1))
        timeline.ingest(5)
        #expect(timeline.availability == .degraded)
        #expect(timeline.accessible == 5)
        #expect(timeline.putIncident().refusal?.because.contains(Sentinel.Rule.halfRevoked.id) == true)
    }

    @Test("SENT-REVOKE-08 · a dark cluster that is deleted leaves the account as the only dark store")
    func clusterDeletedWhileDark() {
        var timeline = Timeline.contosoCMK()
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        timeline.deleteCluster()
        #expect(timeline.availability == .degraded)
    }

    @Test("SENT-REVOKE-08 · in the other reading one dark store makes Sentinel unavailable")
    func anyStoreRevokesAll() {
        var timeline = Timeline.contosoCMK(assuming: [(.partialRevocation, "any-store-revokes-all")])
        timeline.removeGrant(of: timeline.clusterObjectID)
        timeline.advance(by: .hours(1))
        #expect(timeline.availability == .unavailable)
        #expect(timeline.putIncident().isRefused(by: Sentinel.Rule.prevented))
    }

    @Test(
        "SENT-REVOKE-09 · what happens to the key or its vault reaches both stores",
        arguments: [Loss.keyDisabled, .keyDeleted, .vaultDeleted])
    func bothStores(loss: Loss) {
        var timeline = Timeline.contosoCMK()
        _ = loss.happen(to: &timeline)
        #expect(timeline.access == "cached")
        #expect(timeline.accountAccess == "cached")
        #expect(timeline.entries.last?.cites(Sentinel.Rule.bothStores) == true)
        timeline.advance(by: .hours(1))
        #expect(timeline.availability == .unavailable)
    }

    @Test("SENT-REVOKE-09 · a grant of one store is the other's no loss, nor is an expiry")
    func oneStore() {
        for isCosmosFirst in [true, false] {
            var timeline = Timeline.contosoCMK()
            let holders = [Contoso.cosmosObjectID, timeline.clusterObjectID]
            for holder in isCosmosFirst ? holders : holders.reversed() {
                timeline.removeGrant(of: holder)
                timeline.advance(by: .hours(1))
            }
            #expect(timeline.availability == .unavailable)
            #expect(timeline.entries.last(citing: Sentinel.Rule.bothStores) == nil)
        }
    }

    @Test(
        "SENT-ROT-01 · the new version is supported within an hour; nothing goes dark on the way",
        arguments: [ChoicePolicy.earliest, .latest])
    func rotationSupported(policy: ChoicePolicy) {
        var timeline = Timeline.contosoCMK(policy, key: .automatic)
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.advance(by: .hours(1))
        timeline.disableKey(version: first)
        timeline.advance(by: .hours(2))
        #expect(timeline.availability == .available)
        #expect(timeline.entries.last(citing: Sentinel.Rule.rotationSupported) != nil)
    }

    @Test("SENT-ROT-02 · creating a version of the same key is a rotation too")
    func rotationIsVersion() {
        var timeline = Timeline.contosoCMK(.latest, key: .automatic)
        #expect(timeline.createKey().cites(Sentinel.Rule.rotationIsVersion))
        timeline.advance(by: .hours(1))
        #expect(timeline.account?.wrappedWith == timeline.latestVersion)
        #expect(timeline.cluster?.key?.wrappedWith == timeline.latestVersion)
    }

    @Test(
        "SENT-ROT-03 · with each new version the advice to update the cluster",
        arguments: [KeyMode.pinned, .automatic])
    func clusterMustBeTold(key: KeyMode) {
        var timeline = Timeline.contosoCMK(.latest, key: key)
        #expect(timeline.rotateKey().advises(Sentinel.Rule.clusterMustBeTold))
    }

    @Test(
        """
        SENT-ROT-04 · the old version disabled a day later without telling a pinned cluster: half a \
        revocation
        """
    )
    func disableOldLater() {
        var timeline = Timeline.contosoCMK(.latest, key: .pinned)
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.advance(by: .hours(25))
        let entry = timeline.disableKey(version: first)
        timeline.advance(by: .hours(1))
        #expect(entry.advises(Sentinel.Rule.disableOldLater))
        #expect(timeline.access == "revoked")
        #expect(timeline.accountAccess == "granted")
        #expect(timeline.availability == .degraded)
    }
}
