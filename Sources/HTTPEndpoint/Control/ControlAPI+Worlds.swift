import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    func drop(_ name: String) async throws -> WireResponse {
        guard name != SimulatorResponder.defaultWorld else {
            throw ControlProblem.make(
                409, "default-world", "The default world stays",
                "The default world can be reset, not removed.",
                hint: "POST /_lockstep/v1/worlds/default/reset")
        }
        try await simulator.drop(name)
        return .empty(204)
    }

    func reset(_ name: String) async throws -> WireResponse {
        guard let world = simulator.world(name) else { throw ControlProblem.unknownWorld(name) }
        let (timeline, genesis) = try initial()
        let fresh = try await simulator.add(name, timeline, genesis: genesis, mode: world.mode)
        return .json(200, WorldView.document(of: fresh, named: name))
    }

    /// `{"id", "at": T | "entry": N, "choices": {GLOB: VALUE}}`
    func fork(_ name: String, _ body: ControlBody) async throws -> WireResponse {
        try body.allow(["id", "at", "entry", "choices"])
        guard body.document["entry"] == nil || body.document["at"] == nil else {
            throw ControlProblem.badBody("One of at, entry is enough.")
        }
        let point: ForkPoint
        if let entry = try body.integer("entry") {
            point = .entry(entry)
        } else if let at = try body.instant("at") {
            point = .instant(at)
        } else {
            point = .now
        }
        let id = try body.text("id") ?? "\(name)-fork-\(simulator.worldNames.count)"
        guard (1...64).contains(id.utf8.count),
            id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
        else {
            throw ControlProblem.badBody("'id' has 1 to 64 visible characters and no slash.")
        }
        // Read before the fork is made, so that a wrong choice leaves nothing behind.
        let present = simulator.world(name)?.world.settings ?? Settings()
        let settings = try body.document["choices"].map { try ChoicesBody.settings($0, from: present) }
        var world = try await simulator.fork(name, as: id, at: point)
        if let settings {
            try await simulator.write(id) { _ = $0.choose(settings) }
            world = simulator.world(id) ?? world
        }
        return .json(
            201, WorldView.document(of: world, named: id), headers: ["Location": "/_lockstep/v1/worlds/\(id)"]
        )
    }

    func choose(in name: String, _ body: ControlBody) async throws -> WireResponse {
        let present = simulator.world(name)?.world.settings ?? Settings()
        let settings = try ChoicesBody.settings(body.document, from: present)
        try await simulator.write(name) { _ = $0.choose(settings) }
        return .json(200, WorldView.choices(of: settings))
    }

    /// `{"rules", "assume": {NAME: READING}, "timings": {NAME: "90m" | "0s..2h"}}`
    func setSettings(of name: String, _ body: ControlBody) async throws -> WireResponse {
        let present = simulator.world(name)?.world.settings ?? Settings()
        let settings = try SettingsBody.settings(body, from: present)
        try await simulator.write(name) { _ = $0.choose(settings) }
        return .json(200, WorldView.settings(of: settings))
    }

    /// `{"act", "target", "with", "actor"}`
    func act(in name: String, _ body: ControlBody) async throws -> WireResponse {
        try body.allow(["act", "target", "with", "actor"])
        let text = try body.required("target")
        guard let target = ThingReference(text) else {
            throw ControlProblem.badBody(
                "'\(text)' is no thing; write kind/name with one of "
                    + "\(ThingReference.kinds.joined(separator: ", "))."
            )
        }
        let act = Act(try body.required("act"), on: target, with: body.document["with"] ?? [:])
        let actor = try body.text("actor") ?? Principal.owner.name
        let service = service
        let answer = try await simulator.write(name) { timeline -> Document in
            let sequence = timeline.world.sequence
            let outcome = try service.perform(act, by: actor, in: &timeline)
            let entries = Array(timeline.entries.entries(after: sequence))
            var answer: Document = ["status": .integer(outcome.response.status)]
            if case .document(let body) = outcome.response.body { answer["body"] = body }
            if let results = outcome.results.members, !results.isEmpty { answer["results"] = outcome.results }
            answer["changes"] = .array(WorldView.changes(entries, in: timeline.world))
            answer["seq"] = .integer(timeline.world.sequence)
            return answer
        }
        return .json(200, answer)
    }

    // MARK: Reads

    /// All things, or the one of `?ref=`.
    func state(of world: PublishedWorld, _ request: WireRequest) throws -> WireResponse {
        guard let text = request.query["ref"] else {
            let things = Probe.all(in: world.world).map { ($0.thing.description, $0.properties) }
            return .json(200, ["now": .string(world.world.now.iso8601), "state": .object(Members(things))])
        }
        guard let thing = ThingReference(text), let properties = Probe.read(thing, in: world.world) else {
            throw ControlProblem.make(
                404, "unknown-thing", "There is no such thing", "There is no '\(text)' here.")
        }
        return .json(200, properties)
    }

    /// Lines after entry `?since=`, of one `?kind=` or about one `?ref=`: whole entries, until `?limit=`
    /// (1,000) lines are reached, so that the next page starts after the last entry shown.
    func journal(of name: String, _ world: PublishedWorld, _ request: WireRequest) throws -> WireResponse {
        let query = ControlQuery(request)
        let since = try query.number("since", in: 0...Int64.max, without: 0)
        let limit = try query.number("limit", in: 1...10_000, without: 1_000)
        let kind = request.query["kind"], thing = request.query["ref"]
        guard kind == nil || kind.flatMap(JournalLine.Kind.init(rawValue:)) != nil else {
            throw ControlProblem.badBody("'?kind=\(kind ?? "")' is none of request, event, rule, clock.")
        }
        let entries = try simulator.entries(of: name, after: since)
        var lines: [Document] = []
        for entry in entries {
            guard lines.count < limit else { break }
            lines += entry.lines(in: world.world).filter { line in
                (kind == nil || line.kind.rawValue == kind) && (thing == nil || line.thing == thing)
            }.map(\.document)
        }
        return .json(200, ["journal": .array(lines), "seq": .integer(world.world.sequence)])
    }

    func why(in name: String, _ world: PublishedWorld, _ request: WireRequest) throws -> WireResponse {
        guard let text = request.query["ref"], let thing = ThingReference(text) else {
            throw ControlProblem.badBody("?ref=kind/name is needed.")
        }
        let entries = try simulator.entries(of: name)
        guard let why = Why(thing, property: request.query["property"], entries: entries, in: world.world)
        else {
            throw ControlProblem.make(
                404, "nothing-changed", "Nothing to explain", "Nothing journaled changed '\(text)'.",
                hint: "GET …/state lists the things there are.")
        }
        return .json(200, WorldView.why(why))
    }
}
