import ControlPlane
import Testing
import VirtualTime

@Suite("KV-VAULT, KV-DEL · vaults and what deleting one does") struct VaultRulesTests {
    @Test(
        "KV-VAULT-01 · 3 to 24 letters, digits and single hyphens, starting with a letter",
        arguments: [
            ("abc", true), ("ab", false), ("a23456789012345678901234", true),
            ("a234567890123456789012345", false),
            ("contoso-kv", true), ("9contoso", false), ("-contoso", false), ("contoso-", false),
            ("con--toso", false), ("con_toso", false), ("contosö", false),
        ])
    func vaultName(name: String, isAccepted: Bool) {
        var timeline = Timeline.contoso(.group)

        let entry = timeline.createVault(Contoso.vault(named: name))

        #expect(entry.isRefused(by: KeyVault.Rule.vaultName) == !isAccepted)
    }

    @Test(
        "KV-VAULT-02 · a name is held across groups and casings, by a deleted vault too, until it is purged")
    func vaultNameUnique() {
        var timeline = Timeline.contoso(.vault)
        let other = "\(Contoso.subscription)/resourceGroups/other-rg"
        timeline.createGroup(other)
        let same = "\(other)/providers/Microsoft.KeyVault/vaults/CONTOSO-KV"

        #expect(timeline.createVault(same).refusal?.reason == .vaultNameTaken("CONTOSO-KV"))

        timeline.deleteVault()
        #expect(timeline.createVault(same).refusal?.reason == .vaultNameSoftDeleted("CONTOSO-KV"))
        #expect(timeline.createVault().cites(KeyVault.Rule.vaultNameUnique))

        timeline.advance(by: .days(90))
        #expect(timeline.createVault(same).refusal == nil)
    }

    @Test("KV-VAULT-05 · PUT of a vault that exists updates it and keeps what is not given")
    func vaultIsUpdated() {
        var timeline = Timeline.contoso(.granted)
        let policies = timeline.vault?.accessPolicies

        let update = timeline.createVault(retentionDays: nil, purgeProtection: nil)
        let elsewhere = timeline.createVault(location: "northeurope")

        #expect(update.cites(KeyVault.Rule.vaultIsUpdated))
        #expect(timeline.vault?.accessPolicies == policies)
        #expect(timeline.vault?.purgeProtection == true)
        #expect(elsewhere.refusal?.reason == .locationFixed(timeline.id(Contoso.vault)))
    }

    @Test("KV-VAULT-06 · a new vault cannot be reached by name for up to 30 seconds")
    func registeringDNS() {
        var timeline = Timeline.contoso(.group)
        timeline.createVault()

        timeline.advance(by: .seconds(30) - .milliseconds(1))
        #expect(timeline.createKey().isRefused(by: KeyVault.Rule.registeringDNS))

        timeline.advance(by: .milliseconds(1))
        #expect(timeline.vault?.dns == .registered)
        #expect(timeline.createKey().refusal == nil)
    }

    @Test("KV-VAULT-06 · under earliest it is reachable in the instant it is made")
    func registeringDNSEarliest() {
        var timeline = Timeline.contoso(.group, choices: Choices(policy: .earliest))
        timeline.createVault()

        #expect(timeline.createKey().refusal == nil)
    }

    @Test("KV-VAULT-08 · 1024 access policies and no more, each object and application id once")
    func policyEntries() {
        var timeline = Timeline.contoso(.vault)
        func policies(_ count: Int) -> [KeyVault.AccessPolicy] {
            (0..<count).map { KeyVault.AccessPolicy(objectID: "object-\($0)", keys: .encryption) }
        }
        let twice = [
            KeyVault.AccessPolicy(objectID: "a", keys: .encryption),
            KeyVault.AccessPolicy(objectID: "A", keys: .encryption),
        ]
        let told = [
            KeyVault.AccessPolicy(objectID: "a", keys: .encryption),
            KeyVault.AccessPolicy(objectID: "a", application: "b", keys: .encryption),
        ]

        #expect(timeline.createVault(policies: policies(1024)).refusal == nil)
        #expect(timeline.createVault(policies: policies(1025)).isRefused(by: KeyVault.Rule.policyEntries))
        #expect(timeline.edit(.add, [policies(1025)[1024]]).isRefused(by: KeyVault.Rule.policyEntries))
        #expect(timeline.createVault(policies: twice).isRefused(by: KeyVault.Rule.policyEntries))
        #expect(timeline.createVault(policies: told).refusal == nil)
    }

