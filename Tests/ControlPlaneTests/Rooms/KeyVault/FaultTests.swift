import ControlPlane
import Testing
import VirtualTime

@Suite("KV, LA · a vault that fails") struct FaultTests {
    private func story(
        _ kind: KeyVault.FaultKind, for duration: Duration? = nil, assuming: [(Assumption, String)] = []
    ) -> Timeline {
        var timeline = Timeline.contosoCMK(assuming: assuming)
        timeline.setFault(kind, until: duration.map { timeline.now + $0 })
        return timeline
    }

    @Test("KV-CRYPTO-02 · no connection and too many requests come before anything else is asked")
    func firstRows() {
        var away = story(.outage)
        #expect(away.refusal(of: .get) == [KeyVault.Rule.decisionTable.id])
        #expect(away.disableKey().cites(KeyVault.Rule.decisionTable))
        #expect(away.refusal(of: .get, by: .user("dana@contoso")) == [KeyVault.Rule.decisionTable.id])
        away.setFault(nil)
        #expect(away.refusal(of: .get) == [])

        #expect(story(.throttled).refusal(of: .get).contains(KeyVault.ProtocolRule.tooMany.id))
    }

    @Test(
        "LA-AEK-06 · an outage interrupts nothing, however long it takes",
        arguments: [KeyVault.FaultKind.outage, .throttled])
    func outage(kind: KeyVault.FaultKind) {
        var timeline = story(kind, for: .hours(10))
        timeline.advance(by: .hours(9))
        #expect(timeline.access == "granted")
        #expect(timeline.accountAccess == "granted")
        timeline.advance(by: .hours(1))
        #expect(timeline.vault?.faults == [])
        #expect(timeline.refusal(of: .get) == [])
    }

    @Test("LA-AEK-07 · a firewall's no is an answer, unless it is taken for an outage")
    func forbidden() {
        var refused = story(.forbidden)
        refused.advance(by: .hours(1))
        #expect(refused.access == "revoked")
        #expect(refused.accountAccess == "revoked")

        var away = story(.forbidden, assuming: [(.vaultFirewallDenial, "outage")])
        away.advance(by: .hours(1))
        #expect(away.access == "granted")
    }
}
