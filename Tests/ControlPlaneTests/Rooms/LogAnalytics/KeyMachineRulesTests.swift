import Testing
import VirtualTime

@testable import ControlPlane

private typealias KeyRule = LogAnalytics.KeyRule
private typealias ErrorRule = LogAnalytics.ErrorRule

extension Entry {
    fileprivate func refuses(_ rule: some DocumentedRule) -> Bool {
        refusal?.because.contains(rule.id) == true
    }
}

@Suite("LA-REVOKE, LA-ID · what a loss of the key leaves possible") struct KeyLossRulesTests {
    private func revoked(
        _ stage: Stage = .linked, assuming readings: [(Assumption, String)] = []
    ) -> Timeline {
        var timeline = Timeline.contoso(stage, assuming: readings)
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        return timeline
    }

    @Test("LA-REVOKE-10 · while revoked metadata may be written and the cluster deleted, not its key changed")
    func metadataWhileRevoked() {
        var timeline = revoked()
        timeline.createKey(at: "\(Contoso.vault)/keys/next")

        let tier = timeline.updateCluster(LogAnalytics.ClusterChanges(capacity: 200))
        let key = timeline.setClusterKey("next", version: "")
        let deletion = timeline.deleteCluster()

        #expect(tier.cites(KeyRule.metadataWhileRevoked))
        #expect(timeline.cluster?.capacity == 200)
        #expect(key.refuses(KeyRule.metadataWhileRevoked))
        #expect(key.refuses(ErrorRule.keyValidationFailed))
        #expect(deletion.cites(KeyRule.metadataWhileRevoked))
        var granted = Timeline.contoso(.linked)
        let free = granted.updateCluster(.init(capacity: 200))
        #expect(!free.cites(KeyRule.metadataWhileRevoked))
    }

