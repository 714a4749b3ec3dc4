import AzureWire
import Foundation
import ScenarioKit
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
}
