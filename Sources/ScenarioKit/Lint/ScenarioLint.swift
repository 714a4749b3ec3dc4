/// Looks for what a file that is right says in vain.
public enum ScenarioLint {
    /// Warnings in the order of their places, each once.
    public static func findings(in scenario: Scenario) -> [Finding] {
        let parts = ScenarioParts(of: scenario)
        let found =
            NameLint(scenario: scenario, parts: parts).findings
            + AssertionLint(file: scenario.file, parts: parts).findings
            + TimeLint.findings(in: scenario)
        var known: Set<Finding> = []
        // A block that is used twice is written once.
        let once = found.filter { known.insert($0).inserted }
        return once.enumerated().sorted { a, b in
            let (x, y) = (a.element.label.place, b.element.label.place)
            return (x.line, x.column, a.offset) < (y.line, y.column, b.offset)
        }.map(\.element)
    }
}
