extension TrainingSession {
    /// Where an inject stands, as its facilitator reads it.
    public func standing(of inject: Training.Inject) -> String {
        if let fired = progress.fired.first(where: { $0.id == inject.id }) {
            return "fired at \(fired.at)\(fired.byFacilitator ? " by hand" : "")"
        }
        if progress.skipped.contains(where: { $0.id == inject.id }) { return "skipped" }
        if let held = progress.withheld.first(where: { $0.id == inject.id }) {
            return "withheld at \(held.at): its goal was met"
        }
        guard let at = inject.at else { return inject.when == nil ? "fired by hand only" : "waits" }
        return instant(at).map { "due at \($0)" } ?? "waits for another"
    }
}
