import Testing
import VirtualTime

@testable import ControlPlane

@Suite("LA-KEY, LA-CMK · the key of a cluster") struct ClusterKeyRulesTests {
    private func request(
        uri: String = "https://contoso-kv.vault.azure.net", name: String = "cmk", isKnown: Bool = true,
        _ timeline: Timeline
    ) -> LogAnalytics.ClusterChanges {
        LogAnalytics.ClusterChanges(
            key: LogAnalytics.KeyRequest(
                vaultURI: uri, name: name, version: "", vault: isKnown ? timeline.id(Contoso.vault) : nil,
                key: isKnown ? timeline.id(Contoso.key) : nil))
    }

    @Test(
        "LA-KEY-01 · half a key is malformed",
        arguments: [
            ("", "cmk"), ("https://", "cmk"), ("http://contoso-kv", "cmk"), ("https://v", ""),
            ("https://v", "a/b"),
        ])
    func keyProperties(uri: String, name: String) {
        var timeline = Timeline.contoso(.granted)
        let changes = request(uri: uri, name: name, timeline)
        #expect(timeline.updateCluster(changes).isRefused(by: LogAnalytics.Rule.keyProperties))
    }

    @Test("LA-KEY-03 · a vault that nobody knows cannot be reached")
    func unknownVault() {
        var timeline = Timeline.contoso(.granted)
        let entry = timeline.updateCluster(request(isKnown: false, timeline))
        #expect(entry.isRefused(by: LogAnalytics.Rule.keyValidated))
    }

    @Test("LA-KEY-01 · the three empty strings clear the key, and only once they have been applied")
    func keyIsCleared() {
        var timeline = Timeline.contoso(.linked)

        #expect(timeline.clearClusterKey().refusal == nil)
        #expect(timeline.cluster?.key != nil)
        timeline.advance(by: .minutes(10))

        #expect(timeline.cluster?.key == nil)
        #expect(timeline.clearClusterKey().outcome == .settled([]))
        timeline.disableKey()
        timeline.advance(by: .days(1))
        #expect(timeline.cluster?.isDark == false)
    }

    @Test("LA-KEY-02 · setting the key takes a while, up to ten minutes; the old state serves until then")
    func keyUpdateTakesTime() {
        var timeline = Timeline.contoso(.granted)
        timeline.setClusterKey(version: "")
        timeline.advance(by: .minutes(10) - .milliseconds(1))
        #expect(timeline.cluster?.key == nil)
        #expect(timeline.cluster?.state.text == "Updating")

        timeline.advance(by: .milliseconds(1))
        #expect(timeline.cluster?.key?.name == "cmk")
        #expect(timeline.cluster?.state == .succeeded)
    }

    @Test("LA-KEY-02 · at once under earliest; repeating the present key starts nothing")
    func keyUpdateEarliest() {
        var timeline = Timeline.contoso(.granted, choices: Choices(policy: .earliest))
        timeline.setClusterKey(version: "")
        #expect(timeline.cluster?.key?.name == "cmk")

        #expect(timeline.setClusterKey(version: "").outcome == .settled([]))
    }

    /// Everything from `step` on in the list of LA-KEY-03 stands in the way of setting the key.
    private func obstructed(from step: Int) -> (Timeline, LogAnalytics.ClusterChanges) {
        var timeline = Timeline.contoso(.group)
        timeline.createVault(purgeProtection: step <= 6 ? nil : true)
        timeline.advance(by: .minutes(1))
        timeline.createKey()
        timeline.createCluster()
        timeline.advance(by: .hours(2))
        if step > 3 { timeline.grant(timeline.clusterObjectID) }
        if step <= 7 { timeline.updateKey(KeyVault.VersionChanges(operations: [.unwrapKey])) }
        if step <= 5 { timeline.deleteKey() }
        if step <= 1 { timeline.setClusterIdentity(.none) }
        return (timeline, request(name: step <= 2 ? "cmk/1" : "cmk", timeline))
    }

    @Test(
        "LA-KEY-03 · checked in order: running, malformed, readable, there, recoverable, usable",
        arguments: [
            (1, LogAnalytics.Rule.notWhileProvisioning), (2, .keyProperties), (3, .getPermission),
            (5, .getPermission),
            (6, .recoverableVault), (7, .keyValidated),
        ])
    func guardsInOrder(step: Int, rule: LogAnalytics.Rule) {
        var (timeline, changes) = obstructed(from: step)
        #expect(timeline.updateCluster(changes).isRefused(by: rule))
    }

