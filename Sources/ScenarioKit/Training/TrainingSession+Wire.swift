import AzureWire
import VirtualTime

extension TrainingSession {
    /// Answers a trainee's own client: its request is a deed like any other, done by the trainee.
    ///
    /// - Throws: why the exercise does not take it; then nothing was done.
    mutating func answer(_ request: WireRequest) throws(TrainingProblem) -> WireResponse {
        var body: Document?
        if !request.body.isEmpty {
            guard let document = try? Document(json: request.body, maximumDepth: 64) else {
                throw TrainingProblem("the body is no JSON")
            }
            body = document
        }
        let host = request.port.map { "\(request.host):\($0)" } ?? request.host
        let query = request.query.text.isEmpty ? "" : "?\(request.query.text)"
        let answer = try perform(
            .request("\(request.method) https://\(host)\(request.path)\(query)", body: body))
        guard let result = answer.result else { preconditionFailure("a request is a call") }
        return shown(result)
    }

    /// The answer as Azure would give it. What Lockstep says beside it would tell a trainee what the exercise
    /// hides, and the clients of the job have nothing of it.
    private func shown(_ result: CallResult) -> WireResponse {
        var response = WireResponse(status: result.status, headers: [:])
        for header in result.headers where !Self.isOurs(header.name) {
            response.headers.append(header.name, header.value)
        }
        response.headers["x-lockstep-time"] = now.iso8601
        if let body = result.body { response.body = .document(Self.withoutDecision(body)) }
        return response
    }

    private static func isOurs(_ header: String) -> Bool { header.lowercased().hasPrefix("x-lockstep-") }

    private static func withoutDecision(_ body: Document) -> Document {
        guard var error = body["error"], let infos = error["additionalInfo"]?.items else { return body }
        let others = infos.filter { $0["type"]?.text != "LockstepDecision" }
        guard var members = error.members else { return body }
        members["additionalInfo"] = others.isEmpty ? nil : .array(others)
        error = .object(members)
        var body = body
        body["error"] = error
        return body
    }
}
