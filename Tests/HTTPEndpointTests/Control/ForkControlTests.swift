import AzureWire
import ControlPlane
import HTTPEndpoint
import JournalStore
import Simulation
import Testing
import VirtualTime

@Suite("Forks over the control API") struct ForkControlTests {
    @Test("are made of now, a past instant or an entry, and live by themselves")
    func forks() async throws {
        let client = try await ControlClient(try Story.contoso())
        let start = try client.state().now
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        _ = try await client.world("POST", "/clock/advance", ["by": "1h"])

        let now = try await client.world("POST", "/forks", ["id": "now"])
        #expect(now.status == 201)
        #expect(now["Location"] == "/_lockstep/v1/worlds/now")
        #expect(now.text("id") == "now")
        #expect(now.text("stateHash") == (try client.state()).stateHash())
        let past = try await client.world(
            "POST", "/forks", ["id": "past", "at": .string((start + .minutes(30)).iso8601)])
        #expect(past.text("now") == (start + .minutes(30)).iso8601)
        let entry = try await client.world("POST", "/forks", ["id": "entry", "entry": 5])
        #expect(entry.at("seq") == 5)
        #expect(client.simulator.worldNames == ["default", "entry", "now", "past"])

        let enable: Document = ["act": "key.enable", "target": "key/contoso-kv/cmk"]
        #expect(try await client.world("POST", "/act", enable, of: "past").at("status") == 200)
        let saved = try await client.world("POST", "/clock/advance", ["by": "2h"], of: "past")
        #expect(saved.items("changes").isEmpty)
        let state = try await client.world("GET", "/state?ref=workspace/contoso-soc", of: "past")
        #expect(state.text("data") == "accessible")
        #expect(
            try await client.world("GET", "/state?ref=workspace/contoso-soc").text("data") == "inaccessible")
        #expect(try await client.world("GET", "/verify", of: "past").at("holds") == true)
        #expect(try await client.world("DELETE", "", of: "past").status == 204)
        #expect(try await client.world("GET", "", of: "past").problem == "world-not-found")
    }

    @Test("may pick the open moments otherwise")
    func choices() async throws {
        let client = try await ControlClient(try Story.contoso())
        let start = try client.state().now
        let fork = try await client.world(
            "POST", "/forks", ["id": "early", "choices": ["policy": "earliest", "honor.cluster": "20m"]])
        #expect(fork.status == 201)
        #expect(fork.text("choices") == "earliest")
        let disable: Document = ["act": "key.disable", "target": "key/contoso-kv/cmk"]
        let now = try await client.world("POST", "/act", disable, of: "early")
        #expect(now.items("changes").contains { $0["ref"] == "cosmos/contoso-soc" && $0["to"] == "revoked" })
        let later = try await client.world("POST", "/clock/next", of: "early")
        #expect(later.text("now") == (start + .minutes(20)).iso8601)
        #expect(try await client.world("GET", "").text("choices") == "latest")
    }

    @Test("that cannot be are refused, and none is made")
    func refused() async throws {
        let client = try await ControlClient(try Story.contoso())
        for (body, status, problem) in [
            (["id": "default"], 409, "world-exists"), (["id": "x", "entry": 99], 404, "entry-not-found"),
            (["id": "x", "entry": -1], 404, "entry-not-found"),
            (["id": "x", "at": "2024-02-16T08:59:59Z"], 409, "time-is-past"),
            (["id": "x", "at": "yesterday"], 400, "bad-request"), (["id": "a/b"], 400, "bad-request"),
            (["id": ""], 400, "bad-request"), (["id": "a b"], 400, "bad-request"),
            (["id": "x", "entry": 1, "at": "2024-02-16T09:00:00Z"], 400, "bad-request"),
            (["id": "x", "choices": ["honor.moon": "1h"]], 422, "unknown-choice"),
            (["id": "x", "choices": ["honor.cluster": "soon"]], 422, "choice-out-of-range"),
            (["id": "x", "choices": ["honor.cluster": 5]], 422, "choice-out-of-range"),
            (["id": "x", "choices": ["policy": "random"]], 422, "choice-out-of-range"),
            (["id": "x", "choices": ["honor.cluster": "106751991167d"]], 422, "choice-out-of-range"),
            (["id": "x", "choices": []], 400, "bad-request"),
        ] as [(Document, Int, String)] {
            let answer = try await client.world("POST", "/forks", body)
            #expect(answer.status == status, "\(body)")
            #expect(answer.problem == problem, "\(body)")
        }
        #expect(try await client.world("POST", "/forks", [:], of: "none").problem == "world-not-found")
        #expect(client.simulator.worldNames == ["default"])
    }

    @Test("get a name if none is given, and a request finds its world by a header")
    func header() async throws {
        let client = try await ControlClient(try Story.contoso())
        let name = try #require(try await client.world("POST", "/forks").text("id"))
        #expect(name != "default")
        let world: HeaderFields = ["x-lockstep-world": name]
        let deleted = try await client.azure(
            "DELETE", "\(Story.group)?api-version=2023-07-01", headers: world)
        #expect(deleted.status == 202)
        let going = try await client.azure("GET", "\(Story.group)?api-version=2023-07-01", headers: world)
        #expect(going.body["properties"]?["provisioningState"] == "Deleting")
        let standing = try await client.azure("GET", "\(Story.group)?api-version=2023-07-01")
        #expect(standing.body["properties"]?["provisioningState"] == "Succeeded")
        let unknown = try await client.azure(
            "GET", "\(Story.group)?api-version=2023-07-01", headers: ["x-lockstep-world": "none"])
        #expect(unknown.status == 404)
        #expect(unknown.problem == "world-not-found")
    }
}

