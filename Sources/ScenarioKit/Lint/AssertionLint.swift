/// Assertions that hold whatever happens, or that never can.
struct AssertionLint {
    let file: String
    let parts: ScenarioParts

    var findings: [Finding] {
        parts.conditions.flatMap(findings) + parts.queries.flatMap(findings)
            + parts.expectations.flatMap(findings) + parts.invariants.flatMap(findings)
    }

    private func findings(of condition: Condition) -> [Finding] {
        if condition.asksNothing {
            return [warning(.asksNothing, "this condition asks nothing, so it holds", at: condition.place)]
        }
        let state = condition.state.flatMap { state in
            let kind = state.reference.ready?.kind
            return state.properties.filter { Self.holdsAlways($0, of: kind) }.map { expectation in
                warning(
                    .cannotFail, "this cannot fail: \(Self.reason(expectation))", at: expectation.place)
            }
        }
        return state + (condition.expression.map(findings) ?? [])
    }

    private func findings(of query: JournalQuery) -> [Finding] {
        var findings: [Finding] = []
        if let count = query.count, Self.allowsEveryCount(count) {
            findings.append(
                warning(
                    .cannotFail, "this cannot fail: a count is never below 0", at: query.place,
                    "leave out `count` to ask for at least one entry"))
        }
        if let since = query.since?.ready, let until = query.until?.ready, since.base == until.base,
            until.offset < since.offset, let place = query.until?.place
        {
            findings.append(
                warning(.emptyWindow, "`until` is before `since`: no entry is meant", at: place))
        }
        return findings
    }

    private func findings(of expectation: Expectation) -> [Finding] {
        var findings: [Finding] = []
        for header in expectation.headers where Self.allowsAnything(header.matcher) {
            findings.append(
                warning(.cannotFail, "this cannot fail: any text has it", at: header.place))
        }
        for body in expectation.body where Self.allowsAnything(body.matcher) {
            findings.append(warning(.cannotFail, "this cannot fail: any text has it", at: body.place))
        }
        return findings
    }

    private func findings(of invariant: Invariant) -> [Finding] {
        guard case .expression(let expression) = invariant.form else { return [] }
        return findings(of: expression)
    }

    private func findings(of placed: PlacedExpression) -> [Finding] {
        let place = placed.place(of: placed.expression)
        if let value = placed.constantValue {
            return value == .bool(true)
                ? [warning(.alwaysTrue, "this is always true", at: place)]
                : [warning(.neverTrue, "this is never true: it is \(value.shown)", at: place)]
        }
        guard case .comparison(let sign, let left, let right) = placed.expression.form,
            placed.part(left) == placed.part(right)
        else { return [] }
        switch sign {
        case .equal, .atMost, .atLeast:
            return [warning(.alwaysTrue, "both sides are the same, so this is always true", at: place)]
        case .notEqual, .less, .greater:
            return [warning(.neverTrue, "both sides are the same, so this is never true", at: place)]
        case .in, .contains, .startsWith, .matches: return []
        }
    }

    // MARK: matchers

    private static func holdsAlways(_ expectation: PropertyExpectation, of kind: String?) -> Bool {
        let type = kind.flatMap { Vocabulary.kinds[$0]?[expectation.property] }
        switch (expectation.property, expectation.matcher) {
        // Both have a value even for what is not there.
        case ("exists", .exists(true)), ("fingerprint", .exists(true)): return true
        default: break
        }
        switch (type, expectation.matcher) {
        case (.number?, _) where kind == "records": return allowsEveryCount(expectation.matcher)
        case (.word(let words)?, .oneOf(let options)):
            return words.allSatisfy { options.contains(.constant(.string($0))) }
        case (.truth?, .oneOf(let options)):
            return options.contains(.constant(.bool(true))) && options.contains(.constant(.bool(false)))
        default: return allowsAnything(expectation.matcher)
        }
    }

    /// Whether every whole number from 0 on fits.
    private static func allowsEveryCount(_ matcher: Matcher) -> Bool {
        switch matcher {
        case .ordered(.atLeast, .constant(.number(let least))): least <= Rational(0)
        case .ordered(.greater, .constant(.number(let least))): least < Rational(0)
        case .not(.ordered(.less, .constant(.number(let most)))): most <= Rational(0)
        default: allowsAnything(matcher)
        }
    }

    private static func allowsAnything(_ matcher: Matcher) -> Bool {
        switch matcher {
        case .contains(.constant(.string(""))): true
        case .startsWith(let text): text.constant == ""
        case .matches(let text): ["", ".*", "^.*$", "^.*", ".*$"].contains(text.constant)
        case .not(.oneOf(let options)): options.isEmpty
        case .length(let inner): allowsEveryCount(inner)
        default: false
        }
    }

    private static func reason(_ expectation: PropertyExpectation) -> String {
        switch expectation.matcher {
        case .exists: "'\(expectation.property)' has a value even for what is not there"
        case .ordered, .not: "'\(expectation.property)' is never below 0"
        case .oneOf: "'\(expectation.property)' has no other value"
        default: "any value of '\(expectation.property)' fits"
        }
    }

    private func warning(
        _ code: LintCode, _ message: String, at place: SourcePlace, _ hint: String = ""
    ) -> Finding {
        Finding(code, message, file: file, at: place, hint)
    }
}

extension Condition {
    fileprivate var asksNothing: Bool {
        state.isEmpty && journal.isEmpty && expression == nil && nested.isEmpty
    }
}
