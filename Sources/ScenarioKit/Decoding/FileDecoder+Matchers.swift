import VirtualTime

extension FileDecoder {
    static let matcherWords = [
        "eq", "not", "gt", "gte", "lt", "lte", "between", "oneOf", "contains", "startsWith", "matches",
        "exists",
        "type", "length", "includes", "changed", "sameAs",
    ]

    /// A plain value, or one operator. `type` is how values of the property are read, when that is known.
    func matcher(_ node: YAMLNode, type: PropertyType? = nil, looksBack: Bool = false) -> Matcher? {
        switch node.content {
        case .scalar: return checkedValue(node, type).map(Matcher.equals)
        case .sequence:
            report(
                .wrongShape, "a list is not a matcher", at: node.place, "write { oneOf: […] } or { eq: […] }")
            return nil
        case .mapping(let pairs):
            guard let pair = pairs.first, pairs.count == 1 else {
                report(.wrongShape, "a matcher has exactly one operator", at: node.place)
                return nil
            }
            return operation(pair, type: type, looksBack: looksBack)
        }
    }

    private func operation(_ pair: YAMLNode.Pair, type: PropertyType?, looksBack: Bool) -> Matcher? {
        let node = pair.value
        switch pair.key {
        case "eq": return checkedValue(node, type).map(Matcher.equals)
        case "not": return matcher(node, type: type, looksBack: looksBack).map(Matcher.not)
        case "gt": return checkedValue(node, type).map { .ordered(.greater, $0) }
        case "gte": return checkedValue(node, type).map { .ordered(.atLeast, $0) }
        case "lt": return checkedValue(node, type).map { .ordered(.less, $0) }
        case "lte": return checkedValue(node, type).map { .ordered(.atMost, $0) }
        case "between":
            let ends = list(node, "'between'").compactMap { checkedValue($0, type) }
            if ends.count == 2 { return .between(ends[0], ends[1]) }
            report(.wrongShape, "'between' takes two values", at: node.place)
            return nil
        case "oneOf": return .oneOf(list(node, "'oneOf'").compactMap { checkedValue($0, type) })
        case "contains": return .contains(value(node))
        case "startsWith": return template(node, "'startsWith'").map(Matcher.startsWith)
        case "matches": return regularExpression(node)
        case "exists": return truth(node, "'exists'").map(Matcher.exists)
        case "type":
            return word(node, "type", among: ["string", "number", "boolean", "null", "array", "object"])
                .map(Matcher.type)
        case "length": return matcher(node, type: .number).map(Matcher.length)
        case "includes": return .includes(value(node))
        case "changed", "sameAs":
            guard looksBack else {
                report(
                    .misplacedModifier, "'\(pair.key)' compares states over time", at: pair.keyPlace,
                    "only in 'state'")
                return nil
            }
            return pair.key == "changed"
                ? truth(node, "'changed'").map(Matcher.changed) : instant(node).map(Matcher.sameAs)
        default:
            report(
                .unknownWord, "unknown matcher '\(pair.key)'", at: pair.keyPlace,
                Suggestion.phrase(for: pair.key, among: Self.matcherWords),
                notes: ["matchers: \(Self.matcherWords.joined(separator: ", "))"])
            return nil
        }
    }

    private func list(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
        guard let items = node.items else {
            report(.wrongShape, "\(what) must be a list, not \(node.kind)", at: node.place)
            return []
        }
        return items
    }

    private func regularExpression(_ node: YAMLNode) -> Matcher? {
        guard let text = template(node, "'matches'") else { return nil }
        if let pattern = text.constant, (try? Regex(pattern)) == nil {
            report(.notARegularExpression, "'\(pattern)' is no regular expression", at: node.place)
            return nil
        }
        return .matches(text)
    }

    /// The value read by the type of its property, so that `30d` beside an age is a duration.
    private func checkedValue(_ node: YAMLNode, _ type: PropertyType?) -> Template? {
        let value = value(node)
        guard case .constant(let constant) = value, let type, node.scalar != nil else { return value }
        switch (type, constant) {
        case (.duration, _):
            return duration(node).map { Template.constant($0.ready.map(Value.duration) ?? .null) }
        case (.instant, _):
            guard let instant = node.scalar.flatMap({ Instant(iso8601: $0) }) else {
                report(.notAnInstant, "'\(constant.text)' is not an instant", at: node.place)
                return nil
            }
            return .constant(.instant(instant))
        case (.truth, .bool), (.number, .number), (.list, _): return value
        case (.truth, _):
            report(.notABoolean, "'\(constant.text)' is neither true nor false", at: node.place)
            return nil
        case (.number, _):
            report(.notANumber, "'\(constant.text)' is not a number", at: node.place)
            return nil
        case (.word(let words), .string(let word)):
            if words.contains(word) { return value }
            report(
                .unknownValue, "'\(word)' is no value of this property", at: node.place,
                Suggestion.phrase(for: word, among: words),
                notes: ["values: \(words.joined(separator: ", "))"])
            return nil
        case (.word, _), (.text, _): return .constant(.string(node.scalar ?? ""))
        }
    }
}
