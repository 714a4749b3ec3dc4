import AzureWire
import ControlPlane
import Foundation
import HTTPEndpoint
import JournalStore
import Simulation
import Synchronization
import Testing
import VirtualTime

@Suite("Worlds over the control API") struct WorldsTests {
    private func put(_ client: ControlClient, _ name: String, _ body: Document = [:]) async throws
        -> ControlClient.Answer
    { try await client.world("PUT", "", body, of: name) }

    @Test("are made under a chosen name, once, and have a subscription and a tenant of their own")
    func put() async throws {
        let client = try await ControlClient()
        let body: Document = [
            "from": "builtin:empty", "start": "2024-03-01T00:00:00Z", "seed": "41", "choices": "earliest",
            "clock": "frozen", "assume": ["relink": "accepted"],
        ]
        let made = try await put(client, "ci-41", body)
        #expect(made.status == 201)
        #expect(made["Location"] == "/_lockstep/v1/worlds/ci-41")
        #expect(made["ETag"] == "\"\(try client.state("ci-41").sequence)\"")
        #expect(made.text("now") == "2024-03-01T00:00:00Z")
        #expect(made.text("clock", "mode") == "frozen")
        #expect(made.text("seed") == "41")
        #expect(made.text("choices") == "earliest")
        #expect(made.at("deletesAt") == nil)
        let subscription = try #require(made.items("subscriptions").first?.text)
        #expect(subscription != Genesis.defaultSubscription)
        #expect(made.text("tenantId") != Genesis.defaultTenant)
        #expect(try client.state("ci-41").settings.reading(of: .relink) == "accepted")

        // The same order, whatever the order of its members.
        let members = (body.members ?? [:]).reversed().map { ($0.name, $0.value) }
        let again = try await put(client, "ci-41", .object(Members(members)))
        #expect(again.status == 200)
        #expect(again.body == made.body)
        let other = try await put(client, "ci-41", ["from": "builtin:empty"])
        #expect(other.status == 409)
        #expect(other.problem == "world-exists")
        #expect(other.text("hint")?.isEmpty == false)
        #expect(try await put(client, "default").problem == "world-exists")

        let second = try await put(client, "ci-42", body)
        #expect(second.items("subscriptions") != made.items("subscriptions"))
        #expect(client.simulator.worldNames == ["ci-41", "ci-42", "default"])
    }

    @Test("are made with a name of their own, poll-driven, and of a subscription that is asked for")
    func post() async throws {
        let client = try await ControlClient()
        let guid = "5d0e0000-0000-4000-8000-000000000001"
        let made = try await client.send(
            "POST", "/_lockstep/v1/worlds", ["subscriptionId": .string(guid.uppercased())])
        #expect(made.status == 201)
        #expect(made.text("id") == "world-1")
        #expect(made.text("clock", "mode") == "poll-driven")
        #expect(made.items("subscriptions") == [.string(guid)])
        let named: Document = ["id": "mine"]
        #expect(try await client.send("POST", "/_lockstep/v1/worlds", named).text("id") == "mine")
        #expect(try await client.send("POST", "/_lockstep/v1/worlds", named).problem == "world-exists")
    }

    @Test(
        "are refused with what is wrong and a way out",
        arguments: [
            (["form": "builtin:empty"], 400, "bad-request"), (["from": 5], 400, "bad-request"),
            (["from": "builtin:moon"], 422, "unknown-source"),
            (["from": "world:moon"], 404, "world-not-found"),
            (["from": "snapshot:default"], 400, "bad-request"),
            (["from": "snapshot:default/x"], 404, "snapshot-not-found"),
            (["from": "world:default", "start": "2024-03-01T00:00:00Z"], 400, "bad-request"),
            (["start": "soon"], 400, "bad-request"), (["seed": "-1"], 400, "bad-request"),
            (["seed": true], 400, "bad-request"), (["clock": "fast"], 400, "bad-request"),
            (["clock": ["mode": "live", "rate": 0]], 400, "bad-request"),
            (["ttl": "0s"], 400, "bad-request"), (["ttl": "-1h"], 400, "bad-request"),
            (["choices": "random"], 400, "bad-request"),
            (["choices": ["honor.moon": "1h"]], 422, "unknown-choice"),
            (["assume": ["relink": "maybe"]], 422, "unknown-setting"),
            (["subscriptionId": "5d0e"], 400, "bad-request"),
        ] as [(Document, Int, String)])
    func refused(body: Document, status: Int, problem: String) async throws {
        let client = try await ControlClient()
        let answer = try await put(client, "w", body)
        #expect(answer.status == status)
        #expect(answer.problem == problem)
        #expect(client.simulator.worldNames == ["default"])
    }

