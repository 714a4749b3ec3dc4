import Testing
import VirtualTime

@testable import ControlPlane

@Suite("ARM-LOCK, ARM-RG · locks and what deleting a group does") struct LocksAndGroupsTests {
    private func refusal(
        of operation: Resources.ScopedOperation, at path: String, in timeline: Timeline
    ) -> Refusal? {
        do throws(Refusal) {
            try Resources.requireUnlocked(path, for: operation, in: timeline.world)
            return nil
        } catch {
            return error
        }
    }

    @Test("ARM-LOCK-01 · a lock holds at its scope and below, not beside it; the most restrictive wins")
    func inherited() {
        for scope in [Contoso.subscription, Contoso.group, Contoso.vault] {
            var timeline = Timeline.contoso(.granted)
            let entry = timeline.lock(scope)
            #expect(entry.refusal == nil)
            let refusal = refusal(of: .delete, at: Contoso.vault, in: timeline)
            #expect(refusal?.because == [Resources.Rule.inheritedLock.id, Resources.Rule.scopeLocked.id])
            #expect(refusal?.causes == [entry.number])
            #expect(self.refusal(of: .write, at: Contoso.vault, in: timeline) == nil)

            timeline.lock(scope, .readOnly, name: "still")
            #expect(self.refusal(of: .write, at: Contoso.vault.uppercased(), in: timeline) != nil)
            timeline.unlock(scope, name: "still")
            #expect(self.refusal(of: .write, at: Contoso.vault, in: timeline) == nil)
            timeline.unlock(scope)
            #expect(self.refusal(of: .delete, at: Contoso.vault, in: timeline) == nil)
        }
        var timeline = Timeline.contoso(.granted)
        timeline.lock(Contoso.vault)
        #expect(refusal(of: .delete, at: Contoso.cluster, in: timeline) == nil)
        #expect(refusal(of: .delete, at: Contoso.vault(named: "contoso-kv2"), in: timeline) == nil)
    }

    @Test("WS-08 · a lock over a workspace is one of its rules, over a vault it is not")
    func lockedWorkspace() {
        var timeline = Timeline.contoso(.workspace)
        timeline.lock(Contoso.group)
        let rule = LogAnalytics.WorkspaceRule.locked.id
        #expect(refusal(of: .delete, at: Contoso.workspace, in: timeline)?.because.contains(rule) == true)
        #expect(refusal(of: .delete, at: Contoso.vault, in: timeline)?.because.contains(rule) == false)
    }

