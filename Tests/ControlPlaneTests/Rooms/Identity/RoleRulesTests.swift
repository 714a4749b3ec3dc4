import Testing
import VirtualTime

@testable import ControlPlane

@Suite("ARM-ERR, ARM-MI · roles and identities") struct RoleRulesTests {
    private let dana = Principal.user("dana@contoso")

    @Test("ARM-ERR-12 · writing takes a role that allows it, at the scope or above")
    func authorized() {
        var timeline = Timeline.contoso(.key)
        func may(_ action: String, _ path: String, _ who: Principal) -> Bool {
            Identity.permits(action, at: path, to: who, in: timeline.world)
        }
        let write = "Microsoft.KeyVault/vaults/write"
        #expect(may(write, Contoso.vault, .owner))
        #expect(may(write, Contoso.vault, .user("trainee")))
        #expect(!may(write, Contoso.vault, dana))

        timeline.assign(.keyVaultContributor, to: timeline.objectID("dana@contoso"))
        #expect(!may(write, Contoso.vault, dana))
        timeline.advance(by: .minutes(10))
        #expect(may(write, Contoso.vault, dana))
        #expect(
            may("Microsoft.KeyVault/vaults/accessPolicies/write", "\(Contoso.vault)/accessPolicies/add", dana)
        )
        #expect(!may(write, Contoso.vault(named: "contoso-kv2"), dana))
        #expect(!may("Microsoft.OperationalInsights/clusters/write", Contoso.cluster, dana))
        #expect(!may("Microsoft.KeyVault/locations/deletedVaults/purge/action", Contoso.vault, dana))
    }

    @Test("ARM-ERR-13 · naming another resource takes a right to that one")
    func linkedAuthorized() throws {
        var timeline = Timeline.contoso(.key)
        timeline.writeIdentity()
        func isRefused() -> [RuleID] {
            do throws(Refusal) {
                try Identity.requireLinked(
                    "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", at: Contoso.identity,
                    from: Contoso.cluster, by: dana, in: timeline.world)
                return []
            } catch { return error.because }
        }
        #expect(isRefused() == [Identity.Rule.linkedAuthorized.id])
        timeline.assign(
            .contributor, to: timeline.objectID("dana@contoso"), at: Contoso.identity, named: "link")
        timeline.advance(by: .minutes(10))
        #expect(isRefused() == [])
    }

    @Test("ARM-ERR-24 · a principal that the directory does not have is assigned nothing")
    func principalReplicated() {
        var timeline = Timeline.contoso(.key)
        let nobody = "99999999-0000-0000-0000-000000000000"
        #expect(timeline.assign(to: nobody).isRefused(by: Identity.Rule.principalReplicated))
        #expect(timeline.assign(to: timeline.objectID("dana@contoso").uppercased()).refusal == nil)
        var early = Timeline.contoso(.group)
        #expect(
            early.assign(to: Contoso.cosmosObjectID, at: Contoso.group).isRefused(
                by: Identity.Rule.principalReplicated))
    }

    @Test("ARM-ERR-25 · the same right is assigned once, whatever the assignment is called")
    func assignmentUnique() {
        var timeline = Timeline.contoso(.key)
        let dana = timeline.objectID("dana@contoso"), trainee = timeline.objectID("trainee")
        #expect(timeline.assign(to: dana).refusal == nil)
        #expect(timeline.assign(to: dana).rulings.isEmpty)
        #expect(timeline.assign(to: dana, named: "a2").isRefused(by: Identity.Rule.assignmentUnique))
        #expect(timeline.assign(to: trainee).isRefused(by: Identity.Rule.assignmentUnique))
        #expect(timeline.assign(to: trainee, named: "a2").refusal == nil)
        #expect(timeline.assign(.keyVaultReader, to: dana, named: "a3").refusal == nil)
        timeline.removeRole()
        #expect(timeline.assign(to: dana, named: "a4").refusal == nil)
    }

    @Test("ARM-MI-01 · roles of a deleted identity stay behind and help nobody")
    func orphanedRoles() {
        var timeline = Timeline.contoso(.granted)
        timeline.assign(to: timeline.clusterObjectID)
        let before = timeline.clusterObjectID
        timeline.deleteCluster()
        timeline.advance(by: .days(14))
        timeline.createCluster()
        #expect(timeline.world.identity.assignments.contains { $0.principal == before })
        timeline.updateVault(KeyVault.VaultChanges(usesRoles: true))
        let cluster = Principal.identity(objectID: timeline.clusterObjectID)
        #expect(!timeline.refusal(of: .get, by: cluster).isEmpty)
        #expect(!timeline.refusal(of: .get, by: .identity(objectID: before)).isEmpty)
    }

    /// The story, with its cluster under a user-assigned identity.
    private func underAssigned(_ choices: Choices = Choices()) -> Timeline {
        var timeline = Timeline.contoso(.key, choices: choices)
        timeline.writeIdentity()
        timeline.grant(timeline.objectID("ua1"))
        timeline.createCluster(identity: .userAssigned(Contoso.identity))
        timeline.advance(by: .hours(2))
        timeline.setClusterKey(version: "")
        timeline.advance(by: .minutes(10))
        return timeline
    }

    @Test("ARM-MI-02 · a user-assigned identity serves a cluster, and deleting it takes the key away")
    func deletedInUse() {
        var timeline = underAssigned()
        #expect(timeline.access == "granted")
        let deleted = timeline.deleteIdentity()
        #expect(deleted.cites(Identity.Rule.deletedInUse))
        #expect(timeline.access == "cached")
        let before = timeline.vault?.accessPolicies.map(\.objectID)

        timeline.writeIdentity()
        #expect(timeline.objectID("ua1") != before?.first)
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")
    }

    @Test(
        "ARM-MI-03 · the hour counts from the deletion, whatever tokens are about",
        arguments: [ChoicePolicy.earliest, .latest])
    func tokensIgnored(policy: ChoicePolicy) {
        var timeline = underAssigned(Choices(policy: policy))
        let deleted = timeline.deleteIdentity()
        #expect(deleted.cites(Identity.Rule.tokensIgnored))
        timeline.advance(to: deleted.at + .hours(1))
        #expect(timeline.access == "revoked")
    }
}
