import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    /// Named moments, and worlds that go on from one.
    static let forkRoutes: [ControlRoute] = [
        ControlRoute(
            "POST", "/worlds/{world}/forks", "forkWorld",
            "Make a world that shares the history of this one up to a moment.",
            body: .init(shape: forkShape), answers: [made],
            problems: [
                .worldExists, .timeIsPast, .entryNotFound, .snapshotNotFound, .unknownChoice,
                .choiceOutOfRange, .budget,
            ]
        ) { api, call in try await api.fork(call) },
        ControlRoute(
            "GET", "/worlds/{world}/snapshots", "listSnapshots", "List the moments that have names.",
            answers: [
                .json(200, .object([.needed("snapshots", .list(.named(.snapshot)))]), "All of them.")
            ]
        ) { api, call in
            let snapshots = try api.world(call).record.snapshots.map(\.document)
            return .json(200, ["snapshots": .array(snapshots)])
        },
        ControlRoute(
            "POST", "/worlds/{world}/snapshots", "takeSnapshot", "Give the present moment a name.",
            body: .init(shape: .object([.needed("name", .text(.world))])),
            answers: [.json(201, .named(.snapshot), "The moment.")], problems: [.budget]
        ) { api, call in
            let name = try WorldName.require(try call.body.required("name"), as: "name")
            guard name != "now" else {
                throw ControlProblem.badBody("'now' is the present moment, and no name of one.")
            }
            let snapshot = try await api.simulator.snapshot(call.world, named: name)
            return .json(
                201, snapshot.document,
                headers: ["Location": "\(base)/worlds/\(call.world)/snapshots/\(name)"])
        },
        ControlRoute(
            "GET", "/worlds/{world}/snapshots/{snapshot}", "getSnapshot",
            "Save a moment, or 'now', as a *.lockworld.",
            answers: [
                .init(
                    status: 200, note: "Lines of JSON: what the world began from, then its journal.",
                    contents: [(SavedWorldType.name, .text)])
            ], problems: [.snapshotNotFound]
        ) { api, call in try api.saved(call) },
    ]

    private static let forkShape = Shape.object([
        .maybe("id", .text(.world)), .maybe("at", .text(.instant), "An instant; may lie ahead."),
        .maybe("entry", .integer(Int64.min...Int64.max), "Right after an entry of the journal."),
        .maybe("event", .integer(Int64.min...Int64.max), "Right after what a change's 'seq' names."),
        .maybe("snapshot", .text(.world), "A moment that has a name."),
        .maybe("choices", .map(.anything)), .maybe("ttl", .text(.duration)),
    ])

    private func fork(_ call: ControlCall) async throws -> WireResponse {
        let body = call.body, points = ["at", "entry", "event", "snapshot"]
        guard points.count(where: { body.document[$0]?.isNull == false }) <= 1 else {
            throw ControlProblem.badBody("One of \(points.joined(separator: ", ")) is enough.")
        }
        var point = ForkPoint.now
        if let entry = try body.integer("entry") ?? body.integer("event") { point = .entry(entry) }
        if let at = try body.instant("at") { point = .instant(at) }
        if let snapshot = try body.text("snapshot") { point = .snapshot(snapshot) }
        let name = try body.text("id").map { try WorldName.require($0) } ?? freeName("\(call.world)-fork")
        let expires = try WorldRequest.timeToLive(body).map { wall() + $0.wholeMilliseconds }
        var settings: (@Sendable (Settings) throws -> Settings)?
        if let choices = body.document["choices"], !choices.isNull {
            _ = try ChoicesBody.settings(choices, from: Settings())
            settings = { try ChoicesBody.settings(choices, from: $0) }
        }
        let world = try await simulator.fork(
            call.world, as: name, at: point, expires: expires, settings: settings)
        return created(world, named: name)
    }

    private func saved(_ call: ControlCall) throws -> WireResponse {
        let world = try world(call), name = call.parameter("snapshot")
        var last = world.world.sequence
        if name != "now" {
            guard let snapshot = world.record.snapshot(name) else {
                throw SimulatorError.unknownSnapshot(name)
            }
            last = snapshot.entry
        }
        let entries = try simulator.entries(of: call.world).prefix { $0.number <= last }
        let marks = world.record.snapshots.filter { $0.entry <= last }.map {
            SavedTimeline.Mark(name: $0.name, at: $0.at)
        }
        let lines = try SavedTimeline.lines(of: Array(entries), from: world.genesis, marks: marks)
        return .bytes(
            200, Array(lines.map { "\($0)\n" }.joined().utf8), contentType: SavedWorldType.name)
    }
}

extension WorldRecord.Snapshot {
    var document: Document {
        ["name": .string(name), "seq": .integer(entry), "at": .string(at.iso8601)]
    }
}
