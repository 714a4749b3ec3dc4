import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    private static let journalKinds = JournalLine.Kind.allCases.map(\.rawValue)

    static let historyRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/worlds/{world}/journal", "getJournal",
            "Show the journal, as a page or as lines of JSON.",
            query: [
                .init(name: "since", shape: .count, note: "Entries after this number."),
                .init(
                    name: "kind", shape: .words(journalKinds), note: "One kind."),
                .init(name: "ref", shape: .text(.thing), note: "About one thing."),
                .init(name: "limit", shape: .integer(1...10_000), note: "So many lines; 1,000 if not given."),
            ],
            answers: [
                .init(
                    status: 200, note: "Whole entries; 'next' is where the next page starts.",
                    contents: [
                        (
                            "application/json",
                            .object([
                                .needed("journal", .list(.named(.journalLine))), .needed("seq", .count),
                                .maybe("next", .count),
                            ])
                        ),
                        ("application/x-ndjson", .text),
                    ])
            ]
        ) { api, call in try api.journal(call) },
        ControlRoute(
            "GET", "/worlds/{world}/why", "why",
            "Say why a thing is as it is, and what would bring it back.",
            query: [
                .init(name: "ref", shape: .text(.thing), isNeeded: true, note: "The thing, kind/name."),
                .init(name: "property", shape: .text, note: "The last that changed, if not given."),
                .init(name: "at", shape: .text(.instant), note: "An instant that is past."),
            ],
            answers: [.json(200, .named(.why), "The chain of entries, oldest first.")],
            problems: [.nothingChanged, .timeIsPast]
        ) { api, call in try api.why(call) },
        ControlRoute(
            "GET", "/worlds/{world}/verify", "verify", "Decide the whole journal again, and compare.",
            answers: [.json(200, .named(.verification), "Whether it comes out the same.")]
        ) { api, call in .json(200, WorldView.verification(try api.simulator.verify(call.world))) },
    ]

    /// Whole entries, until `?limit=` lines are reached, so that the next page starts after the last one
    /// looked at.
    private func journal(_ call: ControlCall) throws -> WireResponse {
        let world = try world(call).world, limit = call.number("limit", without: 1_000)
        let kind = call.query["kind"], thing = call.query["ref"]
        var lines: [Document] = []
        var last = call.number("since", without: 0)
        for entry in try simulator.entries(of: call.world, after: last) where entry.number <= world.sequence {
            guard lines.count < limit else { break }
            lines += entry.lines(in: world).filter { line in
                (kind == nil || line.kind.rawValue == kind) && (thing == nil || line.thing == thing)
            }.map(\.document)
            last = entry.number
        }
        guard !call.wantsLines else {
            return .bytes(
                200, Array(lines.map { "\($0.json)\n" }.joined().utf8), contentType: "application/x-ndjson")
        }
        var answer: Document = ["journal": .array(lines), "seq": .integer(world.sequence)]
        if last < world.sequence { answer["next"] = .integer(last) }
        return .json(200, answer)
    }

    private func why(_ call: ControlCall) throws -> WireResponse {
        guard let text = call.query["ref"], let thing = ThingReference(text) else {
            throw ControlProblem.badBody("?ref=kind/name is needed.")
        }
        let world = try world(at: call)
        let entries = try simulator.entries(of: call.world).prefix { $0.number <= world.sequence }
        let property = call.query["property"]
        guard let why = Why(thing, property: property, entries: Array(entries), in: world) else {
            throw ControlProblem.make(
                .nothingChanged, "Nothing journaled changed '\(text)'.",
                hint: "GET …/state lists the things there are.")
        }
        return .json(200, WorldView.why(why))
    }
}
