import Testing
import VirtualTime

@testable import ControlPlane

@Suite("KV-VAULT, KV-DEL · the life of a vault") struct VaultLifeRulesTests {
    /// A vault that can be purged, soft-deleted.
    private func deleted(_ policy: ChoicePolicy = .latest, _ readings: [(Assumption, String)] = [])
        -> Timeline
    {
        var timeline = Timeline.contoso(
            .group, choices: Choices(policy: policy), assuming: readings)
        timeline.createVault(purgeProtection: nil)
        timeline.advance(by: .minutes(1))
        timeline.createKey()
        timeline.deleteVault()
        return timeline
    }
    @Test("KV-VAULT-07 · a standard vault takes no HSM-protected key")
    func skuNamed() {
        var timeline = Timeline.contoso(.group)
        timeline.createVault()
        timeline.advance(by: .minutes(1))
        let refused = timeline.createKey(KeyVault.KeySettings(type: .rsaHSM, sizeBits: 3072))
        #expect(refused.isRefused(by: KeyVault.VaultRule.skuNamed))
        #expect(timeline.createKey(KeyVault.KeySettings(type: .rsa, sizeBits: 3072)).refusal == nil)
    }

    @Test("KV-CMK-03 · a managed HSM is premium, looks at roles, and says what it is")
    func managedHSM() {
        var timeline = Timeline.contoso(.group)
        var settings = KeyVault.VaultSettings(location: "westeurope", tenant: Genesis.defaultTenant)
        settings.isManagedHSM = true
        let made = settings
        let entry = timeline.submit { .keyVault(.createOrUpdateVault($0.intern(Contoso.vault), made)) }
        #expect(entry.cites(KeyVault.VaultRule.managedHSM))
        #expect(timeline.vault?.usesRoles == true)
        timeline.advance(by: .minutes(1))
        #expect(timeline.createKey(KeyVault.KeySettings(type: .rsaHSM, sizeBits: 3072)).refusal == nil)
    }

    /// A vault of old, made by Microsoft's own hand, with a key.
    private func legacy() -> Timeline {
        var timeline = Timeline.contoso(.group)
        var settings = KeyVault.VaultSettings(location: "westeurope", tenant: Genesis.defaultTenant)
        settings.softDelete = false
        let made = settings
        timeline.submit(by: .microsoft) { .keyVault(.createOrUpdateVault($0.intern(Contoso.vault), made)) }
        timeline.advance(by: .minutes(1))
        timeline.createKey()
        return timeline
    }

