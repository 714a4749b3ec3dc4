import VirtualTime

extension Shape {
    /// As JSON Schema, 2020-12.
    /// - Parameter isAnswer: members that may be left out of a request may be null there as well; an answer
    ///   leaves them out.
    func schema(isAnswer: Bool) -> Document {
        switch self {
        case .anything: [:]
        case .text(let form): form.schema
        case .words(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .integer(let range): Self.schema(of: range)
        case .number: ["type": "number"]
        case .flag: ["type": "boolean"]
        case .list(let shape): ["type": "array", "items": shape.schema(isAnswer: isAnswer)]
        case .map(let shape):
            ["type": "object", "additionalProperties": shape.schema(isAnswer: isAnswer)]
        case .either(let shapes): ["anyOf": .array(shapes.map { $0.schema(isAnswer: isAnswer) })]
        case .optional(let shape): ["anyOf": [shape.schema(isAnswer: isAnswer), ["type": "null"]]]
        case .named(let named): ["$ref": .string("#/components/schemas/\(named.rawValue)")]
        case .object(let fields): Self.schema(of: fields, isAnswer: isAnswer)
        }
    }

    private static func schema(of range: ClosedRange<Int64>) -> Document {
        var schema: Document = ["type": "integer"]
        if range.lowerBound != .min { schema["minimum"] = .integer(range.lowerBound) }
        if range.upperBound != .max { schema["maximum"] = .integer(range.upperBound) }
        return schema
    }

    private static func schema(of fields: [Field], isAnswer: Bool) -> Document {
        let properties = fields.map { field -> (String, Document) in
            var shape = field.shape
            if !isAnswer, !field.isNeeded { shape = .optional(shape) }
            var schema = shape.schema(isAnswer: isAnswer)
            if let note = field.note { schema["description"] = .string(note) }
            return (field.name, schema)
        }
        var schema: Document = ["type": "object", "properties": .object(Members(properties))]
        let needed = fields.filter(\.isNeeded).map { Document.string($0.name) }
        if !needed.isEmpty { schema["required"] = .array(needed) }
        schema["additionalProperties"] = false
        return schema
    }
}

extension Shape.TextForm {
    fileprivate var schema: Document {
        switch self {
        case .plain: ["type": "string"]
        case .instant: ["type": "string", "format": "date-time", "examples": ["2024-02-16T09:00:00Z"]]
        case .duration: ["type": "string", "examples": ["90s", "1h", "2d12h"]]
        case .thing: ["type": "string", "examples": ["workspace/contoso-soc"]]
        case .world: ["type": "string", "pattern": .string(WorldName.pattern), "examples": ["ci-41"]]
        case .guid: ["type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"]
        case .hash: ["type": "string", "pattern": "^[0-9a-f]{64}$"]
        }
    }
}
