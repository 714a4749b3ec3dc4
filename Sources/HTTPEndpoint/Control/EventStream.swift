import AzureWire
import ControlPlane
import ServiceLifecycle
import Simulation
import VirtualTime

/// Server-sent events of one world: what its journal says, as it is written. The client's position is the
/// number of an entry, so nothing is lost between two connections, and nothing piles up for a slow one: what
/// it has not read yet stays where it is, in the journal.
struct EventStream: Sendable {
    let simulator: Simulator
    let world: String
    /// Only these kinds; all of them if empty.
    let kinds: [String]
    /// The entries after this one.
    let since: EntryNumber
    let heartbeat: Duration

    static let kinds = ["state"] + JournalLine.Kind.allCases.map(\.rawValue)
    /// How long nothing may be said before a comment shows that the stream lives.
    static let pause = Duration.seconds(15)

    private enum Signal { case news, pause }

    var stream: WireStream { WireStream { write in try await run(write) } }

    private func run(_ write: WireStream.Write) async throws {
        // Of several signals one is enough: each makes all that is new be read.
        let (signals, signal) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(2))
        let news = simulator.news(of: world)
        try await write(Array("retry: 1000\n\n".utf8))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { for await _ in news { signal.yield(.news) } }
            tasks.addTask {
                while true {
                    try await Task.sleep(for: heartbeat)
                    signal.yield(.pause)
                }
            }
            defer { tasks.cancelAll() }
            var position = Position(since: since, birth: simulator.world(world)?.birth ?? 0)
            guard try await send(from: &position, write) else { return }
            for await next in signals.cancelOnGracefulShutdown() {
                if next == .pause { try await write(Array(": still here\n\n".utf8)) }
                guard try await send(from: &position, write) else { return }
            }
        }
    }

    private struct Position {
        var since: EntryNumber
        /// Which of the worlds of that name it is in.
        var birth: UInt64
    }

    /// Sends what is new.
    /// - Returns: whether there is still a world to tell of.
    private func send(from position: inout Position, _ write: WireStream.Write) async throws -> Bool {
        guard let present = simulator.world(world) else {
            try await write(Array("event: gone\ndata: {}\n\n".utf8))
            return false
        }
        if present.birth != position.birth {
            position = Position(since: present.record.initial, birth: present.birth)
            let data: Document = ["seq": .integer(position.since)]
            try await write(
                Array("id: \(position.since)\nevent: reset\ndata: \(data.json)\n\n".utf8))
        }
        for entry in try simulator.entries(of: world, after: position.since)
        where entry.number <= present.world.sequence {
            let text = text(of: entry, in: present.world)
            if !text.isEmpty { try await write(Array(text.utf8)) }
            position.since = entry.number
        }
        return true
    }

    /// The id comes with the last event of an entry: who reads on from there has had the whole of it.
    private func text(of entry: Entry, in world: World) -> String {
        let lines = entry.lines(in: world).map { line in
            (name: line.kind == .event && line.property != nil ? "state" : line.kind.rawValue, line: line)
        }.filter { event in
            kinds.isEmpty || kinds.contains(event.name) || kinds.contains(event.line.kind.rawValue)
        }
        return lines.enumerated().map { place, event in
            let id = place == lines.count - 1 ? "id: \(entry.number)\n" : ""
            return "\(id)event: \(event.name)\ndata: \(event.line.document.json)\n\n"
        }.joined()
    }
}

extension ControlAPI {
    static let eventRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/worlds/{world}/events", "streamEvents",
            "Follow the journal, as server-sent events; 'Last-Event-ID' reads on after an entry.",
            query: [
                .init(name: "kind", shape: .text, note: "Only these, with commas: state, rule, request …"),
                .init(name: "since", shape: .count, note: "From after this entry; from now if not given."),
            ],
            answers: [
                .init(
                    status: 200, note: "A stream that ends with the world or the server.",
                    contents: [("text/event-stream", .text)])
            ], problems: [.budget]
        ) { api, call in try api.events(call) }
    ]

    private func events(_ call: ControlCall) throws -> WireResponse {
        let kinds = call.query["kind"]?.split(separator: ",").map(String.init) ?? []
        for kind in kinds where !EventStream.kinds.contains(kind) {
            throw ControlProblem.make(
                .badRequest, "'?kind=\(kind)' is none of \(EventStream.kinds.joined(separator: ", ")).",
                hint: Suggestion.nearest(to: kind, among: EventStream.kinds).map { "Did you mean '\($0)'?" })
        }
        let now = try world(call).world.sequence
        let last = call.request.headers["Last-Event-ID"].flatMap { Int64($0) }
        let since = min(max(last ?? call.number("since", without: now), 0), now)
        let events = EventStream(
            simulator: simulator, world: call.world, kinds: kinds, since: since, heartbeat: EventStream.pause)
        var response = WireResponse(status: 200, headers: ["Content-Type": "text/event-stream"])
        response.headers.append("Cache-Control", "no-cache")
        response.delivery = .stream(try streams.limited(events.stream))
        return response
    }
}
