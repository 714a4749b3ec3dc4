import VirtualTime

/// A scenario file with a training block, read and checked.
public struct Exercise: Sendable {
    public let source: SourceText
    public let scenario: Scenario
    public let training: Training

    /// - Throws: all mistakes of the file; nil in place of an exercise if it has no training block.
    public static func read(
        _ source: SourceText, files: FileAccess = .none
    ) throws(ProblemList) -> Exercise? {
        let scenario = try ScenarioReader.read(source, files: files)
        guard let training = scenario.training else { return nil }
        return Exercise(source: source, scenario: scenario, training: training)
    }

    public var title: String { training.title ?? scenario.name.source }
    /// Virtual seconds a wall second.
    public var rate: Rational { training.rate ?? Rational(1) }

    /// How much virtual time there is: the budget of wall time at the file's rate; a day without one.
    public var length: Duration {
        guard let wall = training.duration?.ready else { return .hours(24) }
        let milliseconds = Rational.product(Rational(wall.wholeMilliseconds), rate)
        return milliseconds.map { .milliseconds($0.numerator / $0.denominator) } ?? .hours(24)
    }

    public func goal(_ id: String) -> Training.Goal? { training.goals.first { $0.id == id } }
    public func inject(_ id: String) -> Training.Inject? { training.injects.first { $0.id == id } }
}

/// Why something cannot be done in an exercise.
public struct TrainingProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    public let hint: String?

    public init(_ message: String, try hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
    public var description: String { message }
}
