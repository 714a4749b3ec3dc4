/// Every rule Lockstep honors, over all rooms, in the order of their ids.
public enum Rulebook {
    public struct Line: Sendable {
        public let id: RuleID
        /// The Swift case, as a reader of the code will search for it.
        public let name: String
        public let room: String
        public let citation: Citation

        public var status: Status { citation.kind == .advice ? .advisory : .enforced }
        /// The states of the documents in which it holds as it is said.
        public var profiles: [Profile] {
            Profile.allCases.filter { !$0.figures.leavesOut.contains(id.code) }
        }
    }

    /// What becomes of a documented rule.
    public enum Status: String, CaseIterable, Sendable {
        /// Refused, brought about or kept by code.
        case enforced
        /// Accepted and flagged.
        case advisory
        /// Outside what Lockstep is for: see `NonGoal`.
        case nonGoal = "non-goal"
    }

    public static let lines: [Line] = {
        var lines: [Line] = []
        func take<Rule: DocumentedRule>(_ rules: Rule.Type, _ room: String) {
            lines += rules.allCases.map {
                Line(id: $0.id, name: "\($0)", room: room, citation: $0.citation)
            }
        }
        // A room with many rules has several families of them: a line each, under the room's name.
        take(TimeRule.self, "VirtualTime")
        take(Resources.Rule.self, "Resources")
        take(Identity.Rule.self, "Identity")
        take(KeyVault.Rule.self, "KeyVault")
        take(KeyVault.VaultRule.self, "KeyVault")
        take(KeyVault.KeyRule.self, "KeyVault")
        take(KeyVault.AccessRule.self, "KeyVault")
        take(KeyVault.NetworkRule.self, "KeyVault")
        take(KeyVault.ProtocolRule.self, "KeyVault")
        take(LogAnalytics.Rule.self, "LogAnalytics")
        take(LogAnalytics.KeyRule.self, "LogAnalytics")
        take(LogAnalytics.ClusterRule.self, "LogAnalytics")
        take(LogAnalytics.WorkspaceRule.self, "LogAnalytics")
        take(LogAnalytics.StorageRule.self, "LogAnalytics")
        take(LogAnalytics.ErrorRule.self, "LogAnalytics")
        take(CosmosDB.Rule.self, "CosmosDB")
        take(Sentinel.Rule.self, "Sentinel")
        return lines.sorted { $0.id < $1.id }
    }()

    /// The rule of that id, in any casing.
    public static func find(_ code: String) -> Line? {
        let code = code.uppercased()
        return lines.first { $0.id.code == code }
    }
}