    @Test("LA-REVOKE-10 · under the strict reading nothing but deletion is left")
    func nothingWritten() {
        var timeline = revoked(assuming: [(.revokedARMWrites, "refused")])

        #expect(
            timeline.updateCluster(.init(capacity: 200)).isRefused(by: KeyRule.metadataWhileRevoked))
        #expect(timeline.deleteCluster().refusal == nil)
    }

    @Test("LA-REVOKE-11 · a loss during an update of the key fails it at once, and counts from the loss")
    func lostWhileUpdating() {
        var timeline = Timeline.contoso(.linked)
        timeline.createKey(at: "\(Contoso.vault)/keys/next")
        let update = timeline.setClusterKey("next", version: "")
        timeline.advance(by: .minutes(3))

        let loss = timeline.disableKey()

        #expect(loss.cites(KeyRule.lostWhileUpdating))
        #expect(timeline.cluster?.state == .succeeded)
        guard case .failed(let refusal)? = timeline.operation(of: update)?.outcome else {
            Issue.record("the update should have failed")
            return
        }
        #expect(refusal.because.contains(ErrorRule.keyValidationFailed.id))
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.access == "cached")
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.access == "revoked")
        #expect(timeline.cluster?.key?.name == "cmk")
    }

    @Test("LA-REVOKE-13 · following the latest, disabling it revokes, though an older one is enabled")
    func latestDisabled() {
        var timeline = Timeline.contoso(.linked, key: .automatic)
        timeline.rotateKey()
        timeline.advance(by: .hours(1))

        let loss = timeline.disableKey()
        timeline.advance(by: .hours(1))

        #expect(loss.cites(KeyRule.latestDisabled))
        #expect(timeline.access == "revoked")
    }

    @Test("LA-REVOKE-13 · before the move disabling the new version has no effect")
    func newVersionBeforeTheMove() {
        var timeline = Timeline.contoso(.linked, key: .automatic)
        timeline.rotateKey()
        timeline.advance(by: .minutes(59))

        let entry = timeline.disableKey()
        timeline.advance(by: .days(1))

        #expect(!entry.cites(KeyRule.latestDisabled))
        #expect(timeline.access == "granted")
    }

    @Test(
        "LA-REVOKE-14 · once the key is purged, or its vault, the data is lost for good",
        arguments: [true, false])
    func lostForGood(isVault: Bool) {
        var timeline = Timeline.contosoCMK()
        timeline.ingest(5)
        if isVault { timeline.deleteVault() } else { timeline.deleteKey() }
        timeline.advance(by: .days(90) - .milliseconds(1))
        #expect(timeline.cluster?.access.isLost == false)

        timeline.advance(by: .milliseconds(1))

        #expect(timeline.cluster?.access.isLost == true)
        #expect(timeline.access == "revoked")
        #expect(timeline.entries.last(citing: KeyRule.lostForGood)?.at == timeline.now)
        if isVault {
            timeline.createVault()
            timeline.advance(by: .minutes(1))
        }
        timeline.grant(timeline.clusterObjectID)
        timeline.createKey()
        timeline.advance(by: .days(1))
        #expect(timeline.access == "revoked")
        #expect(timeline.setClusterKey(version: "").isRefused(by: KeyRule.lostForGood))
        #expect(timeline.setClusterIdentity(.none).refusal != nil)
        #expect(timeline.deleteCluster().cites(KeyRule.lostForGood))
    }

    @Test("LA-REVOKE-14 · purged before the bound is reached, the cached key serves until then")
    func purgedBeforeTheBound() {
        var settings = Settings()
        let isSet = settings.setTiming(
            "cluster.honor", from: 0, to: Duration.days(91).wholeMilliseconds)
        #expect(isSet)
        var timeline = Timeline.contoso(.linked, settings)
        timeline.deleteKey()
        timeline.advance(by: .days(90))
        #expect(timeline.key == nil)
        #expect(timeline.access == "cached")

        timeline.advance(by: .days(1))

        #expect(timeline.cluster?.access.isLost == true)
    }

    @Test("LA-REVOKE-16 · without wrap alone service goes on, and no rotation is completed")
    func wrapAlone() {
        var timeline = Timeline.contoso(.linked, key: .automatic)
        let first = timeline.latestVersion

        let entry = timeline.grant(timeline.clusterObjectID, KeyPermissions([.get, .unwrapKey]))
        timeline.rotateKey()
        timeline.advance(by: .days(1))

        #expect(entry.advises(KeyRule.wrapAlone))
        #expect(timeline.access == "granted")
        #expect(timeline.cluster?.key?.wrappedWith == first)
        #expect(timeline.entries.last(citing: KeyRule.wrapAlone) != nil)
        timeline.grant(timeline.clusterObjectID)
        timeline.advance(by: .hours(1))
        #expect(timeline.cluster?.key?.wrappedWith == timeline.latestVersion)
    }

    @Test("LA-REVOKE-17 · without get alone service goes on, and the next update of the key fails")
    func getAlone() {
        var timeline = Timeline.contoso(.linked)
        timeline.createKey(at: "\(Contoso.vault)/keys/next")
        timeline.grant(timeline.clusterObjectID, KeyPermissions([.wrapKey, .unwrapKey]))
        timeline.advance(by: .days(1))
        #expect(timeline.access == "granted")

        let update = timeline.setClusterKey("next", version: "")

        #expect(update.refuses(KeyRule.getAlone))
        #expect(update.refuses(ErrorRule.keyValidationFailed))
    }

    @Test("LA-ID-03 · a user-assigned identity without a grant loses access when it takes over")
    func grantFirst() {
        var timeline = Timeline.contoso(.linked)
        timeline.setClusterIdentity(.userAssigned("\(Contoso.group)/x/ua1"))
        timeline.advance(by: .minutes(10) - .milliseconds(1))
        #expect(timeline.cluster?.access == .held)

        timeline.advance(by: .milliseconds(1))

        #expect(timeline.access == "cached")
        #expect(timeline.entries.last(citing: KeyRule.grantFirst)?.at == timeline.now)
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")
    }

    @Test("LA-ID-04 · back to system-assigned without clearing the key loses access, and says so")
    func clearFirst() throws {
        var timeline = Timeline.contoso(.linked)
        timeline.setClusterIdentity(.userAssigned("\(Contoso.group)/x/ua1"))
        timeline.advance(by: .minutes(10))
        timeline.setClusterIdentity(.systemAssigned)
        timeline.advance(by: .minutes(10))

        let entry = try #require(timeline.entries.last(citing: KeyRule.clearFirst))
        #expect(entry.advises(KeyRule.clearFirst))
        timeline.grant(timeline.clusterObjectID)
        #expect(timeline.access == "granted")
    }

    @Test("LA-ID-05 · support gives back the identity that was taken away, and with it access")
    func restoredIdentity() {
        var timeline = Timeline.contoso(.linked)
        timeline.setClusterIdentity(.none)
        timeline.advance(by: .hours(2))
        #expect(timeline.cluster?.isRevokedIrreversibly == true)
        timeline.submit {
            .logAnalytics(.contactSupport(cluster: $0.intern(Contoso.cluster), topic: "something else"))
        }
        #expect(timeline.cluster?.isRevokedIrreversibly == true)

        let entry = timeline.submit {
            .logAnalytics(.contactSupport(cluster: $0.intern(Contoso.cluster), topic: "restore-identity"))
        }
        timeline.advance(by: .hours(1))

        #expect(entry.cites(LogAnalytics.Rule.identityRemoved))
        #expect(timeline.cluster?.isRevokedIrreversibly == false)
        #expect(timeline.access == "granted")
    }
}