    @Test("KV-VAULT-03 · a name in use, here or in another region, is somebody else's")
    func nameTaken() {
        var timeline = Timeline.contoso(.vault)
        let elsewhere = Contoso.vault.replacing("sec-rg", with: "other")
        timeline.createGroup("\(Contoso.subscription)/resourceGroups/other")
        #expect(timeline.createVault(elsewhere).isRefused(by: KeyVault.VaultRule.nameTaken))
        timeline.deleteVault()
        #expect(
            timeline.createVault(elsewhere, location: "eastus").isRefused(by: KeyVault.VaultRule.nameTaken))
        timeline.advance(by: .days(90))
        #expect(timeline.createVault(elsewhere).refusal == nil)
    }

    @Test("KV-VAULT-04 · a deleted vault of the region keeps its name until it is purged")
    func nameSoftDeleted() {
        var timeline = Timeline.contoso(.vault)
        timeline.deleteVault()
        timeline.advance(by: .days(90) - .milliseconds(1))
        let refused = timeline.createVault()
        #expect(refused.isRefused(by: KeyVault.VaultRule.nameSoftDeleted))
        #expect(refused.refusal?.reason == .vaultNameSoftDeleted("contoso-kv"))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.createVault().refusal == nil)
    }

    @Test("KV-VAULT-09 · soft delete is on whatever is asked, and nothing turns it off")
    func softDeleteStays() {
        var timeline = Timeline.contoso(.group)
        var settings = KeyVault.VaultSettings(location: "westeurope", tenant: Genesis.defaultTenant)
        settings.softDelete = false
        let asked = settings
        let created = timeline.submit { .keyVault(.createOrUpdateVault($0.intern(Contoso.vault), asked)) }
        #expect(created.cites(KeyVault.VaultRule.softDeleteStays))
        #expect(timeline.vault?.softDelete == true)
        let turned = timeline.updateVault(KeyVault.VaultChanges(softDelete: false))
        #expect(turned.isRefused(by: KeyVault.VaultRule.softDeleteStays))
        #expect(timeline.updateVault(KeyVault.VaultChanges(softDelete: true)).refusal == nil)

        var old = legacy()
        #expect(old.updateVault(KeyVault.VaultChanges(softDelete: true)).refusal == nil)
        #expect(old.vault?.softDelete == true)
        #expect(
            old.updateVault(KeyVault.VaultChanges(softDelete: false)).isRefused(
                by: KeyVault.VaultRule.softDeleteStays))
    }

    @Test("KV-VAULT-11 · purge protection takes soft delete")
    func protectionTakesSoftDelete() {
        var timeline = legacy()
        #expect(
            timeline.updateVault(KeyVault.VaultChanges(purgeProtection: true)).isRefused(
                by: KeyVault.Rule.purgeProtectionOptional))
        let both = KeyVault.VaultChanges(purgeProtection: true, softDelete: true)
        #expect(timeline.updateVault(both).cites(KeyVault.Rule.purgeProtectionOptional))
    }

    @Test("KV-VAULT-13 · recovering brings the policies back without being given any")
    func recoverModeTakesNoPolicies() {
        var timeline = Timeline.contoso(.granted)
        let before = timeline.vault?.accessPolicies
        timeline.deleteVault()
        #expect(timeline.recoverVault().cites(KeyVault.VaultRule.createMode))
        #expect(timeline.vault?.accessPolicies == before)
    }

    @Test("KV-VAULT-14 · a name is free, malformed, or taken, by a deleted vault too")
    func nameAvailability() {
        var timeline = Timeline.contoso(.vault)
        func availability(_ name: String) -> KeyVault.NameAvailability {
            KeyVault.availability(of: name, in: timeline.world)
        }
        #expect(availability("free-kv") == .available)
        #expect(availability("kv") == .invalid)
        #expect(availability("CONTOSO-KV") == .taken)
        timeline.deleteVault()
        #expect(availability("contoso-kv") == .taken)
        timeline.advance(by: .days(90))
        #expect(availability("contoso-kv") == .available)
    }

    @Test("KV-VAULT-20 · while a purge runs, neither a second one nor a recovery is taken")
    func oneWriteAtATime() {
        var timeline = deleted()
        #expect(timeline.purgeVault().refusal == nil)
        #expect(timeline.purgeVault().isRefused(by: KeyVault.VaultRule.oneWriteAtATime))
        #expect(timeline.recoverVault().isRefused(by: KeyVault.VaultRule.oneWriteAtATime))
        timeline.advance(by: .minutes(1))
        #expect(timeline.recoverVault().isRefused(by: KeyVault.Rule.vaultRecovers))
    }

    @Test(
        "KV-DEL-07 · a purge ends within its bound, destroys the keys and frees the name",
        arguments: [(ChoicePolicy.earliest, 0), (.midpoint, 30), (.latest, 60)])
    func purgedByHand(policy: ChoicePolicy, seconds: Int) {
        var timeline = deleted(policy)
        let started = timeline.purgeVault()
        if seconds > 0 {
            timeline.advance(to: started.at + .seconds(seconds) - .milliseconds(1))
            #expect(timeline.vault != nil)
            #expect(timeline.operation(of: started)?.outcome == nil)
            timeline.advance(by: .milliseconds(1))
        }
        #expect(timeline.vault == nil)
        #expect(timeline.key == nil)
        #expect(timeline.operation(of: started)?.outcome == .succeeded)
        #expect(
            timeline.entries.last(citing: KeyVault.VaultRule.purgedByHand)?.cites(KeyVault.Rule.purgedAtEnd)
                == false)
        #expect(timeline.createVault().refusal == nil)
    }

    @Test("KV-DEL-07 · the end of the retention overtakes a purge, and ends it")
    func retentionOvertakes() {
        var timeline = deleted()
        timeline.advance(by: .days(90) - .seconds(10))
        let started = timeline.purgeVault()
        timeline.advance(by: .seconds(10))
        #expect(timeline.vault == nil)
        #expect(timeline.operation(of: started)?.outcome == .succeeded)
        #expect(timeline.world.next == nil)
    }

    @Test("KV-DEL-02 · what is not deleted cannot be purged")
    func onlyDeletedIsPurged() {
        var timeline = Timeline.contoso(.vault)
        #expect(timeline.purgeVault().isRefused(by: KeyVault.VaultRule.deletedListed))
    }

    @Test("KV-DEL-08 · a protected vault is purged by time alone")
    func protectedFromPurge() {
        var timeline = Timeline.contoso(.vault)
        timeline.deleteVault()
        timeline.advance(by: .days(90) - .milliseconds(1))
        #expect(timeline.purgeVault().isRefused(by: KeyVault.VaultRule.protectedFromPurge))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.vault == nil)
    }

    @Test("KV-DEL-11 · without soft delete, keys and vaults are gone at once, and serve no one's store")
    func goneAtOnce() {
        var timeline = legacy()
        #expect(timeline.vault?.recoveryLevel == "Purgeable")
        timeline.createCluster()
        timeline.advance(by: .hours(2))
        timeline.grant(timeline.clusterObjectID)
        #expect(timeline.setClusterKey(version: "").cites(KeyVault.Rule.recoverableForCMK))

        let gone = timeline.deleteKey()
        #expect(gone.cites(KeyVault.VaultRule.goneAtOnce))
        #expect(timeline.key == nil)
        timeline.createKey()
        timeline.deleteVault()
        #expect(timeline.vault == nil)
        #expect(timeline.key == nil)
        #expect(timeline.recoverVault().isRefused(by: KeyVault.Rule.vaultRecovers))
        #expect(timeline.createVault().refusal == nil)
    }
}
