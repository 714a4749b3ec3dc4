/// What a rule was read from: an article or a collection, as `docs/rules/sources.yaml` lists it.
public struct RuleSource: Sendable {
    /// As citations name it.
    public let key: String
    public let title: String
    /// An address, or a repository and a path.
    public let place: String
    /// The article's own, or that of the newest copy read: `2024-02-16`.
    public let date: String

    /// The source of that key; every key of a citation has one.
    public static func of(_ key: String) -> RuleSource? { all[key] }

    private static let all: [String: RuleSource] = {
        var sources: [String: RuleSource] = [:]
        for columns in RuleTrace.rows(of: "source") where columns.count == 4 {
            sources[columns[0]] = RuleSource(
                key: columns[0], title: columns[1], place: columns[2], date: columns[3])
        }
        return sources
    }()
}
