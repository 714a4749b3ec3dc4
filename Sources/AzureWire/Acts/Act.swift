public import ControlPlane
public import Simulation
public import VirtualTime

/// A domain action by name (`key.disable`): the calls a client would make for it, made through the same
/// routes.
public struct Act: Sendable {
    public let name: String
    public let target: ThingReference
    public let arguments: Document

    public init(_ name: String, on target: ThingReference, with arguments: Document = [:]) {
        self.name = name
        self.target = target
        self.arguments = arguments
    }

    /// What stands for the act on the wire, or the command behind the scenes that no client can send.
    enum Plan {
        case call(method: String, host: String, path: String, version: APIVersion?, body: Document?)
        case command(Principal, @Sendable (inout Names) -> AnyCommand)
    }

    /// What became of an act.
    public struct Outcome: Sendable {
        public let response: WireResponse
        /// The request that can be sent again to read the resource; nil for acts that are no call.
        public let path: String?
        /// What was sent; nil for acts that are no call.
        public var request: WireRequest?
        /// Results the vocabulary names beside the answer's body: `version`, `previousVersion`.
        public let results: Document
    }
}

/// Why an act cannot be carried out: a word or argument outside the vocabulary, a thing that is not there.
public struct ActProblem: Error, Equatable, Sendable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

extension AzureService {
    /// Carries out an act in a timeline, as `actor`.
    public func perform(
        _ act: Act, by actor: String = Principal.owner.name, in timeline: inout Timeline
    ) throws(ActProblem) -> Act.Outcome {
        let before = timeline.world
        guard before.identity.entries.contains(where: { $0.kind.isCaller && $0.name == actor }) else {
            throw ActProblem("the tenant has no person '\(actor)'")
        }
        switch try act.plan(in: before) {
        case .call(let method, let host, let path, let version, let body):
            let request = try Self.request(
                method, host: host, path: path, version: version, body: body, by: actor)
            let response = respond(to: request, in: &timeline, pollDriven: false)
            return Act.Outcome(
                response: response, path: path, request: request,
                results: act.results(before: before, after: timeline.world))
        case .command(let principal, let command):
            let entry = timeline.submit(by: principal, command)
            if let refusal = entry.refusal {
                let failure = WireFailure(refusal, entry: entry.number, in: timeline.world)
                return Act.Outcome(
                    response: Plane.arm.response(failure, isFaithful: false), path: nil, results: [:])
            }
            var response = WireResponse.empty(entry.startedOperation == nil ? 200 : 202)
            if let operation = entry.startedOperation {
                response.headers["x-lockstep-operation"] = LongRunningOperation.name(
                    of: operation, in: timeline.world)
            }
            return Act.Outcome(response: response, path: nil, results: [:])
        }
    }

    private static func request(
        _ method: String, host: String, path: String, version: APIVersion?, body: Document?, by actor: String
    ) throws(ActProblem) -> WireRequest {
        var headers: HeaderFields = [
            "Host": host, "Authorization": "Bearer lockstep", "x-lockstep-actor": actor,
        ]
        if body != nil { headers["Content-Type"] = "application/json" }
        var bytes: [UInt8] = []
        body?.json(into: &bytes)
        let query = version.map { "?api-version=\($0)" } ?? ""
        do throws(RequestFault) {
            return try WireRequest(
                method: method, target: path + query, headers: headers, body: bytes, secure: true)
        } catch {
            throw ActProblem("\(path) is no path: \(error.sentence)")
        }
    }
}
