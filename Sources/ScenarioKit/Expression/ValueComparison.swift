import VirtualTime

/// The comparisons of expressions and matchers.
enum ValueComparison {
    static func compare(_ left: Value, _ sign: Expression.ComparisonOperator, _ right: Value) -> Value {
        if case .unknown = left { return left }
        if case .unknown = right { return right }
        let (a, b) = alike(left, right)
        switch sign {
        case .equal: return .bool(a == b)
        case .notEqual: return .bool(a != b)
        case .less, .atMost, .greater, .atLeast: return ordered(a, sign, b)
        case .in: return contains(b, a)
        case .contains: return contains(a, b)
        case .startsWith:
            guard case (.string(let text), .string(let start)) = (a, b) else { return mismatch(a, sign, b) }
            return .bool(text.hasPrefix(start))
        case .matches:
            guard case (.string(let text), .string(let pattern)) = (a, b) else { return mismatch(a, sign, b) }
            return matches(text, pattern)
        }
    }

    /// A text beside a duration or an instant is read as one, so that `case.after` may stand beside `1h`.
    static func alike(_ left: Value, _ right: Value) -> (Value, Value) {
        switch (left, right) {
        case (.duration, .string(let text)): (left, Duration(text: text).map(Value.duration) ?? right)
        case (.string(let text), .duration): (Duration(text: text).map(Value.duration) ?? left, right)
        case (.instant, .string(let text)): (left, Instant(iso8601: text).map(Value.instant) ?? right)
        case (.string(let text), .instant): (Instant(iso8601: text).map(Value.instant) ?? left, right)
        default: (left, right)
        }
    }

    /// The order of two values of one kind; nil when they have none.
    static func order(_ left: Value, _ right: Value) -> Int? {
        func sign<Item: Comparable>(_ a: Item, _ b: Item) -> Int { a < b ? -1 : a == b ? 0 : 1 }
        return switch alike(left, right) {
        case (.number(let a), .number(let b)): sign(a, b)
        case (.duration(let a), .duration(let b)): sign(a, b)
        case (.instant(let a), .instant(let b)): sign(a, b)
        case (.string(let a), .string(let b)): sign(a, b)
        default: nil
        }
    }

    private static func ordered(_ left: Value, _ sign: Expression.ComparisonOperator, _ right: Value) -> Value
    {
        guard let order = order(left, right) else { return mismatch(left, sign, right) }
        return switch sign {
        case .less: .bool(order < 0)
        case .atMost: .bool(order <= 0)
        case .greater: .bool(order > 0)
        default: .bool(order >= 0)
        }
    }

    static func contains(_ whole: Value, _ part: Value) -> Value {
        switch (whole, part) {
        case (.list(let items), _): .bool(items.contains { alike($0, part).0 == alike($0, part).1 })
        case (.string(let text), .string(let piece)): .bool(text.contains(piece))
        case (.record(let record), .string(let name)): .bool(record[name] != nil)
        default: mismatch(whole, .contains, part)
        }
    }

    static func matches(_ text: String, _ pattern: String) -> Value {
        guard let regex = try? Regex(pattern) else {
            return .unknown("'\(pattern)' is no regular expression")
        }
        return .bool(text.firstMatch(of: regex) != nil)
    }

    private static func mismatch(_ left: Value, _ sign: Expression.ComparisonOperator, _ right: Value)
        -> Value
    {
        .unknown("'\(sign.rawValue)' cannot compare \(left.kind) with \(right.kind)")
    }
}