    @Test("ARM-LOCK-02 · a read-only lock stops actions, and no key of the vault")
    func controlPlaneOnly() {
        var timeline = Timeline.contosoCMK()
        timeline.lock(Contoso.vault, .readOnly)

        #expect(
            refusal(of: .action, at: Contoso.vault, in: timeline)?.because.first
                == Resources.Rule.controlPlaneOnly.id)
        #expect(timeline.disableKey().refusal == nil)
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")
    }

    @Test("ARM-LOCK-03 · only an owner makes and takes off locks")
    func authority() {
        var timeline = Timeline.contoso(.group)
        let dana = Principal.user("dana@contoso")

        #expect(timeline.lock(Contoso.group, by: dana).cites(Resources.Rule.lockAuthority))
        #expect(timeline.lock(Contoso.group, by: .user("trainee")).refusal == nil)
        #expect(timeline.unlock(Contoso.group, by: dana).cites(Resources.Rule.lockAuthority))
        #expect(timeline.unlock(Contoso.group).refusal == nil)
        #expect(timeline.unlock(Contoso.group).isRefused(by: Resources.Rule.resourceExists))
        #expect(timeline.lock(Contoso.vault).isRefused(by: Resources.Rule.resourceExists))
    }

    @Test("ARM-LOCK-04 · one locked resource keeps the whole group; role assignments stay where they are")
    func wholeScope() {
        var timeline = Timeline.contosoCMK()
        timeline.lock(Contoso.vault)

        let entry = timeline.deleteGroup()

        #expect(entry.isRefused(by: Resources.Rule.wholeScope))
        timeline.advance(by: .minutes(10))
        #expect(timeline.workspace?.isDeleted == false)
        let assignment = "\(Contoso.vault)/providers/Microsoft.Authorization/roleAssignments/a1"
        #expect(
            refusal(of: .delete, at: assignment, in: timeline)?.because.first
                == Resources.Rule.wholeScope.id)
        #expect(refusal(of: .write, at: assignment, in: timeline) == nil)
        timeline.unlock(Contoso.vault)
        #expect(timeline.deleteGroup().refusal == nil)
    }

    @Test("ARM-LOCK-04 · a role assignment at a locked scope stays, and the refusal is journaled")
    func assignmentsStay() {
        var timeline = Timeline.contosoCMK()
        timeline.assign(to: timeline.clusterObjectID, at: Contoso.vault)
        timeline.assign(to: timeline.clusterObjectID, at: Contoso.key, named: "a2")
        timeline.lock(Contoso.vault)

        #expect(timeline.removeRole(at: Contoso.vault).isRefused(by: Resources.Rule.wholeScope))
        #expect(timeline.removeRole("a2", at: Contoso.key).isRefused(by: Resources.Rule.wholeScope))
        #expect(timeline.world.identity.assignments.contains { $0.path.hasSuffix("/a1") && !$0.isFading })

        timeline.unlock(Contoso.vault)
        #expect(timeline.removeRole(at: Contoso.vault).refusal == nil)
    }

    @Test("ARM-RG-01 · a name of 1 to 90 characters of the list, and none that ends with a period")
    func names() {
        var timeline = Timeline.contoso(.subscription)
        func group(_ name: String) -> String { "\(Contoso.subscription)/resourceGroups/\(name)" }
        for name in ["a", String(repeating: "a", count: 90), "sec_rg-(1).x"] {
            #expect(timeline.createGroup(group(name)).refusal == nil)
        }
        for name in [String(repeating: "a", count: 91), "rg.", "r g", "rg!"] {
            let refused = timeline.createGroup(group(name))
            #expect(refused.isRefused(by: Resources.Rule.groupNames))
            #expect(refused.cites(Resources.Rule.namesValid))
        }
    }

    @Test("ARM-RG-01, ARM-ERR-19 · while a group goes nothing is written in it", arguments: [true, false])
    func deleting(latest: Bool) {
        var timeline = Timeline.contoso(.key, choices: Choices(policy: latest ? .latest : .earliest))
        let entry = timeline.deleteGroup()
        guard latest else {
            #expect(timeline.world.resources.groups.isEmpty)
            return
        }
        #expect(timeline.operation(of: entry)?.outcome == nil)
        #expect(timeline.createWorkspace().isRefused(by: Resources.Rule.groupIsGoing))
        #expect(timeline.createGroup().isRefused(by: Resources.Rule.groupIsGoing))
        #expect(timeline.deleteGroup().refusal == nil)
        timeline.advance(by: .minutes(10) - .milliseconds(1))
        #expect(timeline.world.resources.groups.count == 1)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.world.resources.groups.isEmpty)
        #expect(timeline.operation(of: entry)?.outcome == .succeeded)
        #expect(timeline.createGroup().refusal == nil)
    }

    @Test("ARM-RG-02 · workspaces go before clusters, clusters before vaults, the group last")
    func order() {
        var timeline = Timeline.contosoCMK()
        let before = timeline.world.sequence
        timeline.removeGroup()

        var gone: [String] = []
        for entry in timeline.entries.entries(after: before) {
            for ruling in entry.rulings {
                switch ruling.event {
                case .logAnalytics(.workspaceDeleted): gone.append("workspace")
                case .logAnalytics(.clusterDeleted): gone.append("cluster")
                case .keyVault(.vaultDeleted): gone.append("vault")
                case .resources(.groupDeleted): gone.append("group")
                default: continue
                }
            }
        }
        #expect(gone == ["workspace", "cluster", "vault", "group"])
        #expect(timeline.recoverVault().isRefused(by: Resources.Rule.groupExists))
        timeline.createGroup()
        #expect(timeline.recoverVault().refusal == nil)
    }

    @Test("ARM-RP-03 · a provider with resources stays; one without can be left")
    func unregistering() {
        var timeline = Timeline.contoso(.vault)
        let keyVault = "\(Contoso.subscription)/providers/Microsoft.KeyVault"

        #expect(
            timeline.unregister(keyVault, namespace: "Microsoft.KeyVault")
                .isRefused(by: Resources.Rule.unregistering))
        timeline.deleteVault()
        #expect(timeline.unregister(keyVault, namespace: "Microsoft.KeyVault").refusal == nil)
        #expect(timeline.unregister().refusal == nil)
    }

    @Test("ARM-RP-05 · ARM's own providers are always registered")
    func registrationFree() {
        var timeline = Timeline.contoso(.group)
        for namespace in Resources.registrationFree {
            let path = "\(Contoso.subscription)/providers/\(namespace)"
            #expect(
                timeline.unregister(path, namespace: namespace)
                    .isRefused(by: Resources.Rule.registrationPolicy))
            #expect(Resources.registration(of: namespace, in: timeline.world) == .registered)
        }
    }

    @Test("ARM-ASYNC-05 · a status is told until a day after the end, and no longer")
    func statusExpires() throws {
        var timeline = Timeline.contoso(.key)
        let entry = timeline.createCluster()
        timeline.advance(by: .hours(2))
        timeline.advance(by: .hours(24) - .milliseconds(1))
        #expect(!Resources.hasExpired(try #require(timeline.operation(of: entry)), in: timeline.world))
        timeline.advance(by: .milliseconds(1))
        #expect(Resources.hasExpired(try #require(timeline.operation(of: entry)), in: timeline.world))
    }

    @Test("ARM-ERR-16, ARM-ERR-20 · what any type may meet is named beside the type's own rule")
    func catalogued() {
        var timeline = Timeline.contoso(.key)
        #expect(
            timeline.createVault(location: "northeurope").refusal?.because.last
                == Resources.Rule.locationFixed.id)
        timeline.createCluster()
        #expect(timeline.deleteCluster().refusal?.because.last == Resources.Rule.conflict.id)
    }
}

