public import VirtualTime

/// What has come about in an exercise so far: a function of the world's past and of what was done.
public struct TrainingProgress: Equatable, Sendable {
    public struct Reached: Equatable, Sendable {
        public let id: String
        public let at: Instant
    }

    public struct Fired: Equatable, Sendable {
        public let id: String
        public let at: Instant
        public let byFacilitator: Bool
    }

    public struct Message: Equatable, Sendable {
        public let at: Instant
        /// Who sends it; nil for the exercise itself.
        public let from: String?
        public let text: String
    }

    public struct TakenHint: Equatable, Sendable {
        public let goal: String
        /// Its place among the hints of the goal, from 0.
        public let place: Int
        public let at: Instant
    }

    public internal(set) var met: [Reached] = []
    public internal(set) var applied: [Reached] = []
    public internal(set) var fired: [Fired] = []
    /// Injects that will not fire: their goal was met by then.
    public internal(set) var withheld: [Reached] = []
    /// Injects that the facilitator took out.
    public internal(set) var skipped: [Reached] = []
    public internal(set) var messages: [Message] = []
    public internal(set) var hints: [TakenHint] = []
    /// What went otherwise than the exercise means it, for the facilitator.
    public internal(set) var notes: [Message] = []

    public func met(_ goal: String) -> Instant? { met.first { $0.id == goal }?.at }
    public func applied(_ penalty: String) -> Instant? { applied.first { $0.id == penalty }?.at }

    /// Whether nothing is to be expected of an inject any more.
    func isSettled(inject id: String) -> Bool {
        fired.contains { $0.id == id } || withheld.contains { $0.id == id }
            || skipped.contains { $0.id == id }
    }
}
