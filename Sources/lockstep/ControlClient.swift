import Foundation
import ScenarioKit
import VirtualTime

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Talks to the control API of a running server.
struct ControlClient {
    let base: String
    let world: String

    /// - Parameter url: where the server is; `LOCKSTEP_URL` if not given, else the default port on loopback.
    init(url: String?, world: String?) {
        let environment = ProcessInfo.processInfo.environment
        base = url ?? environment["LOCKSTEP_URL"] ?? "http://127.0.0.1:8443"
        self.world = world ?? environment["LOCKSTEP_WORLD"] ?? "default"
    }

    /// Below the world, or with `ofServer` below `/_lockstep/v1`.
    func get(
        _ path: String, query: [(String, String)] = [], ofServer: Bool = false
    ) async throws -> Document {
        try await send("GET", path, query, nil, ofServer: ofServer)
    }
    func post(_ path: String, _ body: Document) async throws -> Document {
        try await send("POST", path, [], body)
    }
    func put(_ path: String, _ body: Document) async throws -> Document {
        try await send("PUT", path, [], body)
    }
    func patch(_ path: String, _ body: Document) async throws -> Document {
        try await send("PATCH", path, [], body)
    }
    func delete(_ path: String) async throws {
        _ = try await data("DELETE", path, [], nil)
    }
    /// Makes the world of a saved one.
    func load(_ saved: Data) async throws -> Document {
        try Document(json: Array(try await data("PUT", "", [], saved)))
    }

    /// What is there, for who can go on without it.
    func look(_ path: String, query: [(String, String)] = []) async -> Document? {
        guard let bytes = try? await answer("GET", path, query, nil) else { return nil }
        return try? Document(json: Array(bytes))
    }

    /// The world as a saved one: the lines of its journal.
    func savedWorld(_ snapshot: String = "now") async throws -> String {
        String(decoding: try await data("GET", "/snapshots/\(snapshot)", [], nil), as: UTF8.self)
    }

    private func send(
        _ method: String, _ path: String, _ query: [(String, String)], _ body: Document?,
        ofServer: Bool = false
    ) async throws -> Document {
        let body = body.map { Data($0.json.utf8) }
        return try Document(json: Array(try await data(method, path, query, body, ofServer: ofServer)))
    }

    private func data(
        _ method: String, _ path: String, _ query: [(String, String)], _ body: Data?, ofServer: Bool = false
    ) async throws -> Data {
        do throws(Failure) {
            return try await answer(method, path, query, body, ofServer: ofServer)
        } catch {
            throw Console.fail(error.sentence, try: error.wayOut, error.code)
        }
    }

    /// Why there is no answer.
    private struct Failure: Error {
        let sentence: String
        var wayOut: String?
        var code = ScenarioKit.ExitCode.noConnection
    }

    private func answer(
        _ method: String, _ path: String, _ query: [(String, String)], _ body: Data?, ofServer: Bool = false
    ) async throws(Failure) -> Data {
        let place = ofServer ? path : "/worlds/\(world)\(path)"
        var components = URLComponents(string: "\(base)/_lockstep/v1\(place)")
        if !query.isEmpty { components?.queryItems = query.map { URLQueryItem(name: $0.0, value: $0.1) } }
        guard let url = components?.url else {
            throw Failure(
                sentence: "'\(base)' is no URL.", wayOut: "--url http://127.0.0.1:8443", code: .wrongFile)
        }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        guard let (data, response) = try? await URLSession.shared.data(for: request) else {
            throw Failure(
                sentence: "No server answers at \(base).",
                wayOut: "lockstep serve --world builtin:contoso-cmk")
        }
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard status < 400 else {
            let problem = try? Document(json: Array(data))
            throw Failure(
                sentence: problem?["detail"]?.text ?? "The server answered \(status).",
                wayOut: problem?["hint"]?.text)
        }
        return data
    }
}
