/// A kind of failure, and what may be said of it beside `type`, `name`, `for` and `after`.
public struct FaultWord: Sendable {
    public enum Aim: Sendable {
        /// One or more things of these kinds, as `target`.
        case targets([String], required: Bool)
        /// Two things, as `between`.
        case edge
    }

    public let name: String
    public let aim: Aim
    /// Keys that belong to it.
    public let keys: [String]
    public let required: [String]
}

extension Vocabulary {
    public static let faultWords: [FaultWord] = [
        FaultWord(
            name: "vault.outage", aim: .targets(["vault"], required: true), keys: ["count"], required: []),
        FaultWord(
            name: "vault.forbidden", aim: .targets(["vault"], required: true), keys: ["count"], required: []),
        FaultWord(
            name: "vault.throttle", aim: .targets(["vault"], required: true), keys: ["count", "retryAfter"],
            required: []),
        FaultWord(
            name: "vault.latency", aim: .targets(["vault"], required: true), keys: ["latency"],
            required: ["latency"]),
        FaultWord(
            name: "arm.throttle", aim: .targets(scopes, required: false),
            keys: ["count", "rate", "retryAfter"],
            required: []),
        FaultWord(
            name: "arm.error", aim: .targets(scopes, required: false),
            keys: ["count", "rate", "status", "code"], required: []),
        FaultWord(name: "network.partition", aim: .edge, keys: ["oneWay"], required: []),
        FaultWord(
            name: "network.latency", aim: .targets(["vault"], required: false), keys: ["latency"],
            required: ["latency"]),
        FaultWord(
            name: "identity.failure", aim: .targets(["identity", "cluster", "cosmos"], required: true),
            keys: [], required: []),
        FaultWord(
            name: "provider.unavailable", aim: .targets(["provider"], required: true),
            keys: ["count", "rate"], required: []),
        FaultWord(
            name: "clock.skew", aim: .targets(["identity", "cluster", "cosmos"], required: true),
            keys: ["latency"], required: ["latency"]),
    ]
    public static let faults = faultWords.map(\.name)

    /// What may be the scope of a failure of ARM's.
    private static let scopes = ["group", "vault", "cluster", "workspace", "sentinel"]
}
