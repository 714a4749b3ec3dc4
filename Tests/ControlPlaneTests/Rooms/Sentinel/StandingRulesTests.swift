import Testing
import VirtualTime

@testable import ControlPlane

@Suite("SENT · what an onboarding needs, how it is left, and what follows from a mark")
struct StandingRulesTests {
    private static let accepting: [(Assumption, String)] = [
        (.unsupportedChange, "accept-without-effect")
    ]

    private func contact(
        _ topic: String, about path: String = Contoso.workspace, in timeline: inout Timeline
    ) -> Entry {
        timeline.submit { .sentinel(.contactSupport($0.intern(path), topic: topic)) }
    }

    @Test("SENT-PRE-09, ARM-LOCK-05 · a lock on the workspace or above it keeps Sentinel off, of any level")
    func locked() {
        for scope in [Contoso.workspace, Contoso.group, Contoso.subscription] {
            for key in [true, false] {
                var timeline = Timeline.contoso(.linked)
                timeline.lock(scope)
                let entry = timeline.onboard(customerManagedKey: key)
                #expect(entry.isRefused(by: Sentinel.Rule.generalPreconditions))
                #expect(entry.refusal?.because.contains(Resources.Rule.lockedWorkspace.id) == true)
                timeline.unlock(scope)
                #expect(timeline.onboard(customerManagedKey: key).refusal == nil)
            }
        }
    }

