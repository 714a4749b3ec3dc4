import AzureWire
import Testing
import VirtualTime

@testable import ScenarioKit

@Suite("What-if over the control API")
struct WhatIfDeskTests {
    private static let plan: Document = [
        "schema": "lockstep/whatif/v1", "name": "over the wire",
        "from": ["world": "builtin:contoso-cmk"], "horizon": "6h",
        "world": ["traffic": [["to": "workspace/contoso-soc", "rate": "10/min", "backfill": "30d"]]],
        "futures": [
            "baseline": [],
            "out": [
                ["at": "T", "act": "key.disable", "target": "key/contoso-kv/cmk"],
                ["at": "T+1h", "act": "key.enable", "target": "key/contoso-kv/cmk"],
            ],
        ],
        "explore": ["points": ["*.cluster"]], "measure": ["lost_records"],
    ]

    private static func send(
        _ desk: WhatIfDesk, _ method: String, _ path: String, _ body: Document? = nil, accept: String? = nil
    ) async throws -> WireResponse {
        var headers: HeaderFields = ["Host": "127.0.0.1"]
        if let accept { headers["Accept"] = accept }
        let bytes = body.map { Array($0.json.utf8) } ?? []
        let request = try WireRequest(
            method: method, target: "/_lockstep/v1/whatif\(path)", headers: headers, body: bytes,
            secure: false)
        return try #require(await desk.respond(to: request))
    }

    private static func document(_ response: WireResponse) throws -> Document {
        guard case .document(let document) = response.body else { throw SourceMissing() }
        return document
    }
    private struct SourceMissing: Error {}

    @Test("a plan becomes a job, tells how far it is, and has a report as JSON, CSV and HTML")
    func job() async throws {
        let desk = WhatIfDesk()
        let opened = try await Self.send(desk, "POST", "", Self.plan)
        #expect(opened.status == 202)
        #expect(opened.headers["Location"] == "/_lockstep/v1/whatif/w1")
        var events = ""
        var last = 0
        while !events.contains("event: end") {
            var headers: HeaderFields = ["Host": "127.0.0.1"]
            headers["Last-Event-ID"] = "\(last)"
            let request = try WireRequest(
                method: "GET", target: "/_lockstep/v1/whatif/w1/events", headers: headers, body: [],
                secure: false)
            let answer = try #require(await desk.respond(to: request))
            let text = String(decoding: answer.bodyBytes, as: UTF8.self)
            last += text.split(separator: "\n").count { $0.hasPrefix("id: ") }
            events += text
        }
        #expect(events.contains("\"rows\":2,\"of\":2"))
        let report = try Self.document(try await Self.send(desk, "GET", "/w1/report"))
        let lost = report["rows"]?[1]?["measures"]?["lost_records"]
        #expect(lost?["best"]?.integer == 0)
        #expect(lost?["worst"]?.integer == 1_200)
        let page = try await Self.send(desk, "GET", "/w1/report", accept: "text/html")
        #expect(page.headers["Content-Type"]?.hasPrefix("text/html") == true)
        let job = try Self.document(try await Self.send(desk, "GET", "/w1"))
        #expect(job["state"]?.text == "done")
        #expect(try await Self.send(desk, "DELETE", "/w1").status == 200)
        #expect(try await Self.send(desk, "GET", "/w1").status == 404)
    }

    @Test("mistakes are told with their places, and nothing is queued without bound")
    func limits() async throws {
        let desk = WhatIfDesk()
        var wrong = Self.plan
        wrong["futures"] = ["out": [["at": "T", "act": "key.dissable", "target": "key/contoso-kv/cmk"]]]
        let refused = try await Self.send(desk, "POST", "", wrong)
        #expect(refused.status == 422)
        #expect(try await Self.send(desk, "PUT", "").status == 405)
        #expect(try await Self.send(desk, "GET", "/w9/report").status == 404)
        // A plan from the wire opens no files.
        var file = Self.plan
        file["from"] = ["world": "secret.lockworld"]
        #expect(try await Self.send(desk, "POST", "", file).status == 422)
        var statuses: [Int] = []
        for _ in 0..<40 { statuses.append(try await Self.send(desk, "POST", "", Self.plan).status) }
        #expect(statuses.contains(429))
        #expect(statuses.allSatisfy { $0 == 202 || $0 == 429 })
        for job in try Self.document(try await Self.send(desk, "GET", ""))["whatif"]?.items ?? [] {
            _ = try await Self.send(desk, "DELETE", "/\(job["id"]?.text ?? "")")
        }
    }
}
