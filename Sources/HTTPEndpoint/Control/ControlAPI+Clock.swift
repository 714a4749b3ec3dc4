import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    static let clockRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/worlds/{world}/clock", "getClock", "Show the clock of a world.",
            answers: [.json(200, .named(.clock), "Its mode and time.")]
        ) { api, call in .json(200, WorldView.clock(of: try api.world(call))) },
        ControlRoute(
            "PATCH", "/worlds/{world}/clock", "setClockMode", "Choose how the clock of a world moves.",
            body: .init(
                shape: .object([
                    .needed("mode", .named(.clockMode)), .maybe("rate", .integer(1...TimeMode.fastest)),
                ])),
            answers: [.json(200, .named(.clock), "As it is now.")], handleMode),
        ControlRoute(
            "POST", "/worlds/{world}/clock/advance", "advanceClock",
            "Let time pass, and say what happened.", body: .init(shape: advanceShape),
            answers: [.json(200, .named(.movement), "What happened on the way.")],
            problems: [.timeIsPast, .clockConflict]
        ) { api, call in try await api.advance(call) },
        ControlRoute(
            "POST", "/worlds/{world}/clock/next", "nextEvent", "Go on to the next thing that falls due.",
            body: .init(shape: .object([])),
            answers: [.json(200, .named(.movement), "What happened.")], problems: [.nothingDue]
        ) { api, call in
            try await api.moved(call) { timeline, _ in
                guard timeline.advanceToNextAlarm() else {
                    throw ControlProblem.make(
                        .nothingDue, "No alarm is pending in this world.",
                        hint: "POST …/clock/advance {\"by\": \"1h\"} lets time pass.")
                }
            }
        },
    ]

    private static let handleMode: ControlRoute.Handler = { api, call in
        let text = try call.body.required("mode")
        guard let mode = TimeMode(text: text, rate: try call.body.integer("rate") ?? 1) else {
            throw ControlProblem.badBody("'\(text)' is none of frozen, poll-driven, live.")
        }
        try await api.simulator.setMode(mode, of: call.world)
        return .json(200, WorldView.clock(of: try api.world(call)))
    }
}
