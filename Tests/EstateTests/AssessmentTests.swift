import ControlPlane
import Estate
import ScenarioKit
import Simulation
import Testing
import VirtualTime

@Suite("an assessment") struct AssessmentTests {
    private func world(_ name: String, _ change: (inout Settings) -> Void = { _ in }) throws -> Timeline {
        try InitialWorld(named: name, start: Genesis.defaultStart, seed: 1) { settings in
            var settings = settings
            change(&settings)
            return settings
        }.timeline
    }

    private func assessment(
        _ name: String, _ change: (inout Settings) -> Void = { _ in }
    ) throws -> Assessment {
        Assessment(of: try world(name, change))
    }

    @Test(
        "gives each finding a rule of the rulebook and something that shows it, and ranks them",
        arguments: BuiltinWorld.all.map(\.name))
    func shape(name: String) throws {
        let timeline = try world(name)
        let hash = timeline.world.stateHash()
        let assessment = Assessment(of: timeline)

        #expect(assessment.findings.filter { $0.rules.isEmpty }.map(\.title) == [])
        #expect(assessment.findings.filter { $0.evidence.isEmpty }.map(\.title) == [])
        let unknown = assessment.findings.flatMap(\.rules).filter { Rulebook.find($0.code) == nil }
        #expect(unknown.map(\.code) == [])
        #expect(assessment.findings.map(\.severity) == assessment.findings.map(\.severity).sorted())
        // Forks only: the world is as it was, and so is a second assessment.
        #expect(timeline.world.stateHash() == hash)
        #expect(Assessment(of: timeline).document == assessment.document)
    }

    // MARK: Prerequisites

    @Test("finds each prerequisite of the article met where Sentinel is under the key")
    func met() throws {
        let findings = try assessment("contoso-cmk").findings(.prerequisites)
        let article = findings.filter { $0.about == "workspace/contoso-soc" }

        #expect(article.compactMap { $0.rules.first?.code } == (1...9).map { "SENT-PRE-0\($0)" })
        #expect(article.filter { $0.outcome == "not met" }.map(\.title) == [])
    }

    @Test("names the prerequisite that is missing, and onboarding is refused by its rule")
    func missing() throws {
        let assessment = try assessment("contoso-cmk-no-cosmos-policy")
        let unmet = assessment.findings(.prerequisites).filter { $0.outcome == "not met" }
        let onboarding = try #require(
            assessment.findings(.changes).first { $0.title.hasPrefix("Onboard it") })

