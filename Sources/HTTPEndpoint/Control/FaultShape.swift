import AzureWire
import ControlPlane
import Simulation
import VirtualTime

/// A fault as the control API takes and shows it; its words are those of scenarios, and two of its own.
enum FaultShape {
    static let types = [
        "vault.outage", "vault.forbidden", "vault.throttle", "vault.latency", "arm.throttle", "arm.error",
        "network.partition", "network.latency", "identity.failure", "provider.unavailable", "clock.skew",
        ConnectionFault.reset, ConnectionFault.failure,
    ]

    /// What each type takes is told when it is read.
    static let order = Shape.object([
        .needed("type", .words(types)), .maybe("target", .either([.text(.thing), .list(.text(.thing))])),
        .maybe("between", .list(.text(.thing))), .maybe("oneWay", .flag),
        .maybe("for", .text(.duration), "How long; until it is ended, if not given."),
        .maybe("after", .text(.duration), "When it begins; at once, if not given."),
        .maybe("count", .integer(1...1_000_000), "How many requests it meets."),
        .maybe("rate", .either([.number, .text]), "Which share of requests it meets, 0 to 1."),
        .maybe("status", .integer(400...599)), .maybe("code", .text),
        .maybe("retryAfter", .text(.duration)), .maybe("latency", .text(.duration)),
        .maybe("provider", .text, "Only requests of one provider, for the faults of requests to ARM."),
        .maybe("method", .words(["GET", "PUT", "PATCH", "POST", "DELETE"]), "Only requests with it."),
    ])

    static let answer = Shape.object([
        .needed("name", .text), .needed("type", .text), .needed("active", .flag), .maybe("target", .text),
        .maybe("from", .text(.instant)), .maybe("until", .text(.instant)),
        .maybe("remaining", .count, "How many more requests it meets."),
        .maybe("rate", .text, "The share of requests it meets."),
        .maybe("seen", .count, "Requests that it might have met."),
    ])
}

/// Faults of requests to ARM that are read here: those that no scenario has, and those that are to meet one
/// provider or one method alone.
struct ConnectionFault {
    static let reset = "connection.reset", failure = "operation.failure"

    private let fault: Resources.RequestFault

    /// Nil for a fault that the language of scenarios reads.
    init?(_ body: ControlBody, named name: String, in world: World) throws {
        let type = try body.required("type")
        let isNarrow = body.document["provider"] != nil || body.document["method"] != nil
        guard [Self.reset, Self.failure].contains(type) || isNarrow else { return nil }
        let kind = try Self.kind(type, body)
        let hits = try body.integer("count").map { Int($0) }
        var fault = Resources.RequestFault(kind, name: name, hits: hits)
        fault.namespace = try body.text("provider")
        fault.method = try body.text("method")
        fault.perMille = try Self.perMille(body)
        let after = try body.duration("after") ?? .zero
        let start = world.now + after
        fault.from = after > .zero ? start : nil
        fault.until = try body.duration("for").map { start + $0 }
        fault.scope = try Self.scope(body, in: world)
        try Self.refuse(["between", "oneWay"], in: body, of: type)
        self.fault = fault
    }

    func begin(in timeline: inout Timeline) {
        let subscription = "/subscriptions/\(timeline.world.subscription)"
        timeline.submit { .resources(.armFault($0.intern(subscription), fault)) }
    }

    private static func kind(_ type: String, _ body: ControlBody) throws -> Resources.FaultKind {
        switch type {
        case reset:
            try refuse(["status", "code", "retryAfter", "latency"], in: body, of: type)
            return .reset
        case failure:
            try refuse(["status", "retryAfter", "latency", "method"], in: body, of: type)
            return .interruption(code: try body.text("code") ?? "InternalServerError")
        case "arm.error":
            try refuse(["retryAfter", "latency"], in: body, of: type)
            let status = Int(try body.integer("status") ?? 503)
            return .error(status: status, code: try body.text("code") ?? "ServerTimeout")
        case "arm.throttle":
            try refuse(["status", "code", "latency"], in: body, of: type)
            let wait = try body.duration("retryAfter") ?? .seconds(10)
            return .throttled(retryAfterSeconds: Int(wait.wholeMilliseconds / 1_000))
        default:
            throw WorldOrderProblem(
                "'provider' and 'method' go with \(reset), \(failure), arm.error and arm.throttle.",
                try: "Leave them out of \(type).")
        }
    }

    private static func refuse(_ names: [String], in body: ControlBody, of type: String) throws {
        for name in names where body.document[name] != nil {
            throw WorldOrderProblem("\(type) has no '\(name)'.", try: "Leave it out.")
        }
    }

    private static func perMille(_ body: ControlBody) throws -> Int? {
        guard let value = body.document["rate"], !value.isNull else { return nil }
        guard let rate = FaultRate(value.text ?? value.json) else {
            throw WorldOrderProblem("'rate' is between 0 and 1.", try: "0.25")
        }
        return rate.perMille
    }

    private static func scope(_ body: ControlBody, in world: World) throws -> String? {
        guard let value = body.document["target"], !value.isNull else { return nil }
        guard let text = value.text, let thing = ThingReference(text), let path = world.path(of: thing) else {
            throw WorldOrderProblem("'target' is no single thing here.", try: "workspace/contoso-soc")
        }
        return path.lowercased()
    }
}

/// A share of requests, as a decimal of at most three places.
struct FaultRate {
    let perMille: Int

    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Int(parts[0]), (0...1).contains(whole) else { return nil }
        var thousandths = 0
        if parts.count == 2 {
            guard (1...3).contains(parts[1].count), parts[1].allSatisfy(\.isNumber) else { return nil }
            thousandths = Int(parts[1].padded(to: 3)) ?? 0
        }
        guard whole * 1_000 + thousandths <= 1_000 else { return nil }
        perMille = whole * 1_000 + thousandths
    }
}

extension Substring {
    fileprivate func padded(to length: Int) -> String {
        self + String(repeating: "0", count: length - count)
    }
}
