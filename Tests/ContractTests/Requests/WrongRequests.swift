import Contract
import VirtualTime

/// Bodies with one thing wrong, derived from a body that is right and the schema of it.
struct WrongRequests {
    enum Fault: String, CaseIterable {
        case wrongType = "of a wrong type"
        case missing = "required and missing"
        case outOfList = "in no closed list"
    }

    struct Wrong {
        let fault: Fault
        /// A JSON pointer.
        let place: String
        let body: Document
    }

    private let schemas: SchemaValidator
    private static let deepest = 5

    init(_ contract: Contract) { schemas = SchemaValidator(contract) }

    /// One for each settable member and fault. Members that the body does not have are put where they belong.
    func all(of body: Document, as schema: Schema) -> [Wrong] {
        wrong(body, schema, depth: 0).map { Wrong(fault: $0.fault, place: $0.place, body: $0.body) }
    }

    private func wrong(_ value: Document, _ schema: Schema, depth: Int) -> [Wrong] {
        guard depth < Self.deepest, let definition = schemas.definition(schema, for: value) else { return [] }
        return definition.properties.flatMap { property -> [Wrong] in
            guard let member = schemas.definition(property.schema, for: value[property.name] ?? .null),
                !member.isReadOnly, !property.schema.isReadOnly
            else { return [] }
            func replaced(_ new: Document?, _ fault: Fault) -> Wrong {
                var body = value
                body[property.name] = new
                return Wrong(fault: fault, place: "/\(property.name)", body: body)
            }
            var found: [Wrong] = []
            if let other = Self.other(than: member.types) { found.append(replaced(other, .wrongType)) }
            if definition.required.contains(property.name) { found.append(replaced(nil, .missing)) }
            if !member.values.isEmpty { found.append(replaced("NoSuchWord", .outOfList)) }
            return found + inner(value, property.name, property.schema, member, depth)
        }
    }

    /// What can be wrong inside a member that is an object or an array of them.
    private func inner(
        _ value: Document, _ name: String, _ schema: Schema, _ member: Schema.Definition, _ depth: Int
    ) -> [Wrong] {
        let isList = member.types == ["array"]
        guard isList || member.types == ["object"] else { return [] }
        let present = isList ? value[name]?.items?.first : value[name]
        guard let itemSchema = isList ? member.items : schema else { return [] }
        return wrong(present ?? [:], itemSchema, depth: depth + 1).compactMap { inner in
            // What is not there lacks nothing.
            if present == nil, inner.fault == .missing { return nil }
            var body = value
            body[name] = isList ? [inner.body] : inner.body
            return Wrong(
                fault: inner.fault, place: "/\(name)\(isList ? "/0" : "")\(inner.place)", body: body)
        }
    }

    /// A value of no type that is asked for.
    private static func other(than types: [String]) -> Document? {
        guard let type = types.first else { return nil }
        return ["string", "integer", "number", "boolean"].contains(type) ? ["wrong": true] : "wrong"
    }
}