    @Test("have names that fit into paths, headers and the user of a proxy")
    func names() async throws {
        let client = try await ControlClient()
        for name in ["a", "0", "ci-41", "A.b_c~d", String(repeating: "x", count: 64)] {
            #expect(try await put(client, name).status == 201, "\(name)")
        }
        for name in ["-a", "a%20b", "a:b", "%C3%A4", String(repeating: "x", count: 65)] {
            #expect(try await put(client, name).problem == "bad-request", "\(name)")
        }
    }

    @Test("suggest the member that was probably meant, and say where it stands")
    func suggestion() async throws {
        let client = try await ControlClient()
        let answer = try await put(client, "w", ["chioces": "latest"])
        #expect(answer.text("hint") == "Did you mean 'choices'?")
        #expect(answer.at("errors", "0", "pointer") == "/chioces")
    }

    @Test("are at most so many")
    func budget() async throws {
        let client = try await ControlClient(simulator: try Simulator(mostWorlds: 3))
        #expect(try await put(client, "a").status == 201)
        #expect(try await client.world("POST", "/forks", ["id": "b"]).status == 201)
        for answer in [
            try await put(client, "c"), try await client.world("POST", "/forks", ["id": "c"]),
        ] {
            #expect(answer.status == 507)
            #expect(answer.problem == "budget")
            #expect(answer.text("detail") == "There are 3 worlds already.")
        }
        #expect(try await put(client, "a").status == 200)
        _ = try await client.world("DELETE", "", of: "a")
        #expect(try await put(client, "c").status == 201)
    }

    @Test("go back to their own beginning, and not to that of another")
    func reset() async throws {
        let client = try await ControlClient(try Story.contoso())
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        let fork = try await client.world("POST", "/forks", ["id": "f", "choices": ["policy": "earliest"]])
        _ = try await put(client, "e", ["start": "2024-03-01T00:00:00Z"])
        for (name, start) in [("f", fork.body), ("e", try await client.world("GET", "", of: "e").body)] {
            _ = try await client.world("POST", "/clock/advance", ["by": "9d"], of: name)
            #expect(try await client.world("GET", "", of: name).body != start)
            #expect(try await client.world("POST", "/reset", of: name).body == start)
            #expect(try await client.world("GET", "", of: name).body == start)
            #expect(try client.simulator.verify(name).holds)
        }
    }

    @Test("take another name and keep their history")
    func rename() async throws {
        let client = try await ControlClient(try Story.contoso())
        _ = try await client.world("POST", "/forks", ["id": "old"])
        let before = try client.state("old")
        let renamed = try await client.world("PATCH", "", ["id": "new"], of: "old")
        #expect(renamed.text("id") == "new")
        #expect(try client.state("new") == before)
        #expect(client.simulator.worldNames == ["default", "new"])
        #expect(try client.simulator.verify("new").entries == Int(before.sequence))
        #expect(try await client.world("PATCH", "", ["id": "default"], of: "new").problem == "world-exists")
        #expect(try await client.world("PATCH", "", ["id": "x"]).problem == "default-world")
    }

    @Test("are dropped when their time is over, by the wall clock")
    func expiry() async throws {
        let wall = Mutex<Int64>(1_764_000_000_000)
        let client = try await ControlClient(wall: { wall.withLock { $0 } })
        let keeper = WorldKeeper(simulator: client.simulator, wall: { wall.withLock { $0 } })
        let made = try await put(client, "short", ["ttl": "2h"])
        #expect(made.text("deletesAt") == "2025-11-24T18:00:00Z")
        _ = try await client.world("POST", "/forks", ["id": "longer", "ttl": "2h"])
        _ = try await put(client, "stays", [:])
        wall.withLock { $0 += 7_199_999 }
        try await keeper.look()
        #expect(client.simulator.worldNames == ["default", "longer", "short", "stays"])
        _ = try await client.world("PATCH", "", ["ttl": "1h"], of: "longer")
        wall.withLock { $0 += 1 }
        try await keeper.look()
        #expect(client.simulator.worldNames == ["default", "longer", "stays"])
        let forever = try await client.world("PATCH", "", ["ttl": nil], of: "longer")
        #expect(forever.at("deletesAt") == nil)
        wall.withLock { $0 += 7_200_000 }
        try await keeper.look()
        #expect(client.simulator.worldNames == ["default", "longer", "stays"])
        #expect(try await client.world("PATCH", "", ["ttl": "1h"]).problem == "default-world")
    }

    @Test("with a live clock go on with the wall clock, each at its rate")
    func live() async throws {
        let wall = Mutex<Int64>(1_764_000_000_000)
        let client = try await ControlClient()
        let keeper = WorldKeeper(simulator: client.simulator, wall: { wall.withLock { $0 } })
        _ = try await put(client, "a", ["clock": ["mode": "live", "rate": 60]])
        _ = try await put(client, "b", ["clock": "live"])
        try await keeper.look()
        wall.withLock { $0 += 1_500 }
        try await keeper.look()
        let start = Genesis.defaultStart
        #expect(try client.state("a").now == start + .seconds(90))
        #expect(try client.state("b").now == start + .milliseconds(1_500))
        #expect(try client.state().now == start)
    }

