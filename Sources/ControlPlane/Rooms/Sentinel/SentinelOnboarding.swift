public import VirtualTime

extension Sentinel {
    /// A machine: onboarding → onboarded or failed → removed.
    public enum OnboardingState: Equatable, Codable, Sendable {
        case onboarding(since: Stamp, until: Instant)
        case onboarded
        case failed(since: Stamp)
        /// Off-boarded; rules and incidents can come back until `graceUntil`, counted from the DELETE (P-41).
        case removed(since: Stamp, graceUntil: Instant)
        /// Off-boarded, and the grace has run out.
        case purged

        /// Whether Sentinel calls are answered: from the PUT on (P-21).
        public var answers: Bool {
            switch self {
            case .onboarding, .onboarded: true
            case .failed, .removed, .purged: false
            }
        }
        public var deadline: Instant? {
            switch self {
            case .onboarding(_, let until): until
            case .removed(_, let until): until
            case .onboarded, .failed, .purged: nil
            }
        }
        /// The vocabulary's word (B.12).
        public var text: String {
            switch self {
            case .onboarding: "requested"
            case .onboarded: "confirmed"
            case .failed: "rejected"
            case .removed, .purged: "none"
            }
        }
    }
}