@Suite("Choices over the control API") struct ChoicesControlTests {
    @Test("are shown with their points and bounds, and changed for what comes")
    func choices() async throws {
        let client = try await ControlClient(try Story.contoso())
        let shown = try await client.world("GET", "/choices")
        #expect(shown.text("policy") == "latest")
        #expect(shown.text("seed") == "1")
        #expect(shown.at("exact") == [:])
        let point = try #require(shown.items("points").first { $0["name"] == "honor.cluster" })
        #expect(point == ["name": "honor.cluster", "from": "0s", "to": "1h", "timing": "cluster.honor"])
        #expect(shown.items("points").count == ChoicePoint.allCases.count)

        let put = try await client.world(
            "PUT", "/choices",
            ["policy": "midpoint", "seed": "7", "honor.*": "earliest", "honor.cluster": "20m"])
        #expect(put.status == 200)
        #expect(put.text("policy") == "midpoint")
        #expect(put.text("seed") == "7")
        #expect(put.at("exact") == ["honor.*": "earliest", "honor.cluster@*": "20m"])
        #expect(try await client.world("GET", "/choices").body == put.body)
        let start = try client.state().now
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        #expect(try client.state().cluster(named: "contoso-la")?.access.deadline == start + .minutes(20))
        _ = try await client.act("key.enable", "key/contoso-kv/cmk")
        #expect(try client.simulator.verify("default").holds)
    }

    @Test("outside the vocabulary are refused, and nothing is chosen")
    func refused() async throws {
        let client = try await ControlClient()
        let before = try client.state()
        for (body, problem) in [
            (["honor.moon": "1h"], "unknown-choice"), (["moon.*": "1h"], "unknown-choice"),
            (["honor.cluster@x.1": "eventually"], "choice-out-of-range"),
            (["seed": "-1"], "choice-out-of-range"),
            (["seed": "x"], "choice-out-of-range"), (["default": "never"], "choice-out-of-range"),
            (["honor.cluster": "-5m"], "choice-out-of-range"),
            (["honor.cluster": "106751991167d"], "choice-out-of-range"),
        ] as [(Document, String)] {
            let answer = try await client.world("PUT", "/choices", body)
            #expect(answer.status == 422, "\(body)")
            #expect(answer.problem == problem, "\(body)")
        }
        #expect(try client.state() == before)
    }
}

@Suite("Many clients at once") struct ConcurrencyTests {
    @Test("land all they write, each in its own order, in one journal", arguments: [false, true])
    func writers(inFile: Bool) async throws {
        let simulator = try Simulator(journal: inFile ? Journal(path: nil) : nil)
        let client = try await ControlClient(simulator: simulator)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for writer in 0..<8 {
                tasks.addTask {
                    for turn in 0..<200 {
                        let path =
                            "/subscriptions/\(Genesis.defaultSubscription)/resourceGroups/w\(writer)-\(turn)"
                        let answer = try await client.azure(
                            "PUT", "\(path)?api-version=2023-07-01", ["location": "westeurope"])
                        try #require(answer.status == 201)
                        let read = try await client.azure("GET", "\(path)?api-version=2023-07-01")
                        try #require(read.text("name") == "w\(writer)-\(turn)")
                    }
                }
            }
            try await tasks.waitForAll()
        }

        let entries = try simulator.entries(of: "default")
        #expect(entries.map(\.number) == Array(1...1_600))
        let names = entries.flatMap(\.names).compactMap { $0.split(separator: "/").last.map(String.init) }
        for writer in 0..<8 {
            #expect(names.filter { $0.hasPrefix("w\(writer)-") } == (0..<200).map { "w\(writer)-\($0)" })
        }
        let listed = try await client.azure(
            "GET", "/subscriptions/\(Genesis.defaultSubscription)/resourceGroups?api-version=2023-07-01")
        #expect(listed.items("value").count == 1_600)
        #expect(try simulator.verify("default").holds)
    }
}
