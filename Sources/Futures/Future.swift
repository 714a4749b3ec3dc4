public import ControlPlane
public import VirtualTime

/// A world, an instant to leave it at, and what is done to it from then on: with the choices given,
/// everything that follows is given too.
public struct Future: Sendable {
    /// The fork point: its clock is at T.
    public let start: Timeline
    /// In the order of their instants; of those at one instant, in the order written.
    public let interventions: [Intervention]
    public let horizon: Instant
    /// What must hold after every event.
    public let invariants: [FutureInvariant]

    /// - Precondition: no intervention comes before the fork point, and the horizon not before it either.
    public init(
        from start: Timeline, _ interventions: [Intervention], through horizon: Instant,
        invariants: [FutureInvariant] = []
    ) {
        precondition(horizon >= start.now, "a future ends after it begins")
        precondition(interventions.allSatisfy { $0.at >= start.now }, "the past is not changed")
        self.start = start
        self.interventions = interventions.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }.map(\.element)
        self.horizon = horizon
        self.invariants = invariants
    }

    /// The same future under another policy for all choices.
    public func under(_ policy: ChoicePolicy, seed: UInt64? = nil) -> Future {
        var settings = start.world.settings
        settings.choices.policy = policy
        settings.choices.exact = []
        if let seed { settings.choices.seed = seed }
        return with(settings)
    }

    /// The same future with the documents read otherwise.
    public func with(_ settings: Settings) -> Future {
        guard settings != start.world.settings else { return self }
        var start = start
        start.choose(settings)
        return Future(from: start, interventions, through: horizon, invariants: invariants)
    }

    /// Without one of its interventions.
    public func removing(_ place: Int) -> Future {
        var rest = interventions
        rest.remove(at: place)
        return Future(from: start, rest, through: horizon, invariants: invariants)
    }

    /// Plays it, and measures it.
    /// - Parameters:
    ///   - course: what is settled; the rest follows the world's policy and TIME-01.
    ///   - wanted: measures that cost more than the rest, and whether to take them.
    public func outcome(on course: Course = Course(), wanted: FutureMeter.Wanted = []) -> FutureOutcome {
        var timeline = start.following(course)
        return play(&timeline, wanted: wanted)
    }

    /// Goes on from a timeline at the fork point to the horizon.
    public func play(_ timeline: inout Timeline, wanted: FutureMeter.Wanted = []) -> FutureOutcome {
        var meter = FutureMeter(at: timeline, wanted: wanted, invariants: invariants)
        let coming = interventions.prefix { $0.at <= horizon }
        timeline.awaitCommand(at: coming.first?.at)
        for (place, intervention) in coming.enumerated() {
            Self.go(to: intervention.at, &timeline, &meter)
            timeline.beginCommand(next: place + 1 < coming.count ? coming[place + 1].at : nil)
            meter.take(intervention.perform(&timeline))
            timeline.endCommand()
            meter.look(at: timeline)
        }
        Self.go(to: horizon, &timeline, &meter)
        return meter.outcome(of: timeline, from: start)
    }

    /// From due moment to due moment, looking at each.
    static func go(to target: Instant, _ timeline: inout Timeline, _ meter: inout FutureMeter) {
        while true {
            let due = timeline.world.next.map(\.at).flatMap { $0 <= target ? $0 : nil }
            if let stop = meter.nextStop(after: timeline, before: due ?? target) {
                timeline.advance(to: stop)
            } else if due == nil || timeline.isHolding || !timeline.advanceToNextAlarm() {
                break
            }
            meter.look(at: timeline)
        }
        timeline.advance(to: target)
        meter.look(at: timeline)
    }
}
