import AzureWire
import ControlPlane
import HTTPEndpoint
import Simulation
import Synchronization
import Testing
import VirtualTime

@Suite("The clock over the control API") struct ClockTests {
    @Test("shows its mode, the time and what is due next")
    func shown() async throws {
        let client = try await ControlClient(try Story.contoso())
        let world = try client.state()
        #expect(
            try await client.world("GET", "/clock").body == [
                "mode": "frozen", "now": .string(world.now.iso8601),
            ])
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        #expect(try await client.world("GET", "/clock").text("nextDue") == (world.now + .hours(1)).iso8601)
    }

    @Test("changes its mode")
    func mode() async throws {
        let client = try await ControlClient()
        #expect(
            try await client.world("PATCH", "/clock", ["mode": "poll-driven"]).text("mode") == "poll-driven")
        #expect(client.simulator.world("default")?.mode == .pollDriven)
        let live = try await client.world("PATCH", "/clock", ["mode": "live", "rate": 60])
        #expect(live.text("mode") == "live")
        #expect(live.at("rate") == 60)
        for body: Document in [
            ["mode": "fast"], [:], ["mode": 5], ["mode": "live", "rate": 0], ["mode": "live", "rate": -1],
            ["mode": "live", "rate": "x"], ["mode": "frozen", "speed": 1],
        ] {
            #expect(try await client.world("PATCH", "/clock", body).problem == "bad-request", "\(body)")
        }
        #expect(client.simulator.world("default")?.mode == .live(rate: 60))
    }

    @Test("goes on by a duration, and tells what happened on the way")
    func advanceBy() async throws {
        let client = try await ControlClient(try Story.contoso())
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        let start = try client.state().now
        let early = try await client.world("POST", "/clock/advance", ["by": "59m59s"])
        #expect(early.status == 200)
        #expect(early.text("before") == start.iso8601)
        #expect(early.text("now") == (start + .seconds(3_599)).iso8601)
        #expect(early.at("eventsApplied") == 0)
        #expect(early.items("changes").isEmpty)
        #expect(early.text("nextDue") == (start + .hours(1)).iso8601)

        let due = try await client.world("POST", "/clock/advance", ["by": "1s"])
        #expect(due.at("eventsApplied") == 2)
        let dark = try #require(due.items("changes").first { $0["ref"] == "workspace/contoso-soc" })
        #expect(dark["property"] == "data")
        #expect(dark["to"] == "inaccessible")
        #expect(dark["rules"] == ["SENT-REVOKE-02"])
        #expect(due.at("nextDue") == nil)
        #expect(due.at("seq") == .integer(try client.state().sequence))
        #expect(due.text("stateHash") == (try client.state()).stateHash())
    }

    @Test("goes on to an instant, and never back")
    func advanceTo() async throws {
        let client = try await ControlClient()
        let to = try await client.world("POST", "/clock/advance", ["to": "2024-02-16T10:00:00Z"])
        #expect(to.text("now") == "2024-02-16T10:00:00Z")
        #expect(
            try await client.world("POST", "/clock/advance", ["to": "2024-02-16T10:00:00Z"]).status == 200)
        let before = try client.state()
        let back = try await client.world("POST", "/clock/advance", ["to": "2024-02-16T09:59:59Z"])
        #expect(back.status == 409)
        #expect(back.problem == "time-is-past")
        #expect(back.text("title") == "The clock only goes forward")
        #expect(back.text("detail")?.contains("2024-02-16T10:00:00Z") == true)
        #expect(back.text("hint")?.contains("/forks") == true)
        #expect(try client.state() == before)
    }

    @Test("goes on by so many events, and by the next one")
    func advanceByEvents() async throws {
        let client = try await ControlClient(try Story.contoso())
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        let start = try client.state().now
        let one = try await client.world("POST", "/clock/advance", ["events": 1])
        #expect(one.text("now") == (start + .hours(1)).iso8601)
        let none = try await client.world("POST", "/clock/advance", ["events": 100_000])
        #expect(none.status == 200)
        #expect(none.at("eventsApplied") == 0)
        let next = try await client.world("POST", "/clock/next")
        #expect(next.status == 409)
        #expect(next.problem == "nothing-due")

        _ = try await client.act("key.enable", "key/contoso-kv/cmk")
        let restored = try await client.world("POST", "/clock/next")
        #expect(restored.text("now") == (start + .hours(2)).iso8601)
        #expect(
            restored.items("changes").contains {
                $0["ref"] == "workspace/contoso-soc" && $0["to"] == "accessible"
            })
    }

    @Test("goes on until something holds, and no further than it may")
    func advanceUntil() async throws {
        let client = try await ControlClient(try Story.contoso())
        let start = try client.state().now
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        let until: Document = ["ref": "workspace/contoso-soc", "property": "data", "equals": "inaccessible"]
        let short = try await client.world("POST", "/clock/advance", ["until": until, "atMost": "30m"])
        #expect(short.text("now") == (start + .minutes(30)).iso8601)
        let reached = try await client.world("POST", "/clock/advance", ["until": until])
        #expect(reached.text("now") == (start + .hours(1)).iso8601)
        let already = try await client.world("POST", "/clock/advance", ["until": until])
        #expect(already.text("now") == (start + .hours(1)).iso8601)
        let number: Document = ["ref": "cluster/contoso-la", "property": "tierGB", "equals": 100]
        #expect(try await client.world("POST", "/clock/advance", ["until": number]).at("eventsApplied") == 0)
        for wrong: Document in [
            [:], ["ref": "workspace/contoso-soc"], ["ref": "machine/x", "property": "a", "equals": 1], "soon",
        ] {
            #expect(
                try await client.world("POST", "/clock/advance", ["until": wrong]).problem == "bad-request")
        }
    }

    @Test(
        "refuses a distance that is none, too far, or given twice",
        arguments: [
            [:], ["by": "soon"], ["by": "-1h"], ["by": 5], ["to": "tomorrow"], ["events": 0], ["events": -1],
            ["events": 100_001], ["events": .number("1.5")], ["by": "1h", "to": "2024-02-17T00:00:00Z"],
            ["by": "1h", "events": 1],
            ["by": "106751991167d"], ["by": "100000000d"], ["to": "2024-02-17T00:00:00Z", "atMost": "1h"],
            [
                "until": ["ref": "vault/x", "property": "a", "equals": 1], "atMost": "106751991167d",
            ],
        ] as [Document])
    func refused(body: Document) async throws {
        let client = try await ControlClient()
        let before = try client.state()
        let answer = try await client.world("POST", "/clock/advance", body)

        #expect(answer.status == 400)
        #expect(answer.problem == "bad-request")
        #expect(try client.state() == before)
    }

    @Test("goes as far as years have four digits")
    func far() async throws {
        let client = try await ControlClient(try Story.contoso())
        let far = try await client.world("POST", "/clock/advance", ["to": "9999-12-31T23:59:59Z"])
        #expect(far.text("now") == "9999-12-31T23:59:59Z")
        #expect(try await client.act("key.disable", "key/contoso-kv/cmk").at("status") == 200)
        #expect(try await client.world("GET", "").status == 200)
        #expect(try await client.world("GET", "/journal?since=20").status == 200)
    }
}