    @Test(
        "KV-VAULT-10 · retention is 7 to 90 days",
        arguments: [(6, false), (7, true), (90, true), (91, false)])
    func retentionDays(days: Int, isAccepted: Bool) {
        var timeline = Timeline.contoso(.group)

        let entry = timeline.createVault(retentionDays: days)

        #expect(entry.isRefused(by: KeyVault.Rule.retentionFixed) == !isAccepted)
    }

    @Test("KV-VAULT-10 · 90 if not given, and fixed: another value is refused, the same one is not")
    func retentionFixed() {
        var timeline = Timeline.contoso(.group)
        timeline.createVault(retentionDays: nil)
        #expect(timeline.vault?.retentionDays == 90)

        let other = timeline.updateVault(KeyVault.VaultChanges(retentionDays: 30))
        let same = timeline.updateVault(KeyVault.VaultChanges(retentionDays: 90))

        #expect(other.refusal?.reason == .vaultPropertyFixed(property: "softDeleteRetentionInDays"))
        #expect(same.refusal == nil)
    }

    @Test("KV-VAULT-11 · purge protection is off unless asked for, at creation or later")
    func purgeProtectionOptional() {
        var timeline = Timeline.contoso(.group)
        timeline.createVault(purgeProtection: nil)
        #expect(timeline.vault?.purgeProtection == false)

        timeline.updateVault(KeyVault.VaultChanges(purgeProtection: true))
        #expect(timeline.vault?.purgeProtection == true)
    }

    @Test("KV-VAULT-12 · purge protection never takes false, on a new vault neither")
    func purgeProtectionIrreversible() {
        var timeline = Timeline.contoso(.group)
        #expect(
            timeline.createVault(purgeProtection: false).isRefused(
                by: KeyVault.Rule.purgeProtectionIrreversible))
        #expect(timeline.vault == nil)

        timeline.createVault(purgeProtection: true)
        let off = timeline.updateVault(KeyVault.VaultChanges(purgeProtection: false))
        let put = timeline.createVault(purgeProtection: false)

