/// A fault as the control API takes and shows it; its words are those of scenarios.
enum FaultShape {
    static let types = [
        "vault.outage", "vault.forbidden", "vault.throttle", "vault.latency", "arm.throttle", "arm.error",
        "network.partition", "network.latency", "identity.failure", "provider.unavailable", "clock.skew",
        "connection.reset", "operation.failure",
    ]

    static let answer = Shape.object([
        .needed("name", .text), .needed("type", .text),
        .maybe("target", .text), .maybe("from", .text(.instant)), .maybe("until", .text(.instant)),
        .maybe("remaining", .count, "How many more requests it meets."),
        .maybe("rate", .text, "The share of requests it meets."),
        .maybe("seen", .count, "Requests that it might have met."), .needed("active", .flag),
    ])
}
