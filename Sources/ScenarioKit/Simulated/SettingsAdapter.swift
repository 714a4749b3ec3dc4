import ControlPlane
import VirtualTime

/// The language's settings as the core's.
enum SettingsAdapter {
    static func settings(_ given: WorldSettings, from present: Settings) throws(WorldProblem) -> Settings {
        var settings = present
        if let text = given.seed { settings.choices.seed = seed(text) }
        for choice in given.choices {
            if choice.point == "default" {
                guard let policy = ControlPlane.ChoicePolicy(rawValue: choice.policy) else {
                    throw WorldProblem("'\(choice.policy)' is no choice policy")
                }
                settings.choices.policy = policy
                continue
            }
            settings.choices.exact.append(
                Choices.Exact(glob: glob(choice.point), value: try value(choice.policy)))
        }
        for use in given.assumptions {
            guard let assumption = Assumption(rawValue: use.name) else {
                throw WorldProblem("the assumption '\(use.name)' is not supported by this version")
            }
            guard settings.assume(assumption, use.reading) else {
                throw WorldProblem("'\(use.reading)' is no reading of \(use.name)")
            }
        }
        for timing in given.timings {
            guard
                settings.setTiming(
                    timing.name, from: timing.least.wholeMilliseconds, to: timing.most.wholeMilliseconds)
            else { throw WorldProblem("the timing '\(timing.name)' is not supported by this version") }
        }
        return settings
    }

    /// `honor.cluster` means every occurrence of it: `honor.cluster@*`.
    private static func glob(_ point: String) -> String {
        point.contains("@") || point.hasSuffix("*") || point.hasPrefix("fault.") ? point : "\(point)@*"
    }

    private static func value(_ text: String) throws(WorldProblem) -> Choices.Exact.Value {
        if let policy = ControlPlane.ChoicePolicy(rawValue: text) { return .policy(policy) }
        if let strike = Vocabulary.strikes.firstIndex(of: text) {
            return .after(milliseconds: Int64(strike))
        }
        guard let duration = Duration(text: text) else { throw WorldProblem("'\(text)' is no choice policy") }
        return .after(milliseconds: duration.wholeMilliseconds)
    }

    /// A number is itself; any other text is a number derived from it.
    static func seed(_ text: String) -> UInt64 {
        if let number = UInt64(text) { return number }
        var draw = Draw(seed: 0, key: text)
        return draw.next()
    }
}
