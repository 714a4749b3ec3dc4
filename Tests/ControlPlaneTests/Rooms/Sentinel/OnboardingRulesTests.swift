import ControlPlane
import Testing
import VirtualTime

@Suite("SENT-PRE, SENT-ONB, SENT-DEL · on and off the workspace") struct OnboardingRulesTests {
    @Test("SENT-PRE-01 · below 100 GB a day no cluster is made, and the seed is named too")
    func commitmentTier() {
        var timeline = Timeline.contoso(.group)
        let below = timeline.createCluster(capacity: 50)
        let beside = timeline.createCluster(capacity: 150)
        #expect(below.isRefused(by: LogAnalytics.Rule.commitmentTier))
        #expect(below.refusal?.because.contains(Sentinel.Rule.commitmentTier.id) == true)
        #expect(beside.isRefused(by: LogAnalytics.Rule.commitmentTier))
        #expect(beside.refusal?.because.contains(Sentinel.Rule.commitmentTier.id) == false)
    }

    @Test("SENT-PRE-02 · linked to a cluster under an accessible key, link and update ended")
    func linkedUnderKey() {
        var unlinked = Timeline.contoso(.workspace)
        #expect(unlinked.onboard().isRefused(by: Sentinel.Rule.linkedUnderKey))
        unlinked.link()
        unlinked.advance(by: .minutes(90) - .milliseconds(1))
        #expect(unlinked.onboard().isRefused(by: Sentinel.Rule.linkedUnderKey))
        unlinked.advance(by: .milliseconds(1))
        #expect(unlinked.onboard().refusal == nil)

        var keyless = Timeline.contoso(.granted)
        keyless.createWorkspace()
        keyless.link()
        keyless.advance(by: .minutes(90))
        #expect(keyless.onboard().isRefused(by: Sentinel.Rule.linkedUnderKey))

        var lost = Timeline.contoso(.linked)
        lost.removeGrant(of: lost.clusterObjectID)
        #expect(lost.onboard().isRefused(by: Sentinel.Rule.linkedUnderKey))
    }

