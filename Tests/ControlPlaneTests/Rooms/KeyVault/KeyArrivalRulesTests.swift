import Testing
import VirtualTime

@testable import ControlPlane

@Suite("KV-KEY, KV-ROT · keys that come from elsewhere") struct KeyArrivalRulesTests {
    private static let material = KeyVault.KeyMaterial.imported(["kty": "RSA", "n": "AQAB"])

    private func settings(_ bits: Int = 2048) -> KeyVault.KeySettings {
        var settings = KeyVault.KeySettings(sizeBits: bits)
        settings.material = Self.material
        return settings
    }

    private func key(_ path: String, in timeline: Timeline) -> KeyVault.Key? {
        timeline.world.names.find(path).flatMap { timeline.world.keyVault.keys[$0] }
    }

    private func restore(
        _ versions: [KeyVault.BackedUpVersion], at path: String, in timeline: inout Timeline
    ) -> Entry {
        timeline.submit(by: .owner) { names in
            let key = names.intern(path)
            return .keyVault(.restoreKey(key, vault: names[key].parent ?? key, versions))
        }
    }

    private func importKey(_ settings: KeyVault.KeySettings, in timeline: inout Timeline) -> Entry {
        timeline.submit(by: .owner) { names in
            let key = names.intern(Contoso.key)
            return .keyVault(.importKey(key, vault: names[key].parent ?? key, settings))
        }
    }

    private func versions(_ count: Int) -> [KeyVault.BackedUpVersion] {
        (0..<count).map {
            var settings = KeyVault.KeySettings(enabled: $0 % 2 == 0)
            settings.material = .following("elsewhere/\($0)")
            return KeyVault.BackedUpVersion(
                name: "v\($0)", createdAt: Genesis.defaultStart, updatedAt: Genesis.defaultStart + .days(1),
                settings: settings)
        }
    }

    @Test("KV-KEY-03 · importing under a name in use adds a version, which keeps what was sent")
    func imports() {
        var timeline = Timeline.contoso(.key)
        #expect(importKey(settings(), in: &timeline).refusal == nil)
        let versions = key(Contoso.key, in: timeline)?.versions ?? []
        #expect(versions.map(\.material) == [nil, Self.material])
    }

    @Test("KV-KEY-02 · 1,024 bits are taken from elsewhere, and not made")
    func oldKeys() {
        var timeline = Timeline.contoso(.key)
        #expect(importKey(settings(1024), in: &timeline).refusal == nil)
        #expect(importKey(settings(1536), in: &timeline).isRefused(by: KeyVault.KeyRule.kinds))
        #expect(timeline.createKey(.init(sizeBits: 1024)).isRefused(by: KeyVault.KeyRule.kinds))
    }

    @Test("KV-KEY-18 · a backup has up to 500 versions, which keep name, times, state and order")
    func restores() {
        var timeline = Timeline.contoso(.key)
        let path = "\(Contoso.vault)/keys/restored"
        for count in [0, 501] {
            #expect(
                restore(versions(count), at: path, in: &timeline).isRefused(by: KeyVault.KeyRule.keyLimits))
        }
        #expect(restore(versions(500), at: path, in: &timeline).refusal == nil)
        let restored = key(path, in: timeline)
        #expect(restored?.versions.map(\.name) == (0..<500).map { "v\($0)" })
        #expect(restored?.versions.map(\.enabled) == (0..<500).map { $0 % 2 == 0 })
        #expect(restored?.latest.createdAt == Genesis.defaultStart)
        #expect(restored?.latest.updatedAt == Genesis.defaultStart + .days(1))
        #expect(restored?.latest.material == .following("elsewhere/499"))
    }

    @Test("KV-KEY-14 · a backup goes to a free name: neither to a live key's nor to a deleted one's")
    func takenNames() {
        var timeline = Timeline.contoso(.key)
        let live = restore(versions(1), at: Contoso.key, in: &timeline)
        #expect(live.isRefused(by: KeyVault.KeyRule.keyLimits))
        timeline.deleteKey()
        let deleted = restore(versions(1), at: Contoso.key, in: &timeline)
        #expect(deleted.isRefused(by: KeyVault.Rule.keyNameHeld))
    }

    @Test("KV-ROT-04 · an imported version is never rotated by its policy, and a made one is again")
    func rotation() {
        var timeline = Timeline.contoso(.key)
        let policy = KeyVault.RotationPolicy([
            .init(.rotate, afterCreation: KeyVault.Period("P30D"))
        ])
        func set(_ timeline: inout Timeline) -> Entry {
            timeline.submit(by: .owner) { .keyVault(.setRotationPolicy($0.intern(Contoso.key), policy)) }
        }
        #expect(set(&timeline).refusal == nil)
        _ = importKey(settings(), in: &timeline)
        timeline.advance(by: .days(60))
        #expect(key(Contoso.key, in: timeline)?.versions.count == 2)
        #expect(set(&timeline).isRefused(by: KeyVault.KeyRule.expiryOfNewVersions))
        timeline.rotateKey()
        #expect(key(Contoso.key, in: timeline)?.latest.material == nil)
        timeline.advance(by: .days(30))
        #expect(key(Contoso.key, in: timeline)?.versions.count == 4)
    }

    @Test("drawing bytes changes nothing but the place in the journal")
    func draws() {
        var timeline = Timeline.contoso(.key)
        let before = timeline.world.keyVault
        let entry = timeline.submit(by: .owner) { .keyVault(.drawBytes($0.intern(Contoso.vault))) }
        #expect(entry.refusal == nil && entry.rulings.isEmpty)
        #expect(timeline.world.keyVault == before)
        #expect(timeline.world.sequence == entry.number)
    }
}
