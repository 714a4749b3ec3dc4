public import ControlPlane

/// A sentence about a world that should not be true, with the rule that says so.
public struct Complaint: Equatable, Sendable {
    public let rule: String
    public let sentence: String

    public init(_ rule: String, _ sentence: String) {
        self.rule = rule
        self.sentence = sentence
    }
}

/// Watches a future for everything that the rules of kind state and deadline promise of it.
///
/// What it knows it has from outside: what a vault says, what was sent, what the clock shows. It never asks a
/// store why.
public struct PromiseWatch: Sendable {
    private var stores = StoreWatch()
    private var data = DataWatch()

    public init() {}

    /// The rules that can be complained about. A promise of Sentinel's is kept by the stores behind it.
    public static let rules: [(rule: String, meaning: [String])] =
        [
            ("SENT-REVOKE-02", ["LA-REVOKE-02", "COSMOS-REVOKE-02"]),
            ("SENT-REVOKE-06", ["LA-REVOKE-08", "COSMOS-REVOKE-06"]),
        ]
        + [
            "COSMOS-REVOKE-02", "COSMOS-REVOKE-06", "KV-DEL-09", "KV-KEY-03", "KV-KEY-17", "LA-AEK-07",
            "LA-CLUSTER-11", "LA-DEL-02", "LA-KEY-07", "LA-LINK-03", "LA-LINK-06", "LA-REVOKE-01",
            "LA-REVOKE-02", "LA-REVOKE-03", "LA-REVOKE-05", "LA-REVOKE-08", "LA-REVOKE-14", "LA-REVOKE-15",
            "SENT-REVOKE-04", "SENT-REVOKE-08", "TIME-01", "TIME-03",
        ].map { ($0, [$0]) }

    /// What an invariant on a rule looks for; nil for a rule that nothing is known about from outside.
    public static func meaning(of rule: String) -> [String]? {
        rules.first { $0.rule == rule }?.meaning
    }

    /// Everything that is wrong at this moment.
    public mutating func look(at timeline: Timeline) -> [Complaint] {
        stores.look(at: timeline) + data.look(at: timeline.world)
            + [WorldInvariants.complaint(timeline.world)].compactMap { $0 }.map(Self.split)
    }

    /// `LA-LINK-03: cluster and workspace disagree`
    private static func split(_ text: String) -> Complaint {
        guard let colon = text.firstIndex(of: ":") else { return Complaint("TIME-01", text) }
        let rest = text[text.index(after: colon)...]
        return Complaint(String(text[..<colon]), String(rest.drop { $0 == " " }))
    }
}

/// One rule of that kind.
public struct PromiseRuleWatch: FutureWatch {
    private let meaning: [String]
    private var promises = PromiseWatch()

    /// - Returns: nil for a rule that nothing is known about from outside.
    public init?(rule: String) {
        guard let meaning = PromiseWatch.meaning(of: rule) else { return nil }
        self.meaning = meaning
    }

    public mutating func look(at timeline: Timeline) -> String? {
        promises.look(at: timeline).first { meaning.contains($0.rule) }?.sentence
    }
}

/// All of them at once: what an exploration looks for when nobody says what must hold.
public struct PromisesWatch: FutureWatch {
    /// The name of an invariant that looks for everything.
    public static let name = "rules"
    private var promises = PromiseWatch()

    public init() {}

    /// `LA-REVOKE-02: cluster/contoso-la has been without its key for 1h and is not dark`
    public mutating func look(at timeline: Timeline) -> String? {
        promises.look(at: timeline).first.map { "\($0.rule): \($0.sentence)" }
    }
}
