import VirtualTime

/// What takes part in a run beside its steps: asked at every instant at which something happens.
protocol RunDirector: AnyObject {
    /// Conditions whose crossings between events matter too.
    var watched: [Condition] { get }
    /// The next instant of its own, after now; nil if there is none.
    func next(in state: RunState) -> Instant?
    /// Everything at this instant has happened.
    func settled(_ state: RunState) throws(StepFailure)
}