    @Test("LA-KEY-03 · readable and there are told apart by the vault's own rule")
    func readableBeforeThere() {
        var (unreadable, changes) = obstructed(from: 3)
        #expect(
            unreadable.updateCluster(changes).cites(KeyVault.Rule.operationPermission))
        var (absent, same) = obstructed(from: 5)
        #expect(absent.updateCluster(same).cites(KeyVault.Rule.decisionTable))
        var (free, nothing) = obstructed(from: 8)
        #expect(free.updateCluster(nothing).refusal == nil)
    }

    @Test("LA-KEY-08 · no EC key, and none smaller than asked for")
    func keyShape() {
        var timeline = Timeline.contoso(.granted)
        let larger = LogAnalytics.ClusterChanges(key: timeline.keyRequest(minimumBits: 3073))
        #expect(timeline.updateCluster(larger).isRefused(by: LogAnalytics.KeyRule.keyShape))
        timeline.createKey(KeyVault.KeySettings(type: .ec, sizeBits: 256), at: "\(Contoso.vault)/keys/ec")
        #expect(timeline.setClusterKey("ec", version: "").isRefused(by: LogAnalytics.KeyRule.keyShape))
        let exact = LogAnalytics.ClusterChanges(key: timeline.keyRequest(minimumBits: 3072))
        #expect(timeline.updateCluster(exact).refusal == nil)
    }

    @Test("LA-KEY-03 · none that is disabled or expired")
    func unsuitableKeys() {
        var timeline = Timeline.contoso(.granted)
        timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now))
        #expect(timeline.setClusterKey(version: "").isRefused(by: LogAnalytics.Rule.keyValidated))
        timeline.disableKey()
        #expect(
            timeline.setClusterKey(version: "").refusal?.because.contains(KeyVault.Rule.disabled.id) == true)
    }

    @Test("LA-KEY-03 · a key that goes away while the update runs makes it fail, and the old one stays")
    func keyGoesAway() {
        var timeline = Timeline.contoso(.linked)
        timeline.createKey(at: "\(Contoso.vault)/keys/next")
        timeline.setClusterKey("next", version: "")
        timeline.submit { .keyVault(.deleteKey($0.intern("\(Contoso.vault)/keys/next"))) }

        timeline.advance(by: .minutes(10))

        #expect(timeline.cluster?.key?.name == "cmk")
        #expect(timeline.access == "granted")
    }

    @Test("LA-KEY-03 · a key cannot be taken away while nothing can be unwrapped", arguments: [true, false])
    func clearedWhileRevoked(isDarkBefore: Bool) {
        var timeline = Timeline.contoso(.linked, choices: Choices(policy: .latest))
        if isDarkBefore {
            timeline.disableKey()
            timeline.advance(by: .hours(1))
            #expect(timeline.clearClusterKey().isRefused(by: LogAnalytics.Rule.keyValidated))
        } else {
            timeline.clearClusterKey()
            timeline.disableKey()
            timeline.advance(by: .minutes(10))
        }

        #expect(timeline.cluster?.key != nil)
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")
    }

    @Test("LA-KEY-04 · an empty version follows the latest, a named one is pinned; what was sent is kept")
    func keyModes() {
        var automatic = Timeline.contoso(.underKey, key: .automatic)
        var pinned = Timeline.contoso(.underKey, key: .pinned)
        let first = pinned.latestVersion
        for rotate in [{ (timeline: inout Timeline) in _ = timeline.rotateKey() }] {
            rotate(&automatic)
            rotate(&pinned)
        }

        automatic.advance(by: .hours(1))
        pinned.advance(by: .days(30))

        #expect(automatic.cluster?.key?.wrappedWith == automatic.latestVersion)
        #expect(automatic.cluster?.key?.version == "")
        #expect(pinned.cluster?.key?.wrappedWith == first)
        #expect(pinned.cluster?.key?.version == first)
    }

    @Test("LA-KEY-05 · without get the key cannot be checked")
    func getPermission() {
        var timeline = Timeline.contoso(.granted)
        timeline.grant(timeline.clusterObjectID, KeyPermissions([.wrapKey, .unwrapKey]))
        #expect(timeline.setClusterKey(version: "").isRefused(by: LogAnalytics.Rule.getPermission))
    }

    @Test("LA-CMK-01 · configuring the key leaves what was ingested before as it was, and interrupts nothing")
    func newDataOnly() {
        var timeline = Timeline.contoso(.granted)
        timeline.createWorkspace()
        timeline.startTraffic()
        timeline.link()
        timeline.advance(by: .minutes(90))
        timeline.setClusterKey(version: "")
        timeline.advance(by: .minutes(10))

        #expect(timeline.stored == 1000)
        #expect(timeline.dropped == 0)
        #expect(timeline.accessible == 1000)
        #expect(timeline.workspace?.data.stored(at: timeline.now, store: { $0 == nil }) == 900)
        let changed = timeline.entries.last(citing: LogAnalytics.Rule.newDataOnly)
        #expect(changed?.cites(LogAnalytics.Rule.keyModes) == true)
    }

    @Test("LA-CMK-05 · the vault must be purge-protected")
    func recoverableVault() {
        var (timeline, changes) = obstructed(from: 6)
        #expect(
            timeline.updateCluster(changes).refusal?.reason
                == .keyNotRecoverable(vault: timeline.id(Contoso.vault)))
    }
}
