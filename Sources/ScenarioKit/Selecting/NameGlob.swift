/// A pattern for names: `*` stands for any letters, `?` for one, in whichever case.
public struct NameGlob: Sendable, Equatable {
    private let pattern: [Character]

    public init(_ text: String) { pattern = Array(text.lowercased()) }

    public func matches(_ name: String) -> Bool {
        let name = Array(name.lowercased())
        var (p, n) = (0, 0)
        // Where to go on after the last star took in one letter more.
        var back: (pattern: Int, name: Int)?
        while n < name.count {
            if p < pattern.count, pattern[p] == "*" {
                p += 1
                back = (p, n)
            } else if p < pattern.count, pattern[p] == "?" || pattern[p] == name[n] {
                (p, n) = (p + 1, n + 1)
            } else if let last = back {
                (p, n) = (last.pattern, last.name + 1)
                back = (p, n)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}

extension Scenario {
    /// Whether its name or its file's name, without folder and ending, fits.
    public func isNamed(_ glob: NameGlob) -> Bool {
        glob.matches(name.source) || glob.matches(HumanReport.stem(file))
    }
}
