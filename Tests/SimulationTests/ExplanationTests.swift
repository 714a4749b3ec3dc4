import ControlPlane
import Simulation
import Testing
import VirtualTime

@Suite("A line of the journal") struct JournalLineTests {
    private func lines(of entry: Entry, in timeline: Timeline) -> [Document] {
        entry.lines(in: timeline.world).map(\.document)
    }

    @Test("tells who asked for what, what happened to which property, and which rule it was")
    func command() {
        var timeline = Contoso.timeline()
        let entry = timeline.setKey(enabled: false)
        let lines = lines(of: entry, in: timeline)
        let number = Document.integer(entry.number), at = Document.string(entry.at.iso8601)

        #expect(
            lines.first
                == [
                    "seq": number, "at": at, "kind": "request", "causes": [], "actor": ["name": "operator"],
                    "act": "key.disable", "target": "key/contoso-kv/cmk", "decision": "accepted",
                ])
        #expect(
            lines.contains([
                "seq": number, "at": at, "kind": "event", "causes": [], "act": "key access changed",
                "target": "cluster/contoso-la", "ref": "cluster/contoso-la", "property": "keyAccess",
                "to": "cached",
                "rule": "LA-REVOKE-01",
            ]))
        #expect(
            lines.contains([
                "seq": number, "at": at, "kind": "rule", "causes": [], "target": "cluster/contoso-la",
                "rule": "LA-REVOKE-01", "severity": "effect",
            ]))
        #expect(lines.count { $0["kind"] == "request" } == 1)
    }

    @Test("of a refusal names the rules and who was refused")
    func refusal() {
        var timeline = Contoso.timeline()
        let entry = timeline.submit { .logAnalytics(.unlink(workspace: $0.intern(Contoso.workspace))) }
        let lines = entry.lines(in: timeline.world)

        #expect(entry.refusal?.because.first?.code == "SENT-CHG-05")
        #expect(lines.first?.document["decision"] == "refused")
        #expect(lines.first?.act == "workspace.unlink")
        #expect(lines.first?.rule?.code == "SENT-CHG-05")
        #expect(lines.filter { $0.kind == .rule }.map(\.rule) == entry.refusal?.because.map { $0 })
        #expect(lines.allSatisfy { $0.kind != .event })
        #expect(lines.dropFirst().allSatisfy { $0.severity == .rejection })
    }

    @Test("of an alarm has no request and names its causes")
    func alarm() throws {
        var timeline = Contoso.timeline()
        let disabled = timeline.setKey(enabled: false)
        timeline.advance(by: .hours(1))
        let alarms = timeline.entries.entries(after: disabled.number)

        #expect(!alarms.isEmpty)
        for entry in alarms {
            let lines = entry.lines(in: timeline.world)
            #expect(lines.allSatisfy { $0.kind != .request && $0.causes == [disabled.number] })
        }
    }

    @Test("of time that passed and of a setting is one of the clock")
    func clock() throws {
        var timeline = Contoso.timeline()
        timeline.advance(by: .minutes(5))
        let passed = try #require(timeline.entries.last).lines(in: timeline.world)
        #expect(passed.map(\.kind) == [.clock])
        #expect(passed.first?.to == timeline.now.iso8601)

        var settings = timeline.world.settings
        settings.choices.policy = .earliest
        let chosen = timeline.choose(settings).lines(in: timeline.world)
        #expect(chosen.map(\.act) == ["settings"])
        #expect(chosen.first?.to == "earliest")
    }

    @Test("of an advice carries its note")
    func advice() throws {
        var timeline = Contoso.timeline()
        let entry = timeline.submit {
            .sentinel(.contactSupport($0.intern(Contoso.workspace), topic: "confirmation"))
        }
        let line = try #require(entry.lines(in: timeline.world).first { $0.severity == .advice })

        #expect(line.rule?.code == "SENT-PRE-08")
        #expect(line.thing == "workspace/contoso-soc")
        #expect(line.note == "told the product group: confirmation")
    }

    @Test("is to be had of every entry of the story, of each in words that name a thing")
    func whole() {
        let timeline = Contoso.timeline()
        for entry in timeline.entries {
            let lines = entry.lines(in: timeline.world)
            #expect(!lines.isEmpty)
            for line in lines where line.kind == .event {
                #expect(line.thing != nil)
                #expect(line.act?.isEmpty == false)
                #expect(line.rule != nil)
            }
        }
        #expect(
            timeline.entries.flatMap { $0.lines(in: timeline.world) }.filter { $0.kind == .request }.map(
                \.act)
                == [
                    "group.write", "provider.register", "vault.create", "key.create", "cluster.create",
                    "policy.grant", "policy.grant", "cluster.update-key", "workspace.create",
                    "workspace.link",
                    "sentinel.onboard",
                ])
    }
}

