import AzureWire
import ControlPlane
import HTTPEndpoint
import Simulation
import Testing
import VirtualTime

@Suite("Words of scenarios over the control API") struct WordsControlTests {
    @Test("decide conditions, with a verdict and why, and time passes in a copy")
    func check() async throws {
        let client = try await ControlClient(try Story.contoso())
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        let before = try client.state()
        let now: Document = ["check": ["state": ["workspace/contoso-soc": ["data": "accessible"]]]]
        let passed = try await client.world("POST", "/check", now)
        #expect(passed.status == 200, "\(passed.body)")
        #expect(passed.text("verdict") == "passed")
        let dark: Document = [
            "check": ["state": ["workspace/contoso-soc": ["data": "inaccessible"]]], "within": "1h",
        ]
        let later = try await client.world("POST", "/check", dark)
        #expect(later.text("verdict") == "passed")
        #expect(later.text("at") == (before.now + .hours(1)).iso8601)
        let early: Document = [
            "check": ["state": ["workspace/contoso-soc": ["data": "inaccessible"]]], "within": "59m",
        ]
        let failed = try await client.world("POST", "/check", early)
        #expect(failed.status == 200)
        #expect(failed.text("verdict") == "failed")
        #expect(failed.text("message")?.isEmpty == false)
        #expect(failed.items("why").isEmpty == false)
        #expect(try client.state() == before)
        for body: Document in [
            ["check": ["state": ["workspace/contoso-soc": ["dataa": "x"]]]], ["check": "1 +"],
        ] {
            let wrong = try await client.world("POST", "/check", body)
            #expect(wrong.status == 422)
            #expect(wrong.problem == "unknown-condition")
        }
        #expect(try await client.world("POST", "/check", ["chekc": "x"]).problem == "bad-request")
    }

    @Test("let records come in")
    func traffic() async throws {
        let client = try await ControlClient(try Story.contoso())
        let source: Document = ["to": "workspace/contoso-soc", "rate": "10/min"]
        #expect(try await client.world("PUT", "/traffic/soc", source).status == 200)
        _ = try await client.world("POST", "/clock/advance", ["by": "30m"])
        #expect(
            try await client.world("GET", "/state?ref=records/contoso-soc").at("stored") == 300)
        for body: Document in [
            ["to": "workspace/contoso-soc", "rate": "often"], ["to": "vault/contoso-kv", "rate": "1/s"],
            ["to": "workspace/none", "rate": "1/s"],
        ] {
            #expect(try await client.world("PUT", "/traffic/x", body).problem == "unknown-traffic", "\(body)")
        }
    }

    @Test("are lines of az, answered at once")
    func az() async throws {
        let client = try await ControlClient(try Story.contoso())
        let shown = try await client.world(
            "POST", "/az", ["line": "az keyvault key show --vault-name contoso-kv --name cmk"])
        #expect(shown.status == 200, "\(shown.body)")
        #expect(shown.at("status") == 200)
        #expect(shown.text("body", "key", "kid")?.contains("contoso-kv") == true)
        let made = try await client.world(
            "POST", "/az", ["line": "az group create --name new --location westeurope"])
        #expect(made.at("status") == 201)
        #expect(try client.state().resources.groups.count == 2)
        for line in ["az vm create", "az keyvault key show --nmae x", "terraform apply"] {
            let wrong = try await client.world("POST", "/az", ["line": .string(line)])
            #expect(wrong.problem == "unknown-act", "\(line)")
        }
    }

    @Test("are shown as data")
    func catalogs() async throws {
        let client = try await ControlClient()
        for name in ["timings", "assumptions", "probes"] {
            #expect(try await client.send("GET", "/_lockstep/v1/\(name)").at("rows")?.items != nil)
        }
        #expect(try await client.send("GET", "/_lockstep/v1/schemas/scenario").text("type") == "object")
        #expect(try await client.send("GET", "/_lockstep/v1/schemas/none").problem == "not-found")
        #expect(
            try await client.world("GET", "/choice-points").items("points").count
                == ChoicePoint.allCases.count)
    }

    @Test("end a way through time where something happens, or try it out")
    func advance() async throws {
        let client = try await ControlClient(try Story.contoso())
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        let before = try client.state()
        let body: Document = [
            "by": "9h", "stopOn": ["state:workspace/*"], "expectNow": .string(before.now.iso8601),
        ]
        let dry = try await client.world(
            "POST", "/clock/advance", .object((body.members ?? [:]).appending("dryRun", true)))
        #expect(dry.text("now") == (before.now + .hours(1)).iso8601)
        #expect(try client.state() == before)
        let moved = try await client.world("POST", "/clock/advance", body)
        #expect(moved.body == dry.body)
        #expect(moved.text("stoppedBy") == "state:workspace/contoso-soc")
        let late = try await client.world("POST", "/clock/advance", body)
        #expect(late.status == 412)
        #expect(late.problem == "clock-conflict")
        let wrong: Document = ["by": "1h", "stopOn": ["weather:rain"]]
        #expect(try await client.world("POST", "/clock/advance", wrong).problem == "bad-request")
    }

    @Test("ask of the past as of the present")
    func past() async throws {
        let client = try await ControlClient(try Story.contoso())
        let start = try client.state().now
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        _ = try await client.world("POST", "/clock/advance", ["by": "2h"])
        let ref = "ref=workspace/contoso-soc"
        let at = (start + .minutes(59)).iso8601
        #expect(try await client.world("GET", "/state?\(ref)").text("data") == "inaccessible")
        #expect(try await client.world("GET", "/state?\(ref)&at=\(at)").text("data") == "accessible")
        let why = "/why?\(ref)&property=data"
        let now = try await client.world("GET", why)
        #expect(now.items("chain").contains { $0["to"] == "inaccessible" })
        let then = try await client.world("GET", "\(why)&at=\(at)")
        #expect(then.items("chain").allSatisfy { $0["to"] != "inaccessible" })
        #expect(try await client.world("GET", "/state?at=2030-01-01T00:00:00Z").problem == "bad-request")
    }
}

extension Members {
    fileprivate func appending(_ name: String, _ value: Document) -> Members {
        var members = self
        members.append(name, value)
        return members
    }
}
