import AzureWire
import ControlPlane
import HTTPEndpoint
import Simulation
import Synchronization
import Testing
import VirtualTime

@Suite("Events over the control API") struct EventsTests {
    /// What a stream has said so far, and whoever waits for more of it.
    private final class Heard: Sendable {
        private let text = Mutex("")

        func write(_ bytes: [UInt8]) { text.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }
        var events: [[String: String]] {
            text.withLock { $0 }.split(separator: "\n\n").map { frame in
                frame.split(separator: "\n").reduce(into: [:]) { fields, line in
                    let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
                    if parts.count == 2 { fields[parts[0]] = parts[1] }
                }
            }.filter { $0["event"] != nil }
        }
        /// Waits until the last event is one that is looked for.
        func wait(for isThere: ([[String: String]]) -> Bool) async throws {
            for _ in 0..<1_000 where !isThere(events) { try await Task.sleep(for: .milliseconds(5)) }
            #expect(isThere(events), "\(events)")
        }
    }

    private func stream(_ client: ControlClient, _ query: String = "", headers: HeaderFields = [:])
        async throws -> WireStream
    {
        let answer = try await client.send(
            "GET", "/_lockstep/v1/worlds/default/events\(query)", headers: headers)
        #expect(answer["Content-Type"] == "text/event-stream")
        guard case .stream(let stream) = answer.response.delivery else {
            throw ControlClient.NoStream()
        }
        return stream
    }

    /// Listens while `body` runs.
    private func listening(
        to stream: WireStream, _ body: (Heard) async throws -> Void
    ) async throws {
        let heard = Heard()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await stream.run { heard.write($0) } }
            try await body(heard)
            tasks.cancelAll()
        }
    }

    @Test("tell what happens as it happens, of the kinds that are asked for")
    func live() async throws {
        let client = try await ControlClient(try Story.contoso())
        try await listening(to: try await stream(client, "?kind=state,request")) { heard in
            _ = try await client.act("key.disable", "key/contoso-kv/cmk")
            try await heard.wait {
                $0.contains { $0["data"]?.contains("\"disabled\"") == true || $0["event"] == "state" }
            }
            _ = try await client.world("POST", "/clock/advance", ["by": "1h"])
            try await heard.wait { events in
                events.contains { $0["data"]?.contains("inaccessible") == true }
            }
            #expect(heard.events.first?["event"] == "request")
            #expect(heard.events.allSatisfy { ["state", "request"].contains($0["event"]) })
            let ids = heard.events.compactMap { $0["id"].flatMap { Int64($0) } }
            #expect(ids == ids.sorted())
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test("read on after the entry that was read last, and lose nothing between")
    func resume() async throws {
        let client = try await ControlClient(try Story.contoso())
        let sequence = try client.state().sequence
        _ = try await client.act("key.disable", "key/contoso-kv/cmk")
        _ = try await client.world("POST", "/clock/advance", ["by": "1h"])
        let last = try client.state().sequence
        let journal = try await client.world("GET", "/journal?since=\(sequence)").items("journal")
        for (query, headers) in [
            ("?since=\(sequence)", [:]), ("", ["Last-Event-ID": "\(sequence)"]),
        ] as [(String, HeaderFields)] {
            try await listening(to: try await stream(client, query, headers: headers)) { heard in
                try await heard.wait { $0.last?["id"] == "\(last)" }
                #expect(heard.events.compactMap { $0["data"] } == journal.map(\.json))
            }
        }
    }

    @Test("say that the world begins anew, and end with it")
    func ends() async throws {
        let client = try await ControlClient()
        _ = try await client.world("POST", "/forks", ["id": "f"])
        let answer = try await client.send("GET", "/_lockstep/v1/worlds/f/events")
        guard case .stream(let stream) = answer.response.delivery else { throw ControlClient.NoStream() }
        let heard = Heard()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await stream.run { heard.write($0) } }
            // The stream listens only once it runs: what comes before is read at its beginning.
            try await Task.sleep(for: .milliseconds(50))
            _ = try await client.world("POST", "/reset", of: "f")
            try await heard.wait { $0.last?["event"] == "reset" }
            _ = try await client.world("DELETE", "", of: "f")
            try await tasks.waitForAll()
        }
        #expect(heard.events.last?["event"] == "gone")
    }

    @Test("are refused for kinds that there are not")
    func kinds() async throws {
        let client = try await ControlClient()
        let answer = try await client.world("GET", "/events?kind=state,rle")
        #expect(answer.problem == "bad-request")
        #expect(answer.text("hint") == "Did you mean 'rule'?")
        #expect(try await client.world("GET", "/events", of: "none").problem == "world-not-found")
    }
}

@Suite("The log of requests over the control API") struct RequestLogTests {
    @Test("shows what was asked and answered, reads included, and hides what lets somebody in")
    func requests() async throws {
        let client = try await ControlClient(try Story.contoso())
        let sequence = try client.state().sequence
        _ = try await client.azure("GET", "\(Story.group)?api-version=2023-07-01")
        _ = try await client.azure("GET", "\(Story.group)?api-version=2023-07-01")
        let group = "/subscriptions/\(Genesis.defaultSubscription)/resourceGroups/new"
        _ = try await client.azure("PUT", "\(group)?api-version=2023-07-01", ["location": "westeurope"])
        let lines = try await client.world("GET", "/requests").items("requests")
        #expect(lines.map { $0["method"]?.text } == ["GET", "GET", "PUT"])
        #expect(lines.map { $0["write"]?.flag } == [false, false, true])
        #expect(try await client.world("GET", "/requests?since=2").items("requests").count == 1)
        let shown = try await client.world("GET", "/requests/\(sequence + 1)")
        #expect(shown.text("path") == group)
        #expect(shown.text("request", "body") == "{\"location\":\"westeurope\"}")
        #expect(shown.text("response", "body")?.contains("\"new\"") == true)
        #expect(shown.items("journal").first?["kind"] == "request")
        #expect(!shown.body.json.contains("Bearer"))
        #expect(try await client.world("GET", "/requests/1").problem == "entry-not-found")
        #expect(try await client.world("GET", "/requests/x").problem == "bad-request")
    }
}
