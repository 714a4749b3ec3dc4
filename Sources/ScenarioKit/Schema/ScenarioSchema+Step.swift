import VirtualTime

extension ScenarioSchema {
    /// Flat, all keys in one mapping: editors complete poorly inside a choice of many mappings.
    static var step: Document {
        var keys = Members(modifiers.map { ($0.key, $0.value) })
        for (verb, form) in verbs { keys[verb] = form }
        return [
            "type": "object", "additionalProperties": false,
            "description": .string(
                "One verb of \(Vocabulary.verbs.joined(separator: ", ")), and what modifies it."),
            "oneOf": .array(Vocabulary.verbs.map { ["required": [.string($0)]] }),
            "properties": .object(keys),
            "dependencies": [
                "body": ["request"], "target": ["act"],
                "with": ["anyOf": [["required": ["act"]], ["required": ["use"]]]], "within": ["check"],
                "throughout": ["check"], "until": ["check"], "eventually": ["check"], "of": ["within"],
                "notBefore": ["within"],
            ],
        ]
    }

    private static var modifiers: KeyValuePairs<String, Document> {
        let duration = SchemaPart.part("duration"), instant = SchemaPart.part("instant")
        return [
            "name": SchemaPart.text(),
            "as": SchemaPart.text(
                "A mark: names the instant of the step, and its result.",
                pattern: "^(?!(now|T)$)[A-Za-z][A-Za-z0-9_]*$"),
            "if": SchemaPart.text("An expression; false leaves the step out."), "at": instant,
            "actor": SchemaPart.text("Who does it; the operator by default."),
            "labels": SchemaPart.list(of: SchemaPart.part("slug")), "skip": SchemaPart.part("skip"),
            "body": ["description": "Of the short form of a request."],
            "target": SchemaPart.part("ref", "What an act works on."), "with": ["type": "object"],
            "wait": SchemaPart.truth("For the operation to end; true for act and az by default."),
            "expect": SchemaPart.part("expect"), "capture": SchemaPart.part("capture"),
            "within": SchemaPart.part("duration", "By when a check becomes true, the bound included."),
            "of": SchemaPart.part("instant", "From when `within` counts; the step before by default."),
            "notBefore": SchemaPart.part("duration", "Until when a check is still false."),
            "eventually": SchemaPart.truth(), "atMost": duration,
            "throughout": SchemaPart.part("duration", "How long a check stays true, the end included."),
            "until": SchemaPart.part("instant", "Up to when a check stays true."),
        ]
    }

    private static var verbs: KeyValuePairs<String, Document> {
        let instant = SchemaPart.part("instant"), steps = SchemaPart.part("steps")
        var advance = SchemaPart.keys([
            "to": instant, "events": SchemaPart.number(least: 1), "until": SchemaPart.part("condition"),
            "atMost": SchemaPart.part("duration"),
        ])
        advance["minProperties"] = 1
        return [
            "request": request, "az": SchemaPart.text("A line of the Azure CLI, parsed."),
            "act": SchemaPart.one(
                of: [SchemaPart.part("actName"), SchemaPart.text(pattern: "^\\$\\{.+\\}$")],
                "An action of the domain; lockstep explain act NAME shows its calls."),
            "advance": SchemaPart.one(of: [SchemaPart.part("duration"), advance], "Virtual time passes."),
            "check": SchemaPart.part("condition", "Now, unless a time modifies it."),
            "fault": SchemaPart.part("fault"),
            "clear": SchemaPart.oneOrMore(SchemaPart.text(), "Names of faults."),
            "ingest": SchemaPart.keys(
                [
                    "to": SchemaPart.part("ref"), "records": SchemaPart.number(least: 1),
                    "table": SchemaPart.text(),
                ], required: ["to"]),
            "fork": SchemaPart.keys(
                [
                    "name": SchemaPart.text(), "assume": SchemaPart.part("assumptions"),
                    "choices": SchemaPart.part("choicePolicy"), "steps": steps,
                ], required: ["steps"], "Steps in a copy of the world that is thrown away."),
            "race": SchemaPart.list(of: SchemaPart.part("step"), least: 2, "At one instant."),
            "use": SchemaPart.text("The name of a block."), "note": SchemaPart.text("A line in the report."),
            "save": SchemaPart.text("Where the world is saved."),
        ]
    }

    private static var request: Document {
        let methods = FileDecoder.methods.joined(separator: "|")
        return SchemaPart.one(
            of: [
                SchemaPart.text(pattern: "^(\(methods)) \\S+$"), SchemaPart.text(pattern: "^\\$\\{.+\\}$"),
                SchemaPart.keys(
                    [
                        "method": SchemaPart.text(), "path": SchemaPart.text(), "host": SchemaPart.text(),
                        "headers": SchemaPart.map(to: SchemaPart.text()), "body": [:],
                    ], required: ["method", "path"]),
            ], "METHOD PATH")
    }
}