    @Test("SENT-PRE-03 · not on a workspace that was onboarded before, in whichever way")
    func neverOnboarded() {
        for customerManagedKey in [true, false] {
            var timeline = Timeline.contoso(.linked)
            timeline.onboard(customerManagedKey: customerManagedKey)
            timeline.advance(by: .minutes(15))
            timeline.offboard()
            let entry = timeline.onboard()
            #expect(
                entry.refusal?.because == [Sentinel.Rule.neverOnboarded.id, Sentinel.Rule.onboardedBefore.id])
            #expect(timeline.onboard(customerManagedKey: false).refusal == nil)
        }
    }

    @Test(
        "SENT-PRE-03 · another workspace under the same name has not been onboarded",
        arguments: [true, false])
    func anotherWorkspace(force: Bool) {
        var timeline = Timeline.contosoCMK()
        timeline.putIncident()
        timeline.deleteWorkspace(force: force)
        timeline.advance(by: .days(14))
        timeline.createWorkspace()
        timeline.advance(by: .minutes(1))
        #expect(timeline.onboarding == nil)
        #expect(timeline.world.sentinel.items.isEmpty)
        timeline.link()
        timeline.advance(by: .minutes(90))
        #expect(timeline.onboard().refusal == nil)
        timeline.advance(by: .minutes(15))
        #expect(timeline.availability == .available)
    }

    @Test("SENT-PRE-04 · all workspaces of a cluster share its key: one loss, all of them")
    func sharedKey() throws {
        var timeline = Timeline.contosoCMK()
        let other = Contoso.workspace(named: "contoso-two")
        timeline.createWorkspace(other)
        timeline.advance(by: .minutes(1))
        timeline.link(other)
        timeline.advance(by: .minutes(90))
        timeline.onboard(other)
        timeline.advance(by: .minutes(15))
        #expect(timeline.entries.last(citing: Sentinel.Rule.sharedKey)?.at == timeline.now)

        timeline.disableKey()
        timeline.advance(by: .hours(1))

        #expect(
            timeline.world.cosmosDB.accounts.map(\.key) == [
                timeline.id(Contoso.key), timeline.id(Contoso.key),
            ])
        #expect(timeline.world.sentinel.onboardings.map(\.availability) == [.unavailable, .unavailable])
    }

    @Test("SENT-PRE-05 · the cluster's identity is system-assigned at onboarding")
    func systemAssigned() {
        var timeline = userAssigned()
        #expect(timeline.onboard().isRefused(by: Sentinel.Rule.systemAssigned))
    }

    /// A cluster under the key of a user-assigned identity. The core knows it by the object id it stands for.
    private func userAssigned(registered: Bool = true) -> Timeline {
        var timeline = Timeline.contoso(.group)
        timeline.createVault()
        if registered { timeline.register() }
        timeline.advance(by: .minutes(1))
        timeline.createKey()
        let dana = Identity.objectID(named: "dana@contoso", in: timeline.world) ?? ""
        timeline.grant(dana)
        timeline.createCluster(identity: .userAssigned(dana))
        timeline.advance(by: .hours(2))
        timeline.setClusterKey(version: "")
        timeline.createWorkspace()
        timeline.advance(by: .minutes(10))
        timeline.link()
        timeline.advance(by: .minutes(90))
        return timeline
    }

    @Test("SENT-PRE-05 · and afterwards: a change to a user-assigned one is refused")
    func systemAssignedAfterwards() {
        var timeline = Timeline.contosoCMK()
        let entry = timeline.setClusterIdentity(.userAssigned("/subscriptions/s/id"))
        #expect(entry.isRefused(by: Sentinel.Rule.systemAssigned))
        #expect(timeline.cluster?.identity.typeText == "SystemAssigned")
    }

    private func unregistered() -> Timeline {
        var timeline = Timeline.contoso(.group)
        timeline.createVault()
        timeline.createCluster()
        timeline.createWorkspace()
        timeline.advance(by: .hours(2))
        timeline.createKey()
        timeline.grant(timeline.clusterObjectID)
        timeline.setClusterKey(version: "")
        timeline.advance(by: .minutes(10))
        timeline.link()
        timeline.advance(by: .minutes(90))
        return timeline
    }

    @Test("SENT-PRE-06 · Microsoft.DocumentDB is registered, not only registering")
    func cosmosRegistered() {
        var timeline = unregistered()
        #expect(timeline.onboard().isRefused(by: Sentinel.Rule.cosmosRegistered))
        timeline.register()
        timeline.advance(by: .minutes(1) - .milliseconds(1))
        #expect(timeline.onboard().isRefused(by: Sentinel.Rule.cosmosRegistered))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.onboard().isRefused(by: Sentinel.Rule.cosmosGranted))
        timeline.grant(Contoso.cosmosObjectID)
        #expect(timeline.onboard().refusal == nil)
    }

    @Test(
        "SENT-PRE-07 · the vault grants Azure Cosmos DB each of the three",
        arguments: [KeyOperation.get, .wrapKey, .unwrapKey])
    func cosmosGranted(missing: KeyOperation) {
        var timeline = Timeline.contoso(.linked)
        let rest = [KeyOperation.get, .wrapKey, .unwrapKey].filter { $0 != missing }
        timeline.grant(Contoso.cosmosObjectID, KeyPermissions(rest))
        #expect(timeline.onboard().isRefused(by: Sentinel.Rule.cosmosGranted))
        timeline.grant(Contoso.cosmosObjectID)
        #expect(timeline.onboard().refusal == nil)
    }

    @Test("SENT-PRE-08 · telling the product group is journaled as advice and is never required")
    func confirmed() {
        var timeline = Timeline.contosoCMK()
        #expect(timeline.onboarding?.wasConfirmed == false)
        let entry = timeline.submit {
            .sentinel(.contactSupport($0.intern(Contoso.workspace), topic: "confirm-cmk-onboarding"))
        }
        #expect(entry.advises(Sentinel.Rule.confirmed))
        #expect(timeline.onboarding?.wasConfirmed == true)
    }

    @Test("SENT-ONB-01 · new with its first PUT, unchanged with the second")
    func onboards() {
        var timeline = Timeline.contoso(.linked)
        #expect(timeline.onboard().cites(Sentinel.Rule.onboards))
        #expect(timeline.onboarding?.customerManagedKey == true)
        let before = timeline.onboarding
        #expect(timeline.onboard().outcome == .settled([]))
        #expect(timeline.onboarding == before)
    }

    @Test("SENT-ONB-02 · the only onboarding state is named default, in any casing")
    func defaultOnly() {
        var timeline = Timeline.contoso(.linked)
        #expect(timeline.onboard(name: "other").isRefused(by: Sentinel.Rule.defaultOnly))
        #expect(timeline.onboard(name: "Default").refusal == nil)
    }

    @Test("SENT-ONB-03 · there to be read from the PUT to the DELETE; a second DELETE changes nothing")
    func stateReads() {
        var timeline = Timeline.contoso(.linked)
        #expect(timeline.offboard().outcome == .settled([]))
        timeline.onboard()
        #expect(timeline.onboarding?.isOnboarded == true)
        #expect(timeline.offboard().outcome != .settled([]))
        #expect(timeline.onboarding?.isOnboarded == false)
        #expect(timeline.offboard().outcome == .settled([]))
    }

    /// Everything from `step` on in the order of P-14 and P-57 stands in the way.
    private func obstructed(from step: Int) -> Timeline {
        var timeline =
            step <= 5 ? userAssigned(registered: step > 6) : step <= 6 ? unregistered() : .contoso(.linked)
        if step <= 4 {
            timeline.removeGrant(of: Identity.objectID(named: "dana@contoso", in: timeline.world) ?? "")
        }
        if step == 7 { timeline.removeGrant(of: Contoso.cosmosObjectID) }
        if step <= 3 {
            timeline.onboard(customerManagedKey: false)
            if step == 3 { timeline.offboard() }
        }
        return timeline
    }

    @Test(
        """
        SENT-ONB-06 · refused in order: name, present state, earlier one, link, identity, registration, \
        grant
        """,
        arguments: [
            (1, Sentinel.Rule.defaultOnly), (2, .enableOnOnboarded), (3, .neverOnboarded),
            (4, .linkedUnderKey),
            (5, .systemAssigned), (6, .cosmosRegistered), (7, .cosmosGranted),
        ])
    func preconditionsInOrder(step: Int, rule: Sentinel.Rule) {
        var timeline = obstructed(from: step)
        let entry = timeline.onboard(name: step == 1 ? "other" : "default")
        #expect(entry.isRefused(by: rule))
        #expect(step < 4 || entry.refusal?.because.contains(Sentinel.Rule.preconditions.id) == true)
    }

    @Test(
        "SENT-ONB-07 · complete within 15 minutes and answering from the start",
        arguments: [ChoicePolicy.earliest, .latest])
    func readiness(policy: ChoicePolicy) {
        var timeline = Timeline.contoso(.linked, choices: Choices(policy: policy))
        timeline.onboard()
        #expect(timeline.onboarding?.state.text == (policy == .latest ? "requested" : "confirmed"))
        #expect(timeline.putIncident().refusal == nil)
        timeline.advance(by: .minutes(15) - .milliseconds(1))
        #expect(timeline.onboarding?.state.text == (policy == .latest ? "requested" : "confirmed"))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.onboarding?.state == .onboarded)
    }

    @Test("SENT-ONB-08 · without the flag Sentinel's own data is under Microsoft's keys, on any cluster")
    func withoutKey() {
        var timeline = Timeline.contoso(.linked)
        timeline.onboard(customerManagedKey: false)
        #expect(timeline.onboarding?.state == .onboarded)
        #expect(timeline.account == nil)
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.availability == .available)
        #expect(timeline.putIncident().refusal == nil)
        #expect(timeline.access == "revoked")
    }

    @Test("SENT-ONB-09 · the flag is fixed, both ways", arguments: [true, false])
    func flagFixed(flag: Bool) {
        var timeline = Timeline.contoso(.linked)
        timeline.onboard(customerManagedKey: flag)
        let entry = timeline.onboard(customerManagedKey: !flag)
        #expect(entry.refusal?.because.contains(Sentinel.Rule.flagFixed.id) == true)
        #expect(timeline.onboarding?.customerManagedKey == flag)
    }

    @Test("SENT-ONB-11 · rules and incidents need an onboarded workspace")
    func notOnboarded() {
        var timeline = Timeline.contoso(.linked)
        #expect(timeline.putAlertRule().isRefused(by: Sentinel.Rule.notOnboarded))
        #expect(
            timeline.deleteItem(Contoso.item("alertRules", "r1")).isRefused(by: Sentinel.Rule.notOnboarded))
        timeline.onboard()
        #expect(timeline.putAlertRule().refusal == nil)
        timeline.putIncident("a")
        timeline.putIncident("b")
        timeline.putIncident("a")
        #expect(timeline.world.sentinel.items.map(\.number) == [0, 1, 2])
        #expect(timeline.world.sentinel.items.map(\.revision) == [1, 2, 1])
    }

    @Test("SENT-ONB-12 · an account of Microsoft's stands behind it, under the key of the cluster")
    func hiddenAccount() {
        let timeline = Timeline.contosoCMK()
        #expect(timeline.account?.key == timeline.cluster?.key?.key)
        #expect(timeline.account?.vault == timeline.id(Contoso.vault))
        #expect(timeline.entries.last(citing: Sentinel.Rule.hiddenAccount) != nil)
    }

    @Test("SENT-DEL-01 · off-boarding takes Sentinel off the workspace, and so does deleting the workspace")
    func removal() {
        var timeline = Timeline.contosoCMK()
        #expect(timeline.offboard().cites(Sentinel.Rule.removal))
        #expect(timeline.putIncident().isRefused(by: Sentinel.Rule.notOnboarded))

        var deleted = Timeline.contosoCMK()
        #expect(deleted.deleteWorkspace().cites(Sentinel.Rule.removal))
        deleted.createWorkspace()
        #expect(deleted.putIncident().isRefused(by: Sentinel.Rule.notOnboarded))
    }

    @Test(
        """
        SENT-DEL-02 · rules and incidents are gone 30 days after the DELETE, a millisecond before they \
        are not
        """
    )
    func configurationGrace() {
        var timeline = Timeline.contosoCMK()
        timeline.putAlertRule()
        timeline.putIncident()
        timeline.offboard()
        timeline.advance(by: .days(30) - .milliseconds(1))
        #expect(timeline.world.sentinel.items.count == 2)
        var again = timeline
        again.onboard(customerManagedKey: false)
        again.advance(by: .days(60))
        #expect(again.world.sentinel.items.count == 2)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.world.sentinel.items.isEmpty)
        #expect(timeline.onboarding?.state == .purged)
    }

    @Test("SENT-DEL-05 · in the other reading only the present counts")
    func onboardedBefore() {
        var timeline = Timeline.contosoCMK(assuming: [(.onboardedBefore, "allowed")])
        timeline.offboard()
        #expect(timeline.onboard().refusal == nil)
        timeline.advance(by: .minutes(15))
        #expect(timeline.onboarding?.state == .onboarded)
    }

    @Test("SENT-REVOKE-11 · a key lost during onboarding makes it fail; afterwards it may be tried again")
    func failsOnboarding() {
        var timeline = Timeline.contoso(.linked)
        timeline.onboard()
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .minutes(15))
        #expect(timeline.onboarding?.state.text == "rejected")
        #expect(timeline.entries.last?.cites(Sentinel.Rule.failsOnboarding) == true)
        #expect(timeline.account == nil)

        timeline.grant(Contoso.cosmosObjectID)
        #expect(timeline.onboard().refusal == nil)
        timeline.advance(by: .minutes(15))
        #expect(timeline.onboarding?.state == .onboarded)
    }
}
