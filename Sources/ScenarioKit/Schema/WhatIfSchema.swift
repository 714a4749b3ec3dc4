public import VirtualTime

/// The grammar of what-if plans as JSON Schema. It takes its parts from the schema of scenarios.
public enum WhatIfSchema {
    public static let fileName = "lockstep-whatif-v1.schema.json"

    public static var document: Document {
        var schema: Document = [
            "$schema": "http://json-schema.org/draft-07/schema#", "$id": "urn:lockstep:schema:whatif:v1",
            "title": "lockstep what-if plan, format v1",
            "description": "One *.whatif.yaml file. Printed by: lockstep schema whatif",
        ]
        let top = SchemaPart.keys(keys, required: ["schema", "name", "from", "futures"])
        for member in top.members ?? Members() { schema[member.name] = member.value }
        schema["definitions"] = ["intervention": intervention]
        return schema
    }

    private static func part(_ name: String) -> Document { SchemaPart.part(name, elsewhere: true) }

    private static var keys: KeyValuePairs<String, Document> {
        let texts = SchemaPart.list(of: SchemaPart.text())
        var objective = SchemaPart.keys(["maximise": SchemaPart.text(), "minimise": SchemaPart.text()])
        objective["minProperties"] = 1
        objective["maxProperties"] = 1
        let range = SchemaPart.keys(
            ["from": SchemaPart.text(), "to": SchemaPart.text(), "step": SchemaPart.text()],
            required: ["from", "to", "step"])
        return [
            "schema": ["const": "lockstep/whatif/v1"], "name": SchemaPart.text(),
            "description": SchemaPart.text(), "rules": SchemaPart.text(), "assume": part("assumptions"),
            "from": SchemaPart.keys(
                ["world": SchemaPart.text(), "at": part("instant"), "event": SchemaPart.number()],
                required: ["world"]),
            "world": part("world"), "horizon": part("duration"),
            "sweep": SchemaPart.map(to: SchemaPart.one(of: [["type": "array", "minItems": 1], range])),
            "futures": [
                "type": "object", "minProperties": 1, "propertyNames": ["pattern": "^[a-z0-9][a-z0-9-]*$"],
                "additionalProperties": SchemaPart.list(of: ["$ref": "#/definitions/intervention"]),
            ],
            "choices": SchemaPart.one(of: [["const": "explore"], part("choicePolicy")]),
            "explore": SchemaPart.keys([
                "points": texts, "strategy": SchemaPart.words(["exhaustive", "random", "swarm"]),
                "bounds": ["type": "object"], "order": SchemaPart.truth(),
            ]),
            "invariants": SchemaPart.list(of: part("invariant")), "measure": texts, "objective": objective,
            "report": SchemaPart.map(to: SchemaPart.text()),
        ]
    }

    private static var intervention: Document {
        var form = SchemaPart.keys(
            [
                "at": part("instant"), "act": part("actName"), "target": part("ref"),
                "with": ["type": "object"], "actor": SchemaPart.text(), "az": SchemaPart.text(),
                "request": SchemaPart.text(), "body": [:], "fault": part("fault"), "clear": SchemaPart.text(),
                "as": SchemaPart.text(pattern: "^[A-Za-z][A-Za-z0-9_]*$"),
            ], required: ["at"])
        form["oneOf"] = .array(
            ["act", "az", "request", "fault", "clear"].map { ["required": [.string($0)]] })
        return form
    }
}
