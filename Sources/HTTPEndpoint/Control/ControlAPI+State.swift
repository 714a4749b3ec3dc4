import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    static let stateRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/worlds/{world}/state", "getState", "Show what things are like, now or at an instant.",
            query: [
                .init(name: "ref", shape: .text(.thing), note: "One thing; all of them without it."),
                .init(name: "at", shape: .text(.instant), note: "An instant that is past."),
            ],
            answers: [.json(200, .map(.anything), "Properties, or all things with theirs.")],
            problems: [.unknownThing, .timeIsPast]
        ) { api, call in try api.state(call) },
        ControlRoute(
            "POST", "/worlds/{world}/act", "act", "Do something, by the name of an act.",
            body: .init(
                shape: .object([
                    .needed("act", .text), .needed("target", .text(.thing)), .maybe("with", .map(.anything)),
                    .maybe("actor", .text, "Who does it; the operator if not given."),
                ])),
            answers: [.json(200, .named(.deed), "What the simulated service answered.")],
            problems: [.unknownAct]
        ) { api, call in try await api.act(call) },
        ControlRoute(
            "POST", "/worlds/{world}/az", "az", "Make the calls that a line of the Azure CLI makes.",
            body: .init(
                shape: .object([
                    .needed("line", .text, "az keyvault key show --vault-name contoso-kv --name cmk"),
                    .maybe("actor", .text, "Who does it; the operator if not given."),
                ])),
            answers: [.json(200, .named(.deed), "What the simulated service answered.")],
            problems: [.unknownAct]
        ) { api, call in try await api.az(call) },
    ]

    /// The world of a call at the instant `?at=`, or as it is.
    func world(at call: ControlCall) throws -> World {
        let world = try world(call)
        guard let instant = try call.instant("at") else { return world.world }
        guard instant <= world.world.now else {
            throw ControlProblem.badBody(
                "'?at=\(instant.iso8601)' lies ahead; the clock is at \(world.world.now.iso8601).")
        }
        return try simulator.past(of: call.world, at: instant)
    }

    private func state(_ call: ControlCall) throws -> WireResponse {
        let world = try world(at: call)
        guard let text = call.query["ref"] else {
            let things = Probe.all(in: world).map { ($0.thing.description, $0.properties) }
            return .json(200, ["now": .string(world.now.iso8601), "state": .object(Members(things))])
        }
        guard let thing = ThingReference(text), let properties = Probe.read(thing, in: world) else {
            throw ControlProblem.make(
                .unknownThing, "There is no '\(text)' here.",
                hint: "GET …/state lists the things there are.")
        }
        return .json(200, properties)
    }

    private func az(_ call: ControlCall) async throws -> WireResponse {
        let line = try call.body.required("line")
        let actor = try call.body.text("actor") ?? Principal.owner.name
        let az = tools.az
        return try await done(call) { timeline in
            try Self.translating(.unknownAct) { try az(line, actor, &timeline) }
        }
    }

    /// What came of something that was done, and what it changed.
    private func done(
        _ call: ControlCall, _ deed: @escaping @Sendable (inout Timeline) throws -> Document
    ) async throws -> WireResponse {
        .json(
            200,
            try await simulator.write(call.world) { timeline -> Document in
                try call.requireMatch(timeline.world)
                let sequence = timeline.world.sequence
                var answer = try deed(&timeline)
                let entries = Array(timeline.entries.entries(after: sequence))
                answer["changes"] = .array(WorldView.changes(entries, in: timeline.world))
                answer["seq"] = .integer(timeline.world.sequence)
                return answer
            })
    }

    private func act(_ call: ControlCall) async throws -> WireResponse {
        let text = try call.body.required("target")
        guard let target = ThingReference(text) else {
            throw ControlProblem.badBody(
                "'\(text)' is no thing; write kind/name with one of "
                    + "\(ThingReference.kinds.joined(separator: ", ")).")
        }
        let act = Act(try call.body.required("act"), on: target, with: call.body.document["with"] ?? [:])
        let actor = try call.body.text("actor") ?? Principal.owner.name
        let service = service
        return try await done(call) { timeline in
            let outcome = try service.perform(act, by: actor, in: &timeline)
            var answer: Document = ["status": .integer(outcome.response.status)]
            if case .document(let body) = outcome.response.body { answer["body"] = body }
            if let results = outcome.results.members, !results.isEmpty { answer["results"] = outcome.results }
            return answer
        }
    }
}
