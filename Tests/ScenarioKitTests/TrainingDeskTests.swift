import AzureWire
import ControlPlane
import Foundation
import ScenarioKit
import Synchronization
import Testing
import VirtualTime

@Suite("training over the control API") struct TrainingDeskTests {
    private let desk = TrainingDesk()

    private func ask(_ method: String, _ path: String, _ body: Document? = nil) async throws -> (
        status: Int, body: Document
    ) {
        let request = try WireRequest(
            method: method, target: "/_lockstep/v1/training\(path)",
            headers: ["Host": "127.0.0.1", "Content-Type": "application/json"],
            body: Array((body?.json ?? "").utf8), secure: true)
        let response = try #require(await desk.respond(to: request))
        guard case .document(let document) = response.body else { return (response.status, .null) }
        return (response.status, document)
    }

    private func open() async throws -> String {
        let source = try TrainingText.exercise(at: TrainingText.files[0]).source
        let opened = try await ask("POST", "", ["exercise": .string(source.text), "seed": 7])
        #expect(opened.status == 201)
        return try #require(opened.body["id"]?.text)
    }

    @Test("a session is opened, played, fired into and taken away") func session() async throws {
        let id = try await open()
        #expect(try await ask("POST", "/\(id)/clock", ["by": "30m"]).status == 200)
        #expect(try await ask("POST", "/\(id)/injects/rumor", ["do": "fire"]).status == 200)
        #expect(try await ask("POST", "/\(id)/hints/bring_back").status == 422)
        #expect(try await ask("POST", "/\(id)/clock", ["by": "30m"]).status == 200)
        #expect(try await ask("POST", "/\(id)/hints/find").body["text"]?.text?.isEmpty == false)
        let call: Document = ["do": "act", "act": "key.enable", "target": "key/contoso-kv/cmk"]
        #expect(try await ask("POST", "/\(id)/deeds", call).body["status"] == 200)
        let facilitators = try await ask("GET", "/\(id)/facilitator").body
        #expect(facilitators["injects"]?[2]?["standing"]?.text?.hasSuffix("by hand") == true)
        #expect(try await ask("GET", "/\(id)").body["injects"] == nil)

        let text = try await ask("GET", "/\(id)/session").body["lockworld"]?.text ?? ""
        #expect(try SavedTraining(text).session().deeds.count == 5)
        #expect(try await ask("GET", "/\(id)/debrief").status == 422)
        #expect(try await ask("POST", "/\(id)/deeds", ["do": "end"]).status == 200)
        #expect(try await ask("GET", "/\(id)/debrief").body["lanes"]?.items?.count == 3)
        #expect(try await ask("DELETE", "/\(id)").status == 200)
        #expect(try await ask("GET", "/\(id)").status == 404)
    }

    @Test("what cannot be done is a problem, and changes nothing") func problems() async throws {
        let id = try await open()
        #expect(try await ask("POST", "", ["exercise": "schema: none"]).status == 400)
        #expect(try await ask("POST", "/\(id)/deeds", ["do": "fire", "inject": "slip"]).status == 422)
        #expect(try await ask("POST", "/\(id)/deeds", ["do": "fly"]).status == 422)
        #expect(try await ask("POST", "/\(id)/clock", ["by": "soon"]).status == 422)
        #expect(try await ask("PATCH", "/\(id)").status == 405)
        #expect(try await ask("GET", "/t99").status == 404)
        #expect(try await ask("GET", "/\(id)").body["now"] == "2025-03-03T08:00:00Z")
    }

    // MARK: Clients of Azure

    private func client(
        _ method: String, _ host: String, _ target: String, _ body: Document? = nil, of desk: TrainingDesk,
        in id: String
    ) async throws -> WireResponse {
        let request = try WireRequest(
            method: method, target: target, headers: ["Host": host, "Authorization": "Bearer x"],
            body: Array((body?.json ?? "").utf8), secure: true)
        return try #require(await desk.respond(to: request, in: id))
    }

