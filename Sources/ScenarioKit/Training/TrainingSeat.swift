import AzureWire
import VirtualTime

/// A session at the desk, and the wall clock that drives it, if one does.
struct TrainingSeat {
    private(set) var session: TrainingSession
    /// What a facilitator has to say; nil where one person is both.
    let word: String?
    /// How long the desk has been open when the clock was last carried on; nil where it moves only when told.
    private var carriedOn: Duration?

    /// - Parameter uptime: how long the desk has been open; nil for a clock that moves only when told.
    init(_ session: TrainingSession, liveSince uptime: Duration?, word: String?) {
        self.session = session
        self.word = word
        carriedOn = uptime
    }

    var isLive: Bool { carriedOn != nil }

    mutating func perform(_ action: Deed.Action) throws(TrainingProblem) -> TrainingAnswer {
        try session.perform(action)
    }

    mutating func answer(_ request: WireRequest) throws(TrainingProblem) -> WireResponse {
        try session.answer(request)
    }

    /// Lets the virtual time pass that goes with the wall time since, at the rate of the exercise; none while
    /// it is paused. Less than a millisecond waits for the next time.
    mutating func carryOn(to uptime: Duration) {
        guard let before = carriedOn, uptime > before else { return }
        guard !session.isPaused, !session.isOver else {
            carriedOn = uptime
            return
        }
        let rate = session.exercise.rate
        let wall = (uptime - before).wholeMilliseconds
        let virtual = Int128(wall) * Int128(rate.numerator) / Int128(rate.denominator)
        guard virtual > 0, virtual < Int128(Int64.max) else { return }
        carriedOn = before + .milliseconds(wall)
        // Forward, and not past the end: nothing that the clock could refuse.
        _ = try? session.perform(.clock(to: session.now + .milliseconds(Int64(virtual))))
    }
}
