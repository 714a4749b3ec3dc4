/// Versions between bounds: `>=1.2 <2`. All bounds must hold; a version alone stands for itself.
public struct VersionRange: Hashable, Sendable {
    /// As written.
    public let text: String
    private let bounds: [Bound]

    private struct Bound: Hashable, Sendable {
        let relation: String
        let version: Version
    }

    /// Up to three numbers; what is left out is zero.
    struct Version: Hashable, Sendable, Comparable {
        let numbers: [Int]

        init?(_ text: some StringProtocol) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            var numbers = parts.compactMap { Int($0) }
            guard numbers.count == parts.count, (1...3).contains(numbers.count),
                numbers.allSatisfy({ $0 >= 0 })
            else { return nil }
            while numbers.count < 3 { numbers.append(0) }
            self.numbers = numbers
        }
        static func < (one: Version, other: Version) -> Bool {
            one.numbers.lexicographicallyPrecedes(other.numbers)
        }
    }

    public init?(_ text: String) {
        self.text = text
        var bounds: [Bound] = []
        for word in text.split(separator: " ") {
            let relation = word.prefix { "<>=".contains($0) }
            guard ["", "=", "<", "<=", ">", ">="].contains(String(relation)),
                let version = Version(word.dropFirst(relation.count))
            else { return nil }
            bounds.append(Bound(relation: String(relation), version: version))
        }
        guard !bounds.isEmpty else { return nil }
        self.bounds = bounds
    }

    func holds(for version: Version) -> Bool {
        bounds.allSatisfy { bound in
            switch bound.relation {
            case "<": version < bound.version
            case "<=": version <= bound.version
            case ">": version > bound.version
            case ">=": version >= bound.version
            default: version == bound.version
            }
        }
    }
}
