public import VirtualTime

/// Which state of the documents is enforced (D-02).
public enum Profile: String, CaseIterable, Codable, Sendable {
    case seed = "seed-2024-02-16"
    case current = "current-2026-07"

    /// All that the two states of the documents say differently. Rules read figures, never the profile.
    public var figures: Figures {
        switch self {
        case .seed: .seed
        case .current: .current
        }
    }

    /// One state of the documents, as figures and readings.
    public struct Figures: Equatable, Sendable {
        /// Bound within which a cluster is back after its key is (LA-REVOKE-08, GAP-02).
        public let clusterRestore: Duration
        /// Whether SENT-CHG-01 to -03 are unsupported, or take effect in part (P-38).
        public let refusesIneffectiveChanges: Bool
        /// Whether onboarding ends with a word from the product group (SENT-PRE-08, GAP-19).
        public let asksProductGroup: Bool
        /// Data of Sentinel's that the customer's key does not cover (SENT-SCOPE-02, GAP-20).
        public let leavesUnderMicrosoftKeys: [String]
        /// Where onboarding under a key can be asked for (SENT-ONB-05, GAP-29).
        public let onboardingSurfaces: [String]
        /// The day whose services answer, unless a world sets another.
        public let servicesAsOf: Instant
        /// Rules of the other state of the documents that do not hold in this one.
        public let leavesOut: [String]

        static let seed = Figures(
            clusterRestore: .hours(1), refusesIneffectiveChanges: true, asksProductGroup: true,
            leavesUnderMicrosoftKeys: [], onboardingSurfaces: ["REST"],
            servicesAsOf: .day("2024-02-16"), leavesOut: ["SENT-SCOPE-02"])
        static let current = Figures(
            clusterRestore: .minutes(30), refusesIneffectiveChanges: false, asksProductGroup: false,
            leavesUnderMicrosoftKeys: [
                "alerts", "incidents", "behaviors", "entity analytics", "workbooks", "playbooks",
            ],
            onboardingSurfaces: ["REST", "Azure CLI"],
            servicesAsOf: .day("2026-07-01"), leavesOut: ["SENT-SCOPE-01"])
    }
}
