import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    /// `{"by": D}`, `{"to": T}`, `{"events": N}` or `{"until": {"ref", "property", "equals"}, "atMost": D}`.
    func advance(_ name: String, _ body: ControlBody) async throws -> WireResponse {
        try body.allow(["by", "to", "events", "until", "atMost"])
        let ways = ["by", "to", "events", "until"]
        guard ways.count(where: { body.document[$0]?.isNull == false }) == 1 else {
            throw ControlProblem.badBody(
                "One of \(ways.joined(separator: ", ")) is needed, and no other beside it.")
        }
        guard body.document["atMost"] == nil || body.document["until"] != nil else {
            throw ControlProblem.badBody("'atMost' goes with 'until'.")
        }
        if let by = try body.duration("by") {
            return try await moved(name) { timeline in
                guard timeline.now + by <= .distantFuture else { throw Self.tooFar }
                timeline.advance(by: by)
            }
        }
        if let to = try body.instant("to") {
            return try await moved(name) { timeline in
                guard to >= timeline.now else { throw SimulatorError.timeIsPast(now: timeline.now) }
                guard to <= .distantFuture else { throw Self.tooFar }
                timeline.advance(to: to)
            }
        }
        if let events = try body.integer("events") {
            guard (1...100_000).contains(events) else {
                throw ControlProblem.badBody("'events' must be between 1 and 100000.")
            }
            return try await moved(name) { timeline in
                for _ in 0..<events where timeline.advanceToNextAlarm() {}
            }
        }
        let until = body.document["until"] ?? .null
        let atMost = try body.duration("atMost") ?? .days(30)
        return try await advance(name, until: until, atMost: atMost)
    }

    private static let tooFar = ControlProblem.badBody("The clock goes no further than the year 9999.")

    private func advance(_ name: String, until: Document, atMost: Duration) async throws -> WireResponse {
        guard let text = until["ref"]?.text, let thing = ThingReference(text),
            let property = until["property"]?.text,
            let wanted = until["equals"]
        else {
            throw ControlProblem.badBody("'until' needs ref (kind/name), property and equals.")
        }
        return try await moved(name) { timeline in
            let last = min(timeline.now + atMost, .distantFuture)
            while Probe.read(thing, in: timeline.world)?[property] != wanted {
                guard let due = timeline.world.next, due.at <= last else {
                    timeline.advance(to: last)
                    return
                }
                timeline.advance(to: due.at)
            }
        }
    }

    /// Moves a world's clock and tells what happened on the way.
    func moved(
        _ name: String, _ move: @escaping @Sendable (inout Timeline) throws -> Void
    ) async throws -> WireResponse {
        let answer = try await simulator.write(name) { timeline in
            let before = timeline.now, sequence = timeline.world.sequence
            try move(&timeline)
            let entries = timeline.entries.entries(after: sequence)
            return WorldView.movement(from: before, Array(entries), in: timeline.world)
        }
        return .json(200, answer)
    }

    func setMode(of name: String, _ body: ControlBody) async throws -> WireResponse {
        try body.allow(["mode", "rate"])
        let text = try body.required("mode")
        let rate = try body.integer("rate") ?? 1
        guard rate > 0 else { throw ControlProblem.badBody("'rate' must be 1 or more.") }
        guard let mode = TimeMode(text: text, rate: rate) else {
            throw ControlProblem.badBody("'\(text)' is none of frozen, poll-driven, live.")
        }
        try await simulator.setMode(mode, of: name)
        guard let world = simulator.world(name) else { throw ControlProblem.unknownWorld(name) }
        return .json(200, WorldView.clock(of: world))
    }
}
