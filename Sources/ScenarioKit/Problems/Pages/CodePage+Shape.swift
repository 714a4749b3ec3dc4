extension CodePage {
    static let shapePages: [CodePage] = [
        CodePage(
            .wrongShape, "a list, a mapping or a single value in the wrong place",
            means: "The value is understood, but something of another shape is wanted here.",
            wrong: "steps: { note: one step }", right: "steps:\n  - note: one step",
            advice: "A list has a `- ` before each item, a mapping `key: value` pairs.",
            "`lockstep schema scenario` prints the whole grammar; editors complete from it."),
        CodePage(
            .missingKey, "something is missing",
            means: "The place is where the missing key belongs. Acts, blocks and az lines have keys of their "
                + "own that must be given.",
            wrong: "steps:\n  - ingest: { records: 5 }",
            right: "world: { from: builtin:contoso-cmk }\nsteps:\n"
                + "  - ingest: { to: workspace/contoso-soc, records: 5 }",
            advice: "Add the key that the message names."),
        CodePage(
            .wrongSchema, "the first line does not say which format this is",
            means: "A file begins with `schema: lockstep/scenario/v1`. The version after the last slash is "
                + "the contract: within v1 a file keeps its meaning.",
            wrong: "schema: lockstep/scenario/v2\nname: example\nsteps: []",
            right: "schema: lockstep/scenario/v1\nname: example\nsteps: []",
            advice: "Write `schema: lockstep/scenario/v1` as the first key."),
        CodePage(
            .tooManySteps, "too many steps",
            means: "After blocks are put in where they are used, a file has at most 10,000 steps.",
            inWords: "a block of 150 uses of a block of 100 steps",
            making: {
                let many = Array(repeating: "{ note: x }", count: 100).joined(separator: ", ")
                let uses = Array(repeating: "{ use: inner }", count: 150).joined(separator: ", ")
                let text = "blocks:\n  inner: { steps: [\(many)] }\n  outer: { steps: [\(uses)] }\n"
                return Array(whole("\(text)steps: [{ use: outer }]").utf8)
            },
            right: "blocks: { inner: { steps: [{ note: x }] } }\nsteps: [{ use: inner }, { use: inner }]",
            advice: "Let virtual time do the repeating: `throughout`, `always` and `traffic` need no steps."),
        CodePage(
            .unknownKey, "an unknown key",
            means: "The grammar is closed: a key that it does not know is a mistake, never ignored.",
            wrong: "steps:\n  - note: hello\n    labls: [first]",
            right: "steps:\n  - note: hello\n    labels: [first]",
            advice: "Take the key that is suggested, or one of those listed."),
        CodePage(
            .noVerb, "a step without a verb",
            means: "Each step has exactly one verb, which says what it does; all other keys modify it.",
            wrong: "steps:\n  - name: Nothing happens", right: "steps:\n  - name: A note\n    note: hello",
            advice:
                "Add a verb: request, az, act, advance, check, fault, clear, ingest, fork, race, use, note."),
        CodePage(
            .twoVerbs, "two verbs in one step",
            means: "Each step has exactly one verb. Two would leave open which comes first.",
            wrong: "steps:\n  - advance: 1h\n    note: an hour later",
            right: "steps:\n  - advance: 1h\n  - note: an hour later",
            advice: "Begin a new step, with a `- ` of its own."),
        CodePage(
            .misplacedModifier, "a modifier that does not belong to the verb",
            means: "`within` modifies a check, `target` an act, `body` a request, `of` a `within`. Beside "
                + "another verb they would do nothing, and what does nothing is a mistake.",
            wrong: "steps:\n  - advance: 1h\n    within: 2h",
            right: """
                world: { from: builtin:contoso-cmk }
                steps:
                  - check: { state: { vault/contoso-kv: { exists: true } } }
                    within: 2h
                """,
            advice: "Move the modifier to the step that it means, or take another verb."),
    ]
}