@Suite("Why") struct WhyTests {
    @Test("leads from the dark workspace back to the key that was disabled")
    func darkWorkspace() throws {
        var timeline = Contoso.timeline()
        let disabled = timeline.setKey(enabled: false)
        timeline.advance(by: .hours(1))
        let why = try #require(timeline.why("workspace/contoso-soc", "data"))

        let first = try #require(why.chain.first).line
        #expect(first.number == disabled.number)
        #expect(first.kind == .request)
        #expect(first.act == "key.disable")
        #expect(first.thing == "key/contoso-kv/cmk")
        #expect(first.actor == "operator")
        #expect(why.chain.map(\.line.number) == why.chain.map(\.line.number).sorted())
        let dark = try #require(why.chain.first { $0.line.property == "data" }).line
        #expect(dark.thing == "workspace/contoso-soc")
        #expect(dark.to == "inaccessible")
        #expect(dark.rule?.code == "SENT-REVOKE-02")
        #expect(dark.causes == [disabled.number])
        #expect(why.restoredBy == "key.enable key/contoso-kv/cmk, then up to 1h")
    }

    @Test("shows the moment that was picked, where the documents leave it open")
    func choice() throws {
        var timeline = Contoso.timeline()
        timeline.setKey(enabled: false)
        timeline.advance(by: .hours(1))
        let why = try #require(timeline.why("cluster/contoso-la", "keyAccess"))

        #expect(why.chain.compactMap(\.choice).contains("choice honor.cluster=1h"))
        let step = try #require(why.chain.first { $0.choice == "choice honor.cluster=1h" })
        #expect(step.line.thing == "cluster/contoso-la")
    }

    @Test("asked without a property explains the last change; with one, the last of that property")
    func property() throws {
        var timeline = Contoso.timeline()
        timeline.setKey(enabled: false)
        timeline.advance(by: .hours(1))

        #expect(timeline.why("workspace/contoso-soc")?.chain.last?.line.number == timeline.world.sequence)
        let linked = try #require(timeline.why("workspace/contoso-soc", "linkedTo"))
        #expect(linked.chain.contains { $0.line.act == "workspace.link" })
        #expect(!linked.chain.contains { $0.line.act == "key.disable" })
        #expect(timeline.why("workspace/contoso-soc", "nothing") == nil)
        #expect(timeline.why("workspace/none") == nil)
    }

    @Test("names what would bring access back, whichever way it was lost")
    func remedies() {
        func dark(_ lose: (inout Timeline) -> Void) -> (workspace: String?, sentinel: String?) {
            var timeline = Contoso.timeline()
            lose(&timeline)
            timeline.advance(by: .hours(1))
            return (
                timeline.why("workspace/contoso-soc", "data")?.restoredBy,
                timeline.why("sentinel/contoso-soc", "status")?.restoredBy
            )
        }
        let deleted = dark { timeline in _ = timeline.submit { .keyVault(.deleteKey($0.intern(Contoso.key))) }
        }
        #expect(deleted.workspace == "key.recover key/contoso-kv/cmk, then up to 1h")
        let vault = dark { timeline in
            _ = timeline.submit { .keyVault(.deleteVault($0.intern(Contoso.vault))) }
        }
        #expect(vault.workspace == "vault.recover vault/contoso-kv, then up to 1h")
        let policy = dark { $0.revoke($0.clusterObjectID) }
        #expect(
            policy.workspace == "policy.grant for cluster/contoso-la (get, wrapKey, unwrapKey), then up to 1h"
        )
        let cosmos = dark { $0.revoke(Identity.cosmosObjectID(in: Genesis.defaultTenant)) }
        #expect(cosmos.workspace == nil)
        #expect(
            cosmos.sentinel == "policy.grant for Azure Cosmos DB (get, wrapKey, unwrapKey), then up to 1h")
    }

    @Test("names the very version to enable, where a newer one is there")
    func olderVersion() {
        var timeline = Contoso.timeline()
        let first = timeline.latestVersion
        timeline.submit { .keyVault(.rotateKey($0.intern(Contoso.key))) }
        timeline.setKey(enabled: false, version: first)
        timeline.advance(by: .hours(2))

        #expect(timeline.probe("cluster/contoso-la")["keyAccess"] == "revoked")
        #expect(
            timeline.why("cluster/contoso-la", "keyAccess")?.restoredBy
                == "key.enable keyversion/contoso-kv/cmk/\(first), then up to 1h")
    }

    @Test("gives no remedy for what is not dark, or is no store")
    func nothingToRestore() {
        var timeline = Contoso.timeline()
        #expect(timeline.why("cluster/contoso-la")?.restoredBy == nil)
        timeline.setKey(enabled: false)
        #expect(timeline.why("cluster/contoso-la")?.restoredBy == nil)
        timeline.advance(by: .hours(1))
        #expect(timeline.why("identity/contoso-la")?.restoredBy == nil)
        #expect(timeline.why("cluster/contoso-la")?.restoredBy != nil)
    }

    @Test("leads from a restored workspace back to the key that was enabled again")
    func restored() throws {
        var timeline = Contoso.timeline()
        timeline.setKey(enabled: false)
        timeline.advance(by: .hours(1))
        let enabled = timeline.setKey(enabled: true)
        timeline.advance(by: .hours(1))
        let why = try #require(timeline.why("workspace/contoso-soc", "data"))

        #expect(why.chain.first?.line.number == enabled.number)
        #expect(why.chain.first?.line.act == "key.enable")
        #expect(why.chain.contains { $0.line.property == "data" && $0.line.to == "accessible" })
        #expect(why.restoredBy == nil)
    }
}
