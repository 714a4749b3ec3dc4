import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    private static let line: [Shape.Field] = [
        .needed("number", .count, "Of the exchange, in the order of answers."),
        .needed("at", .text(.instant)), .needed("method", .text), .needed("path", .text),
        .needed("status", .integer(100...599)), .needed("write", .flag),
        .maybe("seq", .count, "The last entry that it brought about."),
        .maybe("rules", .list(.text), "What decided it."),
    ]
    private static let message: [Shape.Field] = [
        .needed("headers", .list(.object([.needed("name", .text), .needed("value", .text)]))),
        .needed("body", .text, "Its beginning, where it is long."),
    ]

    static let requestRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/worlds/{world}/requests", "listRequests",
            "List what clients of Azure asked, reads included; the newest are kept.",
            query: [
                .init(name: "since", shape: .count, note: "After this number."),
                .init(name: "limit", shape: .integer(1...1_000), note: "So many; 100 if not given."),
            ],
            answers: [
                .json(200, .object([.needed("requests", .list(.object(line)))]), "One line each.")
            ]
        ) { api, call in
            let kept = api.requests.exchanges(
                of: call.world, after: call.number("since", without: 0),
                limit: Int(call.number("limit", without: 100)))
            return .json(200, ["requests": .array(kept.map { .object($0.line) })])
        },
        ControlRoute(
            "GET", "/worlds/{world}/requests/{seq}", "getRequest",
            "Show the request that brought an entry of the journal about, and its answer.",
            answers: [
                .json(
                    200,
                    .object(
                        line + [
                            .needed("query", .text), .needed("request", .object(message)),
                            .needed("response", .object(message)),
                            .needed("journal", .list(.named(.journalLine))),
                        ]), "The exchange, decision and causes.")
            ], problems: [.entryNotFound]
        ) { api, call in try api.request(call) },
    ]

    private func request(_ call: ControlCall) throws -> WireResponse {
        guard let number = Int64(call.parameter("seq")), number > 0 else {
            throw ControlProblem.badBody("'\(call.parameter("seq"))' is no number of an entry.")
        }
        guard let exchange = requests.exchange(of: call.world, behind: number) else {
            throw ControlProblem.make(
                .entryNotFound, "No request that is kept brought entry \(number) about.",
                hint: "GET …/requests lists those that are.")
        }
        let world = try world(call).world
        let entries = try simulator.entries(of: call.world, after: exchange.entries.after).prefix {
            $0.number <= exchange.entries.through
        }
        var members = exchange.line
        members.append("query", .string(exchange.request.query.text))
        members.append("request", exchange.request.headers.message(exchange.request.body))
        members.append("response", exchange.response.headers.message(exchange.response.bodyBytes))
        members.append("journal", .array(entries.flatMap { $0.lines(in: world).map(\.document) }))
        return .json(200, .object(members))
    }
}

extension RequestLog.Exchange {
    fileprivate var line: Members {
        let wrote = entries.through > entries.after
        var line: Members = [
            "number": .integer(number), "at": .string(at.iso8601), "method": .string(request.method),
            "path": .string(request.path), "status": .integer(response.status), "write": .bool(wrote),
        ]
        if wrote { line.append("seq", .integer(entries.through)) }
        if let rules = response.headers["x-lockstep-decision"] {
            let words = rules.split(separator: ",").map { $0.split(separator: " ").joined() }
            line.append("rules", .array(words.map { .string($0) }))
        }
        return line
    }
}

extension HeaderFields {
    private static let secret = ["authorization", "proxy-authorization", "cookie"]

    /// As it went over the wire, without what lets somebody in.
    fileprivate func message(_ body: [UInt8]) -> Document {
        let headers = map { field -> Document in
            let isSecret = Self.secret.contains(field.name.lowercased())
            return ["name": .string(field.name), "value": .string(isSecret ? "(hidden)" : field.value)]
        }
        return ["headers": .array(headers), "body": .string(String(decoding: body, as: UTF8.self))]
    }
}