@Suite("Polls where the clock is poll-driven") struct PollTests {
    private func accepted(
        _ mode: TimeMode, warn: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> (client: ControlClient, url: String) {
        let client = try await ControlClient(mode: mode, warn: warn)
        _ = try await client.act("group.create", "group/sec-rg")
        let cluster =
            "\(Story.group)/providers/Microsoft.OperationalInsights/clusters/contoso-la"
            + "?api-version=2022-10-01"
        let body: Document = [
            "location": "westeurope", "identity": ["type": "SystemAssigned"],
            "sku": ["name": "CapacityReservation", "capacity": 100],
        ]
        let accepted = try await client.azure("PUT", cluster, body)
        #expect(accepted.status == 202)
        let url = try #require(accepted["Azure-AsyncOperation"])
        return (client, url.replacing("http://management.azure.com", with: ""))
    }

    @Test("move the clock to the end of the operation, once, and as an entry of the journal")
    func pollDriven() async throws {
        let (client, url) = try await accepted(.pollDriven)
        let before = try client.state()
        #expect(try await client.azure("GET", url).text("status") == "Succeeded")
        let after = try client.state()
        #expect(after.now == before.now + .hours(2))
        #expect(after.sequence > before.sequence)
        for _ in 0..<3 { #expect(try await client.azure("GET", url).text("status") == "Succeeded") }
        #expect(try client.state() == after)
        #expect(try client.simulator.verify("default").holds)
    }

    @Test("move the clock once, however many come at the same time")
    func together() async throws {
        let (client, url) = try await accepted(.pollDriven)
        let end = try client.state().now + .hours(2)
        let states = try await withThrowingTaskGroup(of: String?.self) { tasks in
            for _ in 0..<16 { tasks.addTask { try await client.azure("GET", url).text("status") } }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(states.allSatisfy { $0 == "Succeeded" })
        #expect(try client.state().now == end)
    }

    @Test("move nothing where the clock is frozen, until it is told to, and again where it is not")
    func frozen() async throws {
        let (client, url) = try await accepted(.frozen)
        let before = try client.state()
        for _ in 0..<3 { #expect(try await client.azure("GET", url).text("status") == "InProgress") }
        #expect(try client.state() == before)

        _ = try await client.world("PATCH", "/clock", ["mode": "poll-driven"])
        #expect(try await client.azure("GET", url).text("status") == "Succeeded")
    }

    @Test("say that they wait in vain where the clock is frozen, from the third on, and once in the log")
    func hint() async throws {
        let warnings = Mutex<[String]>([])
        let (client, url) = try await accepted(
            .frozen, warn: { text in warnings.withLock { $0.append(text) } })
        func poll() async throws -> String? { try await client.azure("GET", url)["x-lockstep-hint"] }
        for _ in 0..<2 { #expect(try await poll() == nil) }
        let hint =
            "clock-frozen; completes at T+2h; POST /_lockstep/v1/worlds/default/clock/advance {\"by\": \"2h\"}"
        for _ in 0..<2 { #expect(try await poll() == hint) }
        #expect(warnings.withLock { $0.map { $0.hasSuffix("waits in vain: \(hint)") } } == [true])

        _ = try await client.world("POST", "/clock/advance", ["by": "1h"])
        #expect(try await poll() == nil)
        _ = try await client.world("POST", "/clock/advance", ["by": "1h"])
        for _ in 0..<3 { #expect(try await poll() == nil) }
    }

    @Test("that are refused move nothing")
    func refused() async throws {
        let (client, url) = try await accepted(.pollDriven)
        let before = try client.state()
        #expect(try await client.azure("GET", url, headers: ["Authorization": "x"]).status == 401)
        #expect(try client.state() == before)
    }

    @Test("see every change, though unchanged answers are kept")
    func memo() async throws {
        let client = try await ControlClient(try Story.contoso())
        let cluster = "\(Story.group)/providers/Microsoft.OperationalInsights/clusters/contoso-la"
        func capacity(_ name: String? = nil, version: String = "2022-10-01") async throws -> Document? {
            let headers: HeaderFields = name.map { ["x-lockstep-world": $0] } ?? [:]
            return try await client.azure("GET", "\(cluster)?api-version=\(version)", headers: headers)
                .at("sku", "capacity")
        }
        for _ in 0..<2 { #expect(try await capacity() == 100) }
        _ = try await client.world("POST", "/forks", ["id": "fork"])
        _ = try await client.act("cluster.set-tier", "cluster/contoso-la", ["tier": 200])
        for _ in 0..<2 {
            #expect(try await capacity() == 200)
            #expect(try await capacity("fork") == 100)
            #expect(try await client.azure("GET", "\(cluster)?api-version=1999-01-01").status == 400)
        }
        #expect(
            try await client.azure("GET", "\(cluster)?api-version=2022-10-01", headers: ["Authorization": ""])
                .status == 401)
        _ = try await client.world("POST", "/reset")
        #expect(try await capacity() == 100)
    }

    @Test("give the name of a request back to who asks for it, and to nobody else")
    func echo() async throws {
        let client = try await ControlClient(try Story.contoso())
        let group = "\(Story.group)?api-version=2021-04-01"
        for name in ["a", "b"] {
            let plain: HeaderFields = ["x-ms-client-request-id": name]
            #expect(try await client.azure("GET", group, headers: plain)["x-ms-client-request-id"] == nil)
            let asking: HeaderFields = [
                "x-ms-client-request-id": name, "x-ms-return-client-request-id": "true",
            ]
            let echo = try await client.azure("GET", group, headers: asking)
            #expect(echo["x-ms-client-request-id"] == name)
        }
    }
}
