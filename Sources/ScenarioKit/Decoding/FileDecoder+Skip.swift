import VirtualTime

/// Why and when a file, a row or a step does not run.
extension FileDecoder {
    func skip(_ node: YAMLNode) -> Skip? {
        if let reason = node.scalar { return Skip(reason: reason, when: nil, issue: nil, until: nil) }
        let allowed = ["reason", "when", "issue", "until"]
        guard let keyed = KeyedNode(node, "'skip'", allowed: allowed, required: ["reason"], decoder: self),
            let reason = keyed.text("reason")
        else { return nil }
        return Skip(
            reason: reason, when: keyed.expression("when"), issue: keyed.text("issue"),
            until: keyed["until"].flatMap(date))
    }

    func requirements(_ node: YAMLNode) -> Scenario.Requires? {
        let allowed = ["simulator", "features"]
        guard let keyed = KeyedNode(node, "'requires'", allowed: allowed, decoder: self) else { return nil }
        return Scenario.Requires(
            simulator: keyed["simulator"].flatMap(versionRange), features: keyed.texts("features"))
    }

    private func versionRange(_ node: YAMLNode) -> VersionRange? {
        guard let text = text(node, "'simulator'") else { return nil }
        guard let range = VersionRange(text) else {
            report(
                .notAVersionRange, "'\(text)' is not a range of versions", at: node.place, "write '>=1.2 <2'")
            return nil
        }
        return range
    }

    /// A day, or an instant.
    private func date(_ node: YAMLNode) -> Instant? {
        guard let text = text(node, "'until'") else { return nil }
        guard let instant = Instant(iso8601: text) ?? Instant(iso8601: "\(text)T00:00:00Z") else {
            report(.notADate, "'\(text)' is not a date", at: node.place, "write 2026-12-31")
            return nil
        }
        return instant
    }
}
