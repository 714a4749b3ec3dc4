import Testing
import VirtualTime

@testable import ControlPlane

/// Ways to take the key from a store that has the cluster's identity.
enum Loss: CaseIterable {
    case keyDisabled, keyDeleted, grantRemoved, vaultDeleted, unwrapRemoved

    func happen(to timeline: inout Timeline) -> Entry {
        switch self {
        case .keyDisabled: timeline.disableKey()
        case .keyDeleted: timeline.deleteKey()
        case .grantRemoved: timeline.removeGrant(of: timeline.clusterObjectID)
        case .vaultDeleted: timeline.deleteVault()
        case .unwrapRemoved: timeline.grant(timeline.clusterObjectID, KeyPermissions([.get, .wrapKey]))
        }
    }
    func undo(in timeline: inout Timeline) -> Entry {
        switch self {
        case .keyDisabled: timeline.enableKey()
        case .keyDeleted: timeline.recoverKey()
        case .grantRemoved, .unwrapRemoved: timeline.grant(timeline.clusterObjectID)
        case .vaultDeleted: timeline.recoverVault()
        }
    }
}

@Suite("LA-REVOKE, LA-AEK · revocation of the cluster's key") struct RevocationRulesTests {
    @Test("LA-AEK-05 · polls are computed: a quiet year is one entry, and the bound counts from the change")
    func polls() {
        var timeline = Timeline.contoso(.linked)
        let entries = timeline.entries.count
        timeline.advance(by: .days(365) + .milliseconds(123))
        #expect(timeline.entries.count == entries + 1)

        let loss = timeline.disableKey()

        #expect(loss.choices.first?.to == loss.at + .hours(1))
    }

    @Test("LA-AEK-06 · a vault that does not answer is an outage: the cached key keeps serving")
    func outageTolerated() throws {
        var timeline = Timeline.contoso(.linked)
        try outage(of: .days(2), &timeline)

        timeline.removeGrant(of: timeline.clusterObjectID)
        timeline.advance(by: .days(1))
        #expect(timeline.access == "granted")

        timeline.advance(by: .days(1))
        #expect(timeline.access == "cached")
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")
    }

    /// No client can bring the vault's name out of DNS again, but a journal can say that it happened.
    private func outage(of duration: Duration, _ timeline: inout Timeline) throws {
        var vault = try #require(timeline.vault)
        vault.dns = .registering(until: timeline.now + duration)
        timeline.replay(
            Entry(
                number: timeline.world.sequence + 1, at: timeline.now, cause: .timePassed,
                outcome: .settled([Ruling(event: .keyVault(.vaultCreated(vault)), because: RuleID("TEST"))]),
                names: [], choices: [], advisories: [], causes: []))
    }

    @Test("LA-AEK-07 · each definite no of the vault starts the bound", arguments: Loss.allCases)
    func classification(loss: Loss) {
        var timeline = Timeline.contoso(.linked)
        let entry = loss.happen(to: &timeline)
        #expect(entry.cites(LogAnalytics.Rule.revocationTriggered))
        #expect(timeline.access == "cached")
    }

