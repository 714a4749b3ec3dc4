import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    private static let ways = ["by", "to", "events", "until"]

    /// `{"by": D}`, `{"to": T}`, `{"events": N}` or `{"until": {"ref", "property", "equals"}, "atMost": D}`.
    static let advanceShape = Shape.object([
        .maybe("by", .text(.duration)), .maybe("to", .text(.instant)),
        .maybe("events", .integer(1...100_000)),
        .maybe(
            "until",
            .object([
                .needed("ref", .text(.thing)), .needed("property", .text), .needed("equals", .anything),
            ])),
        .maybe("atMost", .text(.duration), "Goes with 'until'; 30 days if not given."),
        .maybe("stopOn", .list(.text), "Ends the way after an event: 'state:workspace/*', 'rule:SENT-*'."),
        .maybe("dryRun", .flag, "Answers the same, and does not do it."),
        .maybe("expectNow", .text(.instant), "Refuses unless the clock is there."),
    ])

    func advance(_ call: ControlCall) async throws -> WireResponse {
        let body = call.body
        guard Self.ways.count(where: { body.document[$0]?.isNull == false }) == 1 else {
            throw ControlProblem.badBody(
                "One of \(Self.ways.joined(separator: ", ")) is needed, and no other beside it.")
        }
        guard body.document["atMost"] == nil || body.document["until"] != nil else {
            throw ControlProblem.badBody("'atMost' goes with 'until'.")
        }
        let expected = try body.instant("expectNow")
        let isDry = body.document["dryRun"]?.flag ?? false
        let walk = try walk(body)
        return try await moved(call, isDry: isDry) { timeline, stops in
            if let expected, expected != timeline.now {
                throw ControlProblem.make(
                    .clockConflict,
                    "The clock is at \(timeline.now.iso8601), and not at \(expected.iso8601).",
                    hint: "GET …/clock shows it.")
            }
            try walk(&timeline, &stops)
        }
    }

    private typealias Walk = @Sendable (inout Timeline, inout Stops) throws -> Void

    private func walk(_ body: ControlBody) throws -> Walk {
        if let by = try body.duration("by") {
            return { timeline, stops in
                guard timeline.now + by <= .distantFuture else { throw Self.tooFar }
                stops.advance(&timeline, to: timeline.now + by)
            }
        }
        if let to = try body.instant("to") {
            return { timeline, stops in
                guard to >= timeline.now else { throw SimulatorError.timeIsPast(now: timeline.now) }
                guard to <= .distantFuture else { throw Self.tooFar }
                stops.advance(&timeline, to: to)
            }
        }
        if let events = try body.integer("events") {
            return { timeline, stops in
                for _ in 0..<events where !stops.isOver && timeline.advanceToNextAlarm() {
                    stops.look(at: timeline)
                }
            }
        }
        return try walk(until: body.document["until"] ?? .null, atMost: try body.duration("atMost"))
    }

    private static let tooFar = ControlProblem.badBody("The clock goes no further than the year 9999.")

    private func walk(until: Document, atMost: Duration?) throws -> Walk {
        guard let text = until["ref"]?.text, let thing = ThingReference(text),
            let property = until["property"]?.text, let wanted = until["equals"]
        else {
            throw ControlProblem.badBody("'until' needs ref (kind/name), property and equals.")
        }
        return { timeline, stops in
            let last = min(timeline.now + (atMost ?? .days(30)), .distantFuture)
            while !stops.isOver, Probe.read(property, of: thing, in: timeline.world) != wanted {
                guard let due = timeline.world.next, due.at <= last else {
                    timeline.advance(to: last)
                    return
                }
                timeline.advance(to: due.at)
                stops.look(at: timeline)
            }
        }
    }

    /// Moves a world's clock and tells what happened on the way.
    func moved(
        _ call: ControlCall, isDry: Bool = false,
        _ move: @escaping @Sendable (inout Timeline, inout Stops) throws -> Void
    ) async throws -> WireResponse {
        let patterns = call.body.document["stopOn"]?.items?.compactMap(\.text) ?? []
        let walk: @Sendable (inout Timeline) throws -> Document = { timeline in
            try call.requireMatch(timeline.world)
            let before = timeline.now, sequence = timeline.world.sequence
            var stops = try Stops(patterns, after: sequence)
            try move(&timeline, &stops)
            let entries = Array(timeline.entries.entries(after: sequence))
            return WorldView.movement(from: before, entries, stoppedBy: stops.found, in: timeline.world)
        }
        guard isDry else { return .json(200, try await simulator.write(call.world, walk)) }
        var copy = try world(call).timeline
        return .json(200, try walk(&copy))
    }
}

/// What ends a way through time before its goal: an event that fits one of the patterns.
struct Stops: Sendable {
    private let patterns: [(kind: String, glob: String)]
    private var last: EntryNumber
    /// The first event that fitted.
    private(set) var found: String?

    var isOver: Bool { found != nil }

    private static let kinds = ["state", "rule", "event", "act"]

    init(_ texts: [String], after last: EntryNumber) throws {
        patterns = try texts.map { text in
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, Self.kinds.contains(parts[0]) else {
                throw ControlProblem.badBody(
                    "'\(text)' is not KIND:PATTERN with one of \(Self.kinds.joined(separator: ", ")).")
            }
            return (parts[0], parts[1])
        }
        self.last = last
    }

    /// Goes on, from deadline to deadline where something could end the way.
    mutating func advance(_ timeline: inout Timeline, to target: Instant) {
        while !patterns.isEmpty, let due = timeline.world.next, due.at <= target {
            timeline.advance(to: due.at)
            look(at: timeline)
            if isOver { return }
        }
        timeline.advance(to: target)
    }

    mutating func look(at timeline: Timeline) {
        guard !patterns.isEmpty else { return }
        for entry in timeline.entries.entries(after: last) {
            for line in entry.lines(in: timeline.world) {
                for (kind, glob) in patterns where found == nil {
                    guard let text = Self.text(of: line, as: kind), Glob.matches(glob, text) else { continue }
                    found = "\(kind):\(text)"
                }
            }
        }
        last = timeline.world.sequence
    }

    private static func text(of line: JournalLine, as kind: String) -> String? {
        switch kind {
        case "state": line.kind == .event && line.property != nil ? line.thing : nil
        case "rule": line.kind == .rule ? line.rule?.code : nil
        case "event": line.kind == .event ? line.act : nil
        default: line.kind == .request ? line.act : nil
        }
    }
}
