import ControlPlane
import Estate
import Simulation
import Testing
import VirtualTime

@Suite("an import of what az prints") struct ImportTests {
    @Test("makes all of it: the vault, its key, the cluster under it, the linked workspace, Sentinel")
    func whole() throws {
        let imported = try Contoso.imported(Contoso.files())
        let world = imported.timeline.world

        #expect(imported.report.resources.filter { !$0.isMade }.map(\.id) == [])
        #expect(imported.report.refusals.map(\.message) == [])
        #expect(world.cluster(named: "contoso-la")?.access == .held)
        let sentinel = ThingReference(kind: "sentinel", name: "contoso-soc")
        #expect(Probe.read("encryption", of: sentinel, in: world) == "customer-managed")
        #expect(Probe.read("status", of: sentinel, in: world) == "available")
        #expect(world.now == Instant(iso8601: "2024-05-03T10:00:00Z"))
        #expect(world.subscription == "5a5a0000-0000-0000-0000-000000000001")
    }

    @Test("reports each value of each file once")
    func coverage() throws {
        let files = Contoso.files()
        #expect(try Coverage.faults(of: Contoso.imported(files).report, over: files) == [])
    }

    @Test("says what is understood, by which rules, what only stands in for it, and what is kept")
    func verdicts() throws {
        let report = try Contoso.imported(Contoso.files()).report

        #expect(report.verdict("clusters.json#/0/sku/capacity") == .understood)
        #expect(
            report.leaf("clusters.json#/0/sku/capacity")?.rules.map(\.code) == ["LA-SKU-02", "SENT-PRE-01"])
        #expect(report.verdict("clusters.json#/0/resourceGroup") == .understood)
        #expect(report.verdict("workspaces.json#/0/sku/name") == .understood)
        #expect(report.leaf("vaults.json#/0/tags/env")?.reason.hasPrefix("kept") == true)
        #expect(report.verdict("clusters.json#/0/identity/principalId") == .assumed)
        #expect(report.verdict("clusters.json#/0/createdDate") == .assumed)
        let policy = report.leaf("vaults.json#/0/properties/accessPolicies/0/objectId")
        #expect(policy?.verdict == .assumed)
        #expect(policy?.held == report.leaf("clusters.json#/0/identity/principalId")?.held)
    }

    @Test("is a file that any process makes the same world of, and the same each time")
    func saved() throws {
        let first = try Contoso.imported(Contoso.files())
        let second = try Contoso.imported(Contoso.files().reversed())
        let lines = try SavedTimeline.lines(of: first.timeline, from: first.genesis, marks: [])

        #expect(try SavedTimeline.lines(of: second.timeline, from: second.genesis, marks: []) == lines)
        #expect(second.report.document == first.report.document)
        #expect(
            try SavedTimeline(lines: lines).timeline().world.stateHash()
                == first.timeline.world.stateHash())
    }

    @Test("takes now from the documents, unless it is said")
    func now() throws {
        let later = try #require(Instant(iso8601: "2026-01-01T00:00:00Z"))

        #expect(try Contoso.imported(Contoso.files(), at: later).timeline.now == later)
    }

    // MARK: Estates that are dark

    @Test("a disabled key leaves the world dark, and the cluster with the key it had")
    func disabled() throws {
        let imported = try Contoso.imported(Contoso.files(keys: Contoso.keys(enabled: false)))
        let world = imported.timeline.world

        #expect(imported.report.verdict("keys.json#/0/attributes/enabled") == .understood)
        #expect(world.cluster(named: "contoso-la")?.isDark == true)
        let sentinel = ThingReference(kind: "sentinel", name: "contoso-soc")
        #expect(Probe.read("status", of: sentinel, in: world) == "unavailable")
    }

    @Test("an identity without its grant had it once: the premise says so, and the cluster is dark")
    func ungranted() throws {
        let imported = try Contoso.imported(Contoso.files(vaults: Contoso.vaults(clusterHolds: ["get"])))

        #expect(imported.timeline.world.cluster(named: "contoso-la")?.isDark == true)
        #expect(imported.report.premises.contains { $0.resource == Contoso.cluster })
        #expect(
            imported.report.verdict("vaults.json#/0/properties/accessPolicies/0/permissions/keys/0")
                == .understood)
    }

    @Test("one that no policy names is dark as well: what the set-up granted is taken back")
    func unnamed() throws {
        let vault = try #require(Contoso.vaults().items?.first)
        let bare = vault.setting([], "accessPolicies")
        let world = try Contoso.imported(Contoso.files(vaults: [bare])).timeline.world

        #expect(world.cluster(named: "contoso-la")?.isDark == true)
        #expect(world.vault(named: "contoso-kv")?.accessPolicies == [])
    }

    @Test("a network that keeps services out closes after the set-up")
    func closed() throws {
        let network: Document = [
            "bypass": "None", "defaultAction": "Deny", "ipRules": [], "virtualNetworkRules": [],
        ]
        let imported = try Contoso.imported(Contoso.files(vaults: Contoso.vaults(network: network)))

        #expect(imported.report.verdict("vaults.json#/0/properties/networkAcls/bypass") == .understood)
        #expect(imported.timeline.world.cluster(named: "contoso-la")?.isDark == true)
        // Keys are read in spite of it.
        #expect(imported.report.verdict("keys.json#/0/kid") == .assumed)
    }

    // MARK: What the rules refuse

    @Test("a key in another region is refused, reported with its rule, and not forced")
    func otherRegion() throws {
        let imported = try Contoso.imported(
            Contoso.files(clusters: Contoso.clusters(location: "northeurope")))
        let report = imported.report

        #expect(report.rulesOfRefusals.contains("LA-CMK-03"))
        #expect(report.rulesOfRefusals.contains("LA-LINK-05"))
        #expect(imported.timeline.world.cluster(named: "contoso-la")?.key == nil)
        let key = report.leaf("clusters.json#/0/keyVaultProperties/keyName")
        #expect(key?.verdict == .ignored)
        #expect(key?.rules.contains { $0.code == "LA-CMK-03" } == true)
        #expect(report.verdict("links.json#/0/writeAccessResourceId") == .ignored)
    }

    @Test("in the reading that asks for no region, the same estate is whole")
    func otherReading() throws {
        var settings = Settings()
        _ = settings.assume(.regionTenantChecks, "off")
        let files = Contoso.files(clusters: Contoso.clusters(location: "northeurope"))
        let imported = try Estate(reading: files).imported(settings: settings)

        #expect(imported.report.refusals.map(\.code) == [])
    }

    @Test("a pinned version that the key list shows is the one that is held")
    func pinned() throws {
        let imported = try Contoso.imported(Contoso.files(clusters: Contoso.clusters(pinned: true)))
        let cluster = try #require(imported.timeline.world.cluster(named: "contoso-la"))
        let key = try #require(imported.timeline.world.key("cmk", in: "contoso-kv"))

        #expect(cluster.key?.version == key.latest.name)
        #expect(imported.report.verdict("clusters.json#/0/keyVaultProperties/keyVersion") == .assumed)
    }
}
