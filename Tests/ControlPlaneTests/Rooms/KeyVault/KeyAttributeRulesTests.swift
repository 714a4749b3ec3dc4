import Testing
import VirtualTime

@testable import ControlPlane

@Suite("KV-KEY · kinds, attributes and moments of a key") struct KeyAttributeRulesTests {
    private typealias Settings = KeyVault.KeySettings

    private func premium() -> Timeline {
        var timeline = Timeline.contoso(.vault)
        timeline.updateVault(KeyVault.VaultChanges(isPremium: true))
        return timeline
    }

    @Test("KV-KEY-02 · each kind comes in its sizes and no others")
    func kinds() {
        var timeline = premium()
        func isRefused(_ type: KeyVault.KeyType, _ bits: Int) -> Bool {
            timeline.createKey(Settings(type: type, sizeBits: bits)).isRefused(by: KeyVault.KeyRule.kinds)
        }
        for type in [KeyVault.KeyType.rsa, .rsaHSM] {
            #expect([2048, 3072, 4096].allSatisfy { !isRefused(type, $0) })
            #expect([1024, 2047, 4097, 8192].allSatisfy { isRefused(type, $0) })
        }
        for type in [KeyVault.KeyType.ec, .ecHSM] {
            #expect(KeyVault.Curve.allCases.allSatisfy { !isRefused(type, $0.bits) })
            #expect(isRefused(type, 2048))
        }
        #expect([128, 192, 256].allSatisfy { !isRefused(.octHSM, $0) })
        #expect(isRefused(.octHSM, 512))
    }

    @Test(
        "KV-KEY-07 · validity is [nbf, exp), stretched at both ends by the leeway of the world",
        arguments: [0, 5])
    func validity(leewayMinutes: Int) {
        var settings = ControlPlane.Settings()
        let leeway = Int64(leewayMinutes) * 60_000
        _ = settings.setTiming("key.leeway", from: leeway, to: leeway)
        var timeline = Timeline.contoso(.key, settings)
        let begin = timeline.now + .hours(1), end = timeline.now + .hours(2)
        timeline.updateKey(KeyVault.VersionChanges(notBefore: begin, expires: end))
        let (first, last) = (begin - .milliseconds(leeway), end + .milliseconds(leeway))
        var wraps: [Bool] = []
        for instant in [first - .milliseconds(1), first, last - .milliseconds(1), last] {
            timeline.advance(to: instant)
            wraps.append(timeline.refusal(of: .wrapKey).isEmpty)
            #expect(timeline.refusal(of: .unwrapKey) == [])
            #expect(timeline.refusal(of: .decrypt) == [])
            #expect(timeline.refusal(of: .verify) == [])
        }
        #expect(wraps == [false, true, true, false])
        #expect(timeline.refusal(of: .sign).contains(KeyVault.KeyRule.validity.id))
    }

