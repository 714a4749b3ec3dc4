import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    /// How a world's open moments are picked, and how its documents are read.
    static let choiceRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/worlds/{world}/choices", "getChoices", "Show how open moments are picked.",
            answers: [.json(200, .named(.choices), "Policy, seed, exact values, and every choice point.")]
        ) { api, call in .json(200, WorldView.choices(of: try api.world(call).world.settings)) },
        ControlRoute(
            "PUT", "/worlds/{world}/choices", "setChoices", "Pick open moments otherwise, from now on.",
            body: .init(shape: .map(.anything)),
            answers: [.json(200, .named(.choices), "As they are picked now.")],
            problems: [.unknownChoice, .choiceOutOfRange]
        ) { api, call in
            let settings = try await api.choose(call) { present in
                try ChoicesBody.settings(call.body.document, from: present)
            }
            return .json(200, WorldView.choices(of: settings))
        },
        ControlRoute(
            "GET", "/worlds/{world}/choice-points", "listChoicePoints",
            "List the moments that the documents leave open, with their ranges in this world.",
            answers: [
                .json(200, .object([.needed("points", .list(.named(.choicePoint)))]), "Every one.")
            ]
        ) { api, call in
            .json(200, ["points": .array(WorldView.points(of: try api.world(call).world.settings))])
        },
        ControlRoute(
            "GET", "/worlds/{world}/settings", "getSettings", "Show how the documents are read.",
            answers: [.json(200, .named(.settings), "Profile, readings and figures of time.")]
        ) { api, call in .json(200, WorldView.settings(of: try api.world(call).world.settings)) },
        ControlRoute(
            "PATCH", "/worlds/{world}/settings", "setSettings", "Read the documents otherwise, from now on.",
            body: .init(
                shape: .object([
                    .maybe("rules", .words(Profile.allCases.map(\.rawValue))),
                    .maybe("servicesAsOf", .text(.instant)),
                    .maybe("assume", .map(.text)), .maybe("timings", .map(.text)),
                ])),
            answers: [.json(200, .named(.settings), "As they are read now.")], problems: [.unknownSetting]
        ) { api, call in
            let settings = try await api.choose(call) { try SettingsBody.settings(call.body, from: $0) }
            return .json(200, WorldView.settings(of: settings))
        },
    ]

    private func choose(
        _ call: ControlCall, _ change: @escaping @Sendable (Settings) throws -> Settings
    ) async throws -> Settings {
        try await simulator.write(call.world) { timeline in
            try call.requireMatch(timeline.world)
            let settings = try change(timeline.world.settings)
            timeline.choose(settings)
            return settings
        }
    }
}
