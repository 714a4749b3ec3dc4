import ControlPlane
import Testing
import VirtualTime

@Suite("COSMOS · the account behind Sentinel") struct CosmosDBRulesTests {
    @Test("COSMOS-REG-01 · the principal appears in the tenant once its provider is registered, not before")
    func registration() {
        var timeline = Timeline.contoso(.group)
        timeline.register()
        timeline.advance(by: .minutes(1) - .milliseconds(1))
        #expect(timeline.world.identity.entries[Contoso.cosmosObjectID] == nil)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.world.identity.entries[Contoso.cosmosObjectID]?.name == "Azure Cosmos DB")
        #expect(timeline.entries.last?.cites(CosmosDB.Rule.registration) == true)
    }

    @Test("COSMOS-REG-02 · its object id differs from tenant to tenant and is not its application id")
    func principalDiffers() {
        let here = Identity.cosmosObjectID(in: Genesis.defaultTenant)
        let there = Identity.cosmosObjectID(in: "22222222-2222-2222-2222-222222222222")
        #expect(here != there)
        #expect(here != Identity.cosmosApplication)

        var timeline = Timeline.contoso(.linked)
        let appeared = timeline.entries.last(citing: CosmosDB.Rule.principalDiffers)
        #expect(appeared?.cites(CosmosDB.Rule.registration) == true)
        timeline.removeGrant(of: here)
        timeline.grant(Identity.cosmosApplication)
        #expect(timeline.onboard().isRefused(by: Sentinel.Rule.cosmosGranted))
    }

    @Test(
        "COSMOS-ROT-01 · a new version is taken up by itself, at both ends of the hour",
        arguments: [ChoicePolicy.earliest, .latest])
    func picksUpVersion(policy: ChoicePolicy) {
        var timeline = Timeline.contosoCMK(policy)
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect((timeline.account?.wrappedWith == first) == (policy == .latest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.account?.wrappedWith == timeline.latestVersion)
    }

    @Test("COSMOS-ROT-01 · the previous version must still be enabled; the account moves once it has both")
    func movesAfterRestoration() {
        var timeline = Timeline.contosoCMK(.latest, key: .automatic)
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.disableKey(version: first)
        timeline.advance(by: .hours(2))
        #expect(timeline.accountAccess == "revoked")
        #expect(timeline.account?.wrappedWith == first)

        timeline.enableKey(version: first)
        timeline.advance(by: .hours(2))
        #expect(timeline.accountAccess == "granted")
        #expect(timeline.account?.wrappedWith == timeline.latestVersion)
        timeline.disableKey(version: first)
        #expect(timeline.account?.access == .held)
    }

    @Test("COSMOS-ROT-01 · one new version is taken up once, though it gives the key back at the same time")
    func takenUpOnce() {
        var timeline = Timeline.contosoCMK()
        timeline.rotateKey()
        timeline.advance(by: .hours(1))
        timeline.rotateKey()
        timeline.disableKey()
        #expect(timeline.accountAccess == "cached")
        let entry = timeline.rotateKey()
        #expect(timeline.accountAccess == "granted")
        #expect(entry.choices.map(\.point) == [.rewrapCosmos])
    }

    @Test("COSMOS-REVOKE-01 · the latest version disabled, or the one in use, or the grant taken away")
    func revocationTriggered() {
        var latest = Timeline.contosoCMK()
        latest.rotateKey()
        latest.disableKey()
        var inUse = Timeline.contosoCMK()
        let first = inUse.latestVersion
        inUse.rotateKey()
        inUse.disableKey(version: first)
        var grant = Timeline.contosoCMK()
        grant.removeGrant(of: Contoso.cosmosObjectID)

        #expect([latest, inUse, grant].map(\.accountAccess) == ["cached", "cached", "cached"])
        #expect(grant.entries.last?.cites(CosmosDB.Rule.revocationTriggered) == true)
        #expect(grant.access == "granted")
    }

    @Test("COSMOS-REVOKE-01 · an old version that is no longer in use revokes nothing")
    func oldVersion() {
        var timeline = Timeline.contosoCMK()
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.advance(by: .hours(1))
        timeline.disableKey(version: first)
        #expect(timeline.account?.access == .held)
    }

    @Test(
        "COSMOS-REVOKE-02 · dark within an hour, at both ends of the bound",
        arguments: [ChoicePolicy.earliest, .latest])
    func revocationHonored(policy: ChoicePolicy) {
        var timeline = Timeline.contosoCMK(policy)
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.account?.isDark == (policy == .earliest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.account?.isDark == true)
        #expect(timeline.entries.last(citing: CosmosDB.Rule.revocationHonored) != nil)
    }

    @Test("COSMOS-REVOKE-03 · while revoked the account can be deleted")
    func onlyDeletion() {
        var timeline = Timeline.contosoCMK()
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1))
        let entry = timeline.deleteAccount()
        #expect(entry.cites(CosmosDB.Rule.onlyDeletion))
        #expect(entry.refusal == nil)
    }

    @Test(
        "COSMOS-REVOKE-06 · back within an hour, at both ends of the bound",
        arguments: [ChoicePolicy.earliest, .latest])
    func accessRestored(policy: ChoicePolicy) {
        var timeline = Timeline.contosoCMK(policy)
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1))
        timeline.grant(Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.account?.isDark == (policy == .latest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.account?.isDark == false)
    }

    @Test("COSMOS-REVOKE-06 · taken away again before it was back: it stays dark without a new hour")
    func fallsBack() {
        var timeline = Timeline.contosoCMK()
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1))
        timeline.grant(Contoso.cosmosObjectID)
        timeline.advance(by: .minutes(30))
        let again = timeline.removeGrant(of: Contoso.cosmosObjectID)
        #expect(again.choices == [])
        timeline.advance(by: .days(1))
        #expect(timeline.accountAccess == "revoked")
    }

    @Test(
        "COSMOS-CMK-06 · deleting the account takes up to 20 minutes, at both ends",
        arguments: [ChoicePolicy.earliest, .latest])
    func accountDeletion(policy: ChoicePolicy) {
        var timeline = Timeline.contosoCMK(policy)
        let entry = timeline.deleteAccount()
        timeline.advance(by: .minutes(20) - .milliseconds(1))
        #expect(timeline.account?.isDeleted == (policy == .earliest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.account?.isDeleted == true)
        #expect(timeline.operation(of: entry)?.outcome == .succeeded)
        #expect(timeline.availability == .degraded)
        #expect(timeline.deleteAccount().isRefused(by: Resources.Rule.resourceExists))
    }

    @Test("COSMOS-CMK-06 · a revocation is honored while the deletion runs")
    func revokedDuringDeletion() {
        var settings = Settings()
        let isKnown = settings.setTiming("cosmos.delete", from: 0, to: 7_200_000)
        #expect(isKnown)
        var timeline = Timeline.contosoCMK()
        timeline.choose(settings)
        timeline.deleteAccount()
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1))
        #expect(timeline.accountAccess == "revoked")
        timeline.advance(by: .hours(1))
        #expect(timeline.account?.isDeleted == true)
        #expect(timeline.world.next == nil)
    }
}