        #expect(off.isRefused(by: KeyVault.Rule.purgeProtectionIrreversible))
        #expect(put.isRefused(by: KeyVault.Rule.purgeProtectionIrreversible))
        #expect(timeline.vault?.purgeProtection == true)
    }

    @Test("KV-DEL-01 · a deleted vault is not found from then on, and has a date to be purged")
    func vaultSoftDeleted() {
        var timeline = Timeline.contoso(.granted)

        let entry = timeline.deleteVault()

        #expect(entry.cites(KeyVault.Rule.vaultSoftDeleted))
        #expect(timeline.vault?.deletion?.scheduledPurge == entry.at + .days(90))
        #expect(timeline.deleteVault().isRefused(by: Resources.Rule.resourceExists))
    }

    @Test("KV-DEL-01 · deleting the group soft-deletes its vaults")
    func groupDeletesVaults() {
        var timeline = Timeline.contoso(.granted)

        timeline.removeGroup()

        #expect(timeline.vault?.deletion != nil)
        #expect(timeline.recoverVault().isRefused(by: Resources.Rule.groupExists))
        timeline.createGroup()
        #expect(timeline.recoverVault().refusal == nil)
    }

    @Test("KV-DEL-04 · a deleted vault can be recovered; everything else fails and says since when")
    func deletedVaultUnreachable() {
        var timeline = Timeline.contoso(.granted)
        let deletion = timeline.deleteVault()

        for entry in [
            timeline.createKey(), timeline.disableKey(), timeline.deleteKey(), timeline.rotateKey(),
        ] {
            #expect(entry.isRefused(by: KeyVault.Rule.deletedVaultUnreachable))
            #expect(entry.causes == [deletion.number])
        }
        #expect(timeline.recoverVault().refusal == nil)
        #expect(timeline.rotateKey().refusal == nil)
    }

    @Test("KV-DEL-06 · recovered with its keys, versions and policies; nothing else can be recovered")
    func vaultRecovers() {
        var timeline = Timeline.contoso(.granted)
        let (vault, key) = (timeline.vault, timeline.key)
        #expect(timeline.recoverVault().refusal?.reason == .vaultNotSoftDeleted("contoso-kv"))

        timeline.deleteVault()
        timeline.advance(by: .days(90) - .milliseconds(1))
        #expect(timeline.recoverVault(location: "northeurope").isRefused(by: KeyVault.Rule.vaultRecovers))
        #expect(timeline.recoverVault().refusal == nil)

        #expect(timeline.vault == vault)
        #expect(timeline.key == key)
    }

    @Test("KV-DEL-09 · purged at the end of its retention, keys and name with it")
    func purgedAtEnd() {
        var timeline = Timeline.contoso(.group)
        timeline.createVault(retentionDays: 7)
        timeline.advance(by: .minutes(1))
        timeline.createKey()
        let deletion = timeline.deleteVault()

        timeline.advance(by: .days(7) - .milliseconds(1))
        #expect(timeline.vault != nil)

        timeline.advance(by: .milliseconds(1))
        #expect(timeline.vault == nil)
        #expect(timeline.key == nil)
        #expect(timeline.entries.last(citing: KeyVault.Rule.purgedAtEnd)?.causes == [deletion.number])
        #expect(timeline.recoverVault().isRefused(by: KeyVault.Rule.vaultRecovers))
    }

    @Test("KV-ACC-02 · permissions by name in any casing; all leaves out purge")
    func policyPermissions() {
        #expect(KeyOperation(anyCase: "WRAPKEY") == .wrapKey)
        #expect(KeyOperation(anyCase: "GetRotationPolicy") == .getRotationPolicy)
        #expect(KeyOperation(anyCase: "wrap") == nil)
        let all = KeyPermissions(all: true)
        #expect(KeyOperation.allCases.filter { !all.contains($0) } == [.purge])
        #expect(KeyPermissions([.purge], all: true).contains(.purge))
    }

    @Test("KV-ACC-02 · add joins, replace replaces, remove takes the named permissions or the whole entry")
    func policyEdits() {
        var timeline = Timeline.contoso(.vault)
        func permissions() -> [KeyOperation]? { timeline.vault?.accessPolicies.first?.keys.granted }

        timeline.edit(.add, [KeyVault.AccessPolicy(objectID: "a", keys: KeyPermissions([.get]))])
        timeline.edit(.add, [KeyVault.AccessPolicy(objectID: "A", keys: KeyPermissions([.get, .list]))])
        #expect(permissions() == [.get, .list])
        timeline.edit(.replace, [KeyVault.AccessPolicy(objectID: "a", keys: .encryption)])
        #expect(permissions() == [.get, .wrapKey, .unwrapKey])
        timeline.edit(.remove, [KeyVault.AccessPolicy(objectID: "a", keys: KeyPermissions([.wrapKey]))])
        #expect(permissions() == [.get, .unwrapKey])
        timeline.edit(
            .remove, [KeyVault.AccessPolicy(objectID: "a", keys: KeyPermissions([.get, .unwrapKey]))])
        #expect(permissions() == nil)
    }
}
