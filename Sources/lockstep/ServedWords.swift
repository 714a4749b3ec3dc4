import ControlPlane
import HTTPEndpoint
import ScenarioKit
import VirtualTime

/// What the language of scenarios lends to the control API.
enum ServedWords {
    static let tools = ControlTools(
        make: NamedWorld.make,
        begin: { body, name, timeline in
            try translating { () throws(WorldProblem) in
                try ServedWorld.begin(body, named: name, in: &timeline)
            }
        },
        check: { body, timeline in
            try translating { () throws(WorldProblem) in try ServedWorld.check(body, in: timeline) }
        },
        sendTraffic: { body, timeline in
            try translating { () throws(WorldProblem) in try ServedWorld.sendTraffic(body, in: &timeline) }
        },
        az: { line, actor, timeline in
            try translating { () throws(WorldProblem) in
                try ServedWorld.az(line, by: actor, in: &timeline)
            }
        },
        catalogs: [
            "timings": .array(CatalogRow.timings.map(\.document)),
            "assumptions": .array(CatalogRow.assumptions.map(\.document)),
            "probes": .array(CatalogRow.probes.map(\.document)),
        ],
        schemas: ["scenario": ScenarioSchema.document, "whatif": WhatIfSchema.document])

    private static func translating<Result>(
        _ read: () throws(WorldProblem) -> Result
    ) throws(WorldOrderProblem) -> Result {
        do {
            return try read()
        } catch {
            throw WorldOrderProblem("\(error.message).", try: "lockstep explain scenarios")
        }
    }
}
