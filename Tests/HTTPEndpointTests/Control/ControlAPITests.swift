import AzureWire
import ControlPlane
import HTTPEndpoint
import Simulation
import Testing
import VirtualTime

@Suite("The control API") struct ControlAPITests {
    @Test("says that it is there and what it has")
    func index() async throws {
        let client = try await ControlClient()
        #expect(try await client.send("GET", "/_lockstep/v1/health").body == ["status": "ok"])
        let index = try await client.send("GET", "/_lockstep/v1")
        #expect(index.text("name") == "lockstep")
        for link in try #require(index.at("links")?.members) {
            let answer = try await client.send("GET", try #require(link.value.text))
            #expect(answer.status == 200, "\(link.name)")
        }
        // No token is asked for: the control API is not Azure's.
        #expect(
            try await client.send("GET", "/_lockstep/v1/health", headers: ["Authorization": ""]).status == 200
        )
    }

    @Test("hands out the certificates that clients trust, where TLS is spoken")
    func certificates() async throws {
        let plain = try await ControlClient()
        let answer = try await plain.send("GET", "/_lockstep/v1/ca.pem")
        #expect(answer.status == 404)
        #expect(answer.problem == "no-tls")

        let client = try await ControlClient(
            files: ClientFiles(
                pem: { "-----BEGIN CERTIFICATE-----\n" }, certificates: "ca.pem", scratch: "clients"))
        let link = try #require(try await client.send("GET", "/_lockstep/v1").text("links", "certificates"))
        let pem = try await client.send("GET", link)
        #expect(pem.status == 200)
        #expect(pem["Content-Type"] == "application/x-pem-file")
        #expect(pem.response.bodyBytes == Array("-----BEGIN CERTIFICATE-----\n".utf8))
        #expect(try await client.send("PUT", link).status == 405)
    }

    @Test("shows the rules as data, each by its id in any casing")
    func rules() async throws {
        let client = try await ControlClient()
        let rules = try await client.send("GET", "/_lockstep/v1/rules").items("rules")
        #expect(rules.count == Rulebook.lines.count)
        let rule = try await client.send("GET", "/_lockstep/v1/rules/sent-revoke-02")
        #expect(rule.text("id") == "SENT-REVOKE-02")
        #expect(rule.text("kind") == "deadline")
        #expect(rule.text("standing") == "documented")
        #expect(rules.contains(rule.body))
        let unknown = try await client.send("GET", "/_lockstep/v1/rules/SENT-NONE-01")
        #expect(unknown.status == 404)
        #expect(unknown.problem == "unknown-rule")
        let acts = try await client.send("GET", "/_lockstep/v1/acts").items("acts")
        #expect(acts.contains("key.disable"))
    }

    @Test("lists the worlds and shows the default one")
    func worlds() async throws {
        let client = try await ControlClient(try Story.contoso())
        let world = try client.state()
        let listed = try await client.send("GET", "/_lockstep/v1/worlds").items("worlds")
        #expect(listed.count == 1)
        #expect(listed[0]["id"] == "default")

        let shown = try await client.world("GET", "")
        #expect(shown.status == 200)
        #expect(shown.text("id") == "default")
        #expect(shown.text("now") == world.now.iso8601)
        #expect(shown.text("clock", "mode") == "frozen")
        #expect(shown.at("seq") == .integer(world.sequence))
        #expect(shown.text("stateHash") == world.stateHash())
        #expect(shown.text("tenantId") == Genesis.defaultTenant)
        #expect(shown.at("subscriptions") == [.string(Genesis.defaultSubscription)])
        #expect(shown.text("rules") == "seed-2024-02-16")
        #expect(shown.text("seed") == "1")
        #expect(shown.text("choices") == "latest")
        for link in try #require(shown.at("links")?.members) {
            #expect(try await client.send("GET", try #require(link.value.text)).status == 200, "\(link.name)")
        }
    }

    @Test("answers what it does not have with a problem that shows a way out")
    func problems() async throws {
        let client = try await ControlClient()
        for (method, target, status, problem) in [
            ("GET", "/_lockstep/v2/health", 404, "not-found"),
            ("GET", "/_lockstep/v1/nothing", 404, "not-found"),
            ("GET", "/_lockstep/v1/worlds/none", 404, "world-not-found"),
            ("GET", "/_lockstep/v1/worlds/default/nothing", 404, "not-found"),
            ("POST", "/_lockstep/v1/health", 405, "method-not-allowed"),
            ("DELETE", "/_lockstep/v1/rules", 405, "method-not-allowed"),
            ("POST", "/_lockstep/v1/worlds/default/state", 405, "method-not-allowed"),
            ("GET", "/_lockstep/v1/worlds/default/clock/advance", 405, "method-not-allowed"),
            ("PUT", "/_lockstep/v1/worlds/default/clock", 405, "method-not-allowed"),
            ("DELETE", "/_lockstep/v1/worlds/default", 409, "default-world"),
            ("GET", "/_lockstep/v1/worlds/default/why", 400, "bad-request"),
            ("GET", "/_lockstep/v1/worlds/default/state?ref=vault/none", 404, "unknown-thing"),
        ] {
            let answer = try await client.send(method, target)
            #expect(answer.status == status, "\(method) \(target)")
            #expect(answer.problem == problem, "\(method) \(target)")
            #expect(answer["Content-Type"] == "application/problem+json")
            #expect(answer.at("status") == .integer(Int64(status)))
            #expect(answer.text("title")?.isEmpty == false)
            #expect(answer.text("detail")?.isEmpty == false)
            if status == 405 { #expect(answer["Allow"]?.isEmpty == false) }
        }
        #expect(
            try await client.world("GET", "", of: "none").text("hint")
                == "GET /_lockstep/v1/worlds lists them.")
        #expect(try await client.send("POST", "/_lockstep/v1/health")["Allow"] == "GET")
        #expect(try await client.world("PUT", "/clock")["Allow"] == "GET, PATCH")
        #expect(try await client.world("POST", "/reset", of: "none").problem == "world-not-found")
    }

    @Test("refuses bodies that cannot be read, or say more than is understood, and changes nothing")
    func bodies() async throws {
        let client = try await ControlClient(try Story.contoso())
        let before = try client.state()
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        for text in [
            "{", "[]", "5", "null", "{\"by\": \(deep)}", "{\"by\": \"1h\", \"wait\": true}", "\u{0}",
        ] {
            for path in ["/clock/advance", "/forks", "/act"] {
                let answer = try await client.send(
                    "POST", "/_lockstep/v1/worlds/default\(path)", bytes: Array(text.utf8))
                #expect(answer.status == 400, "\(path) \(text.prefix(20))")
                #expect(answer.problem == "bad-request")
            }
        }
        #expect(try client.state() == before)
        #expect(client.simulator.worldNames == ["default"])
    }

    @Test("resets a world to its initial value")
    func reset() async throws {
        let client = try await ControlClient(try Story.contoso())
        let before = try client.state()
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        #expect(try client.state() != before)

        let reset = try await client.world("POST", "/reset")
        #expect(reset.status == 200)
        #expect(reset.text("stateHash") == before.stateHash())
        #expect(try client.state() == before)
        #expect(client.simulator.world("default")?.mode == .frozen)
    }

    @Test("shows the state of every thing, or of the one asked for")
    func state() async throws {
        let client = try await ControlClient(try Story.contoso())
        let all = try await client.world("GET", "/state")
        #expect(all.text("now") == (try client.state()).now.iso8601)
        #expect(all.at("state")?.members?.names.count == 9)
        let one = try await client.world("GET", "/state?ref=workspace/contoso-soc")
        #expect(one.body == all.at("state", "workspace/contoso-soc"))
        #expect(one.text("data") == "accessible")
        #expect(try await client.world("GET", "/state?ref=machine/x").problem == "unknown-thing")
    }

    @Test("carries acts out and tells what came of them")
    func acts() async throws {
        let client = try await ControlClient(try Story.contoso())
        let rotated = try await client.act("key.rotate", "key/contoso-kv/cmk")
        #expect(rotated.status == 200)
        #expect(rotated.at("status") == 200)
        #expect(rotated.at("results", "version") != rotated.at("results", "previousVersion"))
        #expect(rotated.at("seq") == .integer(try client.state().sequence))
        #expect(
            rotated.items("changes").contains {
                $0["ref"] == "key/contoso-kv/cmk" && $0["property"] == "currentVersion"
            })
        let refused = try await client.act("workspace.unlink", "workspace/contoso-soc")
        #expect(refused.status == 200)
        #expect(refused.at("status") == 409)
        #expect(refused.text("body", "error", "code") == "Conflict")
        #expect(refused.items("changes").isEmpty)

        let before = try client.state()
        let unknown = try await client.act("key.fly", "key/contoso-kv/cmk")
        #expect(unknown.status == 422)
        #expect(unknown.problem == "unknown-act")
        #expect(try await client.act("key.disable", "machine/x").problem == "bad-request")
        let nobody: Document = ["act": "key.disable", "target": "key/contoso-kv/cmk", "actor": "nobody"]
        #expect(try await client.world("POST", "/act", nobody).status == 422)
        #expect(try await client.world("POST", "/act", ["target": "key/contoso-kv/cmk"]).status == 400)
        #expect(try client.state() == before)
        let dana: Document = ["act": "key.disable", "target": "key/contoso-kv/cmk", "actor": "dana@contoso"]
        #expect(try await client.world("POST", "/act", dana).at("status") == 403)
    }

    @Test("says why a thing is as it is, and what would bring it back")
    func why() async throws {
        let client = try await ControlClient(try Story.contoso())
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        _ = try await client.world("POST", "/clock/advance", ["by": "1h"])
        let why = try await client.world("GET", "/why?ref=workspace/contoso-soc&property=data")
        #expect(why.status == 200)
        #expect(why.text("ref") == "workspace/contoso-soc")
        #expect(why.items("chain").first?["act"] == "key.disable")
        #expect(why.items("chain").contains { $0["rule"] == "SENT-REVOKE-02" && $0["to"] == "inaccessible" })
        #expect(why.items("chain").contains { $0["choice"] == "choice honor.cluster=1h" })
        #expect(why.text("restoredBy") == "key.enable key/contoso-kv/cmk, then up to 1h")
        let nothing = try await client.world("GET", "/why?ref=workspace/contoso-soc&property=nothing")
        #expect(nothing.status == 404)
        #expect(nothing.problem == "nothing-changed")
    }

    @Test("shows the journal: all of it, after an entry, of one kind, about one thing, so many lines")
    func journal() async throws {
        let client = try await ControlClient(try Story.contoso())
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        let sequence = try client.state().sequence
        let all = try await client.world("GET", "/journal")
        #expect(all.at("seq") == .integer(sequence))
        #expect(all.items("journal").first?["seq"] == 1)
        let numbers = all.items("journal").compactMap { $0["seq"]?.integer }
        #expect(numbers == numbers.sorted())
        #expect(Set(numbers) == Set(1...sequence))

        let last = try await client.world("GET", "/journal?since=\(sequence - 1)").items("journal")
        #expect(!last.isEmpty)
        #expect(last.allSatisfy { $0["seq"] == .integer(sequence) })
        #expect(try await client.world("GET", "/journal?since=\(sequence)").items("journal").isEmpty)
        let requests = try await client.world("GET", "/journal?kind=request").items("journal")
        #expect(requests.count == 12)
        #expect(requests.allSatisfy { $0["kind"] == "request" })
        #expect(requests.last?["act"] == "key.disable")
        let about = try await client.world("GET", "/journal?ref=cluster/contoso-la&kind=event").items(
            "journal")
        #expect(about.last?["to"] == "cached")
        #expect(about.allSatisfy { $0["ref"] == "cluster/contoso-la" })
        // Whole entries, so that the next page can start after the last one.
        let page = try await client.world("GET", "/journal?limit=1").items("journal")
        #expect(page.allSatisfy { $0["seq"] == 1 })
        #expect(page == all.items("journal").filter { $0["seq"] == 1 })
        #expect(try await client.world("GET", "/journal?limit=1&kind=request").items("journal").count == 1)
    }

    @Test("refuses questions it does not understand, rather than answering others")
    func queries() async throws {
        let client = try await ControlClient(try Story.contoso())
        for path in [
            "/journal?since=x", "/journal?since=-1", "/journal?limit=0", "/journal?limit=many",
            "/journal?kind=things",
            "/journal?reff=vault/contoso-kv", "/state?rel=vault/contoso-kv",
            "/why?ref=vault/contoso-kv&at=now",
            "/journal?limit=10001",
        ] {
            let answer = try await client.world("GET", path)
            #expect(answer.status == 400, "\(path)")
            #expect(answer.problem == "bad-request", "\(path)")
        }
    }

    @Test("verifies a world's journal")
    func verify() async throws {
        let client = try await ControlClient(try Story.contoso())
        let verified = try await client.world("GET", "/verify")
        #expect(verified.at("holds") == true)
        #expect(verified.at("entries") == .integer(try client.state().sequence))
        #expect(verified.text("digest")?.count == 64)
        #expect(verified.at("difference") == nil)
    }

    @Test("is not there for a simulator that is closed: 503, on the side of Azure too")
    func closed() async throws {
        let client = try await ControlClient()
        client.simulator.close()
        let control = try await client.world("POST", "/clock/advance", ["by": "1h"])
        #expect(control.status == 503)
        #expect(control.problem == "unavailable")
        let azure = try await client.azure(
            "PUT", "\(Story.group)?api-version=2023-07-01", ["location": "westeurope"])
        #expect(azure.status == 503)
        #expect(azure.text("error", "code") == "ServiceUnavailable")
        #expect(azure["Retry-After"] == "1")
        #expect(try await client.world("GET", "").status == 200)
    }
}
