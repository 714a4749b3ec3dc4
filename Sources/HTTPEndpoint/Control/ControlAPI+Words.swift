import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    private static let rows = Shape.object([.needed("rows", .list(.map(.anything)))])

    /// What is said in the words of scenarios: conditions, traffic, and the lists of words themselves.
    static let wordRoutes: [ControlRoute] = [
        ControlRoute(
            "POST", "/worlds/{world}/check", "check",
            "Decide a condition of the language of scenarios; time passes in a copy alone.",
            body: .init(
                shape: .object([
                    .needed("check", .either([.text, .map(.anything), .list(.anything)]), "The condition."),
                    .maybe("within", .text(.duration)), .maybe("throughout", .text(.duration)),
                    .maybe("until", .text(.instant)), .maybe("of", .text(.instant)),
                    .maybe("notBefore", .text(.duration)),
                    .maybe("eventually", .either([.flag, .map(.anything)])),
                    .maybe("atMost", .text(.duration)),
                ])),
            answers: [
                .json(
                    200,
                    .object([
                        .needed("verdict", .words(["passed", "failed", "skipped", "not applicable"])),
                        .needed("at", .text(.instant)), .maybe("message", .text),
                        .maybe("found", .list(.text)), .maybe("why", .list(.text)),
                        .maybe("rules", .list(.text)),
                    ]), "The verdict, when it was reached, and why.")
            ], problems: [.unknownCondition]
        ) { api, call in
            let timeline = try api.world(call).timeline
            return .json(
                200,
                try translating(.unknownCondition) {
                    try api.tools.check(call.body.document, timeline)
                })
        },
        ControlRoute(
            "PUT", "/worlds/{world}/traffic/{name}", "sendTraffic",
            "Let records come in from now on; a workspace has one source.",
            body: .init(
                shape: .object([
                    .needed("to", .text(.thing), "workspace/NAME"), .needed("rate", .text, "10/min"),
                    .maybe("backfill", .text(.duration)), .maybe("table", .text),
                ])),
            answers: [
                .json(200, .object([.needed("name", .text), .needed("seq", .count)]), "They come in.")
            ], problems: [.unknownTraffic]
        ) { api, call in
            let name = try WorldName.require(call.parameter("name"), as: "name")
            let send = api.tools.sendTraffic
            return .json(
                200,
                try await api.simulator.write(call.world) { timeline -> Document in
                    try call.requireMatch(timeline.world)
                    try translating(.unknownTraffic) { try send(call.body.document, &timeline) }
                    return ["name": .string(name), "seq": .integer(timeline.world.sequence)]
                })
        },
        catalog("timings", "List the figures of time that a world may set."),
        catalog("assumptions", "List the readings where documents are silent or disagree."),
        catalog("probes", "List what can be asked of a thing."),
        ControlRoute(
            "GET", "/schemas/{name}", "getSchema", "Show the JSON Schema of a file.",
            answers: [.json(200, .map(.anything), "The schema.")], problems: [.notFound]
        ) { api, call in
            let name = call.parameter("name")
            guard let schema = api.tools.schemas[name] else {
                throw ControlProblem.make(
                    .notFound, "There is no schema '\(name)'.",
                    hint: "There are \(api.tools.schemas.keys.sorted().joined(separator: ", ")).")
            }
            return .json(200, schema)
        },
    ]

    private static func catalog(_ name: String, _ summary: String) -> ControlRoute {
        ControlRoute(
            "GET", "/\(name)", "list\(name.prefix(1).uppercased())\(name.dropFirst())", summary,
            answers: [.json(200, rows, "Name, range, default and rules of each.")]
        ) { api, _ in .json(200, ["rows": api.tools.catalogs[name] ?? []]) }
    }

    /// Words that are not known are a problem of this kind.
    static func translating<Result>(_ kind: ProblemKind, _ read: () throws -> Result) throws -> Result {
        do {
            return try read()
        } catch let problem as WorldOrderProblem {
            throw ControlProblem.make(kind, problem.sentence, hint: problem.hint)
        }
    }
}
