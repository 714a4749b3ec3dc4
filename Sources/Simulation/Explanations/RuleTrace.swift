public import ControlPlane

/// Where a rule or a setting lives: from the sentence to the code, the tests and the scenarios that hold it.
///
/// Found by reading the repository; `make docs` writes the table anew, and a test holds it to the code.
public struct RuleTrace: Sendable {
    /// Source files that enforce it.
    public let enforcedAt: [String]
    /// Test files with a test of its name.
    public let testedBy: [String]
    /// Scenarios in which it fired.
    public let scenarios: [String]
    /// A request with its answer, or an event, in which it fired first.
    public let example: String?

    public static func of(_ rule: RuleID) -> RuleTrace {
        rules[rule.code] ?? RuleTrace(enforcedAt: [], testedBy: [], scenarios: [], example: nil)
    }

    /// Source files that read a setting, by its name in the vocabulary.
    public static func readers(ofSetting name: String) -> [String] { settings[name] ?? [] }

    private static let rules: [String: RuleTrace] = {
        var rules: [String: RuleTrace] = [:]
        for columns in rows(of: "rule") where columns.count == 5 {
            rules[columns[0]] = RuleTrace(
                enforcedAt: words(columns[1]), testedBy: words(columns[2]), scenarios: words(columns[3]),
                example: columns[4].isEmpty ? nil : columns[4])
        }
        return rules
    }()

    private static let settings: [String: [String]] = {
        var settings: [String: [String]] = [:]
        for columns in rows(of: "setting") where columns.count == 2 {
            settings[columns[0]] = words(columns[1])
        }
        return settings
    }()

    /// The rows of a kind in the table, in columns, without the kind.
    static func rows(of kind: String) -> [[String]] {
        // As bytes: a server reads it before its first answer, and characters are dear.
        let start = Array("\(kind)|".utf8), bar = UInt8(ascii: "|")
        return TraceTable.text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard line.starts(with: start) else { return nil }
            return line.dropFirst(start.count).split(separator: bar, omittingEmptySubsequences: false).map {
                String(Substring($0))
            }
        }
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
