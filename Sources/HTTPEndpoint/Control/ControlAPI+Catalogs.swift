import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    /// What does not belong to one world.
    static let catalogRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/", "getIndex", "Say what there is.",
            answers: [
                .json(200, .object([.needed("name", .text), .needed("links", .map(.text))]), "Links.")
            ]
        ) { api, _ in .json(200, api.index) },
        ControlRoute(
            "GET", "/health", "getHealth", "Say whether requests are answered.",
            answers: [.json(200, .object([.needed("status", .words(["ok"]))]), "They are.")]
        ) { _, _ in .json(200, ["status": "ok"]) },
        ControlRoute(
            "GET", "/openapi.json", "getOpenAPI", "Describe this API, as OpenAPI 3.1.",
            answers: [.json(200, .map(.anything), "The description.")]
        ) { _, _ in .json(200, OpenAPI.document) },
        ControlRoute(
            "GET", "/rules", "listRules", "List the rules that are held.",
            answers: [
                .json(200, .object([.needed("rules", .list(.named(.rule)))]), "All of them.")
            ]
        ) { _, _ in .json(200, ["rules": .array(Rulebook.lines.map(\.document))]) },
        ControlRoute(
            "GET", "/rules/{rule}", "getRule", "Show a rule by its id, in any casing.",
            answers: [.json(200, .named(.rule), "The rule.")], problems: [.unknownRule]
        ) { _, call in
            guard let line = Rulebook.find(call.parameter("rule")) else {
                throw ControlProblem.make(
                    .unknownRule, "No rule has the id '\(call.parameter("rule"))'.",
                    hint: "GET /_lockstep/v1/rules lists them.")
            }
            return .json(200, line.document)
        },
        ControlRoute(
            "GET", "/acts", "listActs", "List the actions of the domain.",
            answers: [.json(200, .object([.needed("acts", .list(.text))]), "Their names.")]
        ) { _, _ in .json(200, ["acts": .array(ActCatalog.names.map { .string($0) })]) },
    ]

    private var index: Document {
        var links: Members = [
            "health": "/_lockstep/v1/health", "openapi": "/_lockstep/v1/openapi.json",
            "worlds": "/_lockstep/v1/worlds", "rules": "/_lockstep/v1/rules", "acts": "/_lockstep/v1/acts",
        ]
        if files != nil { links.append("certificates", "/_lockstep/v1/ca.pem") }
        return ["name": "lockstep", "links": .object(links)]
    }
}
