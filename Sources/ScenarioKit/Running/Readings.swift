import ControlPlane

/// A run of a scenario under another reading, held against the run under the file's own.
public struct Variant: Sendable {
    /// `unsupported-change=accept-without-effect`, or a state of the documents.
    public let reading: String
    /// Steps that went otherwise, with what came of them; empty if nothing did.
    public let differences: [String]
    /// What kept the variant from running at all.
    public let problem: WorldProblem?
}

/// One run with its variants.
public struct Readings: Sendable {
    public let result: RunResult
    public let variants: [Variant]

    public init(result: RunResult, variants: [Variant]) {
        self.result = result
        self.variants = variants
    }
}

extension ScenarioRunner {
    /// Runs a scenario, and again under each other reading of each assumption that a rule of the run reads;
    /// and under the caller's state of the documents, if the file names another.
    public func runAllReadings(of scenario: Scenario) -> [Readings] {
        let pinned = Set(scenario.assume.map(\.name.source) + options.assumptions.map(\.name))
        let results = run(scenario)
        let fired = Set(results.flatMap(\.firedRules))
        var variants: [[Variant]] = results.map { _ in [] }
        func compare(_ reading: String, _ runner: ScenarioRunner) {
            for (place, other) in runner.run(scenario).enumerated() where results[place].verdict != .skipped {
                variants[place].append(Self.variant(reading, other, against: results[place]))
            }
        }
        if let rules = options.rules, let own = scenario.pinnedRules, own != rules {
            compare(rules, with { $0.forcedRules = rules })
        }
        for assumption in Assumption.allCases
        where !pinned.contains(assumption.rawValue) && !fired.isDisjoint(with: assumption.rules) {
            for reading in assumption.readings.dropFirst() {
                let use = AssumptionUse(name: assumption.rawValue, reading: reading)
                compare("\(use.name)=\(reading)", with { $0.assumptions.append(use) })
            }
        }
        return zip(results, variants).map { Readings(result: $0, variants: $1) }
    }

    private static func variant(_ reading: String, _ other: RunResult, against own: RunResult) -> Variant {
        guard other.problem == nil else {
            return Variant(reading: reading, differences: [], problem: other.problem)
        }
        var differences: [String] = []
        for (place, step) in own.steps.enumerated() {
            let before = step.summary
            guard place < other.steps.count else {
                differences.append("\(step.title): not reached")
                break
            }
            let after = other.steps[place].summary
            if before != after { differences.append("\(step.title): \(before), then \(after)") }
        }
        return Variant(reading: reading, differences: differences, problem: nil)
    }
}

extension StepOutcome {
    /// What came of it, in a few words: verdict, status, outcome and the rules that refused.
    fileprivate var summary: String {
        var words = [verdict.rawValue]
        if let result {
            words.append(String(result.status))
            if let outcome = result.outcome { words.append(outcome) }
            words += result.rejectedBy
        }
        if let message = failure?.message { words.append("(\(message))") }
        return words.joined(separator: " ")
    }
}
