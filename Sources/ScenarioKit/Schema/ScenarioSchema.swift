public import VirtualTime

/// The grammar of scenario files as JSON Schema, for editors and for other programs.
///
/// Words come from the vocabulary that the reader uses, and a test compares the keys of every mapping with
/// those that the reader allows. Values are those of the text: an instant is a string, whatever YAML makes of
/// it.
public enum ScenarioSchema {
    public static let fileName = "lockstep-scenario-v1.schema.json"

    public static var document: Document {
        var schema: Document = [
            "$schema": "http://json-schema.org/draft-07/schema#", "$id": "urn:lockstep:schema:scenario:v1",
            "title": "lockstep scenario, format v1",
            "description": "One *.scenario.yaml file. Printed by: lockstep schema scenario",
        ]
        let top = SchemaPart.keys(topKeys, required: ["schema", "name", "steps"])
        for member in top.members ?? Members() { schema[member.name] = member.value }
        schema["definitions"] = .object(Members(definitions))
        return schema
    }

    private static var topKeys: KeyValuePairs<String, Document> {
        [
            "schema": ["const": .string(Vocabulary.schema), "description": "The first key of the file."],
            "name": [
                "type": "string", "minLength": 1, "maxLength": 120,
                "description": "What reports call it. May use ${case.…} and ${matrix.…}.",
            ],
            "description": SchemaPart.text(),
            "labels": [
                "type": "array", "uniqueItems": true, "items": SchemaPart.part("slug"),
                "description": "What the file is selected by.",
            ],
            "requires": SchemaPart.keys(
                ["simulator": SchemaPart.text(), "features": SchemaPart.list(of: SchemaPart.part("slug"))],
                "Skips the file, with the reason, where it is not met."),
            "skip": SchemaPart.part("skip"),
            "rules": [
                "type": "string", "description": "The state of the documents that is enforced.",
                "examples": .array(Vocabulary.profiles.map(Document.string)),
            ],
            "assume": SchemaPart.part("assumptions"), "world": SchemaPart.part("world"),
            "vars": ["type": "object", "description": "Constants: ${vars.NAME}."],
            "matrix": SchemaPart.map(
                to: ["type": "array", "minItems": 1], "The file runs once for each cell: ${matrix.AXIS}."),
            "cases": [
                "type": "array", "minItems": 1,
                "items": [
                    "type": "object", "required": ["name"], "properties": ["skip": SchemaPart.part("skip")],
                ],
                "description": "The file runs once for each row: ${case.KEY}. All rows have the same keys.",
            ],
            "include": SchemaPart.list(of: SchemaPart.text(), "Files whose blocks and vars can be used."),
            "blocks": SchemaPart.map(to: block, "Named lists of steps, for `use`."),
            "setup": SchemaPart.part("steps", "Before the story; not counted."),
            "steps": SchemaPart.part("steps", "The story."),
            "cleanup": SchemaPart.part("steps", "Always run, whatever happened before."),
            "always": SchemaPart.list(of: SchemaPart.part("invariant"), "Asked after every event."),
            "explore": SchemaPart.part("explore"), "training": SchemaPart.part("training"),
        ]
    }

    private static var block: Document {
        SchemaPart.keys(
            [
                "description": SchemaPart.text(),
                "params": [
                    "type": "object", "description": "Names with their defaults; null must be given.",
                ],
                "steps": SchemaPart.part("steps"),
            ], required: ["steps"])
    }

    private static var definitions: [(String, Document)] {
        scalars + conditions + world + calls + [
            ("steps", SchemaPart.list(of: SchemaPart.part("step"))), ("step", step), ("invariant", invariant),
            ("explore", explore), ("training", training),
        ]
    }

    private static let filled = "\\$\\{.+\\}"

    private static var scalars: [(String, Document)] {
        [
            ("slug", SchemaPart.text(pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$")),
            (
                "duration",
                [
                    "type": "string", "minLength": 2,
                    "pattern": .string(
                        "^(\(filled)|P.+|0s|(\\d+d)?(\\d+h)?(\\d+m(?!s))?(\\d+s)?(\\d+ms)?)$"),
                    "description": "With units: 2h30m, 59m59s, 14d, 250ms, 0s or PT1H.",
                    "examples": ["30m", "1h", "24h", "14d"],
                ]
            ),
            (
                "instant",
                [
                    "type": "string",
                    "pattern": .string(
                        "^(\(filled)|\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z"
                            + "|[A-Za-z][A-Za-z0-9_]*([+-](\(filled)\\w*|\\d\\w*))?|next-event)$"),
                    "description":
                        "A UTC time, T+1h from the start, a mark such as revoked+59m, now+5m, next-event.",
                    "examples": ["T+1h", "revoked+59m59s", "next-event"],
                ]
            ),
            (
                "ref",
                SchemaPart.text(
                    "kind/name, such as workspace/contoso-soc or key/contoso-kv/cmk",
                    pattern: "^(\(filled)|(\(Vocabulary.kindNames.joined(separator: "|")))/[^\\s]+)$")
            ),
            (
                "assumptions",
                [
                    "type": "object", "additionalProperties": ["type": "string"],
                    "propertyNames": SchemaPart.words(Vocabulary.assumptions.map(\.key)),
                    "properties": .object(
                        Members(
                            Vocabulary.assumptions.map { name, readings in
                                (
                                    name,
                                    SchemaPart.text(
                                        "\(readings.joined(separator: ", ")); the first by default")
                                )
                            })),
                    "description": "How points are read on which the documents are silent.",
                ]
            ),
            (
                "skip",
                SchemaPart.one(of: [
                    SchemaPart.text("The reason."),
                    SchemaPart.keys(
                        [
                            "reason": SchemaPart.text(), "when": SchemaPart.text("an expression"),
                            "issue": SchemaPart.text(), "until": SchemaPart.text("a date"),
                        ], required: ["reason"]),
                ])
            ),
        ]
    }

    static var invariant: Document {
        SchemaPart.one(of: [
            SchemaPart.text("rule:ID, or an expression"),
            SchemaPart.keys(
                [
                    "name": SchemaPart.text(), "expr": SchemaPart.text(), "rule": SchemaPart.text(),
                    "from": SchemaPart.part("instant"), "to": SchemaPart.part("instant"),
                    "severity": SchemaPart.words(["error", "warning"]),
                ], required: ["name"]),
        ])
    }

    static var explore: Document {
        SchemaPart.keys([
            "choices": SchemaPart.list(of: SchemaPart.text(), "Choice points, `*` allowed."),
            "strategy": SchemaPart.words(["exhaustive", "random", "swarm"]),
            "bounds": SchemaPart.keys([
                "states": SchemaPart.number(), "runs": SchemaPart.number(), "depth": SchemaPart.number(),
                "horizon": SchemaPart.part("duration"), "wall": SchemaPart.part("duration"),
            ]),
            "maximise": SchemaPart.text("A measure, whose worst case is looked for."),
        ])
    }
}
