import AzureWire
import ControlPlane
import HTTPEndpoint
import Simulation
import Testing
import VirtualTime

@Suite("Faults over the control API") struct FaultControlTests {
    private static let cluster =
        "\(Story.group)/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2022-10-01"

    private func put(_ client: ControlClient, _ name: String, _ body: Document) async throws
        -> ControlClient.Answer
    { try await client.world("PUT", "/faults/\(name)", body) }

    struct Case: Sendable, CustomTestStringConvertible {
        let fault: Document
        let method: String
        let path: String
        let status: Int
        let code: String
        var testDescription: String { fault.json }
    }

    static let cases: [Case] = [
        Case(
            fault: ["type": "arm.error", "status": 500, "code": "InternalServerError"], method: "GET",
            path: cluster, status: 500, code: "InternalServerError"),
        Case(
            fault: ["type": "arm.throttle", "retryAfter": "17s"], method: "GET", path: cluster, status: 429,
            code: "TooManyRequests"),
        Case(
            fault: ["type": "provider.unavailable", "target": "provider/Microsoft.OperationalInsights"],
            method: "GET", path: cluster, status: 502, code: "BadGatewayConnection"),
        Case(
            fault: ["type": "arm.error", "provider": "Microsoft.OperationalInsights", "method": "PATCH"],
            method: "PATCH", path: cluster, status: 503, code: "ServerTimeout"),
        Case(
            fault: ["type": "arm.error", "target": "cluster/contoso-la", "status": 504], method: "GET",
            path: cluster, status: 504, code: "GatewayTimeout"),
        Case(
            fault: ["type": "connection.reset", "target": "cluster/contoso-la"], method: "GET",
            path: cluster, status: 503, code: "ConnectionReset"),
    ]