@Suite("ARM-THR · how many requests there are") struct ThrottlingTests {
    private func throttled(_ reading: String) -> Timeline {
        Timeline.contoso(.group, assuming: [(.armThrottling, reading)])
    }
    private func count(_ kind: Resources.RequestKind, in timeline: inout Timeline) -> Entry {
        timeline.submit { .resources(.countRequest($0.intern(Contoso.subscription), kind)) }
    }

    @Test("ARM-THR-02 · a bucket of 200 writes is empty after them, and has one again after 100 ms")
    func bucket() {
        var timeline = throttled("token-bucket")
        for _ in 0..<200 { do { let entry = count(.writes, in: &timeline); #expect(entry.refusal == nil) } }
        let refused = count(.writes, in: &timeline)
        #expect(
            refused.refusal?.reason == .throttled(.writes, isHourly: false, retryAfterSeconds: 1))
        #expect(refused.cites(Resources.Rule.tokenBuckets))
        do { let entry = count(.deletes, in: &timeline); #expect(entry.refusal == nil) }
        timeline.advance(by: .milliseconds(99))
        #expect(count(.writes, in: &timeline).isRefused(by: Resources.Rule.tooManyRequests))
        timeline.advance(by: .milliseconds(1))
        do { let entry = count(.writes, in: &timeline); #expect(entry.refusal == nil) }
        timeline.advance(by: .days(1))
        let allowance = Resources.allowance(for: .writes, of: .owner, in: timeline.world)
        #expect(allowance.remaining == 200)
        #expect(allowance.global == 3_000)
    }

    @Test("ARM-THR-01 · 1,200 writes an hour, then none until the hour is over")
    func hourly() {
        var timeline = throttled("hourly")
        for _ in 0..<1_200 { do { let entry = count(.writes, in: &timeline); #expect(entry.refusal == nil) } }
        timeline.advance(by: .hours(1) - .milliseconds(1))
        let refused = count(.writes, in: &timeline)
        #expect(refused.refusal?.reason == .throttled(.writes, isHourly: true, retryAfterSeconds: 1))
        #expect(refused.isRefused(by: Resources.Rule.subscriptionThrottled))
        #expect(Resources.allowance(for: .reads, of: .owner, in: timeline.world).remaining == 12_000)
        timeline.advance(by: .milliseconds(1))
        do { let entry = count(.writes, in: &timeline); #expect(entry.refusal == nil) }
    }

    @Test("ARM-ERR-23 · an armed fault strikes as often as it was asked to, and no more")
    func faults() {
        var timeline = Timeline.contoso(.group)
        func strike() -> Bool {
            let entry = timeline.submit { .resources(.strike($0.intern(Contoso.group), fault: "away")) }
            return entry.cites(Resources.Rule.gatewayFails)
        }
        #expect(!strike())
        let fault = Resources.RequestFault(.gateway(.serverTimeout), name: "away", hits: 2)
        timeline.submit { .resources(.armFault($0.intern(Contoso.group), fault)) }
        #expect(strike())
        #expect(strike())
        #expect(!strike())
    }

    @Test("each principal has buckets of its own, and without the assumption nothing is counted")
    func principals() {
        var timeline = throttled("token-bucket")
        timeline.submit { .resources(.drainAllowance($0.intern(Contoso.group), .writes, remaining: 0)) }
        #expect(count(.writes, in: &timeline).refusal != nil)
        #expect(
            Resources.allowance(for: .writes, of: .user("trainee"), in: timeline.world).remaining == 200)

        var free = Timeline.contoso(.group)
        #expect(count(.writes, in: &free).outcome == .settled([]))
        #expect(free.world.resources.buckets.isEmpty)
    }
}
