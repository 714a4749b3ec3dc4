import Testing
import VirtualTime

@testable import ControlPlane

@Suite("KV-ROT · rotation by policy") struct RotationPolicyRulesTests {
    private typealias Policy = KeyVault.RotationPolicy
    private func period(_ text: String) -> KeyVault.Period? { KeyVault.Period(text) }

    private func rotate(after: String? = nil, before: String? = nil) -> Policy.Action {
        Policy.Action(
            .rotate, afterCreation: after.flatMap(period), beforeExpiry: before.flatMap(period))
    }
    private func notify(before: String) -> Policy.Action {
        Policy.Action(.notify, beforeExpiry: period(before))
    }
    private func expiring(_ days: Int64) -> Timeline {
        var timeline = Timeline.contoso(.key)
        timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now + .days(days)))
        return timeline
    }

    @Test("KV-ROT-02 · one action of each kind, each with one trigger")
    func policyShape() {
        var timeline = expiring(365)
        func isRefused(_ actions: [Policy.Action]) -> Bool {
            timeline.setPolicy(Policy(actions, expiry: period("P1Y"))).isRefused(
                by: KeyVault.KeyRule.policyShape)
        }
        let after = rotate(after: "P90D"), told = notify(before: "P30D")
        #expect(!isRefused([after, told]))
        #expect(!isRefused([]))
        #expect(isRefused([after, after]))
        #expect(isRefused([told, told]))
        #expect(isRefused([rotate()]))
        #expect(isRefused([rotate(after: "P90D", before: "P30D")]))
        #expect(isRefused([Policy.Action(.notify, afterCreation: period("P30D"))]))
    }

    @Test("KV-ROT-03 · seven days from creation and from expiry, versions of 28 days at least")
    func rotationLimits() {
        var timeline = expiring(365)
        func isRefused(_ actions: [Policy.Action], _ expiry: String? = nil) -> Bool {
            timeline.setPolicy(Policy(actions, expiry: expiry.flatMap(period))).isRefused(
                by: KeyVault.KeyRule.rotationLimits)
        }
        #expect(isRefused([rotate(after: "P6D")]))
        #expect(!isRefused([rotate(after: "P7D")]))
        #expect(isRefused([], "P27D"))
        #expect(!isRefused([], "P28D"))
        #expect(isRefused([rotate(after: "P22D")], "P28D"))
        #expect(!isRefused([rotate(after: "P21D")], "P28D"))
        #expect(isRefused([rotate(before: "P6D")], "P90D"))
        #expect(!isRefused([rotate(before: "P7D")], "P90D"))
        #expect(isRefused([rotate(before: "P30D")]))

        var endless = Timeline.contoso(.key)
        #expect(
            endless.setPolicy(Policy([rotate(before: "P30D")], expiry: period("P90D"))).isRefused(
                by: KeyVault.KeyRule.rotationLimits))
    }

    @Test("KV-ROT-04 · the expiry time is for the versions that rotation makes")
    func expiryOfNewVersions() {
        var timeline = Timeline.contoso(.key)
        timeline.setPolicy(Policy([], expiry: period("P90D")))
        #expect(timeline.key?.latest.expires == nil)
        let rotated = timeline.rotateKey()
        #expect(timeline.key?.latest.expires == rotated.at + .days(90))
        #expect(rotated.cites(KeyVault.KeyRule.expiryOfNewVersions))
        #expect(timeline.key?.versions.first?.expires == nil)
    }

    @Test("KV-ROT-05 · a key rotates at its trigger, again and again, enabled or not")
    func rotatesByItself() {
        var timeline = Timeline.contoso(.key)
        let created = timeline.key?.latest.createdAt ?? timeline.now
        timeline.setPolicy(Policy([rotate(after: "P30D")]))
        timeline.advance(to: created + .days(30) - .milliseconds(1))
        #expect(timeline.key?.versions.count == 1)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.key?.versions.count == 2)
        #expect(timeline.entries.last(citing: KeyVault.KeyRule.rotatesByItself)?.at == created + .days(30))
        timeline.disableKey()
        timeline.advance(by: .days(30))
        #expect(timeline.key?.versions.count == 3)
        #expect(timeline.key?.latest.enabled == true)
    }

    @Test("KV-ROT-05 · before expiry the near end is told once, and then the key rotates")
    func toldBeforeExpiry() {
        var timeline = expiring(100)
        let expires = timeline.now + .days(100)
        timeline.setPolicy(
            Policy([rotate(before: "P10D"), notify(before: "P20D")], expiry: period("P200D")))
        timeline.advance(to: expires - .days(10) - .milliseconds(1))
        let told = timeline.entries.filter { entry in
            entry.rulings.contains { if case .keyVault(.nearExpiry) = $0.event { true } else { false } }
        }
        #expect(told.map(\.at) == [expires - .days(20)])
        #expect(timeline.key?.versions.count == 1)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.key?.versions.count == 2)
        #expect(timeline.key?.latest.expires == expires - .days(10) + .days(200))
    }

    @Test("KV-ROT-05 · a version that lives shorter than its notice is told of as it is made")
    func toldAtOnce() {
        var timeline = Timeline.contoso(.key)
        timeline.setPolicy(Policy([rotate(after: "P7D")], expiry: period("P28D")))
        timeline.advance(by: .days(14))
        #expect(timeline.key?.versions.count == 3)
        let told = timeline.entries.last(citing: KeyVault.KeyRule.rotatesByItself)
        #expect(told?.rulings.count == 2)
    }

    @Test("KV-ROT-05 · nothing rotates while the key, or its vault, is deleted; then it is made up for")
    func notWhileDeleted() {
        var timeline = Timeline.contoso(.key)
        timeline.setPolicy(Policy([rotate(after: "P30D")]))
        timeline.deleteKey()
        timeline.advance(by: .days(40))
        #expect(timeline.key?.versions.count == 1)
        timeline.recoverKey()
        #expect(timeline.key?.versions.count == 2)
        timeline.deleteVault()
        timeline.advance(by: .days(40))
        #expect(timeline.key?.versions.count == 2)
        timeline.recoverVault()
        #expect(timeline.key?.versions.count == 3)
    }

    @Test("KV-ROT-06 · a version is missed while a store still needs it, and not after")
    func bothStayEnabled() {
        var timeline = Timeline.contosoCMK(key: .automatic)
        let first = timeline.latestVersion
        timeline.rotateKey()
        #expect(timeline.disableKey(version: first).advises(KeyVault.KeyRule.bothStayEnabled))
        timeline.enableKey(version: first)
        timeline.advance(by: .hours(2))
        #expect(!timeline.disableKey(version: first).advises(KeyVault.KeyRule.bothStayEnabled))
    }

    @Test("KV-ROT-07 · rotating and setting the policy take permissions of their own")
    func rotationRights() {
        var timeline = Timeline.contoso(.key)
        let dana = Principal.user("dana@contoso")
        let others = KeyOperation.allCases.filter { $0 != .rotate && $0 != .setRotationPolicy }
        timeline.grant(timeline.objectID("dana@contoso"), KeyPermissions(others))
        #expect(timeline.rotateKey(by: dana).cites(KeyVault.KeyRule.rotationRights))
        #expect(timeline.setPolicy(Policy([]), by: dana).cites(KeyVault.KeyRule.rotationRights))
        timeline.grant(timeline.objectID("dana@contoso"), KeyPermissions([.rotate, .setRotationPolicy]))
        #expect(timeline.rotateKey(by: dana).refusal == nil)
        #expect(timeline.setPolicy(Policy([]), by: dana).refusal == nil)
    }

    @Test("a length of time is read in days, months, weeks and years, and in no other way")
    func periods() {
        #expect(["P1D", "P2W", "P3M", "P1Y", "P1Y6M"].map { period($0)?.days } == [1, 14, 90, 365, 545])
        #expect(["", "P", "30D", "PT1H", "P-1D", "P1.5D", "P1X"].allSatisfy { period($0) == nil })
    }
}
