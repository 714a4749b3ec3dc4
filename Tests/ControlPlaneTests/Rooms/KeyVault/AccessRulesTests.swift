import Testing
import VirtualTime

@testable import ControlPlane

@Suite("KV-ACC, KV-VAULT · roles or policies") struct AccessRulesTests {
    private let dana = Principal.user("dana@contoso")
    private let none: [RuleID] = []

    private func roleVault(_ choices: Choices = Choices()) -> Timeline {
        var timeline = Timeline.contoso(.key, choices: choices)
        timeline.updateVault(KeyVault.VaultChanges(usesRoles: true))
        return timeline
    }

    @Test("KV-ACC-01 · a policy says nothing in a vault of roles, a role nothing in a vault of policies")
    func oneModel() {
        var timeline = roleVault()
        let granted = timeline.grant(timeline.objectID("dana@contoso"), .encryption)
        #expect(granted.advises(KeyVault.AccessRule.oneModel))
        #expect(timeline.refusal(of: .wrapKey, by: dana).contains(KeyVault.AccessRule.oneModel.id))

        var policies = Timeline.contoso(.key)
        policies.assign(to: policies.objectID("dana@contoso"))
        policies.advance(by: .minutes(10))
        #expect(policies.refusal(of: .wrapKey, by: dana).first == KeyVault.Rule.operationPermission.id)
        policies.updateVault(KeyVault.VaultChanges(usesRoles: true))
        #expect(policies.refusal(of: .wrapKey, by: dana) == none)
    }

    @Test(
        "KV-ACC-04 · each built-in role lets do what Azure's lets do, and no more",
        arguments: [
            (BuiltInRole.keyVaultEncryptionUser, [KeyOperation.get, .wrapKey, .unwrapKey]),
            (.keyVaultCryptoUser, [.get, .wrapKey, .unwrapKey, .encrypt, .decrypt, .sign, .verify]),
            (.keyVaultReader, [.get]), (.keyVaultContributor, []), (.contributor, []), (.owner, []),
            (.keyVaultCryptoOfficer, [.get] + KeyOperation.cryptographic),
            (.keyVaultAdministrator, [.get] + KeyOperation.cryptographic),
        ])
    func builtInRoles(role: BuiltInRole, allowed: [KeyOperation]) {
        var timeline = roleVault()
        timeline.assign(role, to: timeline.objectID("dana@contoso"))
        timeline.advance(by: .minutes(10))

        let possible = ([.get] + KeyOperation.cryptographic).filter {
            timeline.refusal(of: $0, by: dana).isEmpty
        }
        #expect(Set(possible) == Set(allowed))
    }

    @Test("KV-ACC-04 · no other role can be assigned")
    func unknownRole() {
        var timeline = Timeline.contoso(.key)
        let entry = timeline.submit {
            .identity(
                .assignRole(
                    Identity.RoleRequest(
                        path: "\(Contoso.vault)\(Timeline.roleNames)x", scope: $0.intern(Contoso.vault),
                        role: "99999999-0000-0000-0000-000000000000", principal: Contoso.cosmosObjectID)))
        }
        #expect(entry.isRefused(by: KeyVault.AccessRule.builtInRoles))
    }

    @Test(
        "KV-ACC-05 · a granted role is there within ten minutes, and a removed one gone",
        arguments: [(ChoicePolicy.earliest, 0), (.midpoint, 300), (.latest, 600)])
    func rolesPropagate(policy: ChoicePolicy, seconds: Int) {
        var timeline = roleVault(Choices(policy: policy))
        timeline.assign(.keyVaultCryptoUser, to: timeline.objectID("dana@contoso"))
        var seen: [Bool] = []
        for step in [seconds * 1_000 - 1, 1] where step > 0 {
            timeline.advance(by: .milliseconds(step))
            seen.append(timeline.refusal(of: .sign, by: dana).isEmpty)
        }
        #expect(seen.last == true)
        #expect(seen.count == 1 || seen.first == false)
        #expect(timeline.entries.last(citing: KeyVault.AccessRule.rolesPropagate) != nil)

        timeline.removeRole()
        if seconds > 0 {
            timeline.advance(by: .milliseconds(seconds * 1_000 - 1))
            #expect(timeline.refusal(of: .sign, by: dana) == none)
            timeline.advance(by: .milliseconds(1))
        }
        #expect(timeline.refusal(of: .sign, by: dana).last == KeyVault.ProtocolRule.roleRefusal.id)
    }

