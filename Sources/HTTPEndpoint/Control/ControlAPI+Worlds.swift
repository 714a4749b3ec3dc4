import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    static let worldRoutes: [ControlRoute] =
        [
            ControlRoute(
                "GET", "/worlds", "listWorlds", "List the worlds.",
                answers: [
                    .json(200, .object([.needed("worlds", .list(.named(.worldSummary)))]), "All of them.")
                ]
            ) { api, _ in
                let worlds = api.simulator.worldNames.compactMap { name in
                    api.simulator.world(name).map { WorldView.summary(of: $0, named: name) }
                }
                return .json(200, ["worlds": .array(worlds)])
            },
            ControlRoute(
                "POST", "/worlds", "createWorld", "Make a world.",
                body: .init(
                    shape: WorldRequest.shape.with([.maybe("id", .text(.world))]), takesSavedWorld: true),
                answers: [made], problems: makingProblems
            ) { api, call in
                let name = try call.body.text("id").map { try WorldName.require($0) } ?? api.freeName("world")
                return try await api.make(name, call, isNew: true)
            },
            ControlRoute(
                "PUT", "/worlds/{world}", "putWorld", "Make a world of that name, if it is not there.",
                body: .init(shape: WorldRequest.shape, takesSavedWorld: true),
                answers: [made, .json(200, .named(.world), "It was made by the same order before.")],
                problems: makingProblems
            ) { api, call in
                try await api.make(try WorldName.require(call.world, as: "world"), call, isNew: false)
            },
            ControlRoute(
                "GET", "/worlds/{world}", "getWorld", "Show a world.",
                answers: [.json(200, .named(.world), "The world.")]
            ) { api, call in api.shown(try api.world(call), named: call.world) },
            ControlRoute(
                "PATCH", "/worlds/{world}", "changeWorld",
                "Give a world another name, or another time to live.",
                body: .init(
                    shape: .object([
                        .maybe("id", .text(.world)),
                        .maybe("ttl", .optional(.text(.duration)), "From now; null for a world that stays."),
                    ])),
                answers: [.json(200, .named(.world), "As it is now.")],
                problems: [.worldExists, .defaultWorld]
            ) { api, call in try await api.change(call) },
            ControlRoute(
                "DELETE", "/worlds/{world}", "deleteWorld", "Remove a world; its journal stays on disk.",
                answers: [.init(status: 204, note: "It is gone.")], problems: [.defaultWorld]
            ) { api, call in
                try Self.requireOther(call.world)
                try await api.simulator.drop(call.world)
                return .empty(204)
            },
            ControlRoute(
                "POST", "/worlds/{world}/reset", "resetWorld",
                "Put a world back to what it was at first; its journal stays as an earlier branch.",
                body: .init(shape: .object([])), answers: [.json(200, .named(.world), "As it was at first.")]
            ) { api, call in
                api.shown(try await api.simulator.reset(call.world), named: call.world)
            },
        ] + forkRoutes

    static let made = ControlRoute.Answer.json(201, .named(.world), "The world that was made.")
    static let makingProblems: [ProblemKind] = [
        .worldExists, .worldNotFound, .snapshotNotFound, .snapshotIncompatible, .unknownSource,
        .unknownChoice, .choiceOutOfRange, .unknownSetting, .budget,
    ]

    /// - Parameter isNew: a world of that name is a conflict, even if the same order made it.
    private func make(_ name: String, _ call: ControlCall, isNew: Bool) async throws -> WireResponse {
        let isSaved = WorldRequest.isSaved(call.request)
        let wanted =
            try isSaved
            ? WorldRequest(saved: call.request.body) : WorldRequest(call.body, named: name)
        if let present = simulator.world(name) {
            guard !isNew, present.record.order == wanted.order else {
                throw SimulatorError.worldExists(name)
            }
            return shown(present, named: name)
        }
        let expires = deadline(after: wanted.timeToLive)
        do {
            return created(try await make(name, wanted, expires: expires), named: name)
        } catch SimulatorError.worldExists where !isNew {
            // Another request has made it meanwhile.
            guard let present = simulator.world(name), present.record.order == wanted.order else {
                throw SimulatorError.worldExists(name)
            }
            return shown(present, named: name)
        }
    }

    private func make(
        _ name: String, _ wanted: WorldRequest, expires: Int64?
    ) async throws -> PublishedWorld {
        switch wanted.beginning {
        case .made(let order):
            let (timeline, genesis) = try made(order)
            return try await simulator.add(
                name, timeline, genesis: genesis, mode: wanted.mode, expires: expires, order: wanted.order,
                isNew: true, isSaved: order.isSaved)
        case .forked(let parent, let point, let settings):
            return try await simulator.fork(
                parent, as: name, at: point, mode: wanted.mode, expires: expires, order: wanted.order,
                settings: settings)
        }
    }

    private func made(_ order: WorldOrder) throws -> (Timeline, Genesis) {
        do {
            return try tools.make(order)
        } catch let problem as WorldOrderProblem {
            throw ControlProblem.make(.unknownSource, problem.sentence, hint: problem.hint)
        }
    }

    private func change(_ call: ControlCall) async throws -> WireResponse {
        let ttl = try WorldRequest.timeToLive(call.body)
        let name = try call.body.text("id").map { try WorldName.require($0) } ?? call.world
        if let wanted = call.body.document["ttl"] {
            if !wanted.isNull { try Self.requireOther(call.world) }
            try await simulator.setExpiry(deadline(after: ttl), of: call.world)
        }
        if name != call.world {
            try Self.requireOther(call.world)
            try await simulator.rename(call.world, to: name)
        }
        guard let world = simulator.world(name) else { throw ControlProblem.unknownWorld(name) }
        return shown(world, named: name)
    }

    /// The default world is where requests go that name none.
    private static func requireOther(_ name: String) throws {
        guard name == SimulatorResponder.defaultWorld else { return }
        throw ControlProblem.make(
            .defaultWorld, "The default world can be reset, and is neither removed nor renamed.",
            hint: "POST /_lockstep/v1/worlds/default/reset")
    }

    private func deadline(after time: Duration?) -> Int64? { time.map { wall() + $0.wholeMilliseconds } }

    /// The first name of a family that no world has.
    func freeName(_ family: String) -> String {
        var number = 1
        while simulator.world("\(family)-\(number)") != nil { number += 1 }
        return "\(family)-\(number)"
    }

    // MARK: Answers

    func shown(_ world: PublishedWorld, named name: String, status: Int = 200) -> WireResponse {
        .json(
            status, WorldView.document(of: world, named: name),
            headers: ["ETag": ControlCall.tag(of: world.world)])
    }

    func created(_ world: PublishedWorld, named name: String) -> WireResponse {
        var response = shown(world, named: name, status: 201)
        response.headers["Location"] = "\(Self.base)/worlds/\(name)"
        return response
    }
}

extension Shape {
    /// An object with further members.
    func with(_ fields: [Field]) -> Shape {
        guard case .object(let present) = self else { return self }
        return .object(fields + present)
    }
}
