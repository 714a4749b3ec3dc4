import ControlPlane
import Testing
import VirtualTime

@Suite("KV-KEY, KV-ROT · keys and their versions") struct KeyRulesTests {
    @Test(
        "KV-KEY-01 · 1 to 127 letters, digits and hyphens",
        arguments: [("k", 1, true), ("k", 127, true), ("k", 128, false), ("k_", 1, false), ("k.", 1, false)])
    func keyName(letters: String, times: Int, isAccepted: Bool) {
        var timeline = Timeline.contoso(.vault)
        let name = String(repeating: letters, count: times)

        let entry = timeline.createKey(at: "\(Contoso.vault)/keys/\(name)")

        #expect(entry.isRefused(by: KeyVault.Rule.keyName) == !isAccepted)
    }

    @Test("KV-KEY-01 · the service names versions: 32 hexadecimal digits, no two alike")
    func versionNames() {
        var timeline = Timeline.contoso(.key)
        timeline.rotateKey()
        timeline.createKey(at: "\(Contoso.vault)/keys/other")

        let names = timeline.world.keyVault.keys.flatMap { $0.versions.map(\.name) }

        #expect(Set(names).count == 3)
        #expect(names.allSatisfy { $0.count == 32 && $0.allSatisfy { $0.isHexDigit && !$0.isUppercase } })
    }

    @Test("KV-KEY-03 · creating under a name in use adds a version", arguments: [2048, 3072, 4096])
    func keyCreated(bits: Int) {
        var timeline = Timeline.contoso(.key)

        let entry = timeline.createKey(KeyVault.KeySettings(sizeBits: bits))

        #expect(entry.cites(KeyVault.Rule.keyCreated))
        #expect(timeline.key?.versions.map(\.sizeBits) == [3072, bits])
    }