    @Test("KV-KEY-07 · the beginning and the end of a validity are events, in their own instants")
    func validityEvents() {
        var timeline = Timeline.contosoCMK()
        let begin = timeline.now + .days(1), end = timeline.now + .days(2)
        timeline.updateKey(KeyVault.VersionChanges(notBefore: begin, expires: end))
        timeline.advance(by: .days(3))
        let found = timeline.entries.filter { $0.cites(KeyVault.KeyRule.validity) }
        #expect(found.map(\.at) == [begin, end])
        #expect(timeline.access == "granted")
        #expect(timeline.world.next == nil)

        timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now + .days(1)))
        timeline.deleteVault()
        timeline.advance(by: .days(5))
        #expect(timeline.entries.filter { $0.cites(KeyVault.KeyRule.validity) }.count == 2)
    }

    @Test("KV-KEY-08 · exp comes after nbf")
    func attributes() {
        var timeline = Timeline.contoso(.key)
        let at = timeline.now + .hours(1)
        func isRefused(_ notBefore: Instant?, _ expires: Instant?) -> Bool {
            timeline.updateKey(KeyVault.VersionChanges(notBefore: notBefore, expires: expires)).isRefused(
                by: KeyVault.KeyRule.attributes)
        }
        #expect(isRefused(at, at))
        #expect(isRefused(at, at - .seconds(1)))
        #expect(!isRefused(at, at + .seconds(1)))
        #expect(isRefused(at + .seconds(1), nil))
        #expect(
            timeline.createKey(Settings(notBefore: at, expires: at)).isRefused(
                by: KeyVault.KeyRule.attributes))
    }

    @Test("KV-KEY-09 · a key does what it lists, and lists what its kind can do")
    func operationsLimited() {
        var timeline = Timeline.contoso(.key)
        timeline.updateKey(KeyVault.VersionChanges(operations: [.wrapKey]))
        #expect(timeline.refusal(of: .wrapKey) == [])
        #expect(timeline.refusal(of: .sign).contains(KeyVault.KeyRule.operationsLimited.id))
        let refused = timeline.createKey(
            Settings(type: .ec, sizeBits: 256, operations: [.sign, .wrapKey]),
            at: "\(Contoso.vault)/keys/ec")
        #expect(refused.isRefused(by: KeyVault.KeyRule.operationsLimited))
        #expect(timeline.createKey(Settings(type: .ec, sizeBits: 256)).refusal == nil)
        #expect(timeline.key?.latest.operations == [.sign, .verify])
    }

    @Test("KV-KEY-09 · a key in hardware may take in others and nothing else, for two days")
    func exchangeKey() {
        var timeline = premium()
        #expect(
            timeline.createKey(Settings(type: .rsaHSM, operations: [.import])).refusal == nil)
        #expect(timeline.key?.latest.expires == timeline.now + .hours(48))
        #expect(timeline.refusal(of: .wrapKey).contains(KeyVault.KeyRule.operationsLimited.id))
        let busy = Settings(type: .rsaHSM, operations: [.import, .sign])
        for settings in [Settings(operations: [.import]), busy] {
            #expect(timeline.createKey(settings).isRefused(by: KeyVault.KeyRule.operationsLimited))
        }
    }

    @Test(
        "KV-KEY-13 · while a key is being deleted or recovered nothing can be done with it",
        arguments: [(ChoicePolicy.earliest, 0), (.latest, 20)])
    func inTransition(policy: ChoicePolicy, seconds: Int) {
        var settings = ControlPlane.Settings(choices: Choices(policy: policy))
        _ = settings.setTiming("key.transition", from: 0, to: 20_000)
        var timeline = Timeline.contoso(.group, settings)
        timeline.createVault(purgeProtection: nil)
        timeline.advance(by: .minutes(1))
        timeline.createKey()
        timeline.deleteKey()
        if seconds > 0 {
            for entry in [timeline.recoverKey(), timeline.purgeKey(), timeline.createKey()] {
                #expect(entry.isRefused(by: KeyVault.KeyRule.inTransition))
            }
            timeline.advance(by: .seconds(seconds) - .milliseconds(1))
            #expect(timeline.recoverKey().isRefused(by: KeyVault.KeyRule.inTransition))
            timeline.advance(by: .milliseconds(1))
        }
        #expect(timeline.createKey().isRefused(by: KeyVault.Rule.keyNameHeld))
        #expect(timeline.recoverKey().refusal == nil)
        #expect(timeline.rotateKey().isRefused(by: KeyVault.KeyRule.inTransition) == (seconds > 0))
        timeline.advance(by: .seconds(20))
        #expect(timeline.rotateKey().refusal == nil)
    }

    @Test("KV-KEY-15 · a live key is neither recovered nor purged")
    func liveIsNotDeleted() {
        var timeline = Timeline.contoso(.key)
        #expect(timeline.recoverKey().isRefused(by: KeyVault.KeyRule.liveIsNotDeleted))
        #expect(timeline.purgeKey().isRefused(by: KeyVault.KeyRule.liveIsNotDeleted))
        timeline.deleteKey()
        #expect(timeline.recoverKey().refusal == nil)
    }

    @Test("KV-KEY-20 · only an RSA key serves a cluster", arguments: [KeyVault.KeyType.rsa, .ec, .octHSM])
    func rsaForCMK(type: KeyVault.KeyType) {
        var timeline = Timeline.contoso(.granted)
        timeline.updateVault(KeyVault.VaultChanges(isPremium: true))
        let bits = type == .rsa ? 3072 : 256
        timeline.createKey(Settings(type: type, sizeBits: bits), at: "\(Contoso.vault)/keys/kek")
        let entry = timeline.setClusterKey("kek", version: "")
        #expect((entry.refusal == nil) == (type == .rsa))
        #expect(entry.cites(KeyVault.KeyRule.rsaForCMK) == (type != .rsa))
    }
}
