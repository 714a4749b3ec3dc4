extension CodePage {
    static let wordPages: [CodePage] = [
        CodePage(
            .unknownWord, "a word that is not in the list",
            means:
                "Acts, faults, matchers, choice points, timings, assumptions and their readings are closed "
                + "lists.",
            wrong: "assume: { partial-revocation: isolatd }\nsteps: []",
            right: "assume: { partial-revocation: isolated }\nsteps: []",
            advice: "Take the word that is suggested.",
            "The lists: `lockstep acts`, `choices`, `timings`, `assumptions`, `probes`."),
        CodePage(
            .notSupported, "part of the format that this version does not run",
            means: "The format is larger than what this version can carry out. What is left out is refused "
                + "here, by name, rather than passed over.",
            wrong: "world: { clock: live }\nsteps: []", right: "world: { clock: frozen }\nsteps: []",
            advice: "Leave it out, or take a version that runs it."),
        CodePage(
            .unknownProperty, "an unknown property",
            means: "Each kind of thing has properties that a check can look at: a workspace has `data` and "
                + "`ingestion`, a key `enabled` and `state`.",
            wrong: "steps:\n  - check: { state: { workspace/contoso-soc: { ingest: blocked } } }",
            right: """
                world: { from: builtin:contoso-cmk }
                steps:
                  - check: { state: { workspace/contoso-soc: { ingestion: accepting } } }
                """,
            advice: "Take one of those listed; `lockstep probes` has all of them with their values."),
        CodePage(
            .unknownValue, "a value that the property never has",
            means: "A property with a closed list of values can never equal another word: the check could "
                + "only fail, or, turned round, only pass.",
            wrong: "steps:\n  - check: { state: { workspace/contoso-soc: { data: inaccesible } } }",
            right: """
                world: { from: builtin:contoso-cmk }
                steps:
                  - check: { state: { workspace/contoso-soc: { data: accessible } } }
                """,
            advice: "Take one of the values listed."),
        CodePage(
            .unknownRule, "this is no rule",
            means: "`rejectedBy`, `rule` and `always` name rules by their ids, such as SENT-REVOKE-03.",
            wrong: "always: [rule:sentinel-1]\nsteps: []", right: "always: [rule:SENT-REVOKE-02]\nsteps: []",
            advice: "`lockstep rules` lists all rules, `lockstep explain ID` says what one means."),
        CodePage(
            .rowsDiffer, "rows with different keys",
            means: "All rows of `cases` have the same keys, so that `${case.x}` means something in each.",
            wrong: "cases:\n  - { name: one, days: 1 }\n  - { name: two, hours: 2 }\nsteps: []",
            right: "cases:\n  - { name: one, days: 1 }\n  - { name: two, days: 2 }\nsteps: []",
            advice: "Give each row each key."),
        CodePage(
            .unknownBlock, "no block of this name",
            means: "`use` names a block of the file. Blocks are put in when the file is read.",
            wrong: "blocks: { prepare: { steps: [{ note: x }] } }\nsteps: [{ use: prepaer }]",
            right: "blocks: { prepare: { steps: [{ note: x }] } }\nsteps: [{ use: prepare }]",
            advice: "Take the name of a block, or write the block."),
        CodePage(
            .blockCycle, "a block that uses itself",
            means: "A block is written out where it is used. One that uses itself, directly or by way of "
                + "others, would never end. Blocks stand in one another 16 deep at most.",
            wrong: """
                blocks:
                  ping: { steps: [{ use: pong }] }
                  pong: { steps: [{ use: ping }] }
                steps: [{ use: ping }]
                """,
            right: "blocks: { ping: { steps: [{ note: x }] } }\nsteps: [{ use: ping }]",
            advice: "There are no loops: `cases` and `matrix` repeat a story, time repeats the rest."),
        CodePage(
            .unknownArgument, "an argument that is not taken",
            means: "An act takes the arguments of its list, a block its own parameters.",
            wrong: """
                steps:
                  - act: key.create
                    target: key/contoso-kv/k2
                    with: { siz: 2048 }
                """,
            right: """
                world: { from: builtin:contoso-cmk }
                steps:
                  - act: key.create
                    target: key/contoso-kv/k2
                    with: { size: 2048 }
                """,
            advice: "`lockstep explain act NAME` lists what an act takes."),
    ]
}
