import AzureWire
import ControlPlane
import Simulation
import Testing
import VirtualTime

@Suite("Acts") struct ActTests {
    private let service = AzureService()

    private func perform(
        _ name: String, _ target: String, _ arguments: Document = [:], by actor: String = "operator",
        in timeline: inout Timeline
    ) throws -> Act.Outcome {
        let thing = try #require(ThingReference(target))
        return try service.perform(Act(name, on: thing, with: arguments), by: actor, in: &timeline)
    }

    @Test("set the story up by the calls a client would make, one after the other")
    func story() throws {
        var timeline = AzureClient().timeline
        func act(_ name: String, _ target: String, _ arguments: Document = [:], then passed: Duration = .zero)
            throws
        {
            let outcome = try perform(name, target, arguments, in: &timeline)
            #expect((200..<300).contains(outcome.response.status), "\(name): \(outcome.response.status)")
            timeline.advance(by: passed)
        }
        try act("group.create", "group/sec-rg")
        try act("provider.register", "provider/Microsoft.DocumentDB", then: .minutes(1))
        try act("vault.create", "vault/contoso-kv", then: .seconds(30))
        try act("key.create", "key/contoso-kv/cmk")
        try act("cluster.create", "cluster/contoso-la", then: .hours(2))
        try act("policy.grant", "vault/contoso-kv", ["principal": "identity/contoso-la"])
        try act("policy.grant", "vault/contoso-kv", ["application": .string(Identity.cosmosApplication)])
        try act("cluster.update-key", "cluster/contoso-la", ["key": "key/contoso-kv/cmk"], then: .minutes(10))
        try act("workspace.create", "workspace/contoso-soc", then: .seconds(10))
        try act(
            "workspace.link", "workspace/contoso-soc", ["cluster": "cluster/contoso-la"], then: .minutes(90))
        try act("sentinel.onboard", "sentinel/contoso-soc", then: .minutes(15))

        #expect(timeline.entries.compactMap(\.refusal) == [])
        #expect(
            Probe.read(try #require(ThingReference("sentinel/contoso-soc")), in: timeline.world)?[
                "onboarding"] == "confirmed")
        let rotated = try perform("key.rotate", "key/contoso-kv/cmk", in: &timeline)
        #expect(rotated.results["version"] != rotated.results["previousVersion"])
        #expect(
            rotated.results["version"]
                == .string(try #require(timeline.world.key("cmk", in: "contoso-kv")).latest.name))
        try act("key.disable", "key/contoso-kv/cmk", then: .hours(1))
        #expect(
            try perform("sentinel.create-incident", "sentinel/contoso-soc", ["title": "t"], in: &timeline)
                .response.status == 403)
    }

    @Test("are the same entries as the calls they stand for")
    func sameEntries() throws {
        var client = AzureClient.at(.key)
        var timeline = client.timeline
        _ = client.setKey(enabled: false)
        _ = try perform("key.disable", "key/contoso-kv/cmk", in: &timeline)

        #expect(Array(timeline.entries) == client.entries)
    }

    @Test("outside the vocabulary are a problem that says so, and nothing is written")
    func problems() throws {
        var timeline = AzureClient.at(.onboarded).timeline
        let before = Array(timeline.entries)
        for (name, target, arguments) in [
            ("key.fly", "key/contoso-kv/cmk", [:]), ("fly", "key/contoso-kv/cmk", [:]),
            ("key.disable", "key/contoso-kv", [:]), ("cluster.update-key", "cluster/contoso-la", [:]),
            ("cluster.update-key", "cluster/contoso-la", ["key": "cmk"]),
            ("cluster.set-tier", "cluster/contoso-la", ["tier": "many"]),
            ("workspace.link", "workspace/contoso-soc", ["cluster": "contoso-la"]),
            ("policy.grant", "vault/contoso-kv", [:]),
            ("policy.grant", "vault/contoso-kv", ["principal": "nobody"]),
            ("query.run", "workspace/none", ["query": "T | count"]),
            ("query.run", "workspace/contoso-soc", [:]),
            ("vault.create", "identity/x", [:]),
            ("sentinel.create-rule", "sentinel/contoso-soc", ["name": ["a"]]),
            ("key.create", "key/bad host/cmk", [:]),
        ] as [(String, String, Document)] {
            #expect(throws: ActProblem.self, "\(name) \(target)") {
                try perform(name, target, arguments, in: &timeline)
            }
        }
        #expect(Array(timeline.entries) == before)
    }

    @Test("of somebody without the permission are refused; of somebody the tenant does not have, a problem")
    func actors() throws {
        var timeline = AzureClient.at(.key).timeline
        let refused = try perform("key.disable", "key/contoso-kv/cmk", by: "dana@contoso", in: &timeline)
        #expect(refused.response.status == 403)
        #expect(timeline.entries.last?.refusal?.because.first?.code == "KV-ACC-03")

        let before = Array(timeline.entries)
        for actor in ["nobody", "", Identity.cosmosApplication] {
            #expect(throws: ActProblem.self, "\(actor)") {
                try perform("key.disable", "key/contoso-kv/cmk", by: actor, in: &timeline)
            }
        }
        #expect(Array(timeline.entries) == before)
    }

    @Test("behind the scenes are no calls, and say what they started")
    func commands() throws {
        var timeline = AzureClient.at(.onboarded).timeline
        let outcome = try perform("cosmos.delete-account", "cosmos/contoso-soc", in: &timeline)
        #expect(outcome.path == nil)
        #expect(outcome.response.status == 202)
        let name = try #require(outcome.response.headers["x-lockstep-operation"])
        #expect(service.operation(named: name, in: timeline.world)?.outcome == nil)
        timeline.advance(by: .minutes(20))
        #expect(service.operation(named: name, in: timeline.world)?.outcome == .succeeded)
        #expect(
            try perform("support.contact", "sentinel/contoso-soc", ["topic": "x"], in: &timeline).response
                .status == 200)
    }
}
