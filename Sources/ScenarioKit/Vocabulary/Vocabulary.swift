/// The closed lists of words of the format.
public enum Vocabulary {
    public static let schema = "lockstep/scenario/v1"
    public static let worldSchema = "lockstep/world/v1"
    public static let profiles = ["seed-2024-02-16", "current-2026-07"]
    public static let policies = ["earliest", "latest", "midpoint", "seeded"]
    public static let clocks = ["frozen", "poll-driven", "live"]
    public static let people = ["operator", "dana@contoso", "trainee"]

    public static let verbs = [
        "request", "az", "act", "advance", "check", "fault", "clear", "ingest", "fork", "race", "use", "note",
        "save",
    ]

    public static let builtinWorlds = [
        "contoso-vault-only", "contoso-cmk-not-onboarded", "contoso-cmk", "contoso-cmk-no-cosmos-rp",
        "contoso-cmk-no-cosmos-policy", "contoso-mmk-onboarded", "contoso-mmk-cluster-onboarded",
        "contoso-cmk-plus-mmk-workspace", "legacy-vault",
    ]

    public static let choicePoints = [
        "honor.cluster", "honor.cosmos", "restore.cluster", "restore.cosmos", "rewrap.cluster",
        "rewrap.cosmos",
        "lro.cluster-create", "lro.cluster-update-key", "lro.workspace-link", "lro.workspace-unlink",
        "lro.workspace-create", "lro.vault-dns", "lro.vault-purge", "lro.cosmos-create", "lro.cosmos-delete",
        "lro.cosmos-convert", "lro.registration", "lro.onboarding", "lro.offboarding", "rbac.propagation",
        "key.transition", "retention.sweep", "support.reply",
    ]

    public static let timings = [
        "cluster.honor", "cosmos.honor", "cluster.restore", "cosmos.restore", "rotation.rewrap",
        "cluster.create",
        "cluster.updateKey", "workspace.link", "workspace.unlink", "workspace.create", "vault.dns",
        "vault.purge",
        "cosmos.create", "cosmos.delete", "cosmos.convert", "provider.register", "sentinel.onboard",
        "sentinel.remove", "rbac.propagation", "key.transition", "retention.sweep", "support.reply",
        "cluster.poll", "cluster.nameReserved", "cluster.tierLock", "workspace.linkWindow",
        "workspace.softDelete", "workspace.dataPurge", "vault.softDelete", "key.leeway", "operation.expiry",
        "sentinel.configGrace", "ingestion.latency", "network.ruleDelay",
    ]

    public static let faults = [
        "vault.outage", "vault.forbidden", "vault.throttle", "vault.latency", "arm.throttle", "arm.error",
        "network.partition", "network.latency", "identity.failure", "provider.unavailable", "clock.skew",
    ]

    public static let journalKinds = ["request", "event", "rule", "fault", "clock", "incident"]

    /// The fields an entry of any kind may have.
    public static let entryFields = [
        "at", "seq", "kind", "causes", "actor", "method", "path", "status", "write", "act", "target",
        "decision",
        "ref", "property", "from", "to", "rule", "severity", "name", "mode", "title",
    ]

    public static let outcomes = ["stored", "dropped", "rejected", "queued", "ineffective", "accepted"]
    public static let operations = ["Succeeded", "Failed", "Canceled", "InProgress", "none"]

    public static let measures = [
        "first_dark", "all_dark", "honor_lag", "restore_lag", "dark_minutes", "dropped", "unrecoverable",
        "purged_unseen", "lost_records", "lost_minutes", "access_recoverable_until", "lossless_until",
        "irreversible_at", "first_rule", "refused",
    ]

    /// Each assumption with its readings, the default first.
    public static let assumptions: KeyValuePairs<String, [String]> = [
        "unsupported-change": ["reject", "accept-without-effect"],
        "partial-revocation": ["isolated", "any-store-revokes-all"],
        "vault-firewall-denial": ["revocation", "outage"],
        "rotation-without-update": ["keeps-working", "revokes"],
        "ingest-while-revoked": ["accept-and-drop", "reject"],
        "query-when-revoked": ["whole-query-fails", "readable-part-answers"],
        "revoked-arm-writes": ["allowed", "refused"],
        "outage-limit": ["none", "30m"],
        "region-tenant-checks": ["strict", "off"],
        "link-before-provisioned": ["reject", "drop"],
        "link-response": ["recorded", "documented"],
        "key-validation": ["sync", "async"],
        "cluster-name-rule": ["openapi", "article"],
        "workspace-names": ["group", "global"],
        "onboarding-preconditions": ["sync", "async"],
        "onboarding-confirmation": ["not-needed", "required"],
        "onboarded-before": ["blocks", "allowed"],
        "cosmos-identity-repair": ["stand-alone-only", "always", "never"],
        "cosmos-trusted": ["trusted", "not-listed"],
        "cosmos-disabled-code": ["sub-4018", "sub-4002"],
        "vault-purge-status": ["405", "409"],
        "all-permission": ["without-purge", "with-purge"],
        "disabled-key-wrap": ["refused", "allowed"],
        "deleted-vault-host": ["not-found", "unreachable"],
        "api-retirement": ["off", "on"],
        "arm-throttling": ["off", "token-bucket", "hourly"],
        "vault-throttling": ["off", "on"],
        "poll-log": ["off", "on"],
        "cosmos-key-version": ["refused", "stripped"],
        "relink": ["refused", "accepted"],
        "etag-mismatch": ["409", "412"],
    ]

    static func readings(of assumption: String) -> [String]? {
        assumptions.first { $0.key == assumption }?.value
    }

    /// Whether a glob such as `restore.*` meets at least one choice point.
    static func meetsChoicePoint(_ glob: String) -> Bool {
        glob == "*" || glob.hasPrefix("fault.") || glob.hasPrefix("order@")
            || choicePoints.contains { Glob.matches(glob, $0.split(separator: "@")[0]) }
    }
}

/// Patterns in which `*` stands for any run of characters.
enum Glob {
    static func matches(_ pattern: some StringProtocol, _ text: some StringProtocol) -> Bool {
        var rest = Substring(text)
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard pieces.count > 1 else { return pattern == text }
        guard rest.hasPrefix(pieces[0]) else { return false }
        rest = rest.dropFirst(pieces[0].count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(pieces[pieces.count - 1])
    }
}
