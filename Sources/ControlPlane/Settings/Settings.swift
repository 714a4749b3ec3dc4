public import VirtualTime

/// How the documents are read and how their open moments are picked. Changing it is a cause of its own.
public struct Settings: Equatable, Codable, Sendable {
    public var profile: Profile
    public var choices: Choices
    /// The day whose services answer; nil for that of the profile.
    public var servicesAsOf: Instant?
    /// Ranges that differ from the documented ones, in the order they were set.
    public private(set) var timings: [Timing]
    /// Readings that differ from the default, in the order of `Assumption.allCases`.
    public private(set) var assumed: [Reading]
    /// Nil in every world but those of tests that look for it.
    package var defect: Defect?

    public struct Timing: Equatable, Codable, Sendable {
        public let name: String
        public let lowMilliseconds: Int64
        public let highMilliseconds: Int64
    }
    public struct Reading: Equatable, Codable, Sendable {
        public let assumption: Assumption
        public let reading: String
    }

    public init(profile: Profile = .seed, choices: Choices = Choices()) {
        self.profile = profile
        self.choices = choices
        timings = []
        assumed = []
    }

    /// Whether `assumption` is taken in its default reading.
    public func isDefault(_ assumption: Assumption) -> Bool {
        !assumed.contains { $0.assumption == assumption }
    }
    /// The reading in which `assumption` is taken.
    public func reading(of assumption: Assumption) -> String {
        assumed.first { $0.assumption == assumption }?.reading ?? assumption.readings[0]
    }

    /// - Returns: `false` if that assumption has no such reading.
    public mutating func assume(_ assumption: Assumption, _ reading: String) -> Bool {
        guard assumption.readings.contains(reading) else { return false }
        assumed.removeAll { $0.assumption == assumption }
        if reading != assumption.readings[0] {
            assumed.append(Reading(assumption: assumption, reading: reading))
        }
        assumed.sort { $0.assumption.rawValue < $1.assumption.rawValue }
        return true
    }

    /// Sets the range of a choice point's timing, or a fixed timing when both ends are the same.
    /// - Returns: `false` if there is no timing of that name, or none that takes this range.
    public mutating func setTiming(_ name: String, from low: Int64, to high: Int64) -> Bool {
        let isRange = ChoicePoint.allCases.contains { $0.timing == name }
        guard 0 <= low, low <= high, isRange || low == high && FixedTiming(rawValue: name) != nil else {
            return false
        }
        timings.removeAll { $0.name == name }
        timings.append(Timing(name: name, lowMilliseconds: low, highMilliseconds: high))
        return true
    }

    /// A figure that the documents state, as this world takes it.
    public func fixed(_ timing: FixedTiming) -> Duration {
        timings.isEmpty
            ? timing.standard
            : timings.first { $0.name == timing.rawValue }.map { .milliseconds($0.lowMilliseconds) }
                ?? timing.standard
    }

    /// The closed range of a point, counted from its cause.
    public func window(of point: ChoicePoint) -> ClosedRange<Duration> {
        let set = timings.first { $0.name == point.timing }
        let low = set?.lowMilliseconds ?? 0
        let high = set?.highMilliseconds ?? point.bound(in: profile)
        return .milliseconds(low) ... .milliseconds(high)
    }

    func window(of point: ChoicePoint, from cause: Instant) -> ClosedRange<Instant> {
        let set = timings.isEmpty ? nil : timings.first { $0.name == point.timing }
        let low = set?.lowMilliseconds ?? 0
        let high = set?.highMilliseconds ?? point.bound(in: profile)
        return Instant(
            milliseconds: cause.milliseconds + low)...Instant(milliseconds: cause.milliseconds + high)
    }
}
