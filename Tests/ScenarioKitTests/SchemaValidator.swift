import VirtualTime

@testable import ScenarioKit

/// As much of JSON Schema, draft-07, as the schemas here use. What it does not know makes it stop.
struct SchemaValidator {
    let roots: [String: Document]
    let root: Document

    private static let annotations: Set<String> = [
        "$schema", "$id", "title", "description", "examples", "definitions", "uniqueItems",
    ]

    func accepts(_ value: Document) -> Bool { accepts(value, root, in: root) }

    private func accepts(_ value: Document, _ schema: Document, in root: Document) -> Bool {
        if case .bool(let flag) = schema { return flag }
        if let reference = schema["$ref"]?.text { return accepts(value, following: reference, in: root) }
        return (schema.members ?? Members()).allSatisfy { member in
            holds(member.name, member.value, value, schema, root)
        }
    }

    private func accepts(_ value: Document, following reference: String, in root: Document) -> Bool {
        let pieces = reference.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let other = pieces[0].isEmpty ? root : roots[pieces[0]] ?? .null
        let path = pieces[1].split(separator: "/").map(String.init)
        guard let schema = other.at(pointer: path) else { return false }
        return accepts(value, schema, in: other)
    }

    private func holds(
        _ word: String, _ bound: Document, _ value: Document, _ schema: Document, _ root: Document
    ) -> Bool {
        func check(_ schema: Document, _ value: Document) -> Bool { accepts(value, schema, in: root) }
        switch word {
        case "type": return (bound.items ?? [bound]).contains { Self.isType($0.text ?? "", value) }
        case "const": return value == bound
        case "enum": return bound.items?.contains(value) == true
        case "oneOf": return bound.items?.count { check($0, value) } == 1
        case "anyOf": return bound.items?.contains { check($0, value) } == true
        case "pattern":
            guard let text = value.text, let pattern = try? Regex(bound.text ?? "") else { return true }
            return text.firstMatch(of: pattern) != nil
        case "minLength": return value.text.map { Int64($0.count) >= Self.number(bound) } ?? true
        case "maxLength": return value.text.map { Int64($0.count) <= Self.number(bound) } ?? true
        case "minimum": return Self.isType("number", value) ? Self.number(value) >= Self.number(bound) : true
        case "maximum": return Self.isType("number", value) ? Self.number(value) <= Self.number(bound) : true
        case "minItems": return value.items.map { Int64($0.count) >= Self.number(bound) } ?? true
        case "maxItems": return value.items.map { Int64($0.count) <= Self.number(bound) } ?? true
        case "items": return value.items?.allSatisfy { check(bound, $0) } ?? true
        default: return holdsOfObject(word, bound, value, schema, root)
        }
    }

    private func holdsOfObject(
        _ word: String, _ bound: Document, _ value: Document, _ schema: Document, _ root: Document
    ) -> Bool {
        guard let members = value.members else { return true }
        func check(_ schema: Document, _ value: Document) -> Bool { accepts(value, schema, in: root) }
        switch word {
        case "required": return bound.items?.allSatisfy { value[$0.text ?? ""] != nil } == true
        case "minProperties": return Int64(members.count) >= Self.number(bound)
        case "maxProperties": return Int64(members.count) <= Self.number(bound)
        case "propertyNames": return members.allSatisfy { check(bound, .string($0.name)) }
        case "properties":
            return members.allSatisfy { one in bound[one.name].map { check($0, one.value) } ?? true }
        case "patternProperties":
            return members.allSatisfy { one in
                (bound.members ?? Members()).allSatisfy {
                    !Self.matches($0.name, one.name) || check($0.value, one.value)
                }
            }
        case "additionalProperties":
            let patterns = schema["patternProperties"]?.members ?? Members()
            return members.allSatisfy { one in
                schema["properties"]?[one.name] != nil
                    || patterns.contains { Self.matches($0.name, one.name) } || check(bound, one.value)
            }
        case "dependencies":
            return (bound.members ?? Members()).allSatisfy { rule in
                guard value[rule.name] != nil else { return true }
                return rule.value.items?.allSatisfy { value[$0.text ?? ""] != nil }
                    ?? check(rule.value, value)
            }
        default:
            precondition(Self.annotations.contains(word), "unknown keyword \(word)")
            return true
        }
    }

    private static func matches(_ pattern: String, _ text: String) -> Bool {
        (try? Regex(pattern)).map { text.firstMatch(of: $0) != nil } ?? false
    }

    private static func number(_ value: Document) -> Int64 {
        if case .number(let digits) = value { Int64(Double(digits) ?? 0) } else { 0 }
    }

    private static func isType(_ name: String, _ value: Document) -> Bool {
        switch (name, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("null", .null),
            ("number", .number):
            true
        case ("integer", .number(let digits)): Int64(digits) != nil
        default: false
        }
    }
}

extension Document {
    /// A file as YAML 1.2 reads it: numbers, truth values and null are what they look like, all else is text.
    init(_ node: YAMLNode) {
        switch node.content {
        case .sequence(let items): self = .array(items.map(Document.init))
        case .mapping(let pairs): self = .object(Members(pairs.map { ($0.key, Document($0.value)) }))
        case .scalar(let text, .plain) where node.isNull || text == "true" || text == "false":
            self = node.isNull ? .null : .bool(text == "true")
        case .scalar(let text, .plain)
        where Double(text) != nil && text.allSatisfy { "-.0123456789".contains($0) }:
            self = .number(text)
        case .scalar(let text, _): self = .string(text)
        }
    }
}
