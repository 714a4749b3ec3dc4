import VirtualTime

/// A word about settings that cannot be taken, and a way out.
public struct SettingProblem: Error, Equatable, Sendable {
    public let sentence: String
    public let hint: String
}

/// Settings in words, as the command line and the control API give them.
extension Settings {
    public mutating func assume(named name: String, _ reading: String) throws(SettingProblem) {
        guard let assumption = Assumption(rawValue: name) else {
            throw SettingProblem(sentence: "there is no assumption '\(name)'.", hint: "lockstep assumptions")
        }
        guard assume(assumption, reading) else {
            throw SettingProblem(
                sentence: "'\(reading)' is no reading of \(name).",
                hint: "\(name)=\(assumption.readings.joined(separator: " or "))")
        }
    }

    /// - Parameter text: a day, such as `2021-06-19`.
    public mutating func setServices(asOf text: String) throws(SettingProblem) {
        guard let day = Instant(iso8601: text) else {
            throw SettingProblem(sentence: "'\(text)' is no day.", hint: "2024-02-16")
        }
        servicesAsOf = day
    }

    /// - Parameter text: a duration, or two with dots between them: `90m`, `0s..2h`.
    public mutating func setTiming(named name: String, _ text: String) throws(SettingProblem) {
        guard let range = Self.range(text) else {
            throw SettingProblem(
                sentence: "'\(text)' is no duration and no range of them.",
                hint: "\(name)=90m or \(name)=0s..2h")
        }
        guard setTiming(name, from: range.lowerBound, to: range.upperBound) else {
            throw SettingProblem(
                sentence: "there is no timing '\(name)' that takes \(text).", hint: "lockstep timings")
        }
    }

    /// The two ends in milliseconds; one duration is both of them.
    public static func range(_ text: String) -> ClosedRange<Int64>? {
        let parts = text.split(separator: "..").map(String.init)
        let ends = parts.compactMap { Duration(text: $0)?.wholeMilliseconds }
        guard ends.count == parts.count, let low = ends.first, let high = ends.last, ends.count <= 2,
            low <= high,
            high <= Duration.days(3_652_500).wholeMilliseconds
        else {
            return nil
        }
        return low...high
    }
}
