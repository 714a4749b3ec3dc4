/// One expectation of a file, turned into its opposite.
public struct Flip: Equatable, Sendable {
    /// What was turned: `status`, `workspace/contoso-soc.data`, `check`.
    public let what: String
    public let place: SourcePlace
    /// Whether a run of the file failed then, as it must.
    public let isNoticed: Bool
}

/// Turns the expectations of a scenario into their opposite, one at a time, and runs it each time.
///
/// A file that passes all the same says nothing by that expectation: nobody gets there, or it holds whatever
/// happens. What is wanted `within` a time or `eventually` is flipped as a whole, into "it does not come
/// about": of two values that follow one another, each holds at some time.
public struct Flips: Sequence {
    private let scenario: Scenario
    private let runner: ScenarioRunner

    public init(of scenario: Scenario, runner: ScenarioRunner) {
        self.scenario = scenario
        self.runner = runner
    }

    public func makeIterator() -> AnyIterator<Flip> {
        var number = 0
        return AnyIterator {
            var flipper = Flipper(at: number)
            let flipped = flipper.flipped(scenario)
            guard let site = flipper.site else { return nil }
            number += 1
            let isNoticed = runner.run(flipped).contains { $0.verdict == .failed }
            return Flip(what: site.what, place: site.place, isNoticed: isNoticed)
        }
    }
}
