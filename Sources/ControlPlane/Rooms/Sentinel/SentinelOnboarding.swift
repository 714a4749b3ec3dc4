public import VirtualTime

extension Sentinel {
    /// A machine: onboarding → (awaiting confirmation →) onboarded or failed → removing → removed → purged.
    public enum OnboardingState: Equatable, Codable, Sendable {
        case onboarding(since: Stamp, until: Instant)
        /// Ready, but the product group has not confirmed it; `reply` is known once it was written to.
        case awaitingConfirmation(since: Stamp, reply: Instant?)
        case onboarded
        case failed(since: Stamp)
        /// Off-boarded, and not done with yet: nothing answers any more.
        case removing(since: Stamp, until: Instant, graceUntil: Instant)
        /// Off-boarded; rules and incidents can come back until `graceUntil`, counted from the DELETE (P-41).
        case removed(since: Stamp, graceUntil: Instant)
        /// Off-boarded, and the grace has run out.
        case purged

        /// Whether Sentinel calls are answered: from the PUT on (P-21).
        public var answers: Bool {
            switch self {
            case .onboarding, .awaitingConfirmation, .onboarded: true
            case .failed, .removing, .removed, .purged: false
            }
        }
        public var deadline: Instant? {
            switch self {
            case .onboarding(_, let until): until
            case .awaitingConfirmation(_, let reply): reply
            case .removing(_, let until, let grace): min(until, grace)
            case .removed(_, let until): until
            case .onboarded, .failed, .purged: nil
            }
        }
        /// Until when an off-boarded configuration can come back; nil for every other state.
        public var graceUntil: Instant? {
            switch self {
            case .removing(_, _, let until), .removed(_, let until): until
            case .onboarding, .awaitingConfirmation, .onboarded, .failed, .purged: nil
            }
        }
        /// The vocabulary's word.
        public var text: String {
            switch self {
            case .onboarding, .awaitingConfirmation: "requested"
            case .onboarded: "confirmed"
            case .failed: "rejected"
            case .removing, .removed, .purged: "none"
            }
        }
    }
}