    @Test(
        "KV-ACC-05 · the delay never moves the bound of a store: it counts from the change itself",
        arguments: [ChoicePolicy.earliest, .latest])
    func boundsCountFromTheChange(policy: ChoicePolicy) {
        var timeline = Timeline.contosoRoles(Choices(policy: policy))
        #expect(timeline.access == "granted")
        let removed = timeline.now
        timeline.removeRole("cluster")
        timeline.advance(to: removed + .hours(1) - .milliseconds(1))
        #expect(timeline.access == (policy == .earliest ? "revoked" : "cached"))
        timeline.advance(to: removed + .hours(1))
        #expect(timeline.access == "revoked")
    }

    @Test(
        "KV-ACC-06 · a role reaches what is below its scope, and nothing beside it",
        arguments: [
            (Contoso.subscription, true), (Contoso.group, true), (Contoso.vault, true), (Contoso.key, true),
            (Contoso.vault(named: "other-kv"), false),
            ("\(Contoso.subscription)/resourceGroups/other", false),
            ("\(Contoso.vault)/keys/other", false),
        ])
    func scopes(scope: String, reaches: Bool) {
        var timeline = roleVault()
        timeline.assign(to: timeline.objectID("dana@contoso"), at: scope)
        timeline.advance(by: .minutes(10))

        #expect(timeline.refusal(of: .wrapKey, by: dana).isEmpty == reaches)
    }

    @Test("KV-ACC-06 · what changes at a scope above is seen by the stores below")
    func storesBelow() {
        var timeline = Timeline.contosoRoles()
        timeline.removeRole("cluster")
        #expect(timeline.access == "cached")
        timeline.assign(to: timeline.clusterObjectID, at: Contoso.subscription, named: "above")
        #expect(timeline.access == "granted")
    }

    @Test("KV-VAULT-15 · an edit changes one entry, PUT of the vault the whole list")
    func policiesReplaced() {
        var timeline = Timeline.contoso(.granted)
        timeline.edit(.add, [KeyVault.AccessPolicy(objectID: "x", keys: KeyPermissions([.list]))])
        #expect(timeline.vault?.accessPolicies.count == 3)
        let put = timeline.createVault(policies: [])
        #expect(timeline.vault?.accessPolicies == [])
        #expect(put.cites(KeyVault.AccessRule.policiesReplaced))
    }

    @Test(
        "KV-VAULT-17 · roles by default from 2026-02-01 on, only at creation, and only when nothing is said")
    func rolesByDefault() {
        func create(_ says: Bool?, byDefault: Bool) -> Bool? {
            var timeline = Timeline.contoso(.group)
            var settings = KeyVault.VaultSettings(
                location: "westeurope", tenant: Genesis.defaultTenant, usesRoles: says)
            settings.usesRolesByDefault = byDefault
            let made = timeline.submit {
                .keyVault(.createOrUpdateVault($0.intern(Contoso.vault), settings))
            }
            #expect(made.cites(KeyVault.AccessRule.rolesByDefault) == (says == nil && byDefault))
            timeline.advance(by: .minutes(1))
            let first = timeline.vault?.usesRoles
            settings.usesRoles = nil
            settings.usesRolesByDefault.toggle()
            timeline.submit { .keyVault(.createOrUpdateVault($0.intern(Contoso.vault), settings)) }
            #expect(timeline.vault?.usesRoles == first)
            return first
        }
        #expect(create(nil, byDefault: true) == true)
        #expect(create(nil, byDefault: false) == false)
        #expect(create(false, byDefault: true) == false)
        #expect(create(true, byDefault: false) == true)
    }

