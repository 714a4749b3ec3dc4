import VirtualTime

/// One matcher held against one value.
struct MatcherReading {
    let scope: RunScope
    /// The value of the same property at an earlier instant, and before the latest call.
    var earlier: (Late<InstantSpec>) -> Value? = { _ in nil }
    var beforeLastCall: () -> Value? = { nil }

    /// Whether it holds; `unknown` never does. An absent value is nil.
    func holds(_ matcher: Matcher, _ actual: Value?) -> Bool {
        switch matcher {
        case .exists(let wanted): return (actual != nil) == wanted
        case .not(let inner): return actual.map(isKnown) ?? true && !holds(inner, actual)
        case .changed(let wanted): return (actual != beforeLastCall()) == wanted
        case .sameAs(let instant): return actual == earlier(instant)
        case .equals(let template): return isEqual(actual, filled(template))
        default: break
        }
        guard let actual, isKnown(actual) else { return false }
        switch matcher {
        case .ordered(let sign, let template):
            return ValueComparison.compare(actual, sign, filled(template)) == .bool(true)
        case .between(let least, let most):
            return ValueComparison.compare(actual, .atLeast, filled(least)) == .bool(true)
                && ValueComparison.compare(actual, .atMost, filled(most)) == .bool(true)
        case .oneOf(let choices): return choices.contains { isEqual(actual, filled($0)) }
        case .contains(let part): return ValueComparison.contains(actual, filled(part)) == .bool(true)
        case .startsWith(let text):
            return ValueComparison.compare(actual, .startsWith, Value.filling(text, from: scope))
                == .bool(true)
        case .matches(let text):
            return ValueComparison.compare(actual, .matches, Value.filling(text, from: scope)) == .bool(true)
        case .type(let name): return Self.type(of: actual) == name
        case .length(let inner): return Self.length(of: actual).map { holds(inner, .integer($0)) } ?? false
        case .includes(let part): return Self.includes(actual, filled(part))
        case .equals, .not, .exists, .changed, .sameAs: return false
        }
    }

    private func filled(_ template: Template) -> Value { Value.filling(template, from: scope) }

    private func isKnown(_ value: Value) -> Bool {
        if case .unknown = value { false } else { true }
    }

    private func isEqual(_ actual: Value?, _ wanted: Value) -> Bool {
        guard let actual, isKnown(actual), isKnown(wanted) else { return false }
        let (a, b) = ValueComparison.alike(actual, wanted)
        return a == b
    }

    static func type(of value: Value) -> String {
        switch value {
        case .null, .unknown: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string, .duration, .instant: "string"
        case .list: "array"
        case .record: "object"
        }
    }

    static func length(of value: Value) -> Int? {
        switch value {
        case .string(let text): text.count
        case .list(let items): items.count
        case .record(let record): record.fields.count
        default: nil
        }
    }

    /// Every part that is named is there; what else is there does not matter.
    static func includes(_ whole: Value, _ part: Value) -> Bool {
        switch (whole, part) {
        case (.record(let record), .record(let wanted)):
            wanted.fields.allSatisfy { field in record[field.name].map { includes($0, field.value) } ?? false
            }
        case (.list(let items), .list(let wanted)):
            wanted.allSatisfy { one in items.contains { includes($0, one) } }
        default: whole == part
        }
    }

    /// What is expected, in words.
    func describe(_ matcher: Matcher) -> String {
        switch matcher {
        case .equals(let value): filled(value).shown
        case .not(let inner): "not \(describe(inner))"
        case .ordered(let sign, let value): "\(sign.rawValue) \(filled(value).shown)"
        case .between(let least, let most): "between \(filled(least).shown) and \(filled(most).shown)"
        case .oneOf(let choices): "one of \(choices.map { filled($0).shown }.joined(separator: ", "))"
        case .contains(let value): "containing \(filled(value).shown)"
        case .startsWith(let text): "starting with \(Value.filling(text, from: scope).shown)"
        case .matches(let text): "matching \(Value.filling(text, from: scope).shown)"
        case .exists(let wanted): wanted ? "present" : "absent"
        case .type(let name): "of type \(name)"
        case .length(let inner): "of length \(describe(inner))"
        case .includes(let value): "including \(filled(value).shown)"
        case .changed(let wanted): wanted ? "changed" : "unchanged"
        case .sameAs(let instant): "the same as before (\(earlier(instant)?.shown ?? "absent"))"
        }
    }
}
