/// A domain action: what it works on and what may be said with it.
public struct ActWord: Hashable, Sendable {
    public let name: String
    public let targets: [String]
    public let arguments: [String]
    /// Arguments that must be given; of a nested list any one.
    public let required: [[String]]

    init(_ name: String, on targets: [String], _ arguments: [String] = [], required: [[String]] = []) {
        self.name = name
        self.targets = targets
        self.arguments = arguments
        self.required = required
    }
}

extension Vocabulary {
    private static let holder = ["principal", "application"]

    public static let acts: [ActWord] = [
        ActWord("key.create", on: ["key"], ["kty", "size"]),
        ActWord("key.rotate", on: ["key"]),
        ActWord("key.disable", on: ["key", "keyversion"]),
        ActWord("key.enable", on: ["key", "keyversion"]),
        ActWord("key.expire", on: ["key", "keyversion"], ["at"]),
        ActWord("key.delete", on: ["key"]),
        ActWord("key.recover", on: ["key"]),
        ActWord("key.purge", on: ["key"]),
        ActWord("vault.create", on: ["vault"], ["retention", "purgeProtection", "rbac", "softDelete"]),
        ActWord("vault.delete", on: ["vault"]),
        ActWord("vault.recover", on: ["vault"]),
        ActWord("vault.purge", on: ["vault"]),
        ActWord("policy.grant", on: ["vault"], holder + ["keys"], required: [holder]),
        ActWord("policy.revoke", on: ["vault"], holder + ["keys"], required: [holder]),
        ActWord("role.assign", on: ["vault"], holder + ["role"], required: [holder]),
        ActWord("role.remove", on: ["vault"], holder + ["role"], required: [holder]),
        ActWord("network.deny", on: ["vault"]),
        ActWord("network.allow", on: ["vault"]),
        ActWord("provider.register", on: ["provider"]),
        ActWord("provider.unregister", on: ["provider"]),
        ActWord("cluster.create", on: ["cluster"], ["tier", "identity"]),
        ActWord("cluster.update-key", on: ["cluster"], ["key", "version"], required: [["key"]]),
        ActWord("cluster.clear-key", on: ["cluster"]),
        ActWord("cluster.set-identity", on: ["cluster"], ["type", "identity"], required: [["type"]]),
        ActWord("cluster.set-tier", on: ["cluster"], ["tier"], required: [["tier"]]),
        ActWord("cluster.delete", on: ["cluster"]),
        ActWord("workspace.create", on: ["workspace"]),
        ActWord("workspace.recover", on: ["workspace"]),
        ActWord("workspace.link", on: ["workspace"], ["cluster"], required: [["cluster"]]),
        ActWord("workspace.unlink", on: ["workspace"]),
        ActWord("workspace.delete", on: ["workspace"], ["force"]),
        ActWord("workspace.set-retention", on: ["workspace"], ["days"], required: [["days"]]),
        ActWord("sentinel.onboard", on: ["sentinel"], ["customerManagedKey"]),
        ActWord("sentinel.offboard", on: ["sentinel"]),
        ActWord("sentinel.create-incident", on: ["sentinel"], ["title", "severity"], required: [["title"]]),
        ActWord("sentinel.create-rule", on: ["sentinel"], ["name"], required: [["name"]]),
        ActWord("sentinel.update-settings", on: ["sentinel"], ["name"]),
        ActWord("cosmos.delete-account", on: ["cosmos"]),
        ActWord("query.run", on: ["workspace"], ["query", "timespan"], required: [["query"]]),
        ActWord("support.contact", on: ["sentinel", "cluster"], ["topic"], required: [["topic"]]),
        ActWord("arm.error", on: ["subscription"], ["code", "times"]),
        ActWord("arm.throttle", on: ["subscription"], ["kind", "remaining", "principal"]),
    ]

    public static let topics = ["confirm-cmk-onboarding", "planned-change", "restore-identity"]

    public static func act(named name: String) -> ActWord? { acts.first { $0.name == name } }
}