    @Test("LA-REVOKE-01 · what does not touch the wrapped key revokes nothing")
    func nothingLost() {
        var timeline = Timeline.contoso(.linked)
        timeline.grant(timeline.clusterObjectID, KeyPermissions([.unwrapKey]))
        timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now))
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.createKey(at: "\(Contoso.vault)/keys/other")
        timeline.submit { .keyVault(.deleteKey($0.intern("\(Contoso.vault)/keys/other"))) }
        #expect(timeline.cluster?.access == .held)
    }

    @Test(
        "LA-REVOKE-01 · disabling, deleting and taking access away revoke, and undoing each restores",
        arguments: Loss.allCases)
    func revocationTriggered(loss: Loss) {
        var timeline = Timeline.contoso(.linked)
        let lost = loss.happen(to: &timeline)
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")
        #expect(timeline.cluster?.access.cause.flatMap(timeline.entries.entry)?.causes == [lost.number])

        let back = loss.undo(in: &timeline)
        #expect(back.refusal == nil)
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "granted")
    }

    @Test(
        "LA-REVOKE-02 · unavailable within an hour, at both ends of the bound",
        arguments: [ChoicePolicy.earliest, .latest])
    func revocationHonored(policy: ChoicePolicy) {
        var timeline = Timeline.contoso(.linked, choices: Choices(policy: policy))
        timeline.disableKey()
        #expect(timeline.cluster?.isDark == (policy == .earliest))
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.cluster?.isDark == (policy == .earliest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.cluster?.isDark == true)
        #expect(timeline.entries.last(citing: LogAnalytics.Rule.revocationHonored) != nil)
    }

    @Test("LA-REVOKE-03 · what is sent while revoked is dropped, from the bound on")
    func whileRevoked() {
        var timeline = Timeline.contoso(.linked)
        timeline.startTraffic()
        timeline.disableKey()

        timeline.advance(by: .hours(1))
        #expect(timeline.stored == 600)
        timeline.advance(by: .minutes(10))
        let batch = timeline.ingest(5)

        #expect(batch.advises(LogAnalytics.Rule.whileRevoked))
        #expect(timeline.stored == 600)
        #expect(timeline.dropped == 105)
    }

    @Test("LA-REVOKE-04 · nothing is left to read while revoked, not what came in last either")
    func hotCacheGone() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(5)
        timeline.disableKey()
        timeline.advance(by: .minutes(59))
        #expect(timeline.accessible == 5)
        timeline.advance(by: .minutes(1))
        #expect(timeline.accessible == 0)
    }

    @Test("LA-REVOKE-05 · queries fail while revoked, and name what closed the way")
    func queriesFail() throws {
        var timeline = Timeline.contoso(.linked)
        timeline.disableKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.queryRefusal == [])
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.queryRefusal.first == LogAnalytics.Rule.queriesFail.id)
        timeline.enableKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.queryRefusal.first == LogAnalytics.Rule.queriesFail.id)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.queryRefusal == [])
    }

    @Test("LA-REVOKE-06 · what was ingested before stays, inaccessible, and is there again afterwards")
    func dataKept() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(5)
        timeline.disableKey()
        timeline.advance(by: .days(10))
        #expect(timeline.stored == 5)
        #expect(timeline.accessible == 0)
        let dark = timeline.entries.last(citing: LogAnalytics.Rule.dataKept)
        #expect(dark?.cites(LogAnalytics.Rule.revocationHonored) == true)
        timeline.enableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.accessible == 5)
    }

    @Test("LA-REVOKE-07 · retention goes on purging what nobody can read")
    func retentionRuns() {
        var timeline = Timeline.contoso(.linked, choices: Choices(policy: .earliest))
        timeline.startTraffic()
        timeline.advance(by: .days(20))
        timeline.disableKey()
        timeline.advance(by: .days(15))
        timeline.enableKey()

        #expect(timeline.stored == 216_000)
        #expect(timeline.purged == 72_000)
        #expect(timeline.dropped == 216_000)
        #expect(timeline.workspace?.data.purgedUnseen(at: timeline.now) == 72_000)
        #expect(timeline.accessible == 216_000)
        #expect(timeline.entries.last(citing: LogAnalytics.Rule.retentionRuns)?.at == timeline.now)
    }

    @Test(
        "LA-REVOKE-08 · back within the bound of the profile, at both ends",
        arguments: [(Profile.seed, 60), (.current, 30)], [ChoicePolicy.earliest, .latest])
    func accessRestored(bound: (Profile, Int), policy: ChoicePolicy) {
        var timeline = Timeline.contoso(.linked, choices: Choices(policy: policy), profile: bound.0)
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        timeline.startTraffic()

        timeline.enableKey()
        timeline.advance(by: .minutes(bound.1) - .milliseconds(1))
        #expect(timeline.cluster?.isDark == (policy == .latest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.cluster?.isDark == false)
        #expect(timeline.dropped == (policy == .latest ? Int64(bound.1) * 10 : 0))
        timeline.advance(by: .minutes(1))
        #expect(timeline.dropped == (policy == .latest ? Int64(bound.1) * 10 : 0))
    }

    @Test("LA-REVOKE-09 · what was dropped does not come back")
    func nothingComesBack() {
        var timeline = Timeline.contoso(.linked)
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        timeline.ingest(5)
        timeline.enableKey()
        timeline.advance(by: .days(1))
        #expect(timeline.dropped == 5)
        #expect(timeline.accessible == 0)
        #expect(timeline.sent == 5)
        let back = timeline.entries.last(citing: LogAnalytics.Rule.nothingComesBack)
        #expect(back?.cites(LogAnalytics.Rule.accessRestored) == true)
    }

    @Test("LA-REVOKE-12 · disabling the version a cluster is pinned to revokes it, newer ones or not")
    func pinnedVersionLost() {
        var timeline = Timeline.contoso(.linked, key: .pinned)
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.advance(by: .days(2))

        let entry = timeline.disableKey(version: first)
        timeline.advance(by: .hours(1))

        #expect(entry.cites(LogAnalytics.Rule.pinnedVersionLost))
        #expect(timeline.access == "revoked")
    }

    @Test("LA-REVOKE-15 · revoked again before it was back: it stays revoked, without a new hour")
    func cyclesIndependent() {
        var timeline = Timeline.contoso(.linked)
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        timeline.enableKey()
        timeline.advance(by: .minutes(59))

        let again = timeline.disableKey()

        #expect(again.cites(LogAnalytics.Rule.cyclesIndependent))
        #expect(again.choices == [])
        timeline.advance(by: .days(1))
        #expect(timeline.access == "revoked")
    }

    @Test("LA-REVOKE-15 · revoked again after it was back: a new hour, counted from the new loss")
    func cyclesIndependentAfterwards() {
        var timeline = Timeline.contoso(.linked)
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        timeline.enableKey()
        timeline.advance(by: .hours(1))

        timeline.disableKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))

        #expect(timeline.access == "cached")
    }
}