    @Test("KV-KEY-02 · an RSA key of another size is refused")
    func keySize() {
        var timeline = Timeline.contoso(.vault)
        #expect(
            timeline.createKey(KeyVault.KeySettings(sizeBits: 1024)).isRefused(by: KeyVault.KeyRule.kinds))
        #expect(timeline.createKey(KeyVault.KeySettings(type: .ec, sizeBits: 256)).refusal == nil)
    }

    @Test("KV-KEY-04 · the latest version is the one created last, enabled or not")
    func latestVersion() {
        var timeline = Timeline.contoso(.key)
        let first = timeline.latestVersion
        timeline.rotateKey()
        let second = timeline.latestVersion

        timeline.disableKey()

        #expect(first != second)
        #expect(timeline.latestVersion == second)
        #expect(timeline.key?.version(nil)?.enabled == false)
        #expect(timeline.key?.version("")?.name == second)
        #expect(timeline.key?.version(first.uppercased())?.name == first)
    }

    @Test("KV-KEY-05 · PATCH changes attributes, operations and tags of the one version, never its material")
    func versionAttributes() {
        var timeline = Timeline.contoso(.key)
        let first = timeline.latestVersion
        timeline.rotateKey()
        let latest = timeline.key?.latest
        let expires = timeline.now + .days(30)

        timeline.updateKey(
            version: first,
            KeyVault.VersionChanges(
                enabled: false, expires: expires, operations: [.sign], carried: ["tags": [:]]))

        let changed = timeline.key?.version(first)
        #expect(changed?.enabled == false)
        #expect(changed?.expires == expires)
        #expect(changed?.operations == [.sign])
        #expect(changed?.carried == ["tags": [:]])
        #expect(changed?.sizeBits == 3072)
        #expect(timeline.key?.latest == latest)
    }

    @Test("KV-KEY-05 · a version that does not exist cannot be changed")
    func unknownVersion() {
        var timeline = Timeline.contoso(.key)
        #expect(timeline.disableKey(version: "0").refusal?.reason == .keyNotFound("cmk/0"))
    }

    @Test("KV-KEY-06 · a disabled version does no cryptographic operation, and does again once enabled")
    func disabled() {
        var timeline = Timeline.contoso(.key)
        let disabling = timeline.disableKey()

        for operation in KeyOperation.cryptographic {
            #expect(timeline.refusal(of: operation) == [KeyVault.Rule.disabled.id])
        }
        #expect(timeline.key?.latest.changedBy == disabling.number)

        timeline.enableKey()
        for operation in KeyOperation.cryptographic { #expect(timeline.refusal(of: operation) == []) }
    }

    @Test("KV-KEY-06 · wrapping alone is let through under that reading of the documents")
    func disabledWrapAllowed() {
        var timeline = Timeline.contoso(.key, assuming: [(.disabledKeyWrap, "allowed")])
        timeline.disableKey()

        #expect(timeline.refusal(of: .wrapKey) == [])
        #expect(timeline.refusal(of: .unwrapKey) == [KeyVault.Rule.disabled.id])
    }

    @Test(
        "KV-KEY-10 · the recovery level follows from purge protection and retention",
        arguments: [
            (nil, 90, "Recoverable+Purgeable"), (true, 90, "Recoverable"),
            (nil, 89, "CustomizedRecoverable+Purgeable"), (true, 7, "CustomizedRecoverable"),
        ] as [(Bool?, Int, String)])
    func recoveryLevel(purgeProtection: Bool?, days: Int, level: String) {
        var timeline = Timeline.contoso(.group)
        timeline.createVault(retentionDays: days, purgeProtection: purgeProtection)
        #expect(timeline.vault?.recoveryLevel == level)
    }

    @Test("KV-KEY-11 · deleting a key takes all its versions, recoverable until the retention ends")
    func keySoftDeleted() {
        var timeline = Timeline.contoso(.key)
        let first = timeline.latestVersion
        timeline.rotateKey()

        let entry = timeline.deleteKey()

        #expect(entry.cites(KeyVault.Rule.keySoftDeleted))
        #expect(timeline.key?.deletion?.scheduledPurge == entry.at + .days(90))
        #expect(timeline.refusal(of: .get).first == KeyVault.Rule.decisionTable.id)
        #expect(timeline.refusal(of: .get, version: first).first == KeyVault.Rule.decisionTable.id)
        #expect(timeline.deleteKey().refusal?.reason == .keyNotFound("cmk"))
    }

    @Test(
        """
        KV-KEY-12 · a deleted key is recovered with its attributes; a live one is neither recovered nor \
        purged
        """
    )
    func keyRecovers() {
        var timeline = Timeline.contoso(.key)
        timeline.disableKey()
        let before = timeline.key
        #expect(timeline.recoverKey().refusal?.reason == .keyStillLive("cmk"))
        #expect(timeline.purgeKey().refusal?.reason == .keyStillLive("cmk"))

        timeline.deleteKey()
        timeline.recoverKey()

        #expect(timeline.key == before)
    }

    @Test("KV-KEY-12 · purging frees the name where no purge protection forbids it")
    func keyPurged() {
        var timeline = Timeline.contoso(.group)
        timeline.createVault(purgeProtection: nil)
        timeline.advance(by: .minutes(1))
        timeline.createKey()
        timeline.deleteKey()

        #expect(timeline.purgeKey().refusal == nil)

        #expect(timeline.key == nil)
        #expect(timeline.vault?.keys == [])
        #expect(timeline.purgeKey().refusal?.reason == .deletedKeyNotFound("cmk"))
        #expect(timeline.createKey().refusal == nil)
    }

    @Test("KV-KEY-14 · no key is created under the name of a soft-deleted one")
    func keyNameHeld() {
        var timeline = Timeline.contoso(.key)
        timeline.deleteKey()

        #expect(timeline.createKey().isRefused(by: KeyVault.Rule.keyNameHeld))
        #expect(timeline.createKey(at: "\(Contoso.vault)/keys/CMK").isRefused(by: KeyVault.Rule.keyNameHeld))
        #expect(timeline.createKey(at: "\(Contoso.vault)/keys/cmk2").refusal == nil)
    }

    @Test("KV-KEY-16 · in a purge-protected vault nothing is purged before its time, by nobody")
    func purgeProtectedKey() {
        var timeline = Timeline.contoso(.key)
        timeline.deleteKey()
        timeline.advance(by: .days(90) - .milliseconds(1))

        #expect(timeline.purgeKey().refusal?.reason == .purgeProtected(vault: timeline.id(Contoso.vault)))
    }

    @Test("KV-KEY-17 · a deleted key is purged at its own date")
    func keyPurgedAtEnd() {
        var timeline = Timeline.contoso(.key)
        let deletion = timeline.deleteKey()

        timeline.advance(by: .days(90) - .milliseconds(1))
        #expect(timeline.key != nil)

        timeline.advance(by: .milliseconds(1))
        #expect(timeline.key == nil)
        #expect(timeline.entries.last(citing: KeyVault.Rule.keyPurgedAtEnd)?.causes == [deletion.number])
    }

    @Test("KV-KEY-17 · a key deleted before its vault is purged at its own date, the vault later")
    func keyPurgedInDeletedVault() {
        var timeline = Timeline.contoso(.key)
        timeline.deleteKey()
        timeline.advance(by: .days(10))
        timeline.deleteVault()

        timeline.advance(by: .days(80))
        #expect(timeline.key == nil)
        #expect(timeline.vault != nil)

        timeline.advance(by: .days(10))
        #expect(timeline.vault == nil)
    }

    @Test("KV-KEY-19 · a disabled version can still be read")
    func disabledKeyReadable() {
        var timeline = Timeline.contoso(.key)
        timeline.disableKey()

        #expect(timeline.refusal(of: .get) == [])
    }

    @Test("KV-ROT-01 · rotating makes a new version of the same kind and leaves older ones as they were")
    func rotates() {
        var timeline = Timeline.contoso(.vault)
        timeline.updateVault(KeyVault.VaultChanges(isPremium: true))
        timeline.createKey(
            KeyVault.KeySettings(
                type: .rsaHSM, sizeBits: 4096, operations: [.wrapKey, .unwrapKey],
                carried: ["tags": ["a": "b"]]))
        timeline.disableKey()
        let first = timeline.key?.latest

        let entry = timeline.rotateKey()

        let latest = timeline.key?.latest
        #expect(entry.cites(KeyVault.Rule.rotates))
        #expect(timeline.key?.versions.first == first)
        #expect(latest?.enabled == true)
        #expect(latest?.type == .rsaHSM)
        #expect(latest?.sizeBits == 4096)
        #expect(latest?.operations == [.wrapKey, .unwrapKey])
        #expect(latest?.carried == ["tags": ["a": "b"]])
    }
}