    @Test("meet the requests they are for, and no others, until they are cleared", arguments: cases)
    func meets(_ given: Case) async throws {
        let client = try await ControlClient(try Story.contoso())
        let body: Document? = given.method == "PATCH" ? ["tags": ["a": "b"]] : nil
        func ask() async throws -> ControlClient.Answer {
            try await client.azure(given.method, given.path, body)
        }
        let fault = try await put(client, "f", given.fault)
        #expect(fault.status == 200, "\(fault.body)")
        #expect(fault.text("name") == "f")
        #expect(fault.at("type") == given.fault["type"])
        #expect(fault.at("active") == true)
        let met = try await ask()
        #expect(met.status == given.status)
        #expect(met.text("error", "code") == given.code)
        if given.status == 429 { #expect(met["Retry-After"] == "17") }
        let isReset = given.code == "ConnectionReset"
        #expect(met.response.delivery == (isReset ? .reset : .whole))
        // Every fault but that of all requests leaves other resources alone.
        if given.fault["target"] != nil || given.fault["provider"] != nil {
            let group = try await client.azure("GET", "\(Story.group)?api-version=2023-07-01")
            #expect(group.status == 200)
        }
        #expect(try await client.world("DELETE", "/faults/f").status == 204)
        #expect(try await ask().status < 300)
        #expect(try await client.world("GET", "/faults/f").problem == "fault-not-found")
        #expect(try client.simulator.verify("default").holds)
    }

    @Test("end by themselves, after so many requests or so much time, and begin later")
    func bounds() async throws {
        let client = try await ControlClient(try Story.contoso())
        func statuses(_ count: Int) async throws -> [Int] {
            var statuses: [Int] = []
            for _ in 0..<count { statuses.append(try await client.azure("GET", Self.cluster).status) }
            return statuses
        }
        let twice = try await put(client, "f", ["type": "arm.error", "count": 2])
        #expect(twice.at("remaining") == 2)
        #expect(try await statuses(3) == [503, 503, 200])
        #expect(try await client.world("GET", "/faults").items("faults").isEmpty)

        _ = try await put(client, "f", ["type": "arm.error", "for": "10m", "after": "5m"])
        #expect(try await statuses(1) == [200])
        _ = try await client.world("POST", "/clock/advance", ["by": "5m"])
        #expect(try await statuses(1) == [503])
        _ = try await client.world("POST", "/clock/advance", ["by": "10m"])
        #expect(try await statuses(1) == [200])
    }

    @Test("with a rate meet a share of requests, the same ones for the same seed")
    func rate() async throws {
        func met() async throws -> [Int] {
            let client = try await ControlClient(try Story.contoso())
            _ = try await put(client, "f", ["type": "connection.reset", "rate": .number("0.5")])
            var statuses: [Int] = []
            for _ in 0..<24 { statuses.append(try await client.azure("GET", Self.cluster).status) }
            #expect(try client.simulator.verify("default").holds)
            #expect(try await client.world("GET", "/faults/f").at("seen") == 24)
            return statuses
        }
        let first = try await met()
        #expect(Set(first) == [200, 503])
        #expect(try await met() == first)
    }

    @Test("make calls slow in virtual time")
    func slow() async throws {
        let client = try await ControlClient(try Story.contoso())
        let start = try client.state().now
        _ = try await put(client, "f", ["type": "network.latency", "latency": "3s"])
        #expect(try await client.azure("GET", Self.cluster).status == 200)
        #expect(try client.state().now == start + .seconds(3))
    }

    @Test("let an operation fail half-way: what it did has taken hold")
    func halfWay() async throws {
        let client = try await ControlClient()
        _ = try await client.act("group.create", "group/sec-rg")
        let fault: Document = [
            "type": "operation.failure", "provider": "Microsoft.OperationalInsights",
            "code": "ClusterFailed", "count": 1,
        ]
        #expect(try await put(client, "f", fault).status == 200)
        let body: Document = [
            "location": "westeurope", "identity": ["type": "SystemAssigned"],
            "sku": ["name": "CapacityReservation", "capacity": 100],
        ]
        let accepted = try await client.azure("PUT", Self.cluster, body)
        #expect(accepted.status < 300)
        let url = try #require(accepted["Azure-AsyncOperation"])
            .replacing("http://management.azure.com", with: "")
        #expect(try await client.azure("GET", url).text("status") == "InProgress")
        _ = try await client.world("POST", "/clock/advance", ["by": "2h"])
        let ended = try await client.azure("GET", url)
        #expect(ended.text("status") == "Failed")
        #expect(ended.text("error", "code") == "ClusterFailed")
        #expect(try await client.azure("GET", Self.cluster).status == 200)
        #expect(try client.simulator.verify("default").holds)
    }

    @Test("of a vault begin and end with it, and cut one edge alone")
    func vault() async throws {
        let client = try await ControlClient(try Story.contoso())
        let outage: Document = ["type": "vault.outage", "target": "vault/contoso-kv", "for": "45m"]
        #expect(try await put(client, "kv", outage).text("target") == "vault/contoso-kv")
        let cut: Document = [
            "type": "network.partition", "between": ["cluster/contoso-la", "vault/contoso-kv"],
        ]
        #expect(try await put(client, "edge", cut).text("type") == "network.partition")
        let names = try await client.world("GET", "/faults").items("faults").compactMap { $0["name"]?.text }
        #expect(names == ["kv", "edge"])
        #expect(try await client.world("DELETE", "/faults").status == 204)
        #expect(try await client.world("GET", "/faults").items("faults").isEmpty)
    }

    @Test(
        "are refused in words that nobody knows",
        arguments: [
            (["type": "vault.outrage"], 400, "bad-request"), ([:], 400, "bad-request"),
            (["type": "vault.outage"], 422, "unknown-fault"),
            (["type": "vault.outage", "target": "vault/none"], 422, "unknown-fault"),
            (["type": "arm.error", "rate": 2], 422, "unknown-fault"),
            (["type": "connection.reset", "rate": "often"], 422, "unknown-fault"),
            (["type": "connection.reset", "status": 500], 422, "unknown-fault"),
            (["type": "vault.outage", "target": "vault/contoso-kv", "method": "GET"], 422, "unknown-fault"),
            (["type": "arm.error", "status": 200], 400, "bad-request"),
            (["type": "arm.error", "often": true], 400, "bad-request"),
        ] as [(Document, Int, String)])
    func refused(body: Document, status: Int, problem: String) async throws {
        let client = try await ControlClient(try Story.contoso())
        let before = try client.state()
        let answer = try await put(client, "f", body)
        #expect(answer.status == status)
        #expect(answer.problem == problem)
        #expect(try client.state() == before)
    }
}