@Suite("LA-ROT · rotation of the cluster's key") struct RotationRulesTests {
    @Test(
        "LA-ROT-01 · without a pinned version the cluster moves by itself, at both ends of the hour",
        arguments: [ChoicePolicy.earliest, .latest])
    func autoRotation(policy: ChoicePolicy) {
        var timeline = Timeline.contoso(.linked, choices: Choices(policy: policy), key: .automatic)
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect((timeline.cluster?.key?.wrappedWith == first) == (policy == .latest))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.cluster?.key?.wrappedWith == timeline.latestVersion)
        timeline.disableKey(version: first)
        #expect(timeline.cluster?.access == .held)
    }

    @Test("LA-ROT-02 · the old version disabled before the move revokes the cluster")
    func oldVersionDisabled() {
        var timeline = Timeline.contoso(.linked, key: .automatic)
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.advance(by: .minutes(30))
        let entry = timeline.disableKey(version: first)
        timeline.advance(by: .hours(1))
        #expect(entry.advises(Sentinel.Rule.disableOldLater))
        #expect(timeline.access == "revoked")
        #expect(timeline.cluster?.key?.wrappedWith == first)
        #expect(timeline.entries.last(citing: LogAnalytics.Rule.bothVersionsNeeded) != nil)
    }

    @Test("LA-ROT-02 · a new version that cannot wrap leaves the cluster on the old one, until it can")
    func newVersionCannotWrap() {
        var timeline = Timeline.contoso(.linked, key: .automatic)
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.disableKey()
        timeline.advance(by: .hours(2))
        #expect(timeline.cluster?.key?.wrappedWith == first)
        #expect(timeline.cluster?.access == .held)

        timeline.enableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.cluster?.key?.wrappedWith == timeline.latestVersion)
    }

    @Test("LA-ROT-01 · a cluster that was revoked when the version came moves once it has the key again")
    func movesAfterRestoration() {
        var timeline = Timeline.contoso(.linked, key: .automatic)
        let first = timeline.latestVersion
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        timeline.rotateKey()
        timeline.advance(by: .hours(2))
        timeline.enableKey(version: first)
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "granted")

        timeline.advance(by: .hours(1))
        #expect(timeline.cluster?.key?.wrappedWith == timeline.latestVersion)
        timeline.disableKey(version: first)
        #expect(timeline.cluster?.access == .held)
    }

    @Test("LA-ROT-03 · a pinned cluster stays on its version, works, and is advised to be told")
    func pinnedRotation() {
        var timeline = Timeline.contoso(.linked, key: .pinned)
        let first = timeline.latestVersion
        let entry = timeline.rotateKey()
        #expect(entry.advises(LogAnalytics.Rule.pinnedRotation))
        timeline.advance(by: .days(30))
        #expect(timeline.cluster?.access == .held)

        timeline.setClusterKey(version: timeline.latestVersion)
        timeline.advance(by: .minutes(10))
        timeline.disableKey(version: first)
        #expect(timeline.cluster?.access == .held)
    }
}