    @Test("ARM-LOCK-05 · retention purges the data of a locked workspace all the same")
    func lockedDataAges() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(5)
        timeline.lock(Contoso.workspace, .readOnly)
        timeline.advance(by: .days(31))
        #expect(timeline.stored == 0)
        #expect(timeline.purged == 5)
    }

    @Test("SENT-PRE-09 · no legacy tier, no default workspace, and no move afterwards")
    func unsuited() {
        var timeline = Timeline.contoso(.workspace)
        let legacy = timeline.submit {
            .logAnalytics(
                .updateWorkspace(
                    $0.intern(Contoso.workspace), LogAnalytics.WorkspaceChanges(sku: "Standalone")))
        }
        #expect(legacy.refusal == nil)
        #expect(
            timeline.onboard(customerManagedKey: false)
                .isRefused(by: Sentinel.Rule.generalPreconditions))

        let name = Contoso.workspace(named: "DefaultWorkspace-1-WEU")
        timeline.createWorkspace(name)
        timeline.advance(by: .minutes(1))
        #expect(
            timeline.onboard(name, customerManagedKey: false)
                .isRefused(by: Sentinel.Rule.generalPreconditions))

        var onboarded = Timeline.contosoCMK()
        func move(_ timeline: inout Timeline) -> Entry {
            timeline.submit { .sentinel(.moveWorkspaces([$0.intern(Contoso.workspace)])) }
        }
        let refused = move(&onboarded)
        #expect(refused.isRefused(by: Sentinel.Rule.generalPreconditions))
        onboarded.offboard()
        let accepted = move(&onboarded)
        #expect(accepted.refusal == nil)
    }

    @Test("SENT-ONB-05 · a template that onboards under a key is refused")
    func notByTemplate() {
        var timeline = Timeline.contoso(.linked)
        let entry = timeline.submit { .sentinel(.deployOnboarding($0.intern("\(Contoso.group)/d"))) }
        #expect(entry.isRefused(by: Sentinel.Rule.notByTemplate))
    }

    @Test("SENT-ONB-06 · in the other reading the PUT is accepted, and ends as failed by what is missing")
    func asynchronous() {
        var timeline = Timeline.contoso(.workspace, assuming: [(.onboardingPreconditions, "async")])
        #expect(timeline.onboard().refusal == nil)
        #expect(timeline.onboarding?.state.text == "requested")
        timeline.advance(by: .minutes(15))
        #expect(timeline.onboarding?.state.text == "rejected")
        #expect(timeline.entries.last?.cites(Sentinel.Rule.linkedUnderKey) == true)
        #expect(timeline.entries.last?.cites(Sentinel.Rule.preconditions) == true)

        // What was missing at the PUT may be there at the end.
        var late = Timeline.contoso(.linked, assuming: [(.onboardingPreconditions, "async")])
        late.removeGrant(of: Contoso.cosmosObjectID)
        late.onboard()
        late.grant(Contoso.cosmosObjectID)
        late.advance(by: .minutes(15))
        #expect(late.onboarding?.state == .onboarded)
    }

    @Test("SENT-PRE-08 · where confirmation is required, onboarding waits for the product group's reply")
    func confirmation() {
        let required: [(Assumption, String)] = [(.onboardingConfirmation, "required")]
        var timeline = Timeline.contoso(.linked, assuming: required)
        timeline.onboard()
        timeline.advance(by: .days(30))
        #expect(timeline.onboarding?.state.text == "requested")
        #expect(timeline.accountAccess == "granted")
        #expect(timeline.putIncident().refusal == nil)

        let letter = contact("confirm-cmk-onboarding", in: &timeline)
        #expect(letter.cites(Sentinel.Rule.confirmed))
        timeline.advance(by: .days(5) - .milliseconds(1))
        #expect(timeline.onboarding?.state.text == "requested")
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.onboarding?.state == .onboarded)
        #expect(timeline.world.sentinel.items.count == 1)

        var early = Timeline.contoso(
            .linked, choices: Choices(policy: .earliest), assuming: required)
        early.onboard()
        #expect(early.onboarding?.state.text == "requested")
        _ = contact("confirm-cmk-onboarding", in: &early)
        #expect(early.onboarding?.state == .onboarded)

        // Who writes before it is ready need not write again; in 2026 nobody is asked.
        var before = Timeline.contoso(.linked, assuming: required)
        before.onboard()
        _ = contact("confirm-cmk-onboarding", in: &before)
        before.advance(by: .minutes(15) + .days(5))
        #expect(before.onboarding?.state == .onboarded)
        var current = Timeline.contoso(.linked, profile: .current, assuming: required)
        current.onboard()
        current.advance(by: .minutes(15))
        #expect(current.onboarding?.state == .onboarded)
    }

    @Test("SENT-CHG-07 · refused, it changes nothing; accepted, it is marked and each write says so")
    func chosenEffects() {
        var refused = Timeline.contosoCMK()
        let unlink = refused.unlink()
        #expect(unlink.refusal?.because.contains(Sentinel.Rule.chosenEffects.id) == true)
        let entry1 = refused.putIncident()
        #expect(!entry1.advises(Sentinel.Rule.chosenEffects))

        var accepted = Timeline.contosoCMK(assuming: Self.accepting)
        #expect(accepted.unlink().cites(Sentinel.Rule.chosenEffects))
        accepted.advance(by: .days(60))
        #expect(accepted.onboarding?.undefined == [Sentinel.Rule.unlinkOnboarded.id])
        #expect(accepted.putIncident().advises(Sentinel.Rule.chosenEffects))
    }

    @Test("SENT-CHG-07 · in 2026 the ineffective changes are accepted and marked, the undefined refused")
    func current() {
        var timeline = Timeline.contoso(.linked, profile: .current)
        timeline.onboard(customerManagedKey: false)
        #expect(timeline.onboard().cites(Sentinel.Rule.enableOnOnboarded))
        #expect(timeline.onboarding?.customerManagedKey == false)
        #expect(timeline.onboarding?.undefined == [Sentinel.Rule.enableOnOnboarded.id])

        var undefined = Timeline.contosoCMK(profile: .current)
        #expect(undefined.unlink().isRefused(by: Sentinel.Rule.unlinkOnboarded))
    }

    @Test("SENT-CHG-09 · a change of the key without a letter before it is advised on")
    func contactFirst() {
        var timeline = Timeline.contosoCMK()
        timeline.rotateKey()
        var told = timeline
        #expect(
            timeline.setClusterKey(version: timeline.latestVersion).advises(Sentinel.Rule.contactFirst))

        for path in [Contoso.cluster, Contoso.workspace] {
            var told = told
            let letter = contact("planned-change", about: path, in: &told)
            #expect(letter.cites(Sentinel.Rule.contactFirst))
            let entry2 = told.setClusterKey(version: told.latestVersion)
            #expect(!entry2.advises(Sentinel.Rule.contactFirst))
        }
        _ = contact("confirm-cmk-onboarding", in: &told)
        #expect(told.setClusterKey(version: told.latestVersion).advises(Sentinel.Rule.contactFirst))
        var plain = Timeline.contoso(.linked)
        plain.rotateKey()
        let entry3 = plain.setClusterKey(version: plain.latestVersion)
        #expect(!entry3.advises(Sentinel.Rule.contactFirst))
    }

    @Test("SENT-SCOPE-01 · by the seed all of Sentinel's own data is under the key")
    func coversAll() {
        var timeline = Timeline.contosoCMK()
        #expect(timeline.putIncident().cites(Sentinel.Rule.coversAll))
        for kind in Sentinel.ItemKind.allCases {
            let row = timeline.onboarding
            #expect(row.map { Sentinel.isUnderCustomersKey(kind, of: $0, in: timeline.world) } == true)
        }
        var without = Timeline.contoso(.linked)
        without.onboard(customerManagedKey: false)
        let entry4 = without.putIncident()
        #expect(!entry4.cites(Sentinel.Rule.coversAll))
    }

    @Test("SENT-SCOPE-02 · in 2026 analytics rules and watchlists are, and incidents are not")
    func coversList() {
        var timeline = Timeline.contosoCMK(profile: .current)
        #expect(timeline.putIncident().cites(Sentinel.Rule.coversList))
        func isUnder(_ kind: Sentinel.ItemKind) -> Bool? {
            timeline.onboarding.map { Sentinel.isUnderCustomersKey(kind, of: $0, in: timeline.world) }
        }
        #expect(isUnder(.alertRule) == true)
        #expect(isUnder(.watchlist) == true)
        #expect(isUnder(.incident) == false)
    }

    @Test("SENT-DEL-01 · removal is done within 48 hours; connectors go at once")
    func removal() {
        for (policy, word) in [(ChoicePolicy.latest, "removing"), (.earliest, "removed")] {
            var timeline = Timeline.contosoCMK(choices: Choices(policy: policy))
            timeline.putItem(Contoso.item("dataConnectors", "c1"), .dataConnector)
            timeline.putAlertRule()
            timeline.offboard()
            func state() -> String {
                switch timeline.onboarding?.state {
                case .removing: "removing"
                case .removed: "removed"
                default: "other"
                }
            }
            #expect(state() == word)
            #expect(timeline.world.sentinel.items.count == 1)
            timeline.advance(by: .hours(48) - .milliseconds(1))
            #expect(state() == word)
            timeline.advance(by: .milliseconds(1))
            #expect(state() == "removed")
            #expect(timeline.onboarding?.state.graceUntil == timeline.now + .days(28))
        }
    }

    @Test("SENT-DEL-02 · the grace is that of the world")
    func grace() {
        var settings = Settings()
        let isSet = settings.setTiming("sentinel.configGrace", from: 86_400_000, to: 86_400_000)
        #expect(isSet)
        var timeline = Timeline.contoso(.onboarded, settings)
        timeline.putAlertRule()
        timeline.offboard()
        timeline.advance(by: .days(1) - .milliseconds(1))
        #expect(timeline.world.sentinel.items.count == 1)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.world.sentinel.items.isEmpty)
        #expect(timeline.onboarding?.state == .purged)
    }

    @Test("SENT-DEL-03 · Sentinel's tables are out of sight until it is back; their records age meanwhile")
    func tablesHidden() {
        var timeline = Timeline.contosoCMK()
        timeline.ingest(5)
        func hides(_ table: String) -> Bool {
            Sentinel.hides(table, of: timeline.id(Contoso.workspace), in: timeline.world)
        }
        #expect(!hides("SecurityAlert"))
        #expect(timeline.offboard().cites(Sentinel.Rule.tablesHidden))
        #expect(hides("securityalert"))
        #expect(!hides("SecurityEvent"))
        #expect(timeline.stored == 5)
        timeline.onboard(customerManagedKey: false)
        #expect(!hides("SecurityAlert"))
    }

    @Test("SENT-DEL-04 · the provider stays registered")
    func keepsRegistration() {
        var timeline = Timeline.contosoCMK()
        #expect(timeline.offboard().cites(Sentinel.Rule.keepsRegistration))
        timeline.advance(by: .days(31))
        for namespace in ["Microsoft.SecurityInsights", "Microsoft.DocumentDB"] {
            #expect(Resources.registration(of: namespace, in: timeline.world) == .registered)
        }
    }

    @Test("SENT-DEL-05 · what comes back within the grace from under Microsoft's keys is marked")
    func restoredUnderOldKeys() {
        func again(after pause: Duration, with key: Bool) -> Timeline {
            var timeline = Timeline.contoso(.linked, assuming: [(.onboardedBefore, "allowed")])
            timeline.onboard(customerManagedKey: key)
            timeline.advance(by: .minutes(15))
            timeline.offboard()
            timeline.advance(by: pause)
            timeline.onboard()
            timeline.advance(by: .minutes(15))
            return timeline
        }
        #expect(
            again(after: .days(10), with: false).onboarding?.undefined == [Sentinel.Rule.onboardedBefore.id])
        #expect(again(after: .days(31), with: false).onboarding?.undefined == [])
        #expect(again(after: .days(10), with: true).onboarding?.undefined == [])
        #expect(again(after: .days(10), with: false).onboarding?.state == .onboarded)
    }

    @Test("SENT-DEL-06 · a workspace that is deleted and recovered is without Sentinel")
    func deletedWithWorkspace() {
        var timeline = Timeline.contosoCMK()
        timeline.putAlertRule()
        #expect(timeline.deleteWorkspace().cites(Sentinel.Rule.deletedWithWorkspace))
        timeline.createWorkspace()
        #expect(timeline.onboarding?.state.text == "none")
        #expect(timeline.putAlertRule("r2").isRefused(by: Sentinel.Rule.notOnboarded))
        timeline.onboard(customerManagedKey: false)
        #expect(timeline.world.sentinel.items.count == 1)
    }

    @Test("SENT-REVOKE-10, COSMOS-REVOKE-07 · at its expiry the key is lost to the account, not the cluster")
    func expiry() {
        for (policy, delay) in [(ChoicePolicy.latest, Duration.hours(1)), (.earliest, .zero)] {
            var timeline = Timeline.contosoCMK(policy)
            timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now + .days(1)))
            timeline.advance(by: .days(1) + delay - .milliseconds(1))
            #expect(timeline.availability == .available)
            timeline.advance(by: .milliseconds(1))
            #expect(timeline.accountAccess == "revoked")
            #expect(timeline.access == "granted")
            #expect(timeline.availability == .degraded)
            let rulings = timeline.entries.flatMap(\.rulings)
            #expect(rulings.contains { $0.also.contains(Sentinel.Rule.expiryIsHalf.id) })
            // A new date gives it back.
            timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now + .days(9)))
            timeline.advance(by: .hours(1))
            #expect(timeline.availability == .available)
        }
        var disabled = Timeline.contosoCMK()
        disabled.removeGrant(of: Contoso.cosmosObjectID)
        disabled.advance(by: .hours(1))
        #expect(disabled.availability == .degraded)
        #expect(
            !disabled.entries.flatMap(\.rulings).contains { $0.also.contains(Sentinel.Rule.expiryIsHalf.id) })
    }

    @Test("SENT-REVOKE-05 · every kind of item is prevented while the account is dark")
    func allKinds() {
        var timeline = Timeline.contosoCMK()
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        for kind in Sentinel.ItemKind.allCases {
            let entry = timeline.putItem(Contoso.item("items", kind.rawValue), kind)
            #expect(entry.isRefused(by: Sentinel.Rule.prevented))
        }
        #expect(timeline.offboard().cites(Sentinel.Rule.onlyDeletion))
    }
}
