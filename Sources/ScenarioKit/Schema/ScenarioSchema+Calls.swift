import VirtualTime

extension ScenarioSchema {
    private static let filledText = "^\\$\\{.+\\}$"

    static var calls: [(String, Document)] {
        [
            ("expect", expect), ("capture", capture), ("faultType", SchemaPart.words(Vocabulary.faults)),
            ("fault", fault), ("actName", SchemaPart.words(Vocabulary.acts.map(\.name))),
        ]
    }

    private static var expect: Document {
        let matcher = SchemaPart.part("matcher")
        var expect = SchemaPart.keys([
            "status": SchemaPart.one(
                of: [
                    ["type": "integer"], SchemaPart.text(pattern: "^([1-5]xx|\\$\\{.+\\})$"),
                    ["type": "array", "items": ["type": ["integer", "string"]]],
                ], "200, 2xx, or a list of them"),
            "headers": SchemaPart.map(to: matcher),
            "body": [
                "type": "object", "propertyNames": ["pattern": "^\\$"], "additionalProperties": matcher,
                "description": "JSONPath to matcher.",
            ],
            "error": SchemaPart.keys(["code": matcher, "message": matcher, "target": matcher]),
            "rejectedBy": SchemaPart.oneOrMore(
                SchemaPart.text(), "Ids of rules of which the decision record names one; or none."),
            "outcome": SchemaPart.one(of: [
                SchemaPart.words(Vocabulary.outcomes), SchemaPart.text(pattern: filledText),
            ]),
            "operation": SchemaPart.words(Vocabulary.operations),
            "condition": SchemaPart.part("condition"),
        ])
        expect["minProperties"] = 1
        return expect
    }

    private static var capture: Document {
        SchemaPart.map(
            to: SchemaPart.one(of: [
                SchemaPart.text(pattern: "^\\$"),
                SchemaPart.keys(["header": SchemaPart.text(), "expr": SchemaPart.text()]),
            ]), "Name to JSONPath, {header: …} or {expr: …}; used as ${NAME}.")
    }

    private static var fault: Document {
        let reference = SchemaPart.part("ref"), duration = SchemaPart.part("duration")
        return SchemaPart.keys(
            [
                "name": SchemaPart.part("slug", "For `clear`; the type by default."),
                "type": SchemaPart.part("faultType"), "target": SchemaPart.oneOrMore(reference),
                "between": ["type": "array", "minItems": 2, "maxItems": 2, "items": reference],
                "oneWay": SchemaPart.truth(), "for": duration, "after": duration,
                "rate": ["type": "number", "minimum": 0, "maximum": 1],
                "count": SchemaPart.number(least: 1), "status": SchemaPart.number(), "retryAfter": duration,
                "latency": duration, "code": SchemaPart.text(),
            ], required: ["type"])
    }

    static var world: [(String, Document)] {
        let duration = SchemaPart.part("duration")
        let policy = SchemaPart.one(
            of: [
                SchemaPart.words(Vocabulary.policies), SchemaPart.text(pattern: filledText),
                SchemaPart.map(to: SchemaPart.text(), known: ["default"] + Vocabulary.choicePoints),
            ], "How open moments are resolved: a policy, or choice points to policies or durations.")
        let ends: Document = ["type": "array", "minItems": 2, "maxItems": 2, "items": duration]
        let world = SchemaPart.keys([
            "from": [
                "type": "string", "description": "empty, builtin:NAME or a saved world",
                "examples": .array(
                    (["empty"] + Vocabulary.builtinWorlds.map { "builtin:\($0)" }).map(Document.string)),
            ],
            "at": SchemaPart.part("instant"), "start": SchemaPart.text("A UTC time."),
            "seed": ["type": ["integer", "string"]], "choices": SchemaPart.part("choicePolicy"),
            "clock": SchemaPart.words(Vocabulary.clocks),
            "timings": SchemaPart.map(to: SchemaPart.one(of: [duration, ends]), known: Vocabulary.timings),
            "traffic": SchemaPart.list(
                of: SchemaPart.keys(
                    [
                        "to": SchemaPart.part("ref"), "rate": SchemaPart.text(pattern: "^\\d+/(s|min|h|d)$"),
                        "backfill": SchemaPart.part("duration", "What is there at the start."),
                        "table": SchemaPart.text(),
                    ], required: ["to", "rate"])),
            "retention": SchemaPart.map(to: duration),
        ])
        return [("choicePolicy", policy), ("world", world)]
    }
}