    @Test("a trainee's client meets the session's world under its id, and each request is a deed")
    func wire() async throws {
        let id = try await open()
        _ = try await ask("POST", "/\(id)/clock", ["by": "30m"])
        let key = "/keys/cmk?api-version=7.4"
        let seen = try await client("GET", "contoso-kv.vault.azure.net", key, of: desk, in: id)
        #expect(seen.status == 200)
        #expect(seen.headers.map(\.name).filter { $0.hasPrefix("x-lockstep") } == ["x-lockstep-time"])
        let enabling: Document = ["attributes": ["enabled": true]]
        let enabled = try await client(
            "PATCH", "contoso-kv.vault.azure.net", key, enabling, of: desk, in: id)
        #expect(enabled.status == 200)
        let text = try await ask("GET", "/\(id)/session").body["lockworld"]?.text ?? ""
        #expect(
            try SavedTraining(text).session().deeds.map(\.action.title).suffix(2) == [
                "request GET https://contoso-kv.vault.azure.net\(key)",
                "request PATCH https://contoso-kv.vault.azure.net\(key)",
            ])
        let elsewhere = try WireRequest(method: "GET", target: "/", headers: ["Host": "management.azure.com"])
        #expect(await desk.respond(to: elsewhere, in: "t99") == nil)
    }

    @Test("who has no token is told where to get one, and has done nothing") func challenge() async throws {
        let id = try await open()
        let request = try WireRequest(
            method: "PATCH", target: "/keys/cmk?api-version=7.4",
            headers: ["Host": "contoso-kv.vault.azure.net"], secure: true)
        let answer = try #require(await desk.respond(to: request, in: id))
        #expect(answer.status == 401)
        #expect(answer.headers["WWW-Authenticate"]?.hasPrefix("Bearer authorization=") == true)
        let text = try await ask("GET", "/\(id)/session").body["lockworld"]?.text ?? ""
        #expect(try SavedTraining(text).session().deeds.isEmpty)
    }

    @Test("with a word for the facilitator, nobody else sees or does what is the facilitator's")
    func facilitator() async throws {
        let source = try TrainingText.exercise(at: TrainingText.files[0]).source
        let opened = try await ask("POST", "", ["exercise": .string(source.text), "facilitator": "owl"])
        let id = try #require(opened.body["id"]?.text)
        for (method, path) in [
            ("GET", "/facilitator"), ("GET", "/session"), ("POST", "/injects/rumor"), ("POST", "/pause"),
            ("POST", "/messages"), ("DELETE", ""),
        ] {
            #expect(try await ask(method, "/\(id)\(path)").status == 403, "\(method) \(path)")
        }
        let request = try WireRequest(
            method: "GET", target: "/_lockstep/v1/training/\(id)/facilitator",
            headers: ["Host": "127.0.0.1", "X-Lockstep-Facilitator": "owl"])
        #expect(await desk.respond(to: request)?.status == 200)
        #expect(try await ask("POST", "/\(id)/deeds", ["do": "end"]).status == 200)
        #expect(try await ask("GET", "/\(id)/session").status == 200)
    }

    @Test("what is over answers nobody, in words a client shows") func over() async throws {
        let id = try await open()
        _ = try await ask("POST", "/\(id)/deeds", ["do": "end"])
        let answer = try await client(
            "GET", "contoso-kv.vault.azure.net", "/keys/cmk?api-version=7.4", of: desk, in: id)
        #expect(answer.status == 403)
        #expect(String(decoding: answer.bodyBytes, as: UTF8.self).contains("the exercise is over"))
    }

    @Test("a live session follows the wall clock at the rate of its exercise, and stands while paused")
    func live() async throws {
        let wall = Mutex(Duration.zero)
        let desk = TrainingDesk { wall.withLock { $0 } }
        let exercise = try TrainingText.exercise(at: TrainingText.files[0])
        let body: Document = ["exercise": .string(exercise.source.text), "seed": 7, "live": true]
        func ask(_ method: String, _ path: String, _ body: Document = [:]) async throws -> Document {
            let request = try WireRequest(
                method: method, target: "/_lockstep/v1/training\(path)", headers: ["Host": "127.0.0.1"],
                body: Array(body.json.utf8))
            guard case .document(let answer) = try #require(await desk.respond(to: request)).body else {
                return .null
            }
            return answer
        }
        let opened = try await ask("POST", "", body)
        let id = try #require(opened["id"]?.text)
        let start = try #require(opened["now"]?.text.flatMap { Instant(iso8601: $0) })
        wall.withLock { $0 += .seconds(60) }
        let rate = exercise.rate
        let passed = Duration.seconds(60 * rate.numerator / rate.denominator)
        #expect(try await ask("GET", "/\(id)")["now"]?.text == (start + passed).iso8601)
        _ = try await ask("POST", "/\(id)/pause")
        wall.withLock { $0 += .seconds(60) }
        let standing = await desk.world(id)?.now
        #expect(standing == start + passed)
    }
}
