import Testing
import VirtualTime

@testable import ControlPlane

@Suite("KV-LIM · transactions in ten seconds") struct LimitRulesTests {
    private let on = [(Assumption.vaultThrottling, "on")]

    @Test(
        "KV-LIM-01 · each kind has its number",
        arguments: [
            (KeyOperation.create, KeyVault.KeyType.rsa, 2048, 20), (.create, .rsaHSM, 2048, 10),
            (.wrapKey, .rsa, 2048, 4_000), (.wrapKey, .rsa, 3072, 1_000), (.unwrapKey, .rsa, 4096, 500),
            (.sign, .ec, 256, 4_000), (.wrapKey, .rsaHSM, 2048, 2_000), (.wrapKey, .rsaHSM, 3072, 500),
            (.wrapKey, .rsaHSM, 4096, 250), (.get, .rsaHSM, 4096, 4_000),
        ])
    func numbers(operation: KeyOperation, type: KeyVault.KeyType, bits: Int, limit: Int) {
        let transaction = KeyVault.Transaction(operation, type: type, sizeBits: bits)
        #expect(transaction.limit == limit)
        #expect(transaction.weight * limit == KeyVault.share)
    }

    @Test("KV-LIM-01 · the window of ten seconds slides, and a mix is weighed")
    func vaultLimit() {
        var timeline = Timeline.contoso(.key, assuming: on)
        for _ in 0..<10 { #expect(timeline.count(.create, .rsa).refusal == nil) }
        timeline.advance(by: .seconds(4))
        for _ in 0..<5 { #expect(timeline.count(.create, .rsaHSM).refusal == nil) }
        let refused = timeline.count(.get)
        #expect(refused.isRefused(by: KeyVault.NetworkRule.vaultLimit))
        #expect(refused.refusal?.reason == .vaultThrottled(retryAfterSeconds: 6))
        timeline.advance(by: .seconds(6) - .milliseconds(1))
        #expect(timeline.count(.get).isRefused(by: KeyVault.NetworkRule.vaultLimit))
        timeline.advance(by: .milliseconds(1))
        for _ in 0..<10 { #expect(timeline.count(.create, .rsa).refusal == nil) }
        #expect(!(timeline.count(.create, .rsa).refusal == nil))
    }

    @Test("KV-LIM-02 · the vaults of a region share five times a vault's limit")
    func subscriptionLimit() {
        var timeline = Timeline.contoso(.key, assuming: on)
        let names = (0..<6).map { Contoso.vault(named: "kv-number-\($0)") }
        for name in names { timeline.createVault(name) }
        timeline.createVault(Contoso.vault(named: "elsewhere"), location: "eastus")
        for name in names.prefix(5) {
            for _ in 0..<20 { #expect(timeline.count(.create, .rsa, of: name).refusal == nil) }
        }
        let refused = timeline.count(.get, of: names[5])
        #expect(refused.isRefused(by: KeyVault.NetworkRule.subscriptionLimit))
        #expect(timeline.count(.get, of: Contoso.vault(named: "elsewhere")).refusal == nil)
    }

    @Test("KV-DP-08 · what was turned away is not counted")
    func refusedNotCounted() {
        var timeline = Timeline.contoso(.key, assuming: on)
        for _ in 0..<20 { _ = timeline.count(.create, .rsa) }
        let before = timeline.world.keyVault
        for _ in 0..<50 {
            #expect(timeline.count(.create, .rsa).cites(KeyVault.ProtocolRule.tooMany))
        }
        #expect(timeline.world.keyVault == before)
        timeline.advance(by: .seconds(10))
        #expect(timeline.count(.create, .rsa).refusal == nil)
    }

    @Test("nothing is counted unless the world assumes it")
    func offByDefault() {
        var timeline = Timeline.contoso(.key)
        for _ in 0..<100 { #expect(timeline.count(.create, .rsa).rulings.isEmpty) }
    }
}

extension Timeline {
    @discardableResult
    fileprivate mutating func count(
        _ operation: KeyOperation, _ type: KeyVault.KeyType? = nil, _ bits: Int? = nil,
        of vault: String = Contoso.vault
    ) -> Entry {
        submit {
            .keyVault(
                .count($0.intern(vault), KeyVault.Transaction(operation, type: type, sizeBits: bits)))
        }
    }
}
