public import VirtualTime

/// How a choice point is resolved inside its closed window (TIME-02).
public enum ChoicePolicy: String, CaseIterable, Codable, Sendable {
    case earliest, latest, midpoint, seeded
}

/// The policy, the seed, and exact values for occurrences a glob names.
public struct Choices: Equatable, Codable, Sendable {
    public var policy: ChoicePolicy
    public var seed: UInt64
    public var exact: [Exact]

    public init(policy: ChoicePolicy = .latest, seed: UInt64 = 1, exact: [Exact] = []) {
        self.policy = policy
        self.seed = seed
        self.exact = exact
    }

    /// `honor.*` or `honor.cluster@contoso-la.2`, and the distance from the start of the window.
    public struct Exact: Equatable, Codable, Sendable {
        public let glob: String
        public let value: Value
        public init(glob: String, value: Value) {
            self.glob = glob
            self.value = value
        }
        public enum Value: Equatable, Codable, Sendable {
            /// Milliseconds after the cause; clamped into the window.
            case after(milliseconds: Int64)
            case policy(ChoicePolicy)
        }
    }

    /// The moment picked for one occurrence; the last glob that matches wins.
    func moment(of occurrence: String, key: () -> String, in window: ClosedRange<Instant>) -> Instant {
        var picked = policy
        if let exact = exact.last(where: { Glob.matches($0.glob, occurrence) }) {
            switch exact.value {
            case .after(let milliseconds):
                let length = window.upperBound.milliseconds - window.lowerBound.milliseconds
                return Instant(
                    milliseconds: window.lowerBound.milliseconds + min(max(milliseconds, 0), length))
            case .policy(let policy): picked = policy
            }
        }
        let (low, high) = (window.lowerBound.milliseconds, window.upperBound.milliseconds)
        switch picked {
        case .earliest: return window.lowerBound
        case .latest: return window.upperBound
        case .midpoint: return Instant(milliseconds: low + (high - low) / 2)
        case .seeded:
            var draw = Draw(seed: seed, key: key())
            return Instant(milliseconds: draw.uniform(in: low...high))
        }
    }
}

/// One choice that a turn had to make: what was asked, what was allowed, what was picked.
public struct Asked: Equatable, Codable, Sendable {
    public let point: ChoicePoint
    public let resource: ResourceID
    /// Occurrence of this point at this resource, from 1.
    public let ordinal: Int
    public let from: Instant
    public let to: Instant
    public let picked: Instant
}

/// One occurrence of a choice, and the moment that a search wants for it.
public struct Pin: Hashable, Sendable {
    public let choice: ChoiceKey
    public let at: Instant
    public init(_ choice: ChoiceKey, at instant: Instant) {
        self.choice = choice
        at = instant
    }
}

/// Which occurrence of which choice, as the world it belongs to numbers its resources.
public struct ChoiceKey: Hashable, Comparable, Sendable {
    public let point: ChoicePoint
    public let resource: ResourceID
    /// Occurrence of this point at this resource, from 1.
    public let ordinal: Int

    public init(point: ChoicePoint, resource: ResourceID, ordinal: Int) {
        self.point = point
        self.resource = resource
        self.ordinal = ordinal
    }
    public static func < (one: ChoiceKey, other: ChoiceKey) -> Bool {
        (one.resource, one.point, one.ordinal) < (other.resource, other.point, other.ordinal)
    }
}

extension Asked {
    public var key: ChoiceKey { ChoiceKey(point: point, resource: resource, ordinal: ordinal) }
}

/// How often a point was asked at a resource: what makes `NAME@RESOURCE.N` stable.
struct ChoiceCount: TableRow, Codable {
    struct ID: Hashable, Comparable, Codable, Sendable {
        let resource: ResourceID
        let point: ChoicePoint
        static func < (a: ID, b: ID) -> Bool {
            a.resource == b.resource ? a.point < b.point : a.resource < b.resource
        }
    }
    let id: ID
    var asked: Int
    var deadline: Instant? { nil }
}

/// Patterns in which `*` stands for any run of characters, everything else for itself.
public enum Glob {
    public static func matches(_ glob: some StringProtocol, _ text: some StringProtocol) -> Bool {
        let pattern = Array(glob.utf8), text = Array(text.utf8)
        var p = 0, t = 0, star = -1, resume = 0
        while t < text.count {
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                (star, resume) = (p, t)
                p += 1
            } else if p < pattern.count, pattern[p] == text[t] {
                p += 1
                t += 1
            } else if star >= 0 {
                resume += 1
                (p, t) = (star + 1, resume)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