    @Test("KV-VAULT-18 · switching to roles sets policies aside at once: a revocation begins in that instant")
    func switchesAtOnce() {
        var timeline = Timeline.contosoCMK()
        let switched = timeline.updateVault(KeyVault.VaultChanges(usesRoles: true))
        #expect(switched.cites(KeyVault.AccessRule.switchesAtOnce))
        #expect(timeline.access == "cached")
        #expect(timeline.accountAccess == "cached")
        #expect(timeline.vault?.accessPolicies.count == 2)

        timeline.updateVault(KeyVault.VaultChanges(usesRoles: false))
        #expect(timeline.access == "granted")
    }

    @Test("KV-VAULT-18 · whoever may write the vault but assign no roles may not switch it")
    func switchingTakesTheRightToAssign() {
        var timeline = Timeline.contoso(.key)
        timeline.assign(.keyVaultContributor, to: timeline.objectID("dana@contoso"))
        timeline.advance(by: .minutes(10))
        func change(_ changes: KeyVault.VaultChanges) -> Entry {
            timeline.submit(by: dana) { .keyVault(.updateVault($0.intern(Contoso.vault), changes)) }
        }
        let refused = change(KeyVault.VaultChanges(usesRoles: true))
        #expect(refused.isRefused(by: Identity.Rule.authorized))
        #expect(refused.cites(KeyVault.AccessRule.switchesAtOnce))
        #expect(change(KeyVault.VaultChanges(carried: [:])).refusal == nil)

        timeline.assign(.userAccessAdministrator, to: timeline.objectID("dana@contoso"), named: "a2")
        timeline.advance(by: .minutes(10))
        #expect(change(KeyVault.VaultChanges(usesRoles: true)).refusal == nil)
    }

    @Test(
        "KV-DEL-05 · a deleted vault loses its roles; recovered, its store stays dark until one is assigned")
    func rolesGoWithVault() {
        var timeline = Timeline.contosoRoles()
        timeline.assign(.reader, to: timeline.objectID("dana@contoso"), at: Contoso.group, named: "kept")
        let deleted = timeline.deleteVault()
        #expect(deleted.cites(KeyVault.AccessRule.rolesGoWithVault))
        timeline.advance(by: .hours(2))
        timeline.recoverVault()
        timeline.advance(by: .hours(2))
        #expect(timeline.access == "revoked")
        let kept = timeline.world.identity.assignments.map(\.path)
        #expect(kept.contains { $0.hasSuffix("kept") } && !kept.contains { $0.hasSuffix("cluster") })

        timeline.assign(to: timeline.clusterObjectID, named: "again")
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "granted")
    }

    @Test("KV-DP-04, KV-DP-06 · the refusal says which of the two models lacks the right")
    func refusalsOfBothModels() {
        let policies = Timeline.contoso(.key)
        #expect(
            policies.refusal(of: .sign, by: dana)
                == [KeyVault.Rule.operationPermission.id, KeyVault.ProtocolRule.policyRefusal.id])
        #expect(
            roleVault().refusal(of: .sign, by: dana)
                == [KeyVault.Rule.operationPermission.id, KeyVault.ProtocolRule.roleRefusal.id])
    }

    @Test("KV-DP-07 · a key that is not there is told as such, to whoever may look")
    func notFound() {
        let timeline = Timeline.contoso(.key)
        #expect(timeline.refusal(of: .get, version: "0").last == KeyVault.ProtocolRule.notFoundRefusal.id)
        #expect(
            timeline.refusal(of: .get, version: "0", by: dana).last == KeyVault.ProtocolRule.policyRefusal.id)
    }
}
