import VirtualTime

/// Functions of templates that depend on nothing but their arguments and where the template is deployed.
enum TemplateFunctions {
    /// nil for a function that is not worked out, or not with such arguments.
    static func result(of function: String, _ values: [Document], in scope: TemplateScope) -> Document? {
        place(function, values, in: scope) ?? text(function, values) ?? logic(function, values)
            ?? list(function, values)
    }

    private static func place(
        _ function: String, _ values: [Document], in scope: TemplateScope
    ) -> Document? {
        let texts = values.compactMap(\.text)
        let names = Array(texts.dropFirst())
        let subscription = "/subscriptions/\(scope.subscription)"
        switch function {
        case "resourceid": return scope.resourceID(texts).map { .string($0) }
        case "subscriptionresourceid":
            return texts.first.flatMap { TemplateScope.id(below: subscription, type: $0, names: names) }
                .map { .string($0) }
        case "extensionresourceid" where texts.count > 2:
            return TemplateScope.id(below: texts[0], type: texts[1], names: Array(texts.dropFirst(2)))
                .map { .string($0) }
        case "subscription":
            return [
                "id": .string(subscription), "subscriptionId": .string(scope.subscription),
                "tenantId": .string(scope.tenant),
            ]
        case "resourcegroup":
            return [
                "id": .string(scope.groupPath), "name": .string(scope.group),
                "location": .string(scope.location),
            ]
        case "tenant": return ["tenantId": .string(scope.tenant)]
        case "environment": return ["suffixes": ["keyvaultDns": ".vault.azure.net"]]
        default: return nil
        }
    }

    private static func text(_ function: String, _ values: [Document]) -> Document? {
        let first = values.first?.text
        switch function {
        case "concat":
            if values.allSatisfy({ $0.items != nil }) { return .array(values.flatMap { $0.items ?? [] }) }
            let parts = values.map { $0.text ?? $0.json }
            return .string(parts.joined())
        case "format":
            return first.map { .string(formatted($0, values.dropFirst().map { $0.text ?? $0.json })) }
        case "tolower": return first.map { .string($0.lowercased()) }
        case "toupper": return first.map { .string($0.uppercased()) }
        case "trim": return first.map { .string(trimmed($0)) }
        case "string": return values.first.map { .string($0.text ?? $0.json) }
        case "int": return first.flatMap { Int64($0) }.map { .integer($0) } ?? values.first
        case "replace":
            guard values.count == 3, let text = first, let old = values[1].text, let new = values[2].text
            else { return nil }
            return .string(text.replacing(old, with: new))
        case "split":
            guard values.count == 2, let text = first, let mark = values[1].text?.first else { return nil }
            return .array(
                text.split(separator: mark, omittingEmptySubsequences: false).map { .string(String($0)) })
        case "substring":
            guard let text = first, values.count > 1, let start = values[1].integer, start >= 0 else {
                return nil
            }
            let rest = text.dropFirst(Int(start))
            let length = values.count > 2 ? values[2].integer.map { Int(max(0, $0)) } : nil
            return .string(String(length.map { rest.prefix($0) } ?? rest))
        default: return nil
        }
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// `{0}` is the first of the values; other marks stay as they are.
    private static func formatted(_ pattern: String, _ values: [String]) -> String {
        var text = pattern
        for (place, value) in values.enumerated() { text = text.replacing("{\(place)}", with: value) }
        return text
    }

    private static func logic(_ function: String, _ values: [Document]) -> Document? {
        switch function {
        case "true": .bool(true)
        case "false": .bool(false)
        case "null": .null
        case "bool": (values.first?.flag ?? (values.first?.text?.lowercased() == "true")).map { .bool($0) }
        case "equals" where values.count == 2:
            .bool(
                values[0] == values[1]
                    || values[0].text?.lowercased() == values[1].text?.lowercased()
                        && values[0].text != nil
            )
        case "not": values.first?.flag.map { .bool(!$0) }
        case "and": .bool(values.allSatisfy { $0.flag == true })
        case "or": .bool(values.contains { $0.flag == true })
        case "empty": values.first.map { .bool($0.isBlank) }
        case "coalesce": values.first { !$0.isNull }
        default: nil
        }
    }

    private static func list(_ function: String, _ values: [Document]) -> Document? {
        switch function {
        case "createarray": return .array(values)
        case "array": return values.first.map { $0.items == nil ? .array([$0]) : $0 }
        case "createobject":
            guard values.count % 2 == 0 else { return nil }
            var members: Members = [:]
            for place in stride(from: 0, to: values.count, by: 2) {
                guard let name = values[place].text else { return nil }
                members.append(name, values[place + 1])
            }
            return .object(members)
        case "first":
            return values.first?.items?.first ?? values.first?.text?.first.map { .string(String($0)) }
        case "last": return values.first?.items?.last ?? values.first?.text?.last.map { .string(String($0)) }
        case "length":
            let count = values.first?.items?.count ?? values.first?.text?.count
            return (count ?? values.first?.members?.count).map { .integer($0) }
        case "contains":
            guard values.count == 2 else { return nil }
            if let items = values[0].items { return .bool(items.contains(values[1])) }
            guard let name = values[1].text else { return nil }
            return .bool(values[0].text?.contains(name) ?? (values[0].member(anyCase: name) != nil))
        default: return nil
        }
    }
}