        #expect(unmet.contains { $0.rules.first?.code == "SENT-PRE-07" })
        #expect(onboarding.outcome == "refused")
        #expect(onboarding.rules.map(\.code).contains("SENT-PRE-07"))
    }

    // MARK: Changes

    @Test("has a line for each unsupported change of the article, come up or not")
    func everyChange() throws {
        let named = try assessment("contoso-cmk").findings(.changes).flatMap(\.rules).map(\.code)

        #expect((1...9).map { "SENT-CHG-0\($0)" }.filter { !named.contains($0) } == [])
    }

    @Test("tries each change: refused where it is strict, undefined where it is accepted")
    func undefined() throws {
        for (reading, isRefused) in [("reject", true), ("accept-without-effect", false)] {
            let changes = try assessment("contoso-cmk") {
                _ = $0.assume(.unsupportedChange, reading)
            }.findings(.changes)
            for code in ["SENT-CHG-04", "SENT-CHG-05", "SENT-CHG-06", "SENT-CHG-08"] {
                let finding = changes.first { $0.rules.first?.code == code }
                #expect(finding?.outcome == "undefined", "\(code)")
                #expect(finding?.details["refused"] == .bool(isRefused), "\(code)")
                #expect(finding?.severity == (isRefused ? .medium : .high), "\(code)")
            }
        }
    }

    @Test("tells changes without effect from those whose effect is undefined")
    func ineffective() throws {
        let mixed = try assessment("contoso-cmk-plus-mmk-workspace").findings(.changes)
        let cluster = try assessment("contoso-mmk-cluster-onboarded").findings(.changes)

        for code in ["SENT-CHG-01", "SENT-CHG-03"] {
            #expect(mixed.first { $0.rules.first?.code == code }?.outcome == "ineffective", "\(code)")
        }
        #expect(cluster.first { $0.rules.first?.code == "SENT-CHG-02" }?.outcome == "ineffective")
    }

    // MARK: Losses

    private func loss(_ assessment: Assessment, _ store: String, _ way: String) -> Assessment.Finding? {
        assessment.findings(.losses).first { $0.about == store && $0.details["way"]?.text == way }
    }

    @Test("says between when and when a store goes dark, until when it can be had back, and how soon")
    func losses() throws {
        let assessment = try assessment("contoso-cmk")
        for store in ["cluster/contoso-la", "cosmos/contoso-soc"] {
            let disabled = loss(assessment, store, "disabled")
            #expect(disabled?.details["darkAfterEarliest"] == "0s")
            #expect(disabled?.details["darkAfterLatest"] == "1h")
            #expect(disabled?.details["backAfter"] == "1h")
            #expect(disabled?.severity == .medium)
            let deleted = loss(assessment, store, "deleted")
            #expect(deleted?.details["recoverableUntil"] == "2024-05-16T09:00:00Z")
            #expect(deleted?.details["lostAtDeadline"] == true)
            #expect(deleted?.severity == .high)
        }
    }

    @Test("keeps the two stores apart where the rules do: an expired key darkens one of them")
    func expiry() throws {
        let assessment = try assessment("contoso-cmk")

        #expect(loss(assessment, "cosmos/contoso-soc", "expired")?.outcome == "goes dark")
        let cluster = assessment.findings(.losses).first {
            $0.about == "cluster/contoso-la" && $0.outcome == "stays"
        }
        #expect(cluster?.rules.map(\.code) == ["LA-KEY-06"])
    }

    @Test("says that retention empties a workspace before its key's deletion can no longer be undone")
    func retention() throws {
        let assessment = try assessment("contoso-cmk")
        let rows = loss(assessment, "cluster/contoso-la", "deleted")?.details["retention"]

        #expect(rows?[0]?["emptyAt"] == "2024-03-17T09:00:00Z")
        #expect(rows?[0]?["beforeDeadline"] == true)
        #expect(assessment.findings(.weaknesses).contains { $0.outcome == "empties first" })
    }

    @Test("purge protection keeps a key from being purged, and is named for it")
    func purge() throws {
        let refused = try assessment("contoso-cmk").findings(.losses).filter { $0.outcome == "refused" }

        #expect(
            refused.flatMap(\.rules).map(\.code).filter { ["KV-KEY-16", "KV-DEL-08"].contains($0) }.count == 2
        )
    }

    @Test("a vault of roles comes back without them: its stores do not come back with it")
    func roles() throws {
        var vault = try #require(Contoso.vaults().items?.first)
        vault = vault.setting(true, "enableRbacAuthorization")
        let roles: Document = .array([
            Contoso.role("r1000000-0000-0000-0000-000000000001", Contoso.clusterPrincipal),
            Contoso.role("r1000000-0000-0000-0000-000000000002", Contoso.cosmosPrincipal),
        ])
        let imported = try Contoso.imported(
            Contoso.files(vaults: [vault]) + [Contoso.file("roles", roles)])
        let assessment = Assessment(of: imported.timeline)
        let finding = loss(assessment, "cluster/contoso-la", "vault deleted")

        #expect(imported.report.refusals.map(\.message) == [])
        #expect(finding?.details["backAfter"] == .null)
        #expect(finding?.rules.map(\.code).contains("KV-DEL-05") == true)
        #expect(loss(assessment, "cluster/contoso-la", "access removed")?.outcome == "goes dark")
    }

    // MARK: Single points of failure

    @Test("ranks what several stores depend on by how much goes dark with it")
    func dependencies() throws {
        let shared = try assessment("contoso-cmk").findings(.dependencies)
        let counts = shared.filter { $0.severity == .high }.compactMap { $0.details["darkens"]?.integer }

        #expect(shared.map(\.about).contains("vault/contoso-kv"))
        #expect(shared.map(\.about).contains("key/contoso-kv/cmk"))
        #expect(shared.map(\.about).contains("group/sec-rg"))
        #expect(counts == counts.sorted(by: >))
    }

    // MARK: Weaknesses

    @Test("a vault of old keeps nothing that is deleted")
    func legacy() throws {
        let weaknesses = try assessment("legacy-vault").findings(.weaknesses)

        #expect(weaknesses.contains { $0.rules.map(\.code) == ["KV-DEL-11"] })
    }

    @Test("names an expiry date, by how near it is")
    func expiries() throws {
        let files = Contoso.files(keys: Contoso.keys(expires: "2024-06-01T00:00:00+00:00"))
        let assessment = Assessment(of: try Contoso.imported(files).timeline)
        let expiry = assessment.findings(.weaknesses).first { $0.outcome == "expires" }

        #expect(expiry?.severity == .medium)
        #expect(expiry?.evidence.first?.value == "2024-06-01T00:00:00Z")
    }

    @Test("says of a store that is dark that it is, and tries no loss on it")
    func darkAlready() throws {
        let files = Contoso.files(keys: Contoso.keys(enabled: false))
        let assessment = Assessment(of: try Contoso.imported(files).timeline)

        #expect(
            assessment.findings(.weaknesses).contains {
                $0.about == "cluster/contoso-la" && $0.outcome == "revoked"
            })
        #expect(loss(assessment, "cluster/contoso-la", "deleted") == nil)
        #expect(assessment.findings(.losses).contains { $0.outcome == "dark already" })
    }

    @Test("reads well, and as JSON")
    func reports() throws {
        let assessment = try assessment("contoso-cmk")

        #expect(assessment.text().contains("goes dark 0s–1h after key/contoso-kv/cmk is disabled"))
        #expect(assessment.text(isWhole: true).count > assessment.text().count)
        #expect(assessment.document["schema"] == "lockstep/assessment/v1")
        #expect(assessment.document["findings"]?[0]?["rank"] == 1)
    }
}
