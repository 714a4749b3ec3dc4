import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    private static let list = Shape.object([.needed("faults", .list(.named(.fault)))])

    static let faultRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/worlds/{world}/faults", "listFaults", "List the faults that are there.",
            answers: [.json(200, list, "All of them.")]
        ) { api, call in
            .json(200, ["faults": .array(FaultView.all(in: try api.world(call).world).map(\.document))])
        },
        ControlRoute(
            "DELETE", "/worlds/{world}/faults", "clearFaults", "End all faults.",
            answers: [.init(status: 204, note: "There are none.")]
        ) { api, call in
            try await api.simulator.write(call.world) { timeline in
                try call.requireMatch(timeline.world)
                for fault in FaultView.all(in: timeline.world) { fault.end(in: &timeline) }
            }
            return .empty(204)
        },
        ControlRoute(
            "GET", "/worlds/{world}/faults/{fault}", "getFault", "Show a fault.",
            answers: [.json(200, .named(.fault), "The fault.")], problems: [.faultNotFound]
        ) { api, call in
            .json(200, try Self.fault(call, in: try api.world(call).world).document)
        },
        ControlRoute(
            "PUT", "/worlds/{world}/faults/{fault}", "putFault",
            "Let something fail, in the place of a fault of that name.", body: .init(shape: FaultShape.order),
            answers: [.json(200, .named(.fault), "The fault.")], problems: [.unknownFault]
        ) { api, call in try await api.putFault(call) },
        ControlRoute(
            "DELETE", "/worlds/{world}/faults/{fault}", "clearFault",
            "End a fault; one that is over is no mistake.",
            answers: [.init(status: 204, note: "It is over.")]
        ) { api, call in
            try await api.simulator.write(call.world) { timeline in
                try call.requireMatch(timeline.world)
                for fault in FaultView.all(in: timeline.world) where fault.name == call.parameter("fault") {
                    fault.end(in: &timeline)
                }
            }
            return .empty(204)
        },
    ]

    private static func fault(_ call: ControlCall, in world: World) throws -> FaultView {
        let name = call.parameter("fault")
        guard let fault = FaultView.all(in: world).first(where: { $0.name == name }) else {
            throw ControlProblem.make(
                .faultNotFound, "There is no fault '\(name)', or it is over.",
                hint: "GET …/faults lists them.")
        }
        return fault
    }

    private func putFault(_ call: ControlCall) async throws -> WireResponse {
        let name = try WorldName.require(call.parameter("fault"), as: "fault")
        let begin = tools.begin
        let document = try await simulator.write(call.world) { timeline -> Document in
            try call.requireMatch(timeline.world)
            for fault in FaultView.all(in: timeline.world) where fault.name == name {
                fault.end(in: &timeline)
            }
            do {
                if let order = try ConnectionFault(call.body, named: name, in: timeline.world) {
                    order.begin(in: &timeline)
                } else {
                    try begin(call.body.document, name, &timeline)
                }
            } catch let problem as WorldOrderProblem {
                throw ControlProblem.make(.unknownFault, problem.sentence, hint: problem.hint)
            }
            return try Self.fault(call, in: timeline.world).document
        }
        return .json(200, document)
    }
}
