/// What came of many answers: how many there were, and each violation once with how often it occurred.
public struct ValidationReport: Sendable, CustomStringConvertible {
    public var answers = 0
    public var distinct = 0
    /// Answers that were counted and not kept; none may be.
    public var dropped = 0
    /// Distinct answers that a route of the contract has.
    public var judged = 0
    public var outside: [String: Int] = [:]
    public var violations: [Violation: Int] = [:]

    public init() {}

    public mutating func add(_ verdict: AnswerValidator.Verdict) {
        distinct += 1
        switch verdict {
        case .outside(let route): outside[Self.folded(route), default: 0] += 1
        case .judged(let found):
            judged += 1
            for violation in found {
                let folded = Violation(
                    route: violation.route, version: violation.version, status: violation.status,
                    place: Self.folded(violation.place), problem: Self.kind(of: violation.problem))
                violations[folded, default: 0] += 1
            }
        }
    }

    /// Names and numbers of items are left out, so that equal violations are one.
    private static func folded(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.contains(where: \.isNumber) ? "*" : String(segment)
        }.joined(separator: "/")
    }

    /// What is wrong, without the value in which it shows.
    private static func kind(of problem: String) -> String {
        problem.firstRange(of: "is no member").map { String(problem[..<$0.upperBound]) } ?? problem
    }

    public var description: String {
        var lines = [
            "\(answers) answers, \(distinct) distinct, \(distinct - judged) outside the contract, "
                + "\(violations.values.reduce(0, +)) violations"
        ]
        if dropped > 0 { lines.append("  \(dropped) answers were not kept: this says nothing of them") }
        lines += violations.sorted { $0.key.description < $1.key.description }.map {
            "  \($0.value)×  \($0.key)"
        }
        lines += outside.sorted { $0.key < $1.key }.map { "  outside: \($0.value)×  \($0.key)" }
        return lines.joined(separator: "\n")
    }
}
