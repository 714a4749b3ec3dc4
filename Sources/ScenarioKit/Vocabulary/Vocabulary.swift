import ControlPlane
import VirtualTime

/// The closed lists of words of the format.
public enum Vocabulary {
    public static let schema = "lockstep/scenario/v1"
    public static let worldSchema = "lockstep/world/v1"
    public static let profiles = Profile.allCases.map(\.rawValue)
    public static let policies = ControlPlane.ChoicePolicy.allCases.map(\.rawValue)
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

    public static let choicePoints = ChoicePoint.allCases.map(\.rawValue)

    /// Ranges of choice points, then figures that the documents state outright.
    public static let timings: [String] = {
        var names: [String] = []
        for name in ChoicePoint.allCases.map(\.timing) where !names.contains(name) { names.append(name) }
        return names + FixedTiming.allCases.map(\.rawValue)
    }()

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
    public static let assumptions: [(key: String, value: [String])] = Assumption.allCases.map {
        ($0.rawValue, $0.readings)
    }

    static func readings(of assumption: String) -> [String]? {
        assumptions.first { $0.key == assumption }?.value
    }

    /// Whether a glob such as `restore.*` meets at least one choice point.
    /// What a failure with a rate does to a request: `fault.NAME.N: meets`.
    static let strikes = ["passes", "meets"]
    /// Whether a word says how a choice comes out: a policy, a duration, or what a failure does.
    public static func isChoice(_ word: String, of name: String) -> Bool {
        policies.contains(word) || Duration(text: word) != nil
            || name.hasPrefix("fault.") && strikes.contains(word)
    }

    static func meetsChoicePoint(_ glob: String) -> Bool {
        glob == "*" || glob.hasPrefix("fault.") || glob.hasPrefix("order@")
            || choicePoints.contains { Glob.matches(glob.prefix { $0 != "@" }, $0) }
    }
}
