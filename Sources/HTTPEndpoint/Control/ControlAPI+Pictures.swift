import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    static let pictureRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/worlds/{world}/trace.json", "getTrace",
            "Show what each property was and when, in the trace format of Chrome and Perfetto.",
            answers: [.json(200, .map(.anything), "Times are microseconds of virtual time.")]
        ) { api, call in .json(200, try api.lanes(call).trace) },
        ControlRoute(
            "GET", "/worlds/{world}/timeline.svg", "getTimeline", "Draw what each property was and when.",
            answers: [
                .init(status: 200, note: "A drawing.", contents: [("image/svg+xml", .text)])
            ]
        ) { api, call in
            let svg = LanesDrawing(lanes: try api.lanes(call)).svg
            return .bytes(200, Array(svg.utf8), contentType: "image/svg+xml")
        },
    ]

    private func lanes(_ call: ControlCall) throws -> WorldLanes {
        let world = try world(call).world
        // The set-up is no part of the story.
        let initial = try self.world(call).record.initial
        let entries = try simulator.entries(of: call.world, after: initial).filter {
            $0.number <= world.sequence
        }
        return WorldLanes(entries, from: entries.first?.at ?? world.now, in: world)
    }
}
