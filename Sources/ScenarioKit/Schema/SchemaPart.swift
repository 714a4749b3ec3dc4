import VirtualTime

/// Pieces of a JSON Schema, draft-07: the draft that editors' YAML support is built around.
enum SchemaPart {
    static func words(_ words: some Sequence<String>) -> Document {
        ["enum": .array(words.map(Document.string))]
    }

    static func text(_ says: String? = nil, pattern: String? = nil) -> Document {
        var part: Document = ["type": "string"]
        if let pattern { part["pattern"] = .string(pattern) }
        return describe(part, says)
    }

    static func number(least: Int64? = nil, most: Int64? = nil, _ says: String? = nil) -> Document {
        var part: Document = ["type": "integer"]
        if let least { part["minimum"] = .integer(least) }
        if let most { part["maximum"] = .integer(most) }
        return describe(part, says)
    }

    static func truth(_ says: String? = nil) -> Document { describe(["type": "boolean"], says) }

    static func list(of item: Document, least: Int64? = nil, _ says: String? = nil) -> Document {
        var part: Document = ["type": "array", "items": item]
        if let least { part["minItems"] = .integer(least) }
        return describe(part, says)
    }

    static func one(of parts: [Document], _ says: String? = nil) -> Document {
        describe(["oneOf": .array(parts)], says)
    }

    /// A mapping with these keys and no others.
    static func keys(
        _ keys: KeyValuePairs<String, Document>, required: [String] = [], _ says: String? = nil
    ) -> Document {
        var part: Document = ["type": "object", "additionalProperties": false]
        if !required.isEmpty { part["required"] = .array(required.map(Document.string)) }
        part["properties"] = .object(Members(keys.map { ($0.key, $0.value) }))
        return describe(part, says)
    }

    /// A mapping from any name to values of one form; the names that are known are there to be completed.
    static func map(to value: Document, known: [String] = [], _ says: String? = nil) -> Document {
        var part: Document = ["type": "object"]
        if !known.isEmpty { part["properties"] = .object(Members(known.map { ($0, value) })) }
        part["additionalProperties"] = value
        return describe(part, says)
    }

    static func oneOrMore(_ part: Document, _ says: String? = nil) -> Document {
        one(of: [part, list(of: part)], says)
    }

    /// A part of the scenario schema; `elsewhere` from another schema.
    static func part(_ name: String, _ says: String? = nil, elsewhere: Bool = false) -> Document {
        let file = elsewhere ? "lockstep-scenario-v1.schema.json" : ""
        return describe(["$ref": .string("\(file)#/definitions/\(name)")], says)
    }

    private static func describe(_ part: Document, _ says: String?) -> Document {
        guard let says else { return part }
        var part = part
        part["description"] = .string(says)
        return part
    }
}
