import ControlPlane
import Simulation
import Testing
import VirtualTime

@Suite("Probes") struct ProbeTests {
    private let things = [
        "group/sec-rg", "provider/Microsoft.DocumentDB", "vault/contoso-kv", "key/contoso-kv/cmk",
        "cluster/contoso-la", "workspace/contoso-soc", "records/contoso-soc", "sentinel/contoso-soc",
        "cosmos/contoso-soc",
    ]

    @Test("find every thing of the story, in one order, and read each as all together do")
    func all() {
        let world = Contoso.timeline().world
        let found = Probe.all(in: world)

        #expect(found.map(\.thing.description) == things)
        for (thing, properties) in found { #expect(Probe.read(thing, in: world) == properties) }
        #expect(Probe.all(in: World(Contoso.genesis)).isEmpty)
    }

    @Test("read the story's things in the words of the vocabulary")
    func words() {
        let timeline = Contoso.timeline()
        let version = timeline.latestVersion

        #expect(
            timeline.probe("vault/contoso-kv")
                == [
                    "exists": true, "softDelete": true, "purgeProtection": true, "retentionDays": 90,
                    "reachable": true,
                ])
        #expect(
            timeline.probe("key/contoso-kv/cmk")
                == ["enabled": true, "state": "active", "currentVersion": .string(version)])
        #expect(
            timeline.probe("keyversion/contoso-kv/cmk/\(version)") == timeline.probe("key/contoso-kv/cmk"))
        #expect(timeline.probe("policy/contoso-kv/contoso-la") == ["keys": ["get", "wrapKey", "unwrapKey"]])
        #expect(
            timeline.probe("policy/contoso-kv/\(Identity.cosmosApplication)")
                == ["keys": ["get", "wrapKey", "unwrapKey"]])
        #expect(
            timeline.probe("identity/contoso-la") == [
                "exists": true, "principalId": .string(timeline.clusterObjectID),
            ])
        #expect(timeline.probe("subscription/\(Genesis.defaultSubscription)") == ["exists": true])
        #expect(timeline.probe("cluster/contoso-la")["keyVersion"] == .string(version))
        #expect(timeline.probe("cluster/contoso-la")["tierGB"] == 100)
        #expect(timeline.probe("workspace/contoso-soc")["linkedTo"] == "contoso-la")
        #expect(timeline.probe("workspace/contoso-soc")["retention"] == "30d")
        #expect(timeline.probe("sentinel/contoso-soc")["onboarding"] == "confirmed")
        #expect(timeline.probe("cosmos/contoso-soc")["encryption"] == "customer-managed")
    }

    @Test("find no thing that is not there, and names in any casing")
    func absent() {
        let timeline = Contoso.timeline()
        for thing in [
            "vault/none", "key/contoso-kv/none", "key/contoso-kv", "key/contoso-kv/cmk/v",
            "keyversion/contoso-kv/cmk/none",
            "policy/contoso-kv/dana@contoso", "policy/none/contoso-la", "identity/none", "cluster/none",
            "workspace/none", "records/none", "cosmos/none", "sentinel/none", "subscription/other",
            "operation/x",
        ] {
            #expect(timeline.probe(thing) == .null, "\(thing)")
        }
        #expect(timeline.probe("group/none") == ["exists": false])
        #expect(timeline.probe("provider/Microsoft.None") == ["registration": "NotRegistered"])
        #expect(timeline.probe("cluster/CONTOSO-LA") == timeline.probe("cluster/contoso-la"))
        #expect(timeline.probe("key/Contoso-KV/CMK") == timeline.probe("key/contoso-kv/cmk"))
        for text in ["", "vault", "vault/", "/x", "machine/x"] { #expect(ThingReference(text) == nil) }
    }

    @Test("follow the key: cached, dark, dark while it comes back, and back")
    func revocation() {
        var timeline = Contoso.timeline()
        timeline.ingest(7)
        timeline.setKey(enabled: false)
        #expect(timeline.probe("key/contoso-kv/cmk")["state"] == "disabled")
        #expect(timeline.probe("cluster/contoso-la")["keyAccess"] == "cached")
        #expect(timeline.probe("workspace/contoso-soc")["data"] == "accessible")
        #expect(timeline.probe("sentinel/contoso-soc")["status"] == "available")

        timeline.advance(by: .hours(1))
        timeline.ingest(5)
        #expect(timeline.probe("cluster/contoso-la")["keyAccess"] == "revoked")
        #expect(timeline.probe("workspace/contoso-soc")["data"] == "inaccessible")
        #expect(timeline.probe("workspace/contoso-soc")["ingestion"] == "blocked")
        #expect(timeline.probe("sentinel/contoso-soc")["status"] == "unavailable")
        #expect(timeline.probe("sentinel/contoso-soc")["configuration"] == "blocked")
        let records = timeline.probe("records/contoso-soc")
        #expect(records["sent"] == 12)
        #expect(records["stored"] == 7)
        #expect(records["accessible"] == 0)
        #expect(records["dropped"] == 5)
        #expect(records["deletedByRevocation"] == 0)
        #expect(records["oldestAge"] == "1h")

        timeline.setKey(enabled: true)
        #expect(timeline.probe("cluster/contoso-la")["keyAccess"] == "revoked")
        timeline.advance(by: .hours(1))
        #expect(timeline.probe("cluster/contoso-la")["keyAccess"] == "granted")
        #expect(timeline.probe("records/contoso-soc")["accessible"] == 7)
        #expect(timeline.probe("sentinel/contoso-soc")["status"] == "available")
    }

    @Test("give a fingerprint that a refused change leaves alone and any accepted one changes")
    func fingerprint() {
        var timeline = Contoso.timeline()
        let before = timeline.probe("cluster/contoso-la")["fingerprint"]
        let refused = timeline.setClusterKey(version: "00000000000000000000000000000000")
        #expect(refused.refusal != nil)
        #expect(timeline.probe("cluster/contoso-la")["fingerprint"] == before)

        timeline.submit {
            .logAnalytics(
                .updateCluster($0.intern(Contoso.cluster), LogAnalytics.ClusterChanges(capacity: 200)))
        }
        #expect(timeline.probe("cluster/contoso-la")["tierGB"] == 200)
        #expect(timeline.probe("cluster/contoso-la")["fingerprint"] != before)
    }

    @Test("read a deleted vault, a deleted key and a deleted workspace as what is left of them")
    func deleted() {
        var timeline = Contoso.timeline()
        timeline.submit { .keyVault(.deleteKey($0.intern(Contoso.key))) }
        let key = timeline.probe("key/contoso-kv/cmk")
        #expect(key["state"] == "deleted")
        #expect(key["recoverableUntil"] == .string((timeline.now + .days(90)).iso8601))
        timeline.submit { .keyVault(.deleteVault($0.intern(Contoso.vault))) }
        #expect(timeline.probe("vault/contoso-kv")["exists"] == false)
        #expect(timeline.probe("vault/contoso-kv")["reachable"] == false)
        timeline.submit { .logAnalytics(.deleteWorkspace($0.intern(Contoso.workspace), force: false)) }
        #expect(timeline.probe("workspace/contoso-soc")["exists"] == false)
        #expect(timeline.probe("workspace/contoso-soc")["deleted"] == true)
    }

    @Test("tell where a thing is in ARM, and where one would be that is not there yet")
    func paths() throws {
        let world = Contoso.timeline().world
        func path(_ text: String) -> String? { ThingReference(text).flatMap { world.path(of: $0) } }

        #expect(path("vault/contoso-kv") == Contoso.vault)
        #expect(path("key/contoso-kv/cmk") == Contoso.key)
        #expect(path("keyversion/contoso-kv/cmk/v1") == "\(Contoso.key)/versions/v1")
        #expect(path("cluster/contoso-la") == Contoso.cluster)
        #expect(path("workspace/contoso-soc") == Contoso.workspace)
        #expect(path("records/contoso-soc") == Contoso.workspace)
        #expect(
            path("sentinel/contoso-soc")
                == "\(Contoso.workspace)/providers/Microsoft.SecurityInsights/onboardingStates/default")
        #expect(path("group/sec-rg") == Contoso.group)
        #expect(path("group/other") == "\(Contoso.subscription)/resourceGroups/other")
        #expect(
            path("cluster/other") == "\(Contoso.group)/providers/Microsoft.OperationalInsights/clusters/other"
        )
        #expect(path("subscription/\(Genesis.defaultSubscription)") == Contoso.subscription)
        #expect(path("key/contoso-kv") == nil)
        for (thing, _) in Probe.all(in: world) where !["sentinel", "records", "cosmos"].contains(thing.kind) {
            let id = try #require(world.path(of: thing).flatMap { world.names.find($0) })
            #expect(world.reference(of: id) == thing)
        }
    }

    @Test("give equal worlds equal state hashes, and others others")
    func stateHash() {
        let first = Contoso.timeline()
        var second = Contoso.timeline()
        #expect(first.world.stateHash() == second.world.stateHash())
        #expect(first.world.stateHash().count == 64)
        second.advance(by: .milliseconds(1))
        #expect(first.world.stateHash() != second.world.stateHash())
    }
}
