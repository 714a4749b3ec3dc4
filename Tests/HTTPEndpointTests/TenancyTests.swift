import AzureWire
import ControlPlane
import HTTPEndpoint
import Simulation
import Testing
import VirtualTime

@Suite("Requests of several worlds") struct TenancyTests {
    private func group(_ subscription: String, _ name: String = "sec-rg") -> String {
        "/subscriptions/\(subscription)/resourceGroups/\(name)?api-version=2023-07-01"
    }

    private func worlds() async throws -> (client: ControlClient, a: String, b: String) {
        let client = try await ControlClient()
        var subscriptions: [String] = []
        for name in ["a", "b"] {
            let made = try await client.world("PUT", "", [:], of: name)
            subscriptions.append(try #require(made.items("subscriptions").first?.text))
        }
        return (client, subscriptions[0], subscriptions[1])
    }

    @Test("find theirs by header, path, proxy user, claim and subscription, and answers say which")
    func selectors() async throws {
        let (client, a, _) = try await worlds()
        let body: Document = ["location": "westeurope"]
        let put = try await client.azure("PUT", group(a), body, headers: ["X-Lockstep-World": "a"])
        #expect(put.status == 201)
        #expect(put["x-lockstep-world"] == "a")
        #expect(put["x-lockstep-seq"] == String(try client.state("a").sequence))
        let proxy = "Basic YTp4"  // a:x
        let token = "Bearer e30.eyJsb2Nrc3RlcF93b3JsZCI6ImEifQ.x"
        let ways: [(String, HeaderFields)] = [
            (group(a), ["X-Lockstep-World": "a"]), ("/_lockstep/w/a\(group(a))", [:]),
            (group(a), ["Proxy-Authorization": proxy]), (group(a), ["Authorization": token]),
            (group(a), [:]), (group(a.uppercased()), [:]),
        ]
        for (path, headers) in ways {
            let found = try await client.azure("GET", path, headers: headers)
            #expect(found.status == 200, "\(path) \(headers)")
            #expect(found["x-lockstep-world"] == "a")
        }
    }

    @Test("that name two worlds are not answered")
    func ambiguous() async throws {
        let (client, a, _) = try await worlds()
        let answer = try await client.azure("GET", group(a), headers: ["X-Lockstep-World": "b"])
        #expect(answer.status == 421)
        #expect(answer.problem == "world-ambiguous")
        #expect(answer.text("detail")?.contains("'a'") == true)
        #expect(answer.text("detail")?.contains("'b'") == true)
    }

    @Test("see nothing of another world: its subscription, and the default's, are not found")
    func strangers() async throws {
        let (client, a, _) = try await worlds()
        for subscription in [Genesis.defaultSubscription, "5d0e0000-0000-4000-8000-000000000001"] {
            let answer = try await client.azure(
                "GET", group(subscription), headers: ["X-Lockstep-World": "a"])
            #expect(answer.status == 404)
            #expect(answer.text("error", "code") == "SubscriptionNotFound")
        }
        let list = try await client.azure(
            "GET", "/subscriptions?api-version=2022-12-01", headers: ["X-Lockstep-World": "a"])
        #expect(list.items("value").compactMap { $0["subscriptionId"]?.text } == [a])
    }

    @Test("in a path that names the world get links that name it as well")
    func links() async throws {
        let (client, a, _) = try await worlds()
        let prefix = "/_lockstep/w/a"
        _ = try await client.azure("PUT", prefix + group(a, "rg-1"), ["location": "westeurope"])
        for name in ["kv-1", "kv-2"] {
            let act: Document = ["act": "vault.create", "target": .string("vault/\(name)")]
            #expect(try await client.world("POST", "/act", act, of: "a").at("status") == 200)
        }
        let resources = "/subscriptions/\(a)/resources?api-version=2021-04-01&$top=1"
        // The same read of the same unchanged world, with the prefix and without, has links of its own.
        for way in [prefix, "", prefix, ""] {
            let next = try #require(try await client.azure("GET", way + resources).text("nextLink"))
            #expect(next.contains("management.azure.com\(way)/subscriptions/\(a)/resources"))
        }
        let deleted = try await client.azure("DELETE", prefix + group(a, "rg-1"))
        #expect(deleted["Location"]?.contains("\(prefix)/subscriptions/\(a)/") == true)
    }

    @Test("of 64 clients in 64 worlds at a time lead each where one alone leads")
    func together() async throws {
        let crowd = try await ControlClient()
        let names = (1...64).map { "w-\($0)" }
        @Sendable func play(_ client: ControlClient, _ name: String) async throws -> [String] {
            let made = try await client.world("PUT", "", ["seed": "7", "choices": "seeded"], of: name)
            let subscription = try #require(made.items("subscriptions").first?.text)
            let headers: HeaderFields = ["X-Lockstep-World": name]
            var answers: [String] = []
            for step in 0..<4 {
                let put = try await client.azure(
                    "PUT", group(subscription, "rg-\(step)"), ["location": "westeurope"], headers: headers)
                answers.append(put.body.json)
                let act: Document = [
                    "act": "vault.create", "target": .string("vault/kv-\(name)-\(step)"),
                ]
                answers.append(try await client.world("POST", "/act", act, of: name).body.json)
                let moved = try await client.world("POST", "/clock/advance", ["by": "10m"], of: name)
                answers.append(moved.body.json)
                answers.append(
                    try await client.azure("GET", group(subscription, "rg-0"), headers: headers).body.json)
            }
            answers.append(try client.simulator.verify(name).digest)
            return answers
        }
        let together = try await withThrowingTaskGroup(of: (String, [String]).self) { tasks in
            for name in names { tasks.addTask { (name, try await play(crowd, name)) } }
            return try await tasks.reduce(into: [String: [String]]()) { $0[$1.0] = $1.1 }
        }
        for name in names.prefix(8) {
            let alone = try await ControlClient()
            #expect(try await play(alone, name) == together[name], "\(name)")
        }
        #expect(Set(together.values.compactMap(\.last)).count == 64)
    }
}
