import VirtualTime

/// Which state of the documents is enforced (D-02).
public enum Profile: String, CaseIterable, Codable, Sendable {
    case seed = "seed-2024-02-16"
    case current = "current-2026-07"
}

/// Readings of points on which the documents are silent. The first reading of each is the default.
public enum Assumption: String, CaseIterable, Codable, Sendable {
    case unsupportedChange = "unsupported-change"
    case partialRevocation = "partial-revocation"
    case ingestWhileRevoked = "ingest-while-revoked"
    case linkBeforeProvisioned = "link-before-provisioned"
    case onboardedBefore = "onboarded-before"
    case disabledKeyWrap = "disabled-key-wrap"

    public var readings: [String] {
        switch self {
        case .unsupportedChange: ["reject", "accept-without-effect"]
        case .partialRevocation: ["isolated", "any-store-revokes-all"]
        case .ingestWhileRevoked: ["accept-and-drop", "reject"]
        case .linkBeforeProvisioned: ["reject", "drop"]
        case .onboardedBefore: ["blocks", "allowed"]
        case .disabledKeyWrap: ["refused", "allowed"]
        }
    }
}

/// How the documents are read and how their open moments are picked. Changing it is a cause of its own.
public struct Settings: Equatable, Codable, Sendable {
    public var profile: Profile
    public var choices: Choices
    /// Ranges that differ from the documented ones, in the order they were set.
    public private(set) var timings: [Timing]
    /// Readings that differ from the default, in the order of `Assumption.allCases`.
    public private(set) var assumed: [Reading]

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

    /// - Returns: `false` if no choice point has a timing of that name.
    public mutating func setTiming(_ name: String, from low: Int64, to high: Int64) -> Bool {
        guard ChoicePoint.allCases.contains(where: { $0.timing == name }), 0 <= low, low <= high else {
            return false
        }
        timings.removeAll { $0.name == name }
        timings.append(Timing(name: name, lowMilliseconds: low, highMilliseconds: high))
        return true
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
