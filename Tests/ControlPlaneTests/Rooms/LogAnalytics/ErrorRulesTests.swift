import Testing
import VirtualTime

@testable import ControlPlane

@Suite("LA-ERR · the catalog of errors of clusters and links") struct ErrorRulesTests {
    private typealias ErrorRule = LogAnalytics.ErrorRule

    private func refuses(_ entry: Entry, _ rule: LogAnalytics.ErrorRule) -> Bool {
        entry.refusal?.because.contains(rule.id) == true
    }

    @Test("LA-ERR-CRE-11 · a key with a new system-assigned identity")
    func keyAtCreation() {
        var timeline = Timeline.contoso(.key)
        let key = timeline.keyRequest()
        #expect(refuses(timeline.createCluster(key: key), .keyAtCreation))
        #expect(timeline.createCluster().refusal == nil)
    }

    @Test("LA-ERR-UPD-02 · half a key")
    func keyMalformed() {
        var timeline = Timeline.contoso(.granted)
        let half = LogAnalytics.KeyRequest(vaultURI: "https://v", name: "", version: "", vault: nil, key: nil)
        #expect(refuses(timeline.updateCluster(.init(key: half)), .keyMalformed))
    }

    @Test("LA-ERR-UPD-03 · a key that is not granted, or is not there")
    func keyValidationFailed() {
        var timeline = Timeline.contoso(.cluster)
        #expect(refuses(timeline.setClusterKey(version: ""), .keyValidationFailed))
        timeline.grant(timeline.clusterObjectID)
        #expect(refuses(timeline.setClusterKey(version: "nope"), .keyValidationFailed))
        #expect(timeline.setClusterKey(version: "").refusal == nil)
    }

    @Test("LA-ERR-UPD-04 · a vault without purge protection")
    func keyUnrecoverable() {
        var timeline = Timeline.contoso(.group)
        timeline.createVault(purgeProtection: nil)
        timeline.createCluster()
        timeline.advance(by: .hours(2))
        timeline.createKey()
        timeline.grant(timeline.clusterObjectID)
        #expect(refuses(timeline.setClusterKey(version: ""), .keyUnrecoverable))
    }

    @Test("LA-ERR-UPD-05 · an update while an operation runs")
    func operationRunning() {
        var timeline = Timeline.contoso(.granted)
        timeline.setClusterKey(version: "")
        #expect(refuses(timeline.updateCluster(.init(capacity: 200)), .operationRunning))
        timeline.advance(by: .minutes(10))
        #expect(timeline.updateCluster(.init(capacity: 200)).refusal == nil)
    }

    @Test("LA-ERR-DEL-01 · deleting while being provisioned")
    func deletedWhileProvisioning() {
        var timeline = Timeline.contoso(.key)
        timeline.createCluster()
        timeline.advance(by: .hours(2) - .milliseconds(1))
        #expect(refuses(timeline.deleteCluster(), .deletedWhileProvisioning))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.deleteCluster().refusal == nil)
    }
}
