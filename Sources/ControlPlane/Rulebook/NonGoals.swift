/// A documented rule that is outside what Lockstep is for: known, explained, answered 501 where it is met.
public struct NonGoal: Sendable {
    public let id: RuleID
    public let room: String
    public let says: String
    /// Why it is left out.
    public let reason: String

    init(_ id: String, _ room: String, _ says: String, because reason: String) {
        self.id = RuleID(id)
        self.room = room
        self.says = says
        self.reason = reason
    }

    /// In the order of their ids; each is in `docs/non-goals` of its room.
    public static let all: [NonGoal] = [
        NonGoal(
            "COSMOS-REVOKE-08", "CosmosDB",
            "Backups may miss the hour before a revocation, and need the key version of their time.",
            because: "Nothing is backed up here, so there is nothing to restore."),
        NonGoal(
            "KV-DEL-10", "KeyVault", "A subscription marked undeletable cannot be purged from either.",
            because: "No public call marks a subscription so."),
        NonGoal(
            "LA-CLUSTER-14", "LogAnalytics", "Customer Lockbox is part of dedicated clusters.",
            because: "Lockbox is a procedure of Microsoft's support; no request meets it."),
    ]

    public static func find(_ code: String) -> NonGoal? {
        let code = code.uppercased()
        return all.first { $0.id.code == code }
    }
}
