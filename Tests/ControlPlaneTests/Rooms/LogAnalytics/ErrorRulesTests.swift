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

    @Test("LA-ERR-CRE-01 · an invalid name")
    func nameInvalid() {
        var timeline = Timeline.contoso(.group)
        #expect(refuses(timeline.createCluster(Contoso.cluster(named: "a.bc")), .nameInvalid))
    }

    @Test("LA-ERR-CRE-03, LA-ERR-CRE-04 · a sku of another name, without a capacity and with one")
    func skuNameInvalid() {
        var timeline = Timeline.contoso(.cluster)
        let bare = timeline.updateCluster(.init(skuName: "PerGB2018"))
        let both = timeline.updateCluster(.init(skuName: "PerGB2018", capacity: 100))
        #expect(refuses(bare, .skuNameInvalid) && !refuses(bare, .capacityNeedsReservation))
        #expect(refuses(both, .capacityNeedsReservation) && !refuses(both, .skuNameInvalid))
        #expect(timeline.updateCluster(.init(skuName: "capacityreservation", capacity: 100)).refusal == nil)
    }

    @Test("LA-ERR-CRE-05, LA-ERR-CRE-07 · a sku without a capacity, and none at all")
    func capacityMissing() {
        func create(_ skuName: String?) -> Entry {
            var timeline = Timeline.contoso(.group)
            let settings = LogAnalytics.ClusterSettings(location: "westeurope", skuName: skuName)
            return timeline.submit {
                .logAnalytics(.createOrUpdateCluster($0.intern(Contoso.cluster), settings))
            }
        }
        #expect(refuses(create("CapacityReservation"), .capacityMissing))
        #expect(refuses(create(nil), .skuMissing))
    }

    @Test("LA-ERR-CRE-06 · a decrease within the commitment")
    func capacityLocked() {
        var timeline = Timeline.contoso(.cluster)
        timeline.updateCluster(.init(capacity: 200))
        #expect(refuses(timeline.updateCluster(.init(capacity: 100)), .capacityLocked))
        #expect(timeline.updateCluster(.init(capacity: 300)).refusal == nil)
    }

    @Test("LA-ERR-CRE-08 · an update or a link while the cluster is being provisioned")
    func operationNotSucceeded() {
        var timeline = Timeline.contoso(.key)
        timeline.createCluster()
        timeline.createWorkspace()
        #expect(refuses(timeline.updateCluster(.init(capacity: 200)), .operationNotSucceeded))
        #expect(refuses(timeline.link(), .operationNotSucceeded))
        timeline.advance(by: .hours(2))
        #expect(timeline.link().refusal == nil)
    }

    @Test("LA-ERR-CRE-09 · the name of a cluster deleted just now")
    func nameHeld() {
        var timeline = Timeline.contoso(.cluster)
        timeline.deleteCluster()
        timeline.advance(by: .days(14) - .milliseconds(1))
        #expect(refuses(timeline.createCluster(), .nameHeld))
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.createCluster().refusal == nil)
    }

    @Test("LA-ERR-CRE-10 · a cluster without an identity is made, and says what it cannot do")
    func identityEmpty() {
        var timeline = Timeline.contoso(.group)
        #expect(timeline.createCluster(identity: nil).advises(ErrorRule.identityEmpty))
        #expect(timeline.cluster?.identity == LogAnalytics.ClusterIdentity.none)
    }

    @Test("LA-ERR-CRE-12 · a capacity that is no tier")
    func capacityOutOfRange() {
        var timeline = Timeline.contoso(.group)
        #expect(refuses(timeline.createCluster(capacity: 1001), .capacityOutOfRange))
        #expect(timeline.createCluster(capacity: 1000).refusal == nil)
    }

    @Test("LA-ERR-UPD-01, LA-ERR-UPD-06 · an update of a deleted cluster, amid an operation and not")
    func clusterDeleting() {
        var amid = Timeline.contoso(.granted)
        amid.setClusterKey(version: "")
        amid.deleteCluster()
        var idle = Timeline.contoso(.granted)
        idle.deleteCluster()

        let first = amid.updateCluster(.init(capacity: 200))
        let second = idle.updateCluster(.init(capacity: 200))
        #expect(refuses(first, .deletedInOperation) && !refuses(first, .clusterDeleting))
        #expect(refuses(second, .clusterDeleting) && !refuses(second, .deletedInOperation))
        idle.advance(by: .days(14))
        #expect(!refuses(idle.updateCluster(.init(capacity: 200)), .clusterDeleting))
    }

    @Test("LA-ERR-LNK-01, LA-ERR-ULK-01 · a workspace that is not there")
    func workspaceMissing() {
        var timeline = Timeline.contoso(.linked)
        timeline.deleteWorkspace()
        #expect(refuses(timeline.link(), .linkWorkspaceMissing))
        #expect(refuses(timeline.unlink(), .unlinkWorkspaceMissing))
    }

    @Test("LA-ERR-LNK-02, LA-ERR-ULK-02 · while a link or unlink runs")
    func linkRunning() {
        var timeline = Timeline.contoso(.workspace)
        timeline.link()
        #expect(refuses(timeline.link(), .linkRunning))
        #expect(refuses(timeline.unlink(), .unlinkRunning))
        timeline.advance(by: .minutes(90))
        #expect(timeline.unlink().refusal == nil)
        #expect(refuses(timeline.unlink(), .unlinkRunning))
    }

    @Test("LA-ERR-LNK-03 · a cluster that is not there")
    func linkClusterMissing() {
        var timeline = Timeline.contoso(.workspace)
        timeline.deleteCluster()
        #expect(refuses(timeline.link(), .linkClusterMissing))
        #expect(refuses(timeline.link(to: Contoso.cluster(named: "never")), .linkClusterMissing))
    }
}