@Suite("LA-KEY, LA-AEK, LA-CMK · what wraps what, and what is checked") struct KeyCareRulesTests {
    @Test("LA-KEY-06 · an expired key goes on serving, and cannot be set until it is extended")
    func expiredServes() {
        var timeline = Timeline.contoso(.linked, key: .automatic)
        let first = timeline.latestVersion
        timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now))
        timeline.advance(by: .days(1))
        timeline.ingest(3)
        #expect(timeline.access == "granted")
        #expect(timeline.accessible == 3)

        #expect(timeline.setClusterKey(version: first).refuses(KeyRule.expiredServes))
        timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now + .days(1)))
        #expect(timeline.setClusterKey(version: first).refusal == nil)
    }

    @Test("LA-KEY-06 · an expired new version is not moved to")
    func expiredIsNotMovedTo() {
        var timeline = Timeline.contoso(.linked, key: .automatic)
        timeline.rotateKey()
        timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now))
        timeline.advance(by: .hours(1))

        #expect(timeline.entries.last(citing: KeyRule.expiredServes) != nil)
        #expect(timeline.access == "granted")
    }

    @Test("LA-KEY-07 · clearing a key that works leaves everything readable; one that does not, is kept")
    func clears() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(5)
        timeline.clearClusterKey()
        timeline.advance(by: .minutes(10))
        timeline.ingest(2)
        timeline.disableKey()
        timeline.advance(by: .days(1))
        #expect(timeline.entries.last(citing: KeyRule.clears) != nil)
        #expect(timeline.accessible == 7)

        var dark = Timeline.contoso(.linked)
        dark.disableKey()
        dark.advance(by: .hours(1))
        #expect(dark.clearClusterKey().refuses(KeyRule.clears))
    }

    @Test("LA-AEK-01, LA-AEK-04 · the key wraps one account key, and rotation wraps it anew")
    func hierarchy() throws {
        var timeline = Timeline.contoso(.linked, key: .pinned)
        timeline.ingest(5)
        let first = try #require(timeline.entries.last(citing: KeyRule.hierarchy))
        #expect(!first.cites(KeyRule.rewraps))
        timeline.rotateKey()
        timeline.setClusterKey(version: timeline.latestVersion)
        timeline.advance(by: .minutes(10))

        #expect(timeline.entries.last?.cites(KeyRule.rewraps) == true)
        #expect(timeline.cluster?.key?.wrappedWith == timeline.latestVersion)
        #expect(timeline.accessible == 5)
        #expect(timeline.access == "granted")
    }

    @Test("LA-AEK-02 · once the loss is honored no copy of the account key is left to serve")
    func onlyInMemory() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(5)
        timeline.disableKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.accessible == 5)

        timeline.advance(by: .milliseconds(1))

        #expect(timeline.entries.last?.cites(KeyRule.onlyInMemory) == true)
        #expect(timeline.accessible == 0)
    }

    @Test("LA-AEK-03 · it is the cluster's identity that asks: a grant to another does not help")
    func clusterIdentityAsks() {
        var timeline = Timeline.contoso(.cluster)
        timeline.grant(Contoso.cosmosObjectID)
        #expect(timeline.setClusterKey(version: "").refuses(KeyRule.clusterIdentityAsks))

        timeline.grant(timeline.clusterObjectID)
        #expect(timeline.setClusterKey(version: "").refusal == nil)
    }

    @Test("LA-CMK-02 · linked workspaces go on ingesting while the cluster gets its key")
    func noInterruption() {
        var timeline = Timeline.contoso(.granted)
        timeline.createWorkspace()
        timeline.link()
        timeline.advance(by: .minutes(90))
        timeline.startTraffic()
        timeline.setClusterKey(version: "")
        timeline.advance(by: .minutes(20))

        #expect(timeline.entries.last(citing: KeyRule.noInterruption) != nil)
        #expect(timeline.stored == 200)
        #expect(timeline.dropped == 0)
    }

    @Test("LA-CMK-03 · the vault is in the cluster's region and tenant, unless that is not checked")
    func sameRegionAndTenant() {
        func update(location: String, assuming readings: [(Assumption, String)] = []) -> Entry {
            var timeline = Timeline.contoso(.group, assuming: readings)
            timeline.createVault(location: location)
            timeline.createCluster()
            timeline.advance(by: .hours(2))
            timeline.createKey()
            timeline.grant(timeline.clusterObjectID)
            return timeline.setClusterKey(version: "")
        }
        #expect(update(location: "northeurope").isRefused(by: KeyRule.sameRegionAndTenant))
        #expect(update(location: "West Europe").refusal == nil)
        #expect(
            update(location: "northeurope", assuming: [(.regionTenantChecks, "off")]).refusal == nil)
    }

    @Test("LA-ID-06 · a user-assigned identity cannot use a vault behind private link alone")
    func privateVault() {
        func update(
            _ identity: LogAnalytics.IdentityRequest, _ network: KeyVault.NetworkSettings
        ) -> Entry {
            var timeline = Timeline.contoso(.key)
            timeline.updateVault(KeyVault.VaultChanges(network: network))
            timeline.createCluster(identity: identity)
            timeline.advance(by: .hours(2))
            return timeline.setClusterKey(version: "")
        }
        let assigned = LogAnalytics.IdentityRequest.userAssigned("\(Contoso.group)/x/ua1")
        let closed = [
            KeyVault.NetworkSettings(publicAccess: .disabled),
            KeyVault.NetworkSettings(deniesByDefault: true, bypassesTrusted: true),
        ]
        for network in closed {
            #expect(update(assigned, network).isRefused(by: KeyRule.privateVault))
            #expect(!update(.systemAssigned, network).refuses(KeyRule.privateVault))
        }
        #expect(!update(assigned, KeyVault.NetworkSettings()).refuses(KeyRule.privateVault))
    }

    @Test("LA-CMK-04 · the hot cache holds 14 days, goes with the key, and is loaded again")
    func hotCache() {
        var timeline = Timeline.contoso(.linked)
        timeline.ingest(5)
        timeline.advance(by: .days(14))
        timeline.ingest(2)
        #expect(timeline.workspace?.data.hot(at: timeline.now) == 7)
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.workspace?.data.hot(at: timeline.now) == 2)

        timeline.disableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.workspace?.data.hot(at: timeline.now) == 0)
        #expect(timeline.entries.last?.cites(LogAnalytics.Rule.hotCacheGone) == true)
        timeline.enableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.workspace?.data.hot(at: timeline.now) == 2)
        #expect(timeline.entries.last?.cites(KeyRule.hotCache) == true)
    }

    @Test("LA-ROT-04 · disabling the previous version before the cluster has moved is flagged")
    func retireLater() {
        var timeline = Timeline.contoso(.linked, key: .automatic)
        let first = timeline.latestVersion
        timeline.rotateKey()
        timeline.advance(by: .minutes(59))
        var late = timeline

        #expect(timeline.disableKey(version: first).advises(KeyRule.retireLater))
        late.advance(by: .minutes(1))
        let afterwards = late.disableKey(version: first)
        #expect(!afterwards.advises(KeyRule.retireLater))
    }

    @Test("LA-KEY-03 · reported late, what the vault says fails the operation with the same words")
    func validatedLate() {
        var timeline = Timeline.contoso(.cluster, assuming: [(.keyValidation, "async")])
        let update = timeline.setClusterKey(version: "")
        #expect(update.refusal == nil)
        timeline.advance(by: .minutes(10))

        guard case .failed(let refusal)? = timeline.operation(of: update)?.outcome else {
            Issue.record("the update should have failed")
            return
        }
        #expect(refusal.because.contains(ErrorRule.keyValidationFailed.id))
        #expect(timeline.cluster?.key == nil)
        #expect(timeline.cluster?.state == .succeeded)
    }

    @Test("LA-ROT-03 · under the other reading a pinned cluster that is not told goes dark an hour later")
    func staleVersionRevokes() {
        var timeline = Timeline.contoso(.linked, assuming: [(.rotationWithoutUpdate, "revokes")])
        timeline.rotateKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(timeline.access == "granted")
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.access == "cached")
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "revoked")
        #expect(timeline.entries.last(citing: LogAnalytics.Rule.pinnedRotation) != nil)

        timeline.setClusterKey(version: timeline.latestVersion)
        timeline.advance(by: .minutes(10))
        timeline.advance(by: .hours(1))
        #expect(timeline.access == "granted")
    }

    @Test("LA-ROT-03 · told within the hour, nothing goes dark in either reading")
    func toldInTime() {
        var timeline = Timeline.contoso(.linked, assuming: [(.rotationWithoutUpdate, "revokes")])
        timeline.rotateKey()
        timeline.setClusterKey(version: timeline.latestVersion)
        timeline.advance(by: .days(1))
        #expect(timeline.cluster?.access == .held)
        #expect(timeline.entries.last(citing: LogAnalytics.Rule.revocationHonored) == nil)
    }

    @Test(
        "LA-AEK-06 · under the other reading the cached key serves 30 minutes of an outage, then the hour runs",
        arguments: ["none", "30m"])
    func outageLimit(reading: String) throws {
        var timeline = Timeline.contoso(.linked, assuming: [(.outageLimit, reading)])
        var vault = try #require(timeline.vault)
        vault.dns = .registering(until: timeline.now + .days(2))
        timeline.replay(
            Entry(
                number: timeline.world.sequence + 1, at: timeline.now, cause: .timePassed,
                outcome: .settled([Ruling(event: .keyVault(.vaultCreated(vault)), because: RuleID("TEST"))]),
                names: [], choices: [], advisories: [], causes: []))
        let silence = timeline.grant(timeline.clusterObjectID)
        #expect(silence.cites(LogAnalytics.Rule.outageTolerated))
        #expect(silence.cites(LogAnalytics.Rule.classification))

        timeline.advance(by: .minutes(90) - .milliseconds(1))
        #expect(timeline.access == (reading == "none" ? "granted" : "cached"))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.access == (reading == "none" ? "granted" : "revoked"))
        timeline.advance(by: .days(2))
        #expect(timeline.access == "granted")
    }
}