    @Test("are saved at a named moment, and made again from the file or the name")
    func snapshots() async throws {
        let client = try await ControlClient(try Story.contoso())
        let start = try client.state()
        let named = try await client.world("POST", "/snapshots", ["name": "before"])
        #expect(named.status == 201)
        #expect(named.at("seq") == .integer(start.sequence))
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        #expect(try await client.world("GET", "/snapshots").items("snapshots") == [named.body])
        let path = try #require(named["Location"])
        let saved = try await client.send("GET", path)
        #expect(saved["Content-Type"] == "application/vnd.lockstep.lockworld")
        #expect(try await client.world("GET", "/snapshots/none").problem == "snapshot-not-found")

        let bytes = saved.response.bodyBytes
        let loaded = try await client.send("PUT", "/_lockstep/v1/worlds/loaded", bytes: bytes)
        #expect(loaded.status == 201)
        #expect(try client.state("loaded") == start)
        // It is of the same subscription, which still means the world that had it first.
        #expect(
            client.simulator.holders(of: start.subscription)
                == SubscriptionHolders(owners: ["default"], forks: ["loaded"]))
        #expect(try await client.send("PUT", "/_lockstep/v1/worlds/loaded", bytes: bytes).status == 200)
        let damaged = Array(String(decoding: bytes, as: UTF8.self).replacing("contoso", with: "cOntoso").utf8)
        let refused = try await client.send("PUT", "/_lockstep/v1/worlds/damaged", bytes: damaged)
        #expect(refused.status == 409)
        #expect(refused.problem == "snapshot-incompatible")

        #expect(try await put(client, "again", ["from": "snapshot:default/before"]).status == 201)
        #expect(try client.state("again") == start)
        #expect(try await put(client, "now", ["from": "world:default"]).status == 201)
        #expect(try client.state("now") == (try client.state()))
        let fork = try await client.world("POST", "/forks", ["id": "f", "snapshot": "before"])
        #expect(fork.text("stateHash") == start.stateHash())
        let both: Document = ["snapshot": "before", "entry": 1]
        #expect(try await client.world("POST", "/forks", both).problem == "bad-request")
    }

    @Test("are changed only as they were seen, where If-Match says so")
    func match() async throws {
        let client = try await ControlClient()
        let tag = try #require(try await client.world("GET", "")["ETag"])
        func advance(_ tag: String) async throws -> ControlClient.Answer {
            try await client.send(
                "POST", "/_lockstep/v1/worlds/default/clock/advance", ["by": "1s"],
                headers: ["If-Match": tag])
        }
        #expect(try await advance(tag).status == 200)
        let stale = try await advance(tag)
        #expect(stale.status == 412)
        #expect(stale.problem == "precondition-failed")
        #expect(try await advance("*").status == 200)
        let delete = try await client.send(
            "POST", "/_lockstep/v1/worlds/default/reset", headers: ["If-Match": tag])
        #expect(delete.status == 412)
    }

    @Test("are there again after a restart, with all that was said of them")
    func restart() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).sqlite").path
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        func shown(_ client: ControlClient) async throws -> [Document] {
            var shown: [Document] = []
            for name in client.simulator.worldNames {
                shown.append(try await client.world("GET", "", of: name).body)
                shown.append(try await client.world("GET", "/snapshots", of: name).body)
            }
            return shown
        }
        let client = try await ControlClient(simulator: try Simulator(journal: try Journal(path: path)))
        let body: Document = ["clock": ["mode": "live", "rate": 5], "ttl": "2h", "seed": "9"]
        let start = try await put(client, "a", body)
        _ = try await client.world("POST", "/snapshots", ["name": "s"], of: "a")
        _ = try await client.world("POST", "/clock/advance", ["by": "1h"], of: "a")
        _ = try await client.world("POST", "/forks", ["id": "f", "choices": ["policy": "earliest"]], of: "a")
        _ = try await put(client, "gone")
        _ = try await client.world("DELETE", "", of: "gone")
        _ = try await client.world("PATCH", "", ["id": "renamed"], of: "f")
        let before = try await shown(client)
        client.simulator.close()

        let again = try ControlClient(restarted: try Simulator(journal: try Journal(path: path)))
        #expect(again.simulator.worldNames == ["a", "default", "renamed"])
        #expect(try await shown(again) == before)
        #expect(try await put(again, "a", body).status == 200)
        #expect(try await again.world("POST", "/reset", of: "a").body == start.body)
        let holders = SubscriptionHolders(owners: ["a"], forks: ["renamed"])
        #expect(again.simulator.holders(of: try again.state("a").subscription) == holders)
        again.simulator.close()
    }
}
