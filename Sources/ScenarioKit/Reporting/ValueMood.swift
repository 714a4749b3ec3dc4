/// How a value of the timeline is drawn: each mood has a pattern of its own beside its color.
enum ValueMood: String, CaseIterable {
    case good, between, bad, plain

    init(_ value: String, of property: String) {
        let word = String(value.prefix { $0 != " " })
        switch (property, word) {
        case ("fault", "none"), ("deleted", "false"): self = .good
        case ("fault", _), ("deleted", _): self = .bad
        default: self = Self.words[word] ?? .plain
        }
    }

    private static let words: [String: ValueMood] = {
        var words: [String: ValueMood] = [:]
        for word in [
            "true", "accessible", "accepting", "available", "granted", "active", "confirmed", "writable",
            "Succeeded", "Registered", "customer-managed",
        ] { words[word] = .good }
        for word in [
            "cached", "degraded", "running", "requested", "restoring", "Registering", "Updating", "Creating",
            "Deleting", "ProvisioningAccount", "InProgress",
        ] { words[word] = .between }
        for word in [
            "false", "inaccessible", "purged", "blocked", "unavailable", "revoked", "disabled", "deleted",
            "expired", "rejected", "Failed", "Canceled",
        ] { words[word] = .bad }
        return words
    }()
}
