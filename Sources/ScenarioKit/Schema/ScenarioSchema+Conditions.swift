import VirtualTime

extension ScenarioSchema {
    static var conditions: [(String, Document)] {
        [
            ("matcher", matcher), ("stateMap", stateMap), ("journalQuery", journalQuery),
            ("condition", condition),
        ]
    }

    private static var matcher: Document {
        let same = SchemaPart.part("matcher")
        var operators = SchemaPart.keys([
            "eq": [:], "not": same, "gt": [:], "gte": [:], "lt": [:], "lte": [:],
            "between": ["type": "array", "minItems": 2, "maxItems": 2, "description": "Both ends included."],
            "oneOf": ["type": "array", "minItems": 1], "contains": [:], "startsWith": SchemaPart.text(),
            "matches": SchemaPart.text("A regular expression."), "exists": SchemaPart.truth(),
            "type": SchemaPart.words(["string", "number", "boolean", "null", "array", "object"]),
            "length": same, "includes": ["type": ["object", "array"], "description": "A part of it."],
            "changed": SchemaPart.truth("Other than before the latest call."),
            "sameAs": SchemaPart.part("instant", "As at that instant, or right after that mark."),
        ])
        operators["minProperties"] = 1
        operators["maxProperties"] = 1
        return [
            "description": "A plain value is equality; a mapping has one operator.",
            "anyOf": [["type": ["string", "number", "boolean", "null"]], operators],
        ]
    }

    /// Any reference, so that `${…}` works in keys too; properties are there to be completed.
    private static var stateMap: Document {
        func properties(_ kind: String) -> Document {
            let known = Vocabulary.properties(of: kind).map { name -> (String, Document) in
                var part: Document = ["anyOf": [SchemaPart.part("matcher")]]
                if case .word(let words)? = Vocabulary.kinds[kind]?[name] {
                    part["description"] = .string(words.joined(separator: ", "))
                }
                return (name, part)
            }
            return [
                "type": "object", "minProperties": 1, "properties": .object(Members(known)),
                "additionalProperties": SchemaPart.part("matcher"),
            ]
        }
        return [
            "type": "object", "minProperties": 1,
            "description": "Reference to property to matcher; lockstep probes lists them.",
            "patternProperties": .object(
                Members(Vocabulary.kindNames.map { ("^\($0)/", properties($0)) })),
            "additionalProperties": [
                "type": "object", "minProperties": 1, "additionalProperties": SchemaPart.part("matcher"),
            ],
        ]
    }

    private static var journalQuery: Document {
        let kind = SchemaPart.text(Vocabulary.journalKinds.joined(separator: ", "))
        return SchemaPart.keys(
            [
                "kind": SchemaPart.oneOrMore(kind), "act": SchemaPart.text(),
                "target": SchemaPart.part("ref"), "rule": SchemaPart.text(), "actor": SchemaPart.text(),
                "since": SchemaPart.part("instant"), "until": SchemaPart.part("instant"),
                "where": SchemaPart.text("An expression over an entry's fields."),
                "count": SchemaPart.part("matcher"), "causedBy": SchemaPart.part("journalQuery"),
            ], "Entries of the journal; without a count at least one.")
    }

    private static var condition: Document {
        let more = SchemaPart.list(of: SchemaPart.part("condition"))
        var condition = SchemaPart.keys(
            [
                "state": SchemaPart.part("stateMap"),
                "journal": SchemaPart.oneOrMore(SchemaPart.part("journalQuery")),
                "expr": SchemaPart.text("An expression."), "allOf": more, "anyOf": more, "noneOf": more,
            ], "All parts hold.")
        condition["minProperties"] = 1
        return condition
    }
}
